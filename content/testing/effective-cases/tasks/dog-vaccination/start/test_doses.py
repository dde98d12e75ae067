"""The register's acceptance tests: a program that fails one of them is turned down."""

from datetime import date, timedelta

from doses import next_due

BORN = date(2025, 3, 3)
FIRST = BORN + timedelta(days=56)
SECOND = FIRST + timedelta(days=28)


def test_the_first_dose():
    assert next_due(BORN, []) == FIRST


def test_the_second_dose():
    assert next_due(BORN, [FIRST]) == SECOND


def test_the_third_dose():
    assert next_due(BORN, [FIRST, SECOND]) == SECOND.replace(year=SECOND.year + 1)
