"""Good questions, asked only when the file is run as a program."""

from datetime import date, timedelta

from doses import next_due

BORN = date(2025, 3, 3)


def main():
    early = BORN + timedelta(days=56 - 5)
    assert next_due(BORN, []) == BORN + timedelta(days=56)
    assert next_due(BORN, [early]) == BORN + timedelta(days=56)


if __name__ == "__main__":
    main()
