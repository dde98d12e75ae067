"""The board at minute 400 and all dark times, for the example: python night.py"""

import pathlib
import sqlite3

HERE = pathlib.Path(__file__).parent


def show(db, name, **values):
    rows = db.execute((HERE / name).read_text("utf-8"), values)
    print(f"{name}: {', '.join(column[0] for column in rows.description)}")
    for row in rows:
        print("  ", *("NULL" if one is None else one for one in row), sep="  ")


if __name__ == "__main__":
    office = sqlite3.connect(":memory:")
    for name in ("office.sql", "example.sql"):
        office.executescript((HERE / name).read_text("utf-8"))
    show(office, "board.sql", at=400)
    show(office, "dark.sql")
