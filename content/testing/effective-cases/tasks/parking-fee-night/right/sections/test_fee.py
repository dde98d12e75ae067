"""The city's acceptance tests: a program that fails one of them is turned down."""

from datetime import time

import pytest

from fee import fee

NOON = time(12, 0)


class TestByDay:
    def test_the_free_minutes_include_the_last_one(self):
        assert fee(15, NOON) == 0

    def test_full_and_started_hours(self):
        assert fee(60, NOON) == 200
        assert fee(61, NOON) == 2 * 200

    def test_a_long_stay_costs_the_maximum(self):
        assert fee(9 * 60 + 1, NOON) == 1200


class TestByNight:
    def test_the_night_begins_at_its_first_minute(self):
        assert fee(45, time(22, 0)) == 100

    def test_the_night_is_over_in_the_first_minute_of_the_morning(self):
        assert fee(45, time(6, 0)) == 200

    def test_an_hour_keeps_the_price_of_its_first_minute(self):
        assert fee(60, time(21, 45)) == 200
        assert fee(60, time(5, 45)) == 100

    def test_a_stay_goes_from_night_to_day(self):
        assert fee(3 * 60, time(4, 30)) == 2 * 100 + 200

    def test_a_night_is_cheap_throughout(self):
        assert fee(7 * 60, time(22, 0)) == 7 * 100


class TestDays:
    def test_midnight_does_not_begin_a_new_day(self):
        assert fee(14 * 60, time(17, 0)) == 1200

    def test_the_next_day_is_priced_by_its_own_clock(self):
        assert fee(24 * 60 + 10, time(22, 30)) == 1200 + 100


class TestLostTicket:
    def test_it_costs_a_minimum(self):
        assert fee(2 * 60, NOON, lost=True) == 2000

    def test_it_is_never_free(self):
        assert fee(0, NOON, lost=True) == 2000

    def test_a_dearer_stay_is_paid_in_full(self):
        assert fee(5 * 24 * 60, NOON, lost=True) == 5 * 1200


class TestNonsense:
    def test_a_stay_cannot_be_negative(self):
        with pytest.raises(ValueError):
            fee(-60, NOON)
        with pytest.raises(ValueError):
            fee(-60, NOON, lost=True)
