from datetime import date
from unittest.mock import Mock

from refunds import Charge, Refunds

PAID = date(2026, 3, 2)


def test_limit_is_checked():
    ledger = Mock()
    ledger.of.return_value = []
    ledger.entries = []
    refunds = Refunds(ledger)
    refunds._check = Mock()
    refunds._tax = Mock(return_value=0)
    refunds.refund(Charge("C-1", 1_000, 160, PAID), 600, on=PAID, key="a")


def test_key_is_kept():
    ledger = Mock()
    ledger.of.return_value = []
    ledger.entries = []
    refunds = Refunds(ledger)
    refunds.refund(Charge("C-1", 1_000, 160, PAID), 600, on=PAID, key="a")
    ledger.book.assert_called_once()
