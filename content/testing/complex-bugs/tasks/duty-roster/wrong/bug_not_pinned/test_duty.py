"""Tests of the duty roster. They pass in any order."""

from datetime import date

import pytest

import almanac
from duty import Roster, forget, holidays, pay

MONDAY = date.fromisoformat("2026-03-02")
SATURDAY = date.fromisoformat("2026-03-07")
SUNDAY = date.fromisoformat("2026-03-08")
# A Saturday, and a holiday in the south.
SOUTHERN = date.fromisoformat("2026-06-06")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.delenv("DUTY_REGION", raising=False)
    forget()


@pytest.fixture
def roster():
    return Roster(["Ida", "Jon", "Kim"])


def test_names_in_their_order(roster):
    roster.add("Ann")
    assert roster.names() == ["Ida", "Jon", "Kim", "Ann"]


def test_a_name_only_once(roster):
    with pytest.raises(ValueError):
        roster.add("Ida")


def test_the_first_duty(roster):
    assert roster.assign(MONDAY) in {"Ida", "Jon", "Kim"}


def test_then_somebody_else(roster):
    assert {roster.assign(MONDAY) for _ in roster.names()} == {"Ida", "Jon", "Kim"}


def test_somebody_joins_later():
    roster = Roster(["Ida"])
    roster.assign(MONDAY)
    roster.assign(SATURDAY)
    roster.add("Jon")
    assert [roster.assign(SUNDAY) for _ in range(2)] == ["Jon", "Jon"]


def test_duties(roster):
    name = roster.assign(MONDAY)
    assert roster.duties(name) == [MONDAY]


def test_nobody_on_the_roster():
    with pytest.raises(LookupError):
        Roster().assign(MONDAY)


def test_pay_on_a_weekday():
    assert pay(MONDAY) == 80


def test_pay_at_the_weekend():
    assert pay(SATURDAY) == 120
    assert pay(SUNDAY) == 120


def test_pay_on_a_holiday():
    assert pay(date.fromisoformat("2026-05-17")) == 160


def test_loaded_once():
    before = len(almanac.loaded)
    holidays(2026, "north")
    pay(MONDAY, "north")
    assert almanac.loaded[before:] == [(2026, "north")]


def test_holidays():
    assert set(holidays(2026, "north")) == {"2026-01-01", "2026-05-17", "2026-12-25"}


def test_a_corrected_almanac(monkeypatch):
    day = date.fromisoformat("2026-08-03")
    assert pay(day) == 80
    monkeypatch.setitem(almanac.TABLE, "north", ["08-03"])
    forget()
    assert "2026-08-03" in holidays(2026)
    assert pay(day) == 160


def test_region_from_the_environment(monkeypatch):
    monkeypatch.setenv("DUTY_REGION", "south")
    assert pay(SOUTHERN) == 160


def test_region_that_is_named():
    assert "2026-06-06" in holidays(2026, "south")


def test_wages():
    roster = Roster(["Lea"])
    roster.assign(SOUTHERN)
    roster.assign(date.fromisoformat("2026-06-08"))
    assert roster.wages("Lea", "south") == 160 + 80
