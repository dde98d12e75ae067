"""Ten examples, one check each."""

from piton import check
from probe import gaps, hours, merge


@check("an empty roster stays empty")
def an_empty_roster_stays_empty():
    assert merge([]) == []


@check("touching shifts join")
def touching_shifts_join():
    assert merge([(0, 4), (4, 8)]) == [(0, 8)]


@check("overlapping shifts join")
def overlapping_shifts_join():
    assert merge([(0, 5), (3, 8)]) == [(0, 8)]


@check("separate shifts stay apart")
def separate_shifts_stay_apart():
    assert merge([(6, 8), (0, 4)]) == [(0, 4), (6, 8)]


@check("a shift inside another vanishes")
def a_shift_inside_another_vanishes():
    assert merge([(0, 9), (2, 3)]) == [(0, 9)]


@check("gaps between shifts are found")
def gaps_between_shifts():
    assert gaps([(0, 4), (6, 8)], 0, 8) == [(4, 6)]


@check("gaps at both ends are found")
def gaps_at_both_ends():
    assert gaps([(2, 4)], 0, 6) == [(0, 2), (4, 6)]


@check("no shift is one gap")
def no_shift_is_one_gap():
    assert gaps([], 0, 6) == [(0, 6)]


@check("hours of overlapping shifts count once")
def hours_of_overlapping_shifts():
    assert hours([(0, 5), (3, 8)]) == 8


@check("no shift covers no hour")
def hours_of_no_shift():
    assert hours([]) == 0
