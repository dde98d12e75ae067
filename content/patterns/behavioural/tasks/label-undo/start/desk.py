"""Five minutes at the desk: python desk.py"""

from designer import Designer


def main():
    designer = Designer()
    designer.add("logo", "Fair Oats", 4, 4)
    designer.add("price", "1.20", 60, 40)
    designer.move("price", 40, 0)
    designer.remove("logo")
    print("edited  ", designer.parts())
    for call in ("undo", "undo", "undo", "undo", "redo"):
        said = getattr(designer, call)()
        print(f"{call} {said!s:5}", designer.parts())


if __name__ == "__main__":
    main()
