"""The agent's own tests. They are green."""

from datetime import date
from unittest.mock import Mock

import pytest
from ledger import Entry, Ledger
from refunds import Charge, RefundRefused, Refunds

PAID = date(2026, 3, 2)
CHARGE = Charge("C-1", paid=11_900, tax=1_900, paid_on=PAID)


def test_part_of_a_charge_is_refunded():
    ledger = Ledger()
    entry = Refunds(ledger).refund(CHARGE, 5_950, on=PAID, key="a")
    assert entry == Entry("C-1", 5_950, 950, PAID, "a")
    assert ledger.entries == [entry]


def test_second_refund_is_booked():
    ledger = Mock()
    ledger.of.return_value = [Entry("C-1", 5_950, 950, PAID, "a")]
    Refunds(ledger).refund(CHARGE, 5_950, on=PAID, key="b")
    ledger.book.assert_called_once()


def test_same_key_is_booked_once():
    ledger = Ledger()
    refunds = Refunds(ledger)
    first = refunds.refund(CHARGE, 100, on=PAID, key="a")
    assert refunds.refund(CHARGE, 100, on=PAID, key="a") is first
    assert len(ledger.entries) == 1


def test_more_than_was_paid_is_refused():
    with pytest.raises(RefundRefused):
        Refunds(Ledger()).refund(CHARGE, 11_901, on=PAID, key="a")
