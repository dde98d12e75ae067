from datetime import date

import pytest
from ledger import Ledger
from refunds import Charge, RefundRefused, Refunds

PAID = date(2026, 3, 2)
CHARGE = Charge("C-1", paid=1_000, tax=160, paid_on=PAID)


def test_two_refunds_together():
    refunds = Refunds(Ledger())
    refunds.refund(CHARGE, 600, on=PAID, key="a")
    with pytest.raises(RefundRefused, match="left"):
        refunds.refund(CHARGE, 600, on=PAID, key="b")


def test_corrected_request():
    refunds = Refunds(Ledger())
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 1_001, on=PAID, key="a")
    assert refunds.refund(CHARGE, 1_000, on=PAID, key="a").cents == 1_000
