"""Tests of the label run. One of them makes the labels that the others look at."""

from datetime import date

import pytest

from lines import BadLine
from server import Server
from weekly import run

FRIDAY = date(2026, 3, 6)
TEXTS = [
    "North;A-1;valve;2;340",
    ";A-1;seal;4;15",
    ";A-1;hose;1;800",
    "Mill;A-2;hose;1;800",
    ";A-3;seal;1;15",
]
LABELS = []


def test_the_run_goes_through():
    LABELS.extend(run(Server(TEXTS, page=1), FRIDAY).labels)


def test_an_order_is_one_parcel():
    assert LABELS[0] == "NORTH 26W10 A-1 7 pcs 1540 g"


def test_each_parcel_has_its_depot():
    assert [label.split()[0] for label in LABELS] == ["NORTH", "MILL", "MILL"]


def test_a_bad_line_is_counted_through_the_export():
    with pytest.raises(BadLine) as caught:
        run(Server([*TEXTS, "oops"], page=2), FRIDAY)
    assert caught.value.number == 6
