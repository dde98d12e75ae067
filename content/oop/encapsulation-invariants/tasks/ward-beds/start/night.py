"""A night on the ward: python night.py"""

from ward import BedError, Ward


class Journal:
    """Stands for the hospital's record; its server can be away."""

    def __init__(self):
        self.is_away = False

    def write(self, kind, *details):
        if self.is_away:
            raise ConnectionError("the record does not answer")
        print("journal:", kind, *details)


def main():
    journal = Journal()
    ward = Ward([3, 4, 5], journal)
    ward.admit("Lindqvist", 3)
    ward.admit("Osei", 4)

    try:
        ward.move("Lindqvist", 4)
    except BedError as error:
        print("refused:", error)
    print("patients:", ward.patients())

    journal.is_away = True
    try:
        ward.admit("Baptiste", 5)
    except ConnectionError as error:
        print("refused:", error)
    print("patients:", ward.patients())

    for_the_screen = ward.free_beds()
    while for_the_screen:
        print("free:", for_the_screen.pop())
    print("free beds:", len(ward.free_beds()))


if __name__ == "__main__":
    main()
