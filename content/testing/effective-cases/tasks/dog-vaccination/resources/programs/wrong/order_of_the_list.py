"""A program that takes the doses in the order of the list instead of that of their dates."""

from datetime import date, timedelta

GRACE = timedelta(days=4)


def a_year_after(day):
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def next_due(born, given):
    if any(day < born for day in given):
        raise ValueError("given before birth")
    number, first = 0, None
    due = born + timedelta(days=56)
    for day in given:
        if number == 3 or day < due - GRACE:
            continue
        if number == 0 or (number == 1 and day - first > timedelta(days=182)):
            number, first = 1, day
            due = day + timedelta(days=28)
        elif number == 1:
            number = 2
            due = a_year_after(day)
        else:
            number = 3
    return due if number < 3 else None
