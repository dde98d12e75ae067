"""From the ledger to the rows of one file."""

# The booked rows of a ledger that has been read to its end, without their scans.
_read = {}


def booked(rows):
    """Leave out what is reserved and not booked."""
    return (row for row in rows if row.booked)


def matching(rows, where):
    """Leave out the rows that do not have all the marks in `where`."""
    return (row for row in rows if all(row.marks.get(name) == where[name] for name in where))


def read(ledger):
    """The booked rows; they are read only once, since a scan is large and nobody shows it."""
    if ledger in _read:
        yield from _read[ledger]
        return
    rows = []
    for row in booked(ledger.rows()):
        rows.append(row._replace(scan=b""))
        yield rows[-1]
    _read[ledger] = rows


def rows_of(ledger, where):
    """The rows of a file, in the order of the ledger."""
    return matching(read(ledger), where)
