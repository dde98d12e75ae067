"""One register out of two."""

from itertools import chain

from patient import Patient


def merge(first, second):
    """Give the patients of both lists, each person once."""
    records = {}
    for patient in chain(first, second):
        records.setdefault(patient, []).append(patient)
    return [
        Patient(
            patient.given,
            patient.surname,
            patient.born,
            list(dict.fromkeys(phone for record in found for phone in record.phones)),
        )
        for patient, found in records.items()
    ]


def by_birthday(patients):
    """Give the patients for the birthday post, the oldest first."""
    known, unknown = [], []
    for patient in patients:
        (unknown if patient.born is None else known).append(patient)
    known.sort(key=lambda patient: patient.person)
    return known + unknown
