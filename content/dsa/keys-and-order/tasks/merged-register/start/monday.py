"""What the desk saw on Monday: python monday.py"""

from datetime import date

from patient import Patient
from register import by_birthday, merge

HILL = [
    Patient("Li", "Nan", date(1984, 3, 9), ["555 0101"]),
    Patient("Aron", "Weiss", date(1950, 7, 2), ["555 0102"]),
    Patient("Ida", "de Vries", None, ["555 0103"]),
    Patient("Noor", "Haddad", date(1991, 1, 30), ["555 0104"]),
]
QUAY = [
    Patient("Lin", "An", date(2001, 12, 4), ["555 0201"]),
    Patient("Aron", "Weiss", date(1983, 5, 21), ["555 0202"]),
    Patient("NOOR", "HADDAD", date(1991, 1, 30), ["555 0203"]),
    Patient("Ida", "de Vries", None, ["555 0204"]),
    Patient("Samir", "Okoye", date(1949, 2, 11), ["555 0205"]),
]


def show(title, patients):
    print(title)
    for patient in patients:
        born = patient.born or "----------"
        print(f"  {born} {patient.surname}, {patient.given} ({', '.join(patient.phones)})")


if __name__ == "__main__":
    people = merge(HILL, QUAY)
    show("merged:", people)
    show("birthday post:", by_birthday(people))
    recalls = {patient: "March" for patient in HILL}
    print("recall of NOOR HADDAD:", recalls.get(QUAY[2]))
