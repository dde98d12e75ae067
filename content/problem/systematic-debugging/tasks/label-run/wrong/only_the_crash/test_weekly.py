"""Tests of the label run: the crash does not come back."""

from datetime import date

import pytest

from lines import BadLine
from server import Server
from weekly import run

MONDAY = date(2026, 3, 9)


def test_a_depot_goes_on_behind_a_page():
    texts = ["North;A-1;valve;2;340", ";A-2;hose;1;800", "Mill;A-3;seal;1;15", ";A-4;seal;1;15"]
    made = run(Server(texts, page=1), MONDAY)
    assert [label.split()[0] for label in made.labels] == ["NORTH", "NORTH", "MILL", "MILL"]


def test_a_bad_line_is_counted_through_the_export():
    with pytest.raises(BadLine) as caught:
        run(Server(["North;A-1;valve;2;340", "oops"], page=1), MONDAY)
    assert caught.value.number == 2
