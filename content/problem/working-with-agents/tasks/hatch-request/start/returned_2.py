"""Bags at the hatch.

Robust against missing dates, and rounds in favour of the household throughout.
"""

from math import ceil


def bags(size, babies, days):
    days = days or 0
    share = size / 2
    if days < 14:
        share = share / 2
    return min(5, max(1, ceil(share))) + babies
