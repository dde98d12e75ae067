"""Tests of the label run, and of the function that joins the pages."""

from datetime import date

import reader
from lines import BadLine
from server import Server
from weekly import run

TEXTS = ["North;A-1;valve;2;340", ";A-1;seal;4;15", ";A-2;hose;1;800", "oops"]


def test_the_pages_are_joined():
    assert list(reader.texts_of(Server(TEXTS, page=2))) == TEXTS


def test_labels_of_short_pages():
    made = run(Server(TEXTS[:3], page=1), date(2026, 3, 9))
    assert made.labels == ["NORTH 26W11 A-1 6 pcs 740 g", "NORTH 26W11 A-2 1 pcs 800 g"]


def test_the_number_of_a_bad_line():
    try:
        run(Server(TEXTS, page=3), date(2026, 3, 9))
    except BadLine as error:
        assert error.number == 4
