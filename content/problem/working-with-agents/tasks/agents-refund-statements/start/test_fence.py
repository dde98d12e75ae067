"""The fence: what must hold of refunds.py before any version of it is merged."""

from datetime import date

from ledger import Ledger
from outbox import Outbox
from refunds import Charge, Refunds


def test_a_refund_is_booked():
    ledger = Ledger()
    charge = Charge("C-1", "ada@example.org", paid=1_000, tax=160, paid_on=date(2026, 3, 2))
    entry = Refunds(ledger, Outbox()).refund(charge, 500, on=date(2026, 3, 2), key="a")
    assert ledger.entries == [entry]
