"""Days at the till, drawn by seed."""

import operator

from piton import cases, check, require

from probe import as_members, beside_a_surcharge, morning, on_the_receipt, operate, summed

CURRENCIES = ["EUR", "DKK", "CHF"]
GOODS = ["rye", "seed roll", "plum cake", "pretzel", "spelt loaf"]
ARITHMETIC = {"+": operator.add, "-": operator.sub, "+=": operator.add, "-=": operator.sub}
ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
EQUALITY = {"==": operator.eq, "!=": operator.ne}


def draw_cents(rng):
    return rng.choice([0, 1, 90, 100, 420, -420, 910, rng.randint(-9999, 9999)])


def is_price(*values):
    return all(
        type(value) is list
        and len(value) == 2
        and type(value[0]) is int
        and value[1] in CURRENCIES
        for value in values
    )


def name(value):
    return f"{value[0]} {value[1]}" if type(value) is list else repr(value)


def names(left, sign, right):
    return f"{name(left)} {sign} {name(right)}"


def gave(got):
    """Say what an operator did: a probe tells an exception by its name."""
    raised = type(got) is str and got.endswith("Error")
    return f"raises {got}" if raised else f"gives {name(got)}"


def days(rng):
    goods = rng.sample(GOODS, rng.randint(1, 4))
    catalogue = {name: [rng.randint(1, 999), "EUR"] for name in goods}
    orders = [rng.choices(goods, k=rng.randint(1, 4)) for _ in range(rng.randint(1, 4))]
    return catalogue, orders


@check(
    "orders do not change the catalogue",
    skill="oop/special-methods",
    advice="Which object does the name total stand for before the first +=, and who else holds it?",
)
def catalogue_stays():
    def valid(catalogue, orders):
        return (
            type(catalogue) is dict
            and is_price(*catalogue.values())
            and all(price[1] == "EUR" for price in catalogue.values())
            and type(orders) is list
            and all(order and all(name in catalogue for name in order) for order in orders)
        )

    examples = [({"rye": [420, "EUR"], "seed roll": [90, "EUR"]}, [["rye", "seed roll"], ["rye"]])]
    for catalogue, orders in cases(days, n=40, valid=valid, examples=examples):
        got = morning(catalogue, orders)
        require(
            got[1] == catalogue,
            "Taking orders has changed a price of the catalogue",
            got=got[1],
            expected=catalogue,
        )
        expected = [[sum(catalogue[name][0] for name in order), "EUR"] for order in orders]
        require(
            got[0] == expected,
            "The totals of the orders are not right",
            got=got[0],
            expected=expected,
        )


def one_currency(rng):
    sign = rng.choice([*ARITHMETIC, "*", "*=", "n*"])
    price = [draw_cents(rng), rng.choice(CURRENCIES)]
    if sign in ARITHMETIC:
        return price, sign, [draw_cents(rng), price[1]]
    number = rng.choice([0, 1, 2, 3, -1, 12])
    return (number, "*", price) if sign == "n*" else (price, sign, number)


@check(
    "+, - and * give new prices, in one currency and with whole numbers",
    skill="oop/special-methods",
    advice="Ask of each operator: which object does it return, and has it changed another one?",
    needs=["catalogue_stays"],
)
def arithmetic():
    def valid(left, sign, right):
        if sign in ARITHMETIC:
            return is_price(left, right) and left[1] == right[1]
        if type(right) is int:
            return is_price(left) and sign in ("*", "*=")
        return type(left) is int and is_price(right) and sign == "*"

    examples = [(3, "*", [420, "EUR"]), ([420, "EUR"], "*", 3), ([420, "EUR"], "-=", [20, "EUR"])]
    for left, sign, right in cases(one_currency, n=80, valid=valid, examples=examples):
        got = operate(left, sign, right)
        if sign in ARITHMETIC:
            gives = [ARITHMETIC[sign](left[0], right[0]), left[1]]
        elif type(left) is int:
            gives = [left * right[0], right[1]]
        else:
            gives = [left[0] * right, left[1]]
        expected = {"gives": gives, "left": left, "right": right}
        require(
            {**got, "gives": gives} == expected,
            f"{names(left, sign, right)} has changed one of its operands",
            got=got,
            expected=expected,
        )
        assert got == expected, f"{names(left, sign, right)} does not give the right price"


@check(
    "sum() adds prices up",
    skill="oop/special-methods",
    advice="sum() begins with 0 + the first price. Whose method is asked, when int cannot do it?",
)
def sums():
    def draw(rng):
        currency = rng.choice(CURRENCIES)
        return [[draw_cents(rng), currency] for _ in range(rng.randint(1, 6))]

    def valid(prices):
        return len(prices) > 0 and is_price(*prices) and len({price[1] for price in prices}) == 1

    for prices in cases(draw, n=30, valid=valid, examples=[[[420, "EUR"]]]):
        expected = [sum(cents for cents, _ in prices), prices[0][1]]
        got = summed(prices)
        said = gave(got) if type(got) is str else "is not right"
        assert got == expected, f"Adding these prices up with sum() {said}"


@check(
    "prices of one currency are equal and in order as their cents are; equal ones are one member",
    skill="oop/special-methods",
    advice="All six comparisons and the hash must rest on the same thing.",
)
def comparisons():
    def draw(rng):
        currency = rng.choice(CURRENCIES)
        one = draw_cents(rng)
        other = one if rng.random() < 0.4 else draw_cents(rng)
        return [one, currency], rng.choice([*ORDER, *EQUALITY]), [other, currency]

    def valid(left, sign, right):
        return is_price(left, right) and left[1] == right[1] and sign in {**ORDER, **EQUALITY}

    examples = [
        ([one, "EUR"], sign, [other, "EUR"])
        for one, other in ((420, 420), (90, 420), (420, 90))
        for sign in {**ORDER, **EQUALITY}
    ]
    for left, sign, right in cases(draw, n=40, valid=valid, examples=examples):
        got = operate(left, sign, right)["gives"]
        expected = {**ORDER, **EQUALITY}[sign](left[0], right[0])
        assert got == expected, f"{names(left, sign, right)} is not right"

    def some(rng):
        return [[rng.choice([0, 90, 420]), "EUR"] for _ in range(rng.randint(0, 5))]

    for prices in cases(some, n=20, valid=lambda prices: is_price(*prices)):
        expected = [len({cents for cents, _ in prices}), True]
        assert as_members(prices) == expected, "Equal prices are not one member of a set"


def two_currencies(rng):
    one, other = rng.sample(CURRENCIES, 2)
    cents = draw_cents(rng)
    return (
        [cents, one],
        rng.choice([*ARITHMETIC, *ORDER, *EQUALITY]),
        [cents if rng.random() < 0.4 else draw_cents(rng), other],
    )


@check(
    "two currencies are never mixed",
    skill="oop/special-methods",
    advice="Every operator looks at the currency before the cents. Where two differ, +, - and the order "
    "refuse with TypeError, and only == and != have an answer.",
    needs=["arithmetic", "comparisons"],
)
def mixed():
    signs = [*ARITHMETIC, *ORDER, *EQUALITY]

    def valid(left, sign, right):
        return is_price(left, right) and left[1] != right[1] and sign in signs

    examples = [([420, "EUR"], sign, [420, "DKK"]) for sign in signs]
    examples += [([90, "EUR"], sign, [420, "DKK"]) for sign in ORDER]
    for left, sign, right in cases(two_currencies, n=60, valid=valid, examples=examples):
        got = operate(left, sign, right)["gives"]
        expected = {"==": False, "!=": True}.get(sign, "TypeError")
        what = names(left, sign, right)
        if sign in EQUALITY:
            says = f"{what} {gave(got)}; prices of two currencies are not equal, and no error either"
        elif gave(got).startswith("raises"):
            says = f"{what} {gave(got)}, which is no TypeError"
        else:
            says = f"{what} mixes two currencies: it {gave(got)}"
        assert got == expected, says


def beside_strangers(rng):
    price = [draw_cents(rng), rng.choice(CURRENCIES)]
    other = rng.choice([5, -3, 1.5, 2.0, "4.20 EUR", None])
    sign = rng.choice([*ARITHMETIC, "*", *ORDER, *EQUALITY])
    if sign == "*":
        other = rng.choice([1.5, 2.0, "4.20 EUR", None, price])
    if sign in ("*", "+", "-") and rng.random() < 0.5:
        return other, sign, price
    return price, sign, other


@check(
    "anything else is refused with TypeError, and is not equal",
    skill="oop/special-methods",
    advice="Look at what the other operand is before you use it. In `__add__` and `__radd__` that is a "
    "price, or the number 0 with which sum() begins; in `*` it is a whole number.",
    needs=["arithmetic", "sums"],
)
def strangers():
    signs = [*ARITHMETIC, "*", *ORDER, *EQUALITY]

    def valid(left, sign, right):
        if sign not in signs or not (is_price(left) or is_price(right)):
            return False
        others = [one for one in (left, right) if not is_price(one)]
        if sign == "*":
            return all(type(one) is not int for one in others)
        return len(others) == 1 and type(others[0]) is not list and others[0] not in (0, False)

    price = [420, "EUR"]
    examples = [
        (price, "+", 5),
        (5, "+", price),
        (price, "-", 5),
        (5, "-", price),
        (price, "*", 1.5),
        (1.5, "*", price),
        (price, "*", price),
        (price, "<", 5),
        (price, "==", 420),
    ]
    for left, sign, right in cases(beside_strangers, n=80, valid=valid, examples=examples):
        got = operate(left, sign, right)["gives"]
        expected = {"==": False, "!=": True}.get(sign, "TypeError")
        wanted = f"it is to be {expected}" if sign in EQUALITY else "it is to raise TypeError"
        assert got == expected, f"{names(left, sign, right)} {gave(got)}; {wanted}"


@check(
    "a class that knows what it does with prices is asked",
    skill="oop/special-methods",
    advice="A value is an answer, and so is an exception; after either nobody else is asked. For what "
    "you do not know return NotImplemented, and Python asks the other operand.",
    needs=["strangers"],
)
def others_are_asked():
    answers = {"+": "Surcharge was asked", "-": "Surcharge was asked", "*": "Surcharge was asked"}
    answers |= {"+=": "Surcharge was asked", "==": True, "<": True}

    def draw(rng):
        return [draw_cents(rng), rng.choice(CURRENCIES)], rng.choice(list(answers))

    def valid(price, sign):
        return is_price(price) and sign in answers

    examples = [([420, "EUR"], sign) for sign in answers]
    for price, sign in cases(draw, n=10, valid=valid, examples=examples):
        got = beside_a_surcharge(price, sign)
        assert got == answers[sign], (
            f"{name(price)} {sign} surcharge {gave(got)}, and the surcharge was not asked"
        )


@check(
    "the receipt shows prices as before",
    skill="oop/special-methods",
    advice="Whoever rewrites a class takes its text along: str() belongs to its behaviour, too.",
)
def receipt():
    def draw(rng):
        return [draw_cents(rng), rng.choice(CURRENCIES)]

    for price in cases(draw, n=20, valid=is_price, examples=[[-5, "EUR"], [0, "EUR"], [1234, "CHF"]]):
        cents, currency = price
        expected = f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02} {currency}"
        assert on_the_receipt(price) == expected, f"The text of {cents} cents is not as before"
