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


FOREIGN = [None, 7, "text", ("Li", "Nan", None)]


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
    """What a dictionary from records to numbers, and a list of them, say of other records.

    And what the dictionary says of its own records, and whether one equals anything else.
    """
    records = [record(*row) for row in rows]
    known = {}
    for number, one in enumerate(records):
        known.setdefault(one, number)
    others = [record(*row) for row in asked]
    return {
        "own": [known.get(one) for one in records],
        "equals": [thing for one in records for thing in FOREIGN if one == thing],
        "dict": [known.get(one) for one in others],
        "list": [records.index(one) if one in records else None for one in others],
    }
