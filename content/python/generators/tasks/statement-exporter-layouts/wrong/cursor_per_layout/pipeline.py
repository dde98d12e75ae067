"""From the ledger to the rows of one file."""

# A cursor is opened once for each ledger and layout.
_cursors = {}


def booked(rows):
    """Leave out what is reserved and not booked."""
    return (row for row in rows if row.booked)


def matching(rows, where):
    """Leave out the rows that do not have all the marks in `where`."""
    return (row for row in rows if all(row.marks.get(name) == where[name] for name in where))


def rows_of(ledger, layout, where):
    """The rows of a file, in the order of the ledger."""
    key = ledger, layout
    if key not in _cursors:
        _cursors[key] = booked(ledger.rows())
    return matching(_cursors[key], where)
