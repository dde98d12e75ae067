"""Uses prices as the tills do, and tells what came out and what became of the operands."""

import operator

from money import Money
from piton import probe
from till import takings, total_of

OPERATORS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "+=": operator.iadd,
    "-=": operator.isub,
    "*=": operator.imul,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Surcharge:
    """A class of another team that knows what it does with prices, and with nothing else."""

    def __radd__(self, price):
        return "Surcharge was asked" if isinstance(price, Money) else NotImplemented

    __rsub__ = __rmul__ = __radd__

    def __eq__(self, other):
        return True if isinstance(other, Money) else NotImplemented

    __hash__ = None

    def __gt__(self, other):
        return True if isinstance(other, Money) else NotImplemented


def made(value):
    """A list of cents and currency is a price; anything else is itself."""
    return Money(*value) if isinstance(value, list) else value


def shown(value):
    return [value.cents, value.currency] if isinstance(value, Money) else value


def told(sign, left, right):
    """What an operator gives, or what it raises."""
    try:
        return shown(OPERATORS[sign](left, right))
    except TypeError:
        return "TypeError"
    except (AttributeError, ValueError) as error:
        return type(error).__name__


@probe()
def morning(catalogue, orders):
    """Take orders one after the other; tell their totals and the catalogue at the end."""
    prices = {name: made(price) for name, price in catalogue.items()}
    totals = [shown(total_of(order, prices)) for order in orders]
    return totals, {name: shown(price) for name, price in prices.items()}


@probe()
def operate(left, sign, right):
    """Use one operator; tell what it gives and what the operands are then."""
    one, other = made(left), made(right)
    gives = told(sign, one, other)
    return {"gives": gives, "left": shown(one), "right": shown(other)}


@probe()
def summed(prices):
    try:
        return shown(takings([Money(*price) for price in prices]))
    except TypeError:
        return "TypeError"


@probe()
def as_members(prices):
    """How many different prices there are, and whether each is found again."""
    try:
        members = {Money(*price) for price in prices}
    except TypeError:
        return "TypeError"
    return [len(members), all(Money(*price) in members for price in prices)]


@probe()
def beside_a_surcharge(price, sign):
    return told(sign, Money(*price), Surcharge())


@probe()
def on_the_receipt(price):
    return str(Money(*price))
