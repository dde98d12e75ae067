"""One register out of two."""

from copy import copy

from patient import plain


def merge(first, second):
    """Give the patients of both lists, each person once."""
    people = []
    places = {}
    for record in (*first, *second):
        at = places.setdefault(record, len(people))
        if at == len(people):
            people.append(copy(record))
            people[at].phones = []
        for phone in record.phones:
            if phone not in people[at].phones:
                people[at].phones.append(phone)
    return people


def by_birthday(patients):
    """Give the patients for the birthday post, the oldest first."""
    # From the last criterion to the first: each sort keeps what the ones before it have settled.
    found = [patient for patient in patients if patient.born is not None]
    found.sort(key=lambda patient: plain(patient.given))
    found.sort(key=lambda patient: plain(patient.surname))
    found.sort(key=lambda patient: patient.born)
    return found + [patient for patient in patients if patient.born is None]
