"""The city's acceptance tests: a program that fails one of them is turned down."""

from fee import fee


def test_a_short_stop_is_free():
    assert fee(5) == 0


def test_started_hours_are_charged():
    assert fee(100) == 400
