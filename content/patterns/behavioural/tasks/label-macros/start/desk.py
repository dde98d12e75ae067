"""Five minutes at the desk, with a printer that loses its cable: python desk.py"""

from designer import Designer


class Printer:
    """Gives two parts and then hangs up."""

    def parts(self):
        yield "logo", "Fair Oats", 4, 4
        yield "barcode", "4 006381 333931", 4, 40
        raise ConnectionError("the printer does not answer")


def main():
    now = 0
    designer = Designer(lambda: now)
    designer.add("price", "", 60, 40)
    for key in "1.20":
        designer.type("price", key)
        now += 200
    print("typed  ", designer.parts())
    designer.undo()
    print("undone ", designer.parts())
    with designer.macro():
        designer.add("title", "honey", 4, 20)
        designer.move("title", 10, 0)
    designer.undo()
    print("macro  ", designer.parts())
    try:
        designer.load(Printer())
    except ConnectionError as error:
        print(error)
    print("load   ", designer.parts())


if __name__ == "__main__":
    main()
