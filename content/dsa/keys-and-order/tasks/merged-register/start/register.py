"""One register out of two."""

from functools import cmp_to_key


def merge(first, second):
    """Give the patients of both lists, each person once."""
    people = {}
    for patient in [*first, *second]:
        people[patient] = patient
    return list(people.values())


def older(one, other):
    """Say which of two patients was born earlier: negative, positive, or 0 if neither."""
    if one.born is None or other.born is None:
        return 0
    return (one.born > other.born) - (one.born < other.born)


def by_birthday(patients):
    """Give the patients for the birthday post, the oldest first."""
    return sorted(patients, key=cmp_to_key(older))
