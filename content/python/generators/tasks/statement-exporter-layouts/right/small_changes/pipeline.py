"""From the ledger to the rows of one file."""


def booked(rows):
    """Leave out what is reserved and not booked."""
    return (row for row in rows if row.booked)


def matching(rows, where):
    """Leave out the rows that do not have all the marks in `where`."""
    return (row for row in rows if all(row.marks.get(name) == where[name] for name in where))


def rows_of(ledger, where):
    """The rows of a file, in the order of the ledger, over a cursor of their own."""
    return matching(booked(ledger.rows()), where)
