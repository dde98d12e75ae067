"""From the ledger to the rows of one file."""


def booked(rows):
    """Leave out what is reserved and not booked."""
    for row in rows:
        if row.booked:
            yield row


def having(rows, name, text):
    """Leave out the rows without this mark."""
    for row in rows:
        if row.marks.get(name) == text:
            yield row


def rows_of(ledger, where):
    """The rows of a file, in the order of the ledger."""
    rows = booked(ledger.rows())
    for name, text in where.items():
        rows = having(rows, name, text)
    return rows
