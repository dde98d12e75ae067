"""Which rows of the ledger go into a statement."""


def booked(rows):
    """Leave out what is reserved and not booked."""
    return (row for row in rows if row.booked)


class Day:
    """The booked rows of a day, for everybody who asks."""

    def __init__(self, ledger):
        self._ledger = ledger

    def of(self, account):
        """The rows of one account, in the order of the ledger, over a cursor of their own."""
        return (row for row in booked(self._ledger.rows()) if row.account == account)
