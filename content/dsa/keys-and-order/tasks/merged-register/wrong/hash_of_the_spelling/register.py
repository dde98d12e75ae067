"""One register out of two."""

from patient import Patient, plain


def merge(first, second):
    """Give the patients of both lists, each person once."""
    people = []
    for patient in [*first, *second]:
        person = next((one for one in people if one == patient), None)
        if person is None:
            person = Patient(patient.given, patient.surname, patient.born)
            people.append(person)
        phones = person.phones
        phones += [phone for phone in dict.fromkeys(patient.phones) if phone not in phones]
    return people


def birthday_key(patient):
    """Unknown birthdays stand behind the known ones, and among themselves as they came."""
    if patient.born is None:
        return (True,)
    return False, patient.born, plain(patient.surname), plain(patient.given)


def by_birthday(patients):
    """Give the patients for the birthday post, the oldest first."""
    return sorted(patients, key=birthday_key)
