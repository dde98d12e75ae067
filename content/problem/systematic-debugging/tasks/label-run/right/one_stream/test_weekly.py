"""Tests of the label run."""

from datetime import date

import pytest

from lines import BadLine
from server import Server
from weekly import run

FRIDAY = date(2026, 3, 6)


def test_one_parcel_for_each_order():
    made = run(Server(["North;A-1;valve;2;340", ";A-1;seal;4;15", ";A-2;hose;1;800"]), FRIDAY)
    assert made.labels == ["NORTH 26W10 A-1 6 pcs 740 g", "NORTH 26W10 A-2 1 pcs 800 g"]


def test_a_depot_goes_on_behind_a_page():
    texts = ["North;A-1;valve;2;340", "Mill;A-2;hose;1;800", ";A-3;seal;1;15"]
    made = run(Server(texts, page=1), FRIDAY)
    assert [label.split()[0] for label in made.labels] == ["NORTH", "MILL", "MILL"]


def test_an_order_goes_on_behind_a_page():
    texts = ["North;A-1;valve;2;340", "North;A-1;seal;4;15", "North;A-1;hose;1;800"]
    made = run(Server(texts, page=1), FRIDAY)
    assert made.labels == ["NORTH 26W10 A-1 7 pcs 1540 g"]
    assert made.depots["North"].parcels == 1


def test_a_bad_line_is_counted_through_the_export():
    with pytest.raises(BadLine) as caught:
        run(Server(["North;A-1;valve;2;340", "North;A-2;seal;4;15", "North;A-3;;"], page=2), FRIDAY)
    assert caught.value.number == 3


def test_an_export_that_broke_off_leaves_nothing_behind():
    for _ in range(2):
        with pytest.raises(BadLine) as caught:
            run(Server(["North;A-1;valve;2;340", "oops"]), FRIDAY)
        assert caught.value.number == 2
    made = run(Server(["North;A-1;valve;2;340"]), FRIDAY)
    assert made.labels == ["NORTH 26W10 A-1 2 pcs 680 g"]
