"""Merges registers and sorts them, and tells what came out and what became of the records."""

from datetime import date

import register
from patient import Patient
from piton import probe


def record(given, surname, born, phones):
    return Patient(given, surname, None if born is None else date(*born), list(phones))


def told(patient):
    born = patient.born
    if isinstance(born, date):
        born = [born.year, born.month, born.day]
    return [patient.given, patient.surname, born, list(patient.phones)]


@probe()
def merged(first, second):
    """The merged register, and the records of both lists as they are afterwards."""
    one = [record(*row) for row in first]
    other = [record(*row) for row in second]
    people = [told(patient) for patient in register.merge(one, other)]
    return {"people": people, "first": [told(p) for p in one], "second": [told(p) for p in other]}


@probe()
def post(rows):
    """The birthday post of a list of records, and the list as it is afterwards."""
    patients = [record(*row) for row in rows]
    found = [told(patient) for patient in register.by_birthday(patients)]
    return {"post": found, "list": [told(patient) for patient in patients]}


@probe()
def recalls(rows, asked):
    """What a dictionary from records to numbers says of other records."""
    known = {}
    for number, row in enumerate(rows):
        known.setdefault(record(*row), number)
    return [known.get(record(*row)) for row in asked]
