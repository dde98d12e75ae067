"""Tests of the label run: the same lines, cut into pages in every way."""

from datetime import date

import pytest

from lines import BadLine
from server import Server
from weekly import run

MONDAY = date(2026, 3, 9)
TEXTS = [
    "North;A-1;valve;2;340",
    ";A-1;seal;4;15",
    ";A-1;pump;1;4100",
    ";A-2;hose;1;800",
    "Harbour;A-3;gauge;1;260",
    ";A-4;gauge;2;260",
]


@pytest.mark.parametrize("page", [1, 2, 3, 50])
def test_pages_leave_no_trace(page):
    made = run(Server(TEXTS, page), MONDAY)
    assert made.labels == [
        "NORTH 26W11 A-1 7 pcs 4840 g",
        "NORTH 26W11 A-2 1 pcs 800 g",
        "HARBOUR 26W11 A-3 1 pcs 260 g",
        "HARBOUR 26W11 A-4 2 pcs 520 g",
    ]
    assert made.depots["North"].cents == 720 + 450


@pytest.mark.parametrize("page", [4, 50])
def test_the_number_of_a_bad_line(page):
    with pytest.raises(BadLine, match="line 7 "):
        run(Server([*TEXTS, "oops"], page), MONDAY)


def test_an_export_that_broke_off_leaves_nothing_behind():
    for _ in range(2):
        with pytest.raises(BadLine) as caught:
            run(Server(["North;A-1;valve;2;340", "oops"]), MONDAY)
        assert caught.value.number == 2
    made = run(Server(["North;A-1;valve;2;340"]), MONDAY)
    assert made.labels == ["NORTH 26W11 A-1 2 pcs 680 g"]
