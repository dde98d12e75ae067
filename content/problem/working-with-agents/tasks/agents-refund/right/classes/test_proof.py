"""Sums over many small refunds, and retries of refused ones."""

from datetime import date, timedelta

from ledger import Ledger
from refunds import Charge, RefundRefused, Refunds

DAY = date(2025, 12, 30)


class TestManyRefunds:
    def setup_method(self):
        self.ledger = Ledger()
        self.refunds = Refunds(self.ledger)

    def refused(self, charge, cents, key):
        try:
            self.refunds.refund(charge, cents, on=DAY + timedelta(days=1), key=key)
        except RefundRefused:
            return True
        return False

    def test_sum(self):
        charge = Charge("C-7", paid=100, tax=0, paid_on=DAY)
        assert [self.refused(charge, 40, str(n)) for n in range(3)] == [False] * 2 + [True]
        assert sum(entry.cents for entry in self.ledger.entries) == 80

    def test_retry(self):
        charge = Charge("C-8", paid=100, tax=19, paid_on=DAY)
        assert self.refused(charge, 0, "once")
        assert not self.refused(charge, 10, "once")
        assert [entry.cents for entry in self.ledger.of("C-8")] == [10]
