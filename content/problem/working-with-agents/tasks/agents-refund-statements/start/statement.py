"""The monthly statement of refunds, for the tax office: one line a charge, semicolons between."""

from datetime import date

HEADER = "charge;refunds;cents;tax"


def statement(ledger, since, until=None):
    """Return the lines of a statement about the days from `since` to `until`, both included.

    Without `until` it is about everything from `since` on.
    """
    until = until or date.max
    sums = {}
    for entry in ledger.entries:
        if not since <= entry.on < until:
            continue
        count, cents, tax = sums.get(entry.charge, (0, 0, 0))
        sums[entry.charge] = (count + 1, cents + entry.cents, tax + entry.tax)
    lines = [HEADER]
    for number in sorted(sums, key=lambda number: (len(number), number)):
        count, cents, tax = sums[number]
        lines.append(f"{number};{count};{cents};{tax}")
    lines.append(total(sums.values()))
    return lines


def total(sums):
    """Return the last line: all charges together."""
    count = cents = tax = 0
    for of_charge in sums:
        count += of_charge[0]
        cents += of_charge[1]
        tax += of_charge[2]
    return f"total;{count};{cents};{tax}"
