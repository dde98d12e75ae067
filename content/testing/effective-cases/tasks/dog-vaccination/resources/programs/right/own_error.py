"""A right program that raises its own kind of ValueError, with words of its own."""

from datetime import date, timedelta


class WrongAnimal(ValueError):
    def __init__(self, day):
        super().__init__(day)
        self.day = day

    def __str__(self):
        return "this paper belongs to somebody else"


def next_due(born, given):
    for day in given:
        if day < born:
            raise WrongAnimal(day)
    number, last = 0, None
    due = born + timedelta(days=56)
    for day in sorted(given):
        if number == 3 or (due - day).days > 4:
            continue
        if number == 1 and (day - last).days > 182:
            number = 0
        number, last = number + 1, day
        if number == 1:
            due = day + timedelta(days=28)
        elif number == 2:
            try:
                due = day.replace(year=day.year + 1)
            except ValueError:
                due = date(day.year + 1, 3, 1)
    return due if number < 3 else None
