"""A right program that follows the rules one by one."""

from datetime import date, timedelta

GRACE = timedelta(days=4)
PATIENCE = timedelta(days=182)


def a_year_after(day):
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def due_after(born, counted):
    if not counted:
        return born + timedelta(days=56)
    if len(counted) == 1:
        return counted[0] + timedelta(days=28)
    if len(counted) == 2:
        return a_year_after(counted[1])
    return None


def next_due(born, given):
    if any(day < born for day in given):
        raise ValueError("a dose was given before birth")
    counted = []
    for day in sorted(given):
        due = due_after(born, counted)
        if due is None:
            break
        if day < due - GRACE:
            continue
        if len(counted) == 1 and day - counted[0] > PATIENCE:
            counted = [day]
        else:
            counted.append(day)
    return due_after(born, counted)
