"""Calls the roster's three functions."""

import roster
from piton import probe


@probe()
def merge(shifts):
    return roster.merge(shifts)


@probe()
def gaps(shifts, begin, end):
    return roster.gaps(shifts, begin, end)


@probe()
def hours(shifts):
    return roster.hours(shifts)
