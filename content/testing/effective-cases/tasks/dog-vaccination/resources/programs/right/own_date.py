"""A right program that gives its own kind of date, which prints like a letter."""

from datetime import date, timedelta


class Day(date):
    def __repr__(self):
        return f"{self.day:02}.{self.month:02}.{self.year}"

    __str__ = __repr__


def as_day(day):
    return Day(day.year, day.month, day.day)


def next_due(born, given):
    if given and min(given) < born:
        raise ValueError(f"a dose on {min(given)}, and born on {born}")
    due, first = born + timedelta(days=56), None
    left = sorted(given, reverse=True)
    while left:
        day = left.pop()
        if due - day > timedelta(days=4):
            continue
        if first is None or day - first > timedelta(days=182):
            first, due = day, day + timedelta(days=28)
            continue
        # The second one: what is left can only be the third.
        leap = day.month == 2 and day.day == 29
        third = Day(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)
        if any(one >= third - timedelta(days=4) for one in left):
            return None
        return as_day(third)
    return as_day(due)
