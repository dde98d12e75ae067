"""Bags at the hatch, after clarifying the requirements step by step."""


def halved(number):
    return number - number // 2


def bags(size, babies, days):
    pairs = min(max(size // 2, 1), 5)
    returning = days is not None and days <= 14
    return (halved(pairs) if returning else pairs) + (babies > 0)
