"""From the ledger to the rows of one file."""

from itertools import islice


def booked(rows):
    """Leave out what is reserved and not booked."""
    return (row for row in rows if row.booked)


def matching(rows, where):
    """Leave out the rows that do not have all the marks in `where`."""
    return (row for row in rows if all(row.marks.get(name) == where[name] for name in where))


def in_batches(rows, size=100):
    """Read some rows at a time, which is kinder to the server."""
    while batch := list(islice(rows, size)):
        yield from batch


def rows_of(ledger, where):
    """The rows of a file, in the order of the ledger, over a cursor of their own."""
    return matching(booked(in_batches(ledger.rows())), where)
