"""The fence: what must hold of refunds.py before any version of it is merged."""

from datetime import date, timedelta

import pytest
from ledger import Ledger
from outbox import Outbox
from refunds import Charge, RefundRefused, Refunds

PAID = date(2026, 3, 2)
CHARGE = Charge("C-1", "ada@example.org", paid=1_000, tax=160, paid_on=PAID)


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def outbox():
    return Outbox()


@pytest.fixture
def refunds(ledger, outbox):
    return Refunds(ledger, outbox)


LEDGER = Ledger()
REFUNDS = Refunds(LEDGER, Outbox())


def test_first_refund():
    assert REFUNDS.refund(CHARGE, 600, on=PAID, key="first").cents == 600


def test_second_refund_is_too_much():
    with pytest.raises(RefundRefused):
        REFUNDS.refund(CHARGE, 401, on=PAID, key="second")


def test_third_refund_takes_the_rest():
    REFUNDS.refund(CHARGE, 400, on=PAID, key="third")
    assert [entry.cents for entry in LEDGER.entries] == [600, 400]


@pytest.mark.parametrize("cents", [0, -1])
def test_no_cents_are_refused(refunds, ledger, cents):
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, cents, on=PAID, key="a")
    assert ledger.entries == []


@pytest.mark.parametrize(("days", "is_refused"), [(90, False), (91, True)])
def test_last_day(refunds, ledger, days, is_refused):
    try:
        refunds.refund(CHARGE, 100, on=PAID + timedelta(days=days), key="a")
    except RefundRefused:
        pass
    assert (ledger.entries == []) is is_refused


@pytest.mark.parametrize(
    ("paid", "tax", "parts", "taxes"),
    [(3, 1, [1, 1, 1], [0, 1, 0]), (100, 50, [1, 1, 1], [1, 0, 1]), (10, 1, [5, 5], [1, 0])],
)
def test_tax_of_the_sum_is_rounded_half_up(refunds, paid, tax, parts, taxes):
    charge = Charge("C-2", "ada@example.org", paid=paid, tax=tax, paid_on=PAID)
    made = [refunds.refund(charge, cents, on=PAID, key=str(n)) for n, cents in enumerate(parts)]
    assert [entry.tax for entry in made] == taxes


def test_repeat_gets_the_first_entry_on_any_day(refunds, ledger, outbox):
    first = refunds.refund(CHARGE, 1_000, on=PAID, key="a")
    again = refunds.refund(CHARGE, 1_000, on=PAID + timedelta(days=400), key="a")
    assert again == first
    assert ledger.entries == [first]
    assert len(outbox.sent) == 1


def test_corrected_request_is_not_taken_for_the_refused_one(refunds, ledger):
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 1_001, on=PAID, key="a")
    entry = refunds.refund(CHARGE, 1_000, on=PAID, key="a")
    assert ledger.entries == [entry]


def test_refund_stands_without_mail(refunds, ledger, outbox):
    outbox.is_away = True
    entry = refunds.refund(CHARGE, 10, on=PAID, key="a")
    assert refunds.unsent == [entry]
    outbox.is_away = False
    assert refunds.refund(CHARGE, 10, on=PAID, key="a") == entry
    assert ledger.entries == [entry]
