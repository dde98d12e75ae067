"""Which rows of the ledger go into a statement."""


def booked(rows):
    """Leave out what is reserved and not booked."""
    return (row for row in rows if row.booked)


class Day:
    """The booked rows of a day, for everybody who asks."""

    def __init__(self, ledger):
        self._ledger = ledger
        self._accounts = {}

    def of(self, account):
        """The rows of one account, in the order of the ledger, over a cursor of their own."""
        if account not in self._accounts:
            rows = booked(self._ledger.rows())
            self._accounts[account] = (row for row in rows if row.account == account)
        return self._accounts[account]
