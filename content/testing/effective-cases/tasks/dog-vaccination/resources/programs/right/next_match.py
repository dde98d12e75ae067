"""A right program that looks for the earliest dose that counts, again and again."""

import calendar
from datetime import timedelta


def earliest(given, due):
    """The earliest dose that counts for this due date, or None."""
    return min((day for day in given if day + timedelta(days=4) >= due), default=None)


def third_after(second):
    leap_day = second.month == 2 and second.day == 29 and calendar.isleap(second.year)
    return second + timedelta(days=366) if leap_day else second.replace(year=second.year + 1)


def next_due(born, given):
    if sum(day < born for day in given):
        raise ValueError
    due = born + timedelta(days=56)
    first = earliest(given, due)
    while first is not None:
        due = first + timedelta(days=28)
        second = earliest(given, due)
        if second is None:
            return due
        if (second - first).days <= 182:
            due = third_after(second)
            return due if earliest(given, due) is None else None
        first = second
    return due
