"""Tests of the duty roster. They pass in any order."""

import os
from datetime import date
from unittest.mock import patch

import pytest

import almanac
import duty


def in_region(name):
    duty.forget()
    return patch.dict(os.environ, {"DUTY_REGION": name})


class TestRoster:
    def test_names_in_their_order(self):
        assert duty.Roster(["Zoe", "Ann"]).names() == ["Zoe", "Ann"]

    def test_a_name_only_once(self):
        with pytest.raises(ValueError):
            duty.Roster(["Ida", "Jon", "Ida"])

    def test_the_first_duty(self):
        assert duty.Roster(["Ida"]).assign(date(2026, 3, 2)) == "Ida"

    def test_then_somebody_else(self):
        roster = duty.Roster(["Ida", "Jon"])
        assert roster.assign(date(2026, 3, 2)) != roster.assign(date(2026, 3, 3))

    def test_those_who_join_catch_up(self):
        roster = duty.Roster(["Zoe"])
        roster.assign(date(2026, 3, 2))
        roster.add("Ann")
        assert roster.assign(date(2026, 3, 3)) == "Ann"

    def test_duties(self):
        roster = duty.Roster(["Ida"])
        roster.assign(date(2026, 3, 2))
        assert roster.duties("Ida") == [date(2026, 3, 2)]

    def test_nobody_on_the_roster(self):
        with pytest.raises(LookupError):
            duty.Roster().assign(date(2026, 3, 2))

    def test_wages(self):
        roster = duty.Roster(["Lea"])
        roster.assign(date(2026, 6, 6))
        roster.assign(date(2026, 6, 8))
        with in_region("south"):
            assert roster.wages("Lea") == 240


@pytest.mark.parametrize("day, cents", [(2, 80), (7, 120), (8, 120)])
def test_pay(day, cents):
    with in_region("north"):
        assert duty.pay(date(2026, 3, day)) == cents


def test_pay_on_a_weekday():
    with in_region("south"):
        assert duty.pay(date(2026, 5, 18)) == 80


def test_pay_at_the_weekend():
    with in_region("south"):
        assert duty.pay(date(2026, 5, 17)) == 120


def test_pay_on_a_holiday():
    with in_region("north"):
        assert duty.pay(date(2026, 5, 17)) == 160


def test_loaded_once():
    duty.forget()
    almanac.loaded.clear()
    duty.holidays(2027, "south")
    duty.holidays(2027, "south")
    assert len(almanac.loaded) == 1


def test_holidays():
    assert sorted(duty.holidays(2028, "south")) == ["2028-01-01", "2028-06-06", "2028-12-25"]


def test_a_corrected_almanac():
    day = date(2029, 8, 1)
    with in_region("north"):
        assert duty.pay(day) == 80
        with patch.dict(almanac.TABLE, north=["08-01"]):
            duty.forget()
            assert list(duty.holidays(2029)) == ["2029-08-01"]
            assert duty.pay(day) == 160
    duty.forget()


def test_region_from_the_environment():
    with in_region("north"):
        assert duty.pay(date(2026, 6, 5)) == 80
        assert duty.pay(date(2026, 6, 6)) == 120
    with patch.dict(os.environ, {"DUTY_REGION": "south"}):
        assert duty.pay(date(2026, 6, 6)) == 160


def test_region_that_is_named():
    duty.forget()
    assert "2026-05-17" in duty.holidays(2026, "north")
    assert "2026-05-17" not in duty.holidays(2026, "south")
