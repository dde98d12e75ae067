"""Good cases, but the papers of one dog are passed from test to test."""

from datetime import date, timedelta

import pytest

from doses import next_due

BORN = date(2025, 3, 3)
FIRST = BORN + timedelta(days=56)
SECOND = FIRST + timedelta(days=28)

papers = []


def test_the_first_dose():
    assert next_due(BORN, papers) == FIRST
    papers.append(FIRST)


def test_the_second_dose():
    assert next_due(BORN, papers) == SECOND
    papers.append(SECOND)


def test_the_third_dose():
    assert next_due(BORN, papers) == SECOND.replace(year=2026)


def test_a_dose_before_birth_is_refused():
    with pytest.raises(ValueError):
        next_due(BORN, [BORN - timedelta(days=1)])
