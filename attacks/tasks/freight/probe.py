"""Calls what the quote form calls."""

import freight
from piton import probe


@probe()
def band(grams):
    return freight.band(grams)


@probe()
def pack(weights, limit):
    return freight.pack(weights, limit)


@probe()
def totals(lines):
    return freight.totals(lines)
