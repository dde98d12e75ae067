"""What several tariffs need; the name begins with `_`, so this is none."""

from decimal import Decimal


def cents(amount, rounding):
    """An amount in whole cents."""
    return int(Decimal(amount).quantize(Decimal(1), "ROUND_HALF_UP" if rounding != "ROUND_DOWN" else rounding))


def percent(amount, n, rounding):
    """So many percent of whole cents, in whole cents."""
    return cents(Decimal(amount) * n / 100, rounding)
