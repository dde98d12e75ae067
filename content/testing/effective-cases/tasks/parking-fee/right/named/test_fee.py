"""The city's acceptance tests: a program that fails one of them is turned down."""

import pytest

from fee import fee


def test_the_free_minutes_include_the_last_one():
    assert fee(0) == 0
    assert fee(15) == 0


def test_a_longer_stay_pays_from_its_first_minute():
    assert fee(16) == 200
    assert fee(61) == 2 * 200


def test_a_full_hour_is_one_hour():
    assert fee(60) == 200


def test_a_long_day_costs_the_maximum():
    assert fee(23 * 60 + 59) == 1200


def test_the_next_day_is_counted_anew_and_has_no_free_minutes():
    assert fee(24 * 60 + 15) == 1200 + 200


def test_time_does_not_run_backwards():
    with pytest.raises(ValueError):
        fee(-20)
