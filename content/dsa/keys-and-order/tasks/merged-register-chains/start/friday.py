"""Some records of the three registers: python friday.py"""

from datetime import date

from record import Record
from register import doubtful, people

RECORDS = [
    Record(1, "Ida", "de Vries", date(1984, 3, 9), "B-207"),
    Record(2, "Ida", "Vermeer", date(1984, 3, 9), None),
    Record(3, "Aron", "Weiss", date(1950, 7, 2), None),
    Record(4, "IDA", "VERMEER", date(1984, 3, 9), "B-207"),
    Record(5, "Noor", "Haddad", None, None),
    Record(6, "Noor", "Haddad", None, None),
    Record(7, "Aron", "Weiss", date(1950, 7, 2), "C-114"),
    Record(8, "Aron", "Weiss", date(1983, 5, 21), "C-115"),
    Record(9, "Aron", "Weiss", date(1983, 5, 21), "C-114"),
]

if __name__ == "__main__":
    for title, which in [("people:", people), ("doubtful:", doubtful)]:
        print(title)
        for person in which(RECORDS):
            print(" ", *(record.place for record in person))
