"""Versions drawn by seed, compared with each other and with other things."""

import re
from collections import Counter

from piton import cases, check, require

from probe import (
    as_keys,
    beside_a_stranger,
    beside_one_that_knows,
    compared,
    shown,
    sorted_texts,
)

FORM = re.compile(r"(0|[1-9]\d?)(\.(0|[1-9]\d?)){0,3}(-rc(0|[1-9]\d*))?")
STRANGERS = ["None", "its text", "a number", "a tuple of its numbers", "an object"]


# The rules of the ticket.


def key(text):
    numbers, _, candidate = text.partition("-rc")
    parts = [int(number) for number in numbers.split(".")]
    return parts + [0] * (4 - len(parts)), int(candidate) if candidate else float("inf")


def answers(one, other):
    return {
        "==": one == other,
        "!=": one != other,
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }


# Versions drawn by seed.


def both(one, other):
    return f"{made(one)} and {made(other)}"


def made(text):
    return f"Version({text!r})"


def numbers(rng, length, highest):
    return ".".join(str(rng.randint(0, highest)) for _ in range(length))


def parts_of(text):
    return text.partition("-")[0].count(".") + 1


def is_version(*texts):
    return all(type(text) is str and FORM.fullmatch(text) for text in texts)


def is_release(*texts):
    return is_version(*texts) and not any("-" in text for text in texts)


def three_numbers(rng):
    """Two releases of three numbers that often agree in the first ones."""
    one = [rng.choice([0, 1, 2, 9, 10, 11]) for _ in range(3)]
    other = [n if rng.random() < 0.5 else rng.choice([1, 9, 10, 12, 20]) for n in one]
    return ".".join(map(str, one)), ".".join(map(str, other))


@check(
    "versions compare number by number, with all six operators",
    skill="oop/special-methods",
    advice="Make one key of numbers when the version is made, and compare keys everywhere.",
)
def order():
    examples = [("4.9.1", "4.10.0"), ("4.10.0", "4.9.1"), ("4.9.1", "4.9.1"), ("10.0.0", "9.0.0")]

    def three(*texts):
        return is_release(*texts) and all(parts_of(text) == 3 for text in texts)

    for one, other in cases(three_numbers, n=80, valid=three, examples=examples):
        got = compared(one, other)
        expected = answers(key(one), key(other))
        assert got == expected, f"{both(one, other)} do not compare as they should"

    def some(rng):
        return [one for _ in range(rng.randint(0, 6)) for one in three_numbers(rng)]

    for texts in cases(some, n=20, valid=lambda texts: type(texts) is list and three(*texts)):
        got = sorted_texts(texts)
        assert got == sorted(texts, key=key), "sorted() does not put the versions in their order"


def spelled(rng):
    """Two releases with unlike many numbers, often equal ones."""
    text = numbers(rng, rng.randint(1, 3), 3)
    longer = text + ".0" * rng.randint(1, 4 - parts_of(text))
    if rng.random() < 0.3:
        longer = longer[:-1] + str(rng.randint(1, 3))
    return (text, longer) if rng.random() < 0.5 else (longer, text)


@check(
    "numbers that are missing are zeros",
    skill="oop/special-methods",
    advice="Bring both into one form before you compare: equal length, or no zeros at the end.",
    needs=["order"],
)
def spelling():
    examples = [("4.10", "4.10.0"), ("4", "4.0.0.0"), ("4.0.0.1", "4"), ("0", "0.0")]
    for one, other in cases(spelled, n=60, valid=is_release, examples=examples):
        got = compared(one, other)
        expected = answers(key(one), key(other))
        assert got == expected, f"{both(one, other)} are written differently; " + (
            "they are equal" if key(one) == key(other) else "they are not equal"
        )


CANDIDATES = ["-rc0", "-rc1", "-rc2", "-rc9", "-rc10", "-rc11", "-rc99", "-rc20261127"]


def with_candidates(rng):
    base = numbers(rng, 3, 2)
    other = base if rng.random() < 0.8 else numbers(rng, 3, 2)
    both = [base + rng.choice(CANDIDATES), other]
    rng.shuffle(both)
    return tuple(both)


def two_candidates(rng):
    base = numbers(rng, 3, 2)
    other = base if rng.random() < 0.8 else numbers(rng, 3, 2)
    return base + rng.choice(CANDIDATES), other + rng.choice(CANDIDATES)


@check(
    "a candidate comes before its release and behind the releases before that",
    skill="oop/special-methods",
    advice="A release has no candidate number. Which value in its place sorts it behind them all, also behind the greatest? And is 0 a number?",
    needs=["order"],
)
def candidates():
    examples = [
        ("4.1.0-rc2", "4.1.0"),
        ("4.1.0-rc2", "4.0.9"),
        ("4.1.0-rc0", "4.1.0"),
        ("4.1.0-rc20261127", "4.1.0"),
    ]

    def valid(*texts):
        return (
            is_version(*texts)
            and all(parts_of(text) == 3 for text in texts)
            and sum("-" in text for text in texts) == 1
        )

    for one, other in cases(with_candidates, n=40, valid=valid, examples=examples):
        got = compared(one, other)
        expected = answers(key(one), key(other))
        assert got == expected, (
            f"{both(one, other)} do not compare as a release candidate and a release should"
        )


@check(
    "candidates of one release go by their number",
    skill="oop/special-methods",
    advice="As texts, rc10 comes before rc2. Make an int of the candidate's number, as of the others.",
    needs=["order"],
)
def candidate_numbers():
    examples = [("4.1.0-rc2", "4.1.0-rc10"), ("4.1.0-rc2", "4.1.0-rc2"), ("4.1.0-rc9", "4.1.1-rc1")]

    def valid(*texts):
        return is_version(*texts) and all(parts_of(text) == 3 and "-" in text for text in texts)

    for one, other in cases(two_candidates, n=40, valid=valid, examples=examples):
        got = compared(one, other)
        expected = answers(key(one), key(other))
        assert got == expected, f"{both(one, other)} do not compare as two candidates should"


def to_count(rng):
    texts = []
    for _ in range(rng.randint(0, 4)):
        one, other = spelled(rng)
        tail = rng.choice(["", "", "-rc1", "-rc2"])
        texts += [one + tail, other + tail]
    rng.shuffle(texts)
    return texts


@check(
    "equal versions are one key of a dict and one member of a set",
    skill="oop/special-methods",
    advice="What is equal must have the same hash: build the hash from what == compares.",
    needs=["spelling", "candidates", "candidate_numbers"],
)
def in_sets():
    examples = [["4.10", "4.10.0"], ["4.10-rc2", "4.10"], ["4", "5"]]

    def valid(texts):
        return type(texts) is list and is_version(*texts)

    for texts in cases(to_count, n=40, valid=valid, examples=examples):
        got = as_keys(texts)
        counts = Counter(str(key(text)) for text in texts)
        expected = [len(counts), [counts[str(key(text))] for text in texts]]
        says = "A version cannot be put into a set or used as a key"
        require(got != "TypeError", says, got=got, expected=expected)
        assert got == expected, "Versions that are equal are not one key, or others share one"


@check(
    "anything else is never equal to a version, and cannot be put in order with it",
    skill="oop/special-methods",
    advice="Look at the other object's type first, and return NotImplemented if it is not yours.",
    needs=["order"],
)
def strangers():
    def draw(rng):
        return numbers(rng, rng.randint(1, 4), 12), rng.choice(STRANGERS)

    def valid(text, stranger):
        return is_release(text) and stranger in STRANGERS

    examples = [("4", stranger) for stranger in STRANGERS]
    alone = {**dict.fromkeys(answers(1, 1), "TypeError"), "==": False, "!=": True}
    expected = {"on the left": alone, "on the right": alone}
    for text, stranger in cases(draw, n=20, valid=valid, examples=examples):
        got = beside_a_stranger(text, stranger)
        assert got == expected, (
            f"Compared with something that is no version ({stranger}), {made(text)} does not answer "
            "as Python's own types do"
        )


@check(
    "an object that knows how it compares with versions is asked, on either side",
    skill="oop/special-methods",
    advice="False and TypeError are answers. NotImplemented is none: Python then asks the other.",
    needs=["order"],
)
def other_side():
    def draw(rng):
        return numbers(rng, rng.randint(1, 4), 12), rng.choice(["AnyVersion", "EndOfLife"])

    def valid(text, name):
        return is_release(text) and name in ("AnyVersion", "EndOfLife")

    earlier, later = answers(0, 1), answers(1, 0)
    equal = {"==": True, "!=": False}
    examples = [("4.10", "AnyVersion"), ("4.10", "EndOfLife")]
    for text, name in cases(draw, n=20, valid=valid, examples=examples):
        got = beside_one_that_knows(text, name)
        left, right = (equal, equal) if name == "AnyVersion" else (earlier, later)
        expected = {"on the left": left, "on the right": right}
        assert got == expected, f"{name}() knows how it compares with {made(text)} and was not asked"


@check(
    "a version shows its text, and its repr gives it back",
    skill="oop/special-methods",
    advice="In a repr use !r for what goes into the constructor: it brings its own quotes.",
    needs=["order"],
)
def shown_back():
    def draw(rng):
        return numbers(rng, rng.randint(1, 4), 12) + rng.choice(["", "-rc1", "-rc10"])

    for text in cases(draw, n=20, valid=is_version, examples=["4.10", "4.10.0", "4.10-rc2"]):
        got = shown(text)
        require(
            got[0] == text,
            f"The str() of {made(text)} is not the text it was made from",
            got=got[0],
            expected=text,
        )
        require(
            got[1:] == ["equal", text],
            f"The repr of {made(text)}, evaluated, does not give the version back",
            got=got[1:],
            expected=["equal", text],
        )
