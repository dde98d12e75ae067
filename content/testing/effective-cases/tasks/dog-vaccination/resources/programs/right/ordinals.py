"""A right program that counts in days since the year 1 and turns them into dates at the end."""

from datetime import date

GRACE = 4


def one_year_on(number):
    day = date.fromordinal(number)
    try:
        return day.replace(year=day.year + 1).toordinal()
    except ValueError:
        return number + 366


def next_due(born, given):
    numbers = sorted(day.toordinal() for day in given)
    birth = born.toordinal()
    if numbers and numbers[0] < birth:
        raise ValueError("given before birth")
    counted = []
    due = birth + 56
    for number in numbers:
        if number + GRACE < due:
            continue
        if len(counted) == 1 and number > counted[0] + 182:
            counted.clear()
        counted.append(number)
        if len(counted) == 3:
            return None
        due = number + 28 if len(counted) == 1 else one_year_on(number)
    return date.fromordinal(due)
