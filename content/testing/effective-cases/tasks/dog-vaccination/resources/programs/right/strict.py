"""A right program that refuses other types than those of the rules, which leave this to the vendor."""

from datetime import date, timedelta


def next_due(born, given):
    if not isinstance(born, date):
        raise TypeError(f"expected a date of birth, got {born!r}")
    if not isinstance(given, list) or not all(isinstance(one, date) for one in given):
        raise TypeError("expected a list of dates")
    if [one for one in given if one < born]:
        raise ValueError("before birth")
    doses = sorted(given)
    first_due = born + timedelta(days=56)
    doses = [one for one in doses if one >= first_due - timedelta(days=4)]
    if not doses:
        return first_due
    first = doses.pop(0)
    while True:
        second_due = first + timedelta(days=28)
        doses = [one for one in doses if one >= second_due - timedelta(days=4)]
        if not doses:
            return second_due
        second = doses.pop(0)
        if second <= first + timedelta(days=182):
            break
        first = second
    year, month, day = second.year + 1, second.month, second.day
    third_due = date(year, 3, 1) if (month, day) == (2, 29) else date(year, month, day)
    taken = any(one >= third_due - timedelta(days=4) for one in doses)
    return None if taken else third_due
