"""A short session: python session.py"""

from desk import Desk
from presets import preset


def main():
    desk = Desk({"vocals": -3, "piano": -6, "bass": 0})
    talk = preset(desk, {"vocals": -40, "piano": -40, "talkback": -10})
    print("before:", desk.levels())
    with talk:
        print("talk:  ", desk.levels())
        desk.set("bass", -12)
    print("after: ", desk.levels())
    with talk:
        with talk:
            print("call:  ", desk.levels())
    print("after: ", desk.levels())


if __name__ == "__main__":
    main()
