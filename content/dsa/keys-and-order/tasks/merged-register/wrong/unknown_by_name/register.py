"""One register out of two."""

from datetime import date

from patient import Patient, plain


def merge(first, second):
    """Give the patients of both lists, each person once."""
    people = {}
    for patient in [*first, *second]:
        if patient not in people:
            people[patient] = Patient(patient.given, patient.surname, patient.born)
        phones = people[patient].phones
        phones += [phone for phone in dict.fromkeys(patient.phones) if phone not in phones]
    return list(people.values())


def birthday_key(patient):
    """Unknown birthdays stand behind the known ones."""
    born = patient.born or date.max
    return born, plain(patient.surname), plain(patient.given)


def by_birthday(patients):
    """Give the patients for the birthday post, the oldest first."""
    return sorted(patients, key=birthday_key)
