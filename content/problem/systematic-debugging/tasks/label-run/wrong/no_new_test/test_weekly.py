"""Tests of the label run. They pass, and they passed last Monday."""

from datetime import date

from server import Server
from weekly import run

FRIDAY = date(2026, 3, 6)


def test_one_parcel_for_each_order():
    made = run(Server(["North;A-1;valve;2;340", ";A-1;seal;4;15", ";A-2;hose;1;800"]), FRIDAY)
    assert made.labels == ["NORTH 26W10 A-1 6 pcs 740 g", "NORTH 26W10 A-2 1 pcs 800 g"]


def test_an_empty_export_has_no_labels():
    assert run(Server([]), FRIDAY).labels == []
