"""The same ten examples as a plain pytest file."""

from roster import gaps, hours, merge


def test_an_empty_roster_stays_empty():
    assert merge([]) == []


def test_touching_shifts_join():
    assert merge([(0, 4), (4, 8)]) == [(0, 8)]


def test_overlapping_shifts_join():
    assert merge([(0, 5), (3, 8)]) == [(0, 8)]


def test_separate_shifts_stay_apart():
    assert merge([(6, 8), (0, 4)]) == [(0, 4), (6, 8)]


def test_a_shift_inside_another_vanishes():
    assert merge([(0, 9), (2, 3)]) == [(0, 9)]


def test_gaps_between_shifts():
    assert gaps([(0, 4), (6, 8)], 0, 8) == [(4, 6)]


def test_gaps_at_both_ends():
    assert gaps([(2, 4)], 0, 6) == [(0, 2), (4, 6)]


def test_no_shift_is_one_gap():
    assert gaps([], 0, 6) == [(0, 6)]


def test_hours_of_overlapping_shifts():
    assert hours([(0, 5), (3, 8)]) == 8


def test_hours_of_no_shift():
    assert hours([]) == 0
