from datetime import date

import pytest
from ledger import Ledger
from refunds import Charge, RefundRefused, Refunds

PAID = date(2026, 3, 2)
CHARGE = Charge("C-1", paid=1_000, tax=160, paid_on=PAID)


def test_two_refunds_together():
    refunds = Refunds(Ledger())
    refunds.refund(CHARGE, 600, on=PAID, key="a")
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 600, on=PAID, key="b")


def test_three_refunds_together():
    refunds = Refunds(Ledger())
    refunds.refund(CHARGE, 450, on=PAID, key="a")
    refunds.refund(CHARGE, 450, on=PAID, key="b")
    with pytest.raises(RefundRefused):
        refunds.refund(CHARGE, 450, on=PAID, key="c")
