"""Histories of requests, and what is in the ledger and in the mail after each."""

from datetime import date, timedelta

import pytest
from ledger import Ledger
from outbox import Outbox
from refunds import Charge, RefundRefused, Refunds

DAY = date(2025, 12, 30)
REFUSED = "refused"


def play(*requests, paid=100, tax=19, mail=True):
    """Send requests of (key, cents, days later); give what came of each, and the world after it."""
    ledger, outbox = Ledger(), Outbox()
    outbox.is_away = not mail
    refunds = Refunds(ledger, outbox)
    charge = Charge("X", "bo@example.org", paid, tax, DAY)
    results = []
    for key, cents, days in requests:
        try:
            entry = refunds.refund(charge, cents, on=DAY + timedelta(days=days), key=key)
            results.append((entry.cents, entry.tax))
        except RefundRefused:
            results.append(REFUSED)
    return results, ledger, outbox, refunds


class TestLimits:
    def test_sum(self):
        results, *_ = play(*[(str(n), 40, 0) for n in range(3)], ("last", 20, 0))
        assert results[2] == REFUSED
        assert [one[0] for one in results if one != REFUSED] == [40, 40, 20]

    def test_amount(self):
        assert play(("a", 0, 0), ("b", -7, 0), ("c", 101, 0))[0] == [REFUSED] * 3

    def test_age(self):
        results, *_ = play(("a", 1, 89), ("b", 1, 90), ("c", 1, 91))
        assert [one == REFUSED for one in results] == [False, False, True]


class TestTax:
    @pytest.mark.parametrize("tax, halves", [(1, [1, 0]), (3, [2, 1]), (5, [3, 2])])
    def test_halves(self, tax, halves):
        results, *_ = play(("a", 50, 0), ("b", 50, 0), tax=tax)
        assert [one[1] for one in results] == halves

    def test_many(self):
        results, *_ = play(*[(str(n), 1, 0) for n in range(100)], tax=40)
        assert sum(one[1] for one in results) == 40


class TestRepeats:
    def test_late(self):
        results, ledger, outbox, _ = play(("a", 100, 90), ("a", 100, 300))
        assert results[0] == results[1]
        assert len(ledger.entries) == len(outbox.sent) == 1

    def test_after_refusal(self):
        results, *_ = play(("a", 500, 0), ("a", 50, 0))
        assert results[0] == REFUSED
        assert results[1][0] == 50

    def test_without_mail(self):
        results, ledger, outbox, refunds = play(("a", 50, 0), ("a", 50, 1), mail=False)
        assert results[0] == results[1]
        assert refunds.unsent == ledger.entries
        assert len(ledger.entries) == 1
