"""A short evening in the hall: python evening.py"""

from board import Board
from scores import Scores
from screens import FirstFrame, Radio, Screen


def failed(event, error):
    print(f"  failed at {event!r}: {error}")


def main():
    board = Board(failed)
    hall = Screen("hall", board)
    Scores(board, "Owls", "Bears")
    visitor = FirstFrame(board)
    radio = Radio(board)
    phones = Screen("phones", board)

    for team in ["Owls", "Owls", "Bears", "Owls"]:
        board.publish(f"point {team}")
    print("hall:   ", hall.lines)
    print("visitor:", visitor.told)
    print("phones: ", phones.lines)

    print("The line to the radio goes down, and comes back.")
    radio.is_down = True
    try:
        board.publish("point Bears")
    except ConnectionError as error:
        print("  whoever announced the point gets:", error)
    radio.is_down = False
    board.publish("point Bears")
    print("hall:   ", hall.lines[-2:])
    print("phones: ", phones.lines[-2:])


if __name__ == "__main__":
    main()
