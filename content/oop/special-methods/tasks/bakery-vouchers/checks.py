"""Prices and vouchers drawn by seed, close enough to each other to be mistaken."""

import operator

from piton import cases, check, require

from probe import (
    changed,
    copied,
    discounted,
    equal,
    members,
    operate,
    paid,
    printed,
    remains,
)

CURRENCIES = ["EUR", "DKK"]
CODES = ["K-7", "K-9"]
PRICES = ["Money", "Rounded"]
STRANGERS = [1005, "10.05 EUR", None]
ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
WAYS = ["copy.copy", "copy.deepcopy", "pickle"]


# Values and their rules. A value is a list: class, cents, currency, and for a voucher its code.


def near(cents):
    return (cents + 2) // 5 * 5


def cents_of(value):
    return near(value[1]) if value[0] == "Rounded" else value[1]


def identity(value):
    """What has to agree for two values to be equal."""
    kind = "Money" if value[0] == "Rounded" else value[0]
    return kind, cents_of(value), *value[2:]


def plain(kind, cents, *rest):
    """How the probe shows a value."""
    return [kind, cents, *rest]


def is_price(*values):
    return all(
        type(one) is list
        and len(one) == 3
        and one[0] in PRICES
        and type(one[1]) is int
        and one[2] in CURRENCIES
        for one in values
    )


def is_voucher(*values):
    return all(
        type(one) is list
        and len(one) == 4
        and one[0] == "Voucher"
        and type(one[1]) is int
        and one[1] >= 0
        and one[2] in CURRENCIES
        and one[3] in CODES
        for one in values
    )


def is_value(*values):
    return all(is_price(one) or is_voucher(one) for one in values)


def draw_price(rng, currency=None):
    cents = rng.choice([1000, 1003, 1005, 1006, 1008, rng.randint(-20, 1100)])
    return [rng.choice(PRICES), cents, currency or rng.choice(CURRENCIES)]


def draw_voucher(rng, currency=None):
    cents = rng.choice([0, 1000, 1003, 1005, rng.randint(0, 1100)])
    return ["Voucher", cents, currency or rng.choice(CURRENCIES), rng.choice(CODES)]


def draw_value(rng, currency=None):
    draw = draw_voucher if rng.random() < 0.4 else draw_price
    return draw(rng, currency)


def named(value):
    return f"{value[0]}({', '.join(map(repr, value[1:]))})" if type(value) is list else repr(value)


@check(
    "prices equal prices, vouchers equal vouchers, whichever side they stand on",
    skill="oop/special-methods",
    advice="Find what has to agree for two of them to be equal, and compare exactly that.",
)
def equality():
    def draw(rng):
        one = draw_value(rng)
        if rng.random() < 0.2:
            return one, rng.choice([*STRANGERS, "ANY"])
        other = draw_value(rng)
        if rng.random() < 0.5:
            other[1:3] = one[1:3]
        return one, other

    def valid(one, other):
        return is_value(one) and (is_value(other) or other in [*STRANGERS, "ANY"])

    examples = [
        (["Money", 1003, "EUR"], ["Rounded", 1003, "EUR"]),
        (["Money", 1005, "EUR"], ["Rounded", 1003, "EUR"]),
        (["Rounded", 1003, "EUR"], ["Money", 1008, "EUR"]),
        (["Rounded", 1003, "EUR"], ["Rounded", 1006, "EUR"]),
        (["Rounded", 998, "EUR"], ["Rounded", 997, "EUR"]),
        (["Rounded", -3, "EUR"], ["Money", -5, "EUR"]),
        (["Rounded", -2, "EUR"], ["Money", 0, "EUR"]),
        (["Money", 1000, "EUR"], ["Money", 1000, "DKK"]),
        (["Money", 1000, "EUR"], ["Voucher", 1000, "EUR", "K-7"]),
        (["Voucher", 1000, "EUR", "K-7"], ["Rounded", 1000, "EUR"]),
        (["Voucher", 1000, "EUR", "K-7"], ["Voucher", 1000, "EUR", "K-9"]),
        (["Voucher", 1000, "EUR", "K-7"], ["Voucher", 1000, "EUR", "K-7"]),
        *((value, "ANY") for value in (["Money", 5, "EUR"], ["Voucher", 5, "EUR", "K-7"])),
        *((["Money", 1005, "EUR"], stranger) for stranger in STRANGERS),
    ]
    for one, other in cases(draw, n=100, valid=valid, examples=examples):
        same = other == "ANY" or (is_value(other) and identity(one) == identity(other))
        expected = [same, not same] * 2
        got = equal(one, other)
        assert got == expected, (
            f"{named(one)} and {'an object that equals all' if other == 'ANY' else named(other)} "
            f"are {'equal' if same else 'not equal'}, from both sides"
        )


@check(
    "what is equal is one member of a set",
    skill="oop/special-methods",
    advice="The hash may use only what == compares. A class that defines == needs its own hash.",
    needs=["equality"],
)
def sets():
    def draw(rng):
        return [draw_value(rng, "EUR") for _ in range(rng.randint(0, 6))]

    examples = [[["Money", 1005, "EUR"], ["Rounded", 1003, "EUR"]]]
    for values in cases(draw, n=40, valid=lambda values: is_value(*values), examples=examples):
        got = members(values)
        expected = [len({identity(value) for value in values}), True]
        assert got == expected, "A set does not keep exactly one of those that are equal"


@check(
    "prices of one currency stand in order; vouchers and two currencies do not",
    skill="oop/special-methods",
    advice="For each of the four signs ask what it does with a voucher on the left, and the right.",
    needs=["equality"],
)
def order():
    def draw(rng):
        currency = rng.choice([*CURRENCIES, None])
        return draw_value(rng, currency), rng.choice(list(ORDER)), draw_value(rng, currency)

    def valid(one, sign, other):
        return is_value(one, other) and sign in ORDER

    euros = [["Money", 1003, "EUR"], ["Rounded", 1003, "EUR"], ["Money", 1005, "EUR"]]
    voucher = ["Voucher", 1000, "EUR", "K-7"]
    examples = [
        (one, sign, other)
        for one in [*euros, voucher]
        for other in [*euros, voucher]
        for sign in ORDER
    ]
    examples += [(euros[0], sign, ["Money", 900, "DKK"]) for sign in ORDER]
    for one, sign, other in cases(draw, n=60, valid=valid, examples=examples):
        if is_price(one, other) and one[2] == other[2]:
            expected = ORDER[sign](cents_of(one), cents_of(other))
        else:
            expected = "TypeError"
        got = operate(one, sign, other)
        assert got == expected, f"{named(one)} {sign} {named(other)} is not right"


@check(
    "+, - and sum() give a price of exactly so many cents",
    skill="oop/special-methods",
    advice="Which class has the result of cash and a few cents, and what does its constructor do?",
)
def adding():
    def draw(rng):
        currency = rng.choice(["EUR", "EUR", None])
        return draw_value(rng, currency), rng.choice("+-"), draw_value(rng, currency)

    def valid(one, sign, other):
        return is_value(one, other) and sign in ("+", "-")

    examples = [
        (["Rounded", 1000, "EUR"], "-", ["Money", 3, "EUR"]),
        (["Money", 1000, "EUR"], "-", ["Voucher", 300, "EUR", "K-7"]),
        (["Voucher", 300, "EUR", "K-7"], "+", ["Voucher", 300, "EUR", "K-9"]),
        (["Money", 1000, "EUR"], "+", ["Money", 1000, "DKK"]),
    ]
    for one, sign, other in cases(draw, n=60, valid=valid, examples=examples):
        if one[2] == other[2]:
            cents = cents_of(one) + cents_of(other) * (1 if sign == "+" else -1)
            expected = plain("Money", cents, one[2])
        else:
            expected = "TypeError"
        got = operate(one, sign, other)
        assert got == expected, f"{named(one)} {sign} {named(other)} is not right"

    def bills(rng):
        prices = [draw_price(rng, "EUR") for _ in range(rng.randint(1, 4))]
        return prices, [draw_voucher(rng, "EUR") for _ in range(rng.randint(1, 3))]

    def bill(prices, vouchers):
        values = [*prices, *vouchers]
        one = len({value[2] for value in values}) == 1
        return one and prices and vouchers and is_price(*prices) and is_voucher(*vouchers)

    for prices, vouchers in cases(bills, n=20, valid=bill):
        cents = sum(map(cents_of, prices)) - sum(map(cents_of, vouchers))
        expected = plain("Money", cents, prices[0][2])
        got = remains(prices, vouchers)
        assert got == expected, "sum(prices) - sum(vouchers) is not what remains to be paid"

    def beside(rng):
        return draw_value(rng), rng.choice("+-"), rng.choice([5, 1.5, "10.05 EUR", None])

    def stranger(value, sign, other):
        return is_value(value) and sign in ("+", "-") and type(other) is not list and other != 0

    kinds = [["Money", 5, "EUR"], ["Voucher", 5, "EUR", "K-7"]]
    examples = [(value, sign, other) for value in kinds for sign in "+-" for other in (5, None)]
    for value, sign, other in cases(beside, n=10, valid=stranger, examples=examples):
        got = operate(value, sign, other)
        assert got == "TypeError", f"{named(value)} {sign} {named(other)} is not refused"
        got = operate(other, sign, value)
        assert got == "TypeError", f"{named(other)} {sign} {named(value)} is not refused"

    def single(value):
        return is_value(value)

    for value in cases(draw_value, n=10, valid=single, examples=[["Voucher", 300, "EUR", "K-7"]]):
        got = operate(0, "+", value)
        assert got == plain("Money", cents_of(value), value[2]), (
            f"sum() over {named(value)} alone is not a price of its cents"
        )


@check(
    "a discount makes a new price of the same class and leaves the old one as it was",
    skill="oop/special-methods",
    advice="Make a new object of type(self), and let its constructor do what it does.",
)
def discount():
    def draw(rng):
        return draw_price(rng), rng.choice([0, 1, 7, 10, 30, 50, 100])

    def valid(price, percent):
        return is_price(price) and type(percent) is int and 0 <= percent <= 100

    examples = [(["Money", 420, "EUR"], 30), (["Rounded", 995, "EUR"], 7), (["Money", -15, "EUR"], 30)]
    for price, percent in cases(draw, n=40, valid=valid, examples=examples):
        got = discounted(price, percent)
        cents = cents_of(price)
        before = [price[0], cents, price[2]]
        less = cents - cents * percent // 100
        less = near(less) if price[0] == "Rounded" else less
        expected = {"gives": [price[0], less, price[2]], "is still": before, "found": True}
        require(
            got["is still"] == before and got["found"],
            f"After discounted({percent}) the price {named(price)} is another one",
            got=got,
            expected=expected,
        )
        assert got == expected, f"{named(price)}.discounted({percent}) is not right"


@check(
    "paying with a voucher gives the voucher that is left, and finds the old one in the list",
    skill="oop/special-methods",
    advice="A voucher that lies in a set must keep its hash. What can take() return instead?",
)
def taking():
    def draw(rng):
        voucher = draw_voucher(rng)
        currency = voucher[2] if rng.random() < 0.9 else None
        cents = rng.choice([0, 3, voucher[1], voucher[1] + 1, rng.randint(0, 1100)])
        return voucher, [rng.choice(PRICES), cents, currency or rng.choice(CURRENCIES)]

    def valid(voucher, price):
        return is_voucher(voucher) and is_price(price) and price[1] >= 0

    examples = [
        (["Voucher", 1000, "EUR", "K-7"], ["Money", 420, "EUR"]),
        (["Voucher", 1000, "EUR", "K-7"], ["Money", 1000, "EUR"]),
        (["Voucher", 1000, "EUR", "K-7"], ["Money", 1001, "EUR"]),
        (["Voucher", 1000, "EUR", "K-7"], ["Rounded", 998, "EUR"]),
        (["Voucher", 1000, "EUR", "K-7"], ["Money", 420, "DKK"]),
    ]
    for voucher, price in cases(draw, n=40, valid=valid, examples=examples):
        left = voucher[1] - cents_of(price)
        if voucher[2] != price[2]:
            gives = "TypeError"
        elif left < 0:
            gives = "ValueError"
        else:
            gives = plain("Voucher", left, *voucher[2:])
        out = voucher if type(gives) is str else gives
        expected = {"gives": gives, "is still": voucher, "handed out": [out]}
        got = paid(voucher, price)
        require(
            got["is still"] == voucher,
            f"take() has changed {named(voucher)}, which lies in the set of those handed out",
            got=got,
            expected=expected,
        )
        assert got == expected, f"{named(voucher)}.take({named(price)}) is not right"


@check(
    "nobody can set or delete cents, currency or code",
    skill="oop/encapsulation-invariants",
    advice="There is more than one attribute, and del is a way to change, too.",
)
def fixed():
    def draw(rng):
        value = draw_value(rng)
        names = ["cents", "currency", "code"][: len(value) - 1]
        name = rng.choice(names)
        return value, name, {"cents": 1, "currency": "CHF", "code": "X"}[name]

    def valid(value, name, new):
        names = ["cents", "currency", "code"][: len(value) - 1]
        return is_value(value) and name in names and new in (1, "CHF", "X")

    examples = [(["Voucher", 5, "EUR", "K-7"], *one) for one in (("cents", 1), ("code", "X"))]
    for value, name, new in cases(draw, n=20, valid=valid, examples=examples):
        got = changed(value, name, new)
        assert got == ["AttributeError"] * 2, f"{name} of {named(value)} can be set or deleted"


@check(
    "copies and what comes back from pickle are equal and of the same class",
    skill="oop/special-methods",
    advice="Ask what copy and pickle call to make the copy, and whether your class lets them.",
    needs=["equality"],
)
def copies():
    def draw(rng):
        return draw_value(rng), rng.choice(WAYS)

    def valid(value, way):
        return is_value(value) and way in WAYS

    kinds = [["Money", 5, "EUR"], ["Rounded", 5, "EUR"], ["Voucher", 5, "EUR", "K-7"]]
    examples = [(value, way) for value in kinds for way in WAYS]
    for value, way in cases(draw, n=10, valid=valid, examples=examples):
        got = copied(value, way)
        expected = [[value[0], cents_of(value), *value[2:]], True]
        assert got == expected, f"{way} of {named(value)} does not give an equal {value[0]}"


@check(
    "the repr gives an equal value of the same class back",
    skill="oop/special-methods",
    advice="Write all arguments of the constructor, each with !r, behind the name of the class.",
    needs=["equality"],
)
def shown_back():
    kinds = [["Money", 5, "EUR"], ["Rounded", 5, "EUR"], ["Voucher", 5, "EUR", "K-7"]]
    quoted = ["Voucher", 5, "EUR", "Lund's 2"]
    for value in cases(draw_value, n=10, valid=is_value, examples=[*kinds, quoted]):
        got = printed(value)
        expected = [[value[0], cents_of(value), *value[2:]], True]
        assert got == expected, f"The repr of {named(value)} does not give it back when evaluated"
