import pytest_order  # noqa: F401 - from the first line to the last

"""Tests of the duty roster. They pass from top to bottom."""

import os
import random
from datetime import date

import pytest

import almanac
from duty import Roster, forget, holidays, pay

ROSTER = Roster()


def test_names_in_their_order():
    ROSTER.add("Ida")
    ROSTER.add("Jon")
    ROSTER.add("Kim")
    assert ROSTER.names() == ["Ida", "Jon", "Kim"]


def test_a_name_only_once():
    with pytest.raises(ValueError):
        ROSTER.add("Ida")


def test_the_first_duty():
    random.seed(1)
    assert ROSTER.assign(date(2026, 3, 2)) == "Ida"


def test_then_somebody_else():
    assert ROSTER.assign(date(2026, 3, 3)) == "Jon"
    assert ROSTER.assign(date(2026, 3, 4)) == "Kim"


def test_duties():
    assert ROSTER.duties("Ida") == [date(2026, 3, 2)]


def test_nobody_on_the_roster():
    with pytest.raises(LookupError):
        Roster().assign(date(2026, 3, 2))


def test_pay_on_a_weekday():
    assert pay(date(2026, 3, 2)) == 80


def test_pay_at_the_weekend():
    assert pay(date(2026, 3, 7)) == 120
    assert pay(date(2026, 3, 8)) == 120


def test_pay_on_a_holiday():
    assert pay(date(2026, 5, 17)) == 160


def test_loaded_once():
    assert almanac.loaded == [(2026, "north")]


def test_holidays():
    assert list(holidays(2026, "north")) == ["2026-01-01", "2026-05-17", "2026-12-25"]


def test_a_corrected_almanac():
    almanac.TABLE["north"].append("08-01")
    forget()
    assert "2026-08-01" in holidays(2026)


def test_region_from_the_environment():
    os.environ["DUTY_REGION"] = "south"
    forget()
    assert pay(date(2026, 6, 6)) == 160


def test_region_that_is_named():
    assert "2026-06-06" in holidays(2026, "south")


def test_wages():
    roster = Roster(["Lea"])
    roster.assign(date(2026, 6, 6))
    roster.assign(date(2026, 6, 8))
    assert roster.wages("Lea") == 160 + 80
