"""Tests that fail on the agent's change and pass on a right one."""

from datetime import date

import pytest
from ledger import Ledger
from refunds import Charge, RefundRefused, Refunds

PAID = date(2026, 3, 2)
CHARGE = Charge("C-1", paid=1_000, tax=160, paid_on=PAID)


def test_refunds_together_stay_within_what_was_paid():
    ledger = Ledger()
    refunds = Refunds(ledger)
    refunds.refund(CHARGE, 600, on=PAID, key="a")
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 401, on=PAID, key="b")
    assert len(ledger.entries) == 1


def test_corrected_request_is_not_taken_for_the_refused_one():
    ledger = Ledger()
    refunds = Refunds(ledger)
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 1_001, on=PAID, key="a")
    entry = refunds.refund(CHARGE, 1_000, on=PAID, key="a")
    assert entry.cents == 1_000
    assert ledger.entries == [entry]
