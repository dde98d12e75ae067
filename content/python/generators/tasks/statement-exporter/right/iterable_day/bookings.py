"""Which rows of the ledger go into a statement."""


class Day:
    """The booked rows of a day. It can be walked as often as one likes."""

    def __init__(self, ledger):
        self._ledger = ledger

    def __iter__(self):
        for row in self._ledger.rows():
            if row.booked:
                yield row

    def of(self, account):
        """The rows of one account, in the order of the ledger."""
        return filter(lambda row: row.account == account, self)
