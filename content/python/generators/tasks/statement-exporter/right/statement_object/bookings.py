"""Which rows of the ledger go into a statement."""


def bookings_of(ledger, account):
    """The booked rows of one account, in the order of the ledger."""
    for row in ledger.rows():
        if row.booked and row.account == account:
            yield row
