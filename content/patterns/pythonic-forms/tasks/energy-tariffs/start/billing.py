"""Prices a month of energy. Amounts are whole cents."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal


def bill(plan, month):
    """Net and tax of a month in a plan."""
    kwh = month.day_kwh + month.night_kwh
    if plan == "BASE":
        net = _cents(Decimal("31.45") * kwh + 1200, ROUND_HALF_UP)
        tax = _cents(net * 19 / Decimal(100), ROUND_HALF_UP)
    elif plan == "NIGHT":
        by_day = _cents(Decimal("33.25") * month.day_kwh, ROUND_HALF_EVEN)
        by_night = _cents(Decimal("24.75") * month.night_kwh, ROUND_HALF_EVEN)
        net = by_day + by_night + 1350
        tax = _cents(net * 19 / Decimal(100), ROUND_DOWN)
    elif plan == "STEP":
        first = min(kwh, 100)
        second = min(max(kwh - 100, 0), 150)
        rest = max(kwh - 250, 0)
        sum_ = Decimal("28.15") * first + Decimal("33.05") * second + Decimal("40.95") * rest
        net = _cents(sum_ + 950, ROUND_DOWN)
        tax = _cents(net * 19 / Decimal(100), ROUND_HALF_UP)
    elif plan == "DAILY":
        net = _cents(Decimal("39.9") * month.days, ROUND_UP)
        net += _cents(Decimal("29.85") * kwh, ROUND_UP)
        tax = _cents(net * 19 / Decimal(100), ROUND_UP)
    elif plan == "SUN":
        bought = _cents(Decimal("32.6") * kwh + 1000, ROUND_HALF_UP)
        net = bought - _cents(Decimal("8.11") * month.fed_kwh, ROUND_DOWN)
        # Tax is due on what was bought, not on the difference.
        tax = _cents(bought * 19 / Decimal(100), ROUND_HALF_UP)
    elif plan == "SOCIAL":
        net = _cents(Decimal("26.4") * max(kwh - 50, 0), ROUND_DOWN)
        tax = _cents(net * 7 / Decimal(100), ROUND_DOWN)
    elif plan == "FLAT":
        gross = 7900 + _cents(Decimal("44.5") * max(kwh - 300, 0), ROUND_HALF_UP)
        tax = _cents(gross * 19 / Decimal(119), ROUND_HALF_UP)
        net = gross - tax
    elif plan == "STAFF":
        net, _ = bill("BASE", month)
        net = _cents(net * 80 / Decimal(100), ROUND_DOWN)
        tax = _cents(net * 19 / Decimal(100), ROUND_HALF_UP)
    else:
        raise ValueError(f"there is no plan {plan}")
    return net, tax


def title(plan):
    """The name of a plan on the invoice."""
    if plan == "BASE":
        return "Household"
    elif plan == "NIGHT":
        return "Day and night"
    elif plan == "STEP":
        return "Three steps"
    elif plan == "DAILY":
        return "Day by day"
    elif plan == "SUN":
        return "Own roof"
    elif plan == "SOCIAL":
        return "Social tariff"
    elif plan == "FLAT":
        return "All in"
    elif plan == "STAFF":
        return "Household, staff"
    raise ValueError(f"there is no plan {plan}")


def plans():
    """The codes of all plans, sorted."""
    return sorted(["BASE", "NIGHT", "STEP", "DAILY", "SUN", "SOCIAL", "FLAT", "STAFF"])


def _cents(amount, rounding):
    """An amount in whole cents."""
    return int(amount.quantize(Decimal(1), rounding))
