"""An hour in the control room: python shift.py"""

from hospital import BedError, Hospital

ROOMS = {"A": [1, 2], "B": [3, 4], "C": [5]}


class Journal:
    def write(self, *event):
        print("journal:", *event)


class Clock:
    minute = 0

    def __call__(self):
        return self.minute


def main():
    clock = Clock()
    hospital = Hospital(ROOMS, Journal(), clock)
    hospital.admit("Lindqvist", 1)
    hospital.admit("Osei", 3)
    try:
        hospital.carry_out([("Lindqvist", 3), ("Osei", 1)])
    except BedError as error:
        print("refused:", error)
    print("patients:", hospital.patients())

    hospital.hold(5, "Baptiste", 30)
    clock.minute = 45
    print("held:", hospital.holds())
    try:
        hospital.admit("Moreau", 4, isolated=True)
    except BedError as error:
        print("refused:", error)
    print("patients:", hospital.patients(), "isolated:", hospital.isolated())


if __name__ == "__main__":
    main()
