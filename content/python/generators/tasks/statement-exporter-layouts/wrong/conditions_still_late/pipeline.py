"""From the ledger to the rows of one file."""


def booked(rows):
    """Leave out what is reserved and not booked."""
    return (row for row in rows if row.booked)


def matching(rows, where):
    """Leave out the rows that do not have all the marks in `where`."""
    for name, text in where.items():
        rows = (row for row in rows if row.marks.get(name) == text)
    return rows


def rows_of(ledger, where):
    """The rows of a file, in the order of the ledger, over a cursor of their own."""
    return matching(booked(ledger.rows()), where)
