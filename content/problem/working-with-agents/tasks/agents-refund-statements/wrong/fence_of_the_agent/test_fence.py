"""The agent's tests, as they came."""

from datetime import date, timedelta

import pytest
from ledger import Entry, Ledger
from outbox import Outbox, OutboxError
from refunds import Charge, RefundRefused, Refunds
from statement import statement

PAID = date(2026, 3, 2)
CHARGE = Charge("C-1", "ada@example.org", paid=11_900, tax=1_900, paid_on=PAID)


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def outbox():
    return Outbox()


@pytest.fixture
def refunds(ledger, outbox):
    return Refunds(ledger, outbox)


def test_part_of_a_charge_is_refunded(refunds, ledger):
    entry = refunds.refund(CHARGE, 5_950, on=PAID, key="a")
    assert entry == Entry("C-1", 5_950, 950, PAID, "a")
    assert ledger.entries == [entry]


def test_two_refunds_add_up(refunds, ledger):
    refunds.refund(CHARGE, 5_950, on=PAID, key="a")
    refunds.refund(CHARGE, 5_950, on=PAID, key="b")
    assert sum(entry.tax for entry in ledger.entries) == 1_900


def test_same_key_is_booked_once(refunds, ledger):
    first = refunds.refund(CHARGE, 100, on=PAID, key="a")
    assert refunds.refund(CHARGE, 100, on=PAID, key="a") is first
    assert len(ledger.entries) == 1


def test_amounts_that_are_none_are_refused(refunds, ledger):
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 0, on=PAID, key="a")
        refunds.refund(CHARGE, -5, on=PAID, key="b")
        refunds.refund(CHARGE, 11_901, on=PAID, key="c")
        assert ledger.entries == []


def test_old_charges_are_refused(refunds):
    refunds.refund(CHARGE, 100, on=PAID + timedelta(days=90), key="a")
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 100, on=PAID + timedelta(days=91), key="b")


def test_customer_is_told_once(refunds, outbox):
    refunds.refund(CHARGE, 1_234, on=PAID, key="a")
    refunds.refund(CHARGE, 1_234, on=PAID, key="a")
    ((to, text),) = outbox.sent
    assert to == "ada@example.org"
    assert "12.34 EUR" in text


def test_notice_that_cannot_be_sent_is_kept(refunds, outbox):
    outbox.is_away = True
    with pytest.raises(OutboxError):
        refunds.refund(CHARGE, 100, on=PAID, key="a")
    assert len(refunds.unsent) == 1


def test_statement(refunds, ledger):
    refunds.refund(CHARGE, 5_950, on=date(2026, 3, 10), key="a")
    lines = statement(ledger, date(2026, 3, 1), date(2026, 3, 31))
    assert lines == [
        "charge;refunds;cents;tax",
        "C-1;1;5950;950",
        "total;1;5950;950",
    ]


def test_statement_leaves_other_days_out(refunds, ledger):
    refunds.refund(CHARGE, 100, on=date(2026, 3, 10), key="a")
    assert statement(ledger, date(2026, 3, 11))[-1] == "total;0;0;0"
