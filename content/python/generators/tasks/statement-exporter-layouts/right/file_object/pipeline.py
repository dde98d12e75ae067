"""From the ledger to the rows of one file."""


def meets(row, where):
    """Whether a row has all the marks in `where`."""
    return where.items() <= row.marks.items()


def rows_of(ledger, where):
    """The rows of a file, in the order of the ledger."""
    for row in ledger.rows():
        if row.booked and meets(row, where):
            yield row
