"""Lists of releases drawn by seed, used as scripts use lists and sets."""

import re

from piton import cases, check, require

from probe import (
    built,
    changed,
    combined,
    compared,
    cut,
    indexed,
    keys,
    matched,
    printed,
    searched,
    sliced,
    walked,
)

FORM = re.compile(r"(0|[1-9]\d?)(\.(0|[1-9]\d?)){0,3}(-rc[1-9]\d?)?")
POOL = ["4", "4.0", "4.9", "4.9.1", "4.10", "4.10.0", "4.10-rc2", "4.10.2", "4.11-rc1", "5", "5.0.0"]


def key(text):
    numbers, _, candidate = text.partition("-rc")
    parts = [int(number) for number in numbers.split(".")]
    return parts + [0] * (4 - len(parts)), int(candidate) if candidate else 100


def kept(texts):
    """In order, of equal ones the first."""
    found = []
    for text in sorted(texts, key=key):
        if not found or key(found[-1]) != key(text):
            found.append(text)
    return found


def releases(texts):
    """How the probe shows them."""
    return ["Releases", *kept(texts)]


def draw_texts(rng, most=7):
    return [rng.choice(POOL) for _ in range(rng.randint(0, most))]


def are_versions(*texts):
    return all(type(text) is str and FORM.fullmatch(text) for text in texts)


def is_list(texts):
    return type(texts) is list and are_versions(*texts)


def distinct(texts):
    return is_list(texts) and len(kept(texts)) == len(texts)


def one_list(rng):
    """Versions that are all different, in any order."""
    texts = kept(draw_texts(rng, 9))
    rng.shuffle(texts)
    return texts


@check(
    "the versions are kept in ascending order, each once",
    skill="oop/special-methods",
    advice="Of equal versions the first one stays. Which of list, set, dict and sorted keeps it?",
)
def making():
    forms = ["list", "generator", "keys"]

    def draw(rng):
        return draw_texts(rng), rng.choice(forms)

    def valid(texts, form):
        return is_list(texts) and form in forms

    examples = [(["4.10", "4.9", "4.10.0"], "list"), (["4.10.0", "4.10"], "list"), ([], "generator")]
    for texts, form in cases(draw, n=40, valid=valid, examples=examples):
        got = built(texts, form)
        assert got == releases(texts), f"Releases made from {', '.join(texts) or 'nothing'} are not right"


@check(
    "releases can be walked through as often as one likes",
    skill="oop/special-methods",
    advice="What __iter__ returns remembers a place. Who owns that place?",
    needs=["making"],
)
def walking():
    for texts in cases(one_list, n=20, valid=distinct, examples=[[], ["4"], ["4", "4.9"]]):
        found = kept(texts)
        expected = {
            "len": len(found),
            "bool": bool(found),
            "for": found,
            "once more": found,
            "reversed": found[::-1],
            "pairs": [[a, b] for a in found for b in found],
        }
        got = walked(texts)
        for name, value in expected.items():
            one = got[name]
            name = "two walks at a time" if name == "pairs" else name
            says = f"Over {len(found)} releases, {name} does not give what it should"
            require(one == value, says, got=one, expected=value)


@check(
    "an index works as with a list",
    skill="oop/special-methods",
    advice="Let a tuple do it: it knows negative numbers, __index__, and what to raise.",
    needs=["making"],
)
def indexing():
    strange = ["third", "a text", "a float", "None"]

    def draw(rng):
        texts = one_list(rng)
        number = rng.randint(-len(texts) - 2, len(texts) + 1)
        return texts, number if rng.random() < 0.8 else rng.choice(strange)

    def valid(texts, at):
        return distinct(texts) and (type(at) is int or at in strange)

    four = ["4", "4.9", "4.10", "5"]
    examples = [(four, at) for at in (0, 3, -1, -4, 4, -5, *strange)]
    for texts, at in cases(draw, n=40, valid=valid, examples=examples):
        found = kept(texts)
        number = 2 if at == "third" else at
        if type(number) is not int:
            expected = "TypeError"
        elif -len(found) <= number < len(found):
            expected = found[number]
        else:
            expected = "IndexError"
        got = indexed(texts, at)
        assert got == expected, f"Of {len(found)} releases, the one at {at} is not right"


@check(
    "a slice is releases again",
    skill="oop/special-methods",
    advice="A slice goes to the same method as a number. Look at what came, and at its step.",
    needs=["making"],
)
def slicing():
    def draw(rng):
        texts = one_list(rng)
        ends = [None, *range(-len(texts) - 1, len(texts) + 2)]
        return texts, rng.choice(ends), rng.choice(ends), rng.choice([None, 1, 2, 3, 0, -1, -2])

    def valid(texts, *numbers):
        return distinct(texts) and all(one is None or type(one) is int for one in numbers)

    four = ["4", "4.9", "4.10", "5"]
    examples = [
        (four, *numbers)
        for numbers in (
            (None, 2, None),
            (1, None, 2),
            (-2, None, 1),
            (3, 1, None),
            (None, None, -1),
            (None, None, 0),
            (0, 9, None),
        )
    ]
    for texts, start, stop, step in cases(draw, n=40, valid=valid, examples=examples):
        found = kept(texts)
        if step is not None and step < 1:
            expected = "ValueError"
        else:
            expected = ["Releases", *found[start:stop:step]]
        got = sliced(texts, start, stop, step)
        shown = ":".join("" if one is None else str(one) for one in (start, stop, step))
        assert got == expected, f"The slice [{shown}] of {len(found)} releases is not right"


@check(
    "a version is found however it is written, and nothing else is",
    skill="oop/special-methods",
    advice="Anybody may ask for anything. `in` says no where < raises.",
    needs=["making"],
)
def searching():
    others = [None, 4, "the text 4.10"]

    def draw(rng):
        wanted = rng.choice(POOL) if rng.random() < 0.8 else rng.choice(others)
        return one_list(rng), wanted

    def valid(texts, wanted):
        return distinct(texts) and (wanted in others or are_versions(wanted))

    four = ["4", "4.9", "4.10", "5"]
    examples = [(four, wanted) for wanted in (*four, "4.10.0", "4.1", "6", "3", *others)]
    for texts, wanted in cases(draw, n=40, valid=valid, examples=examples):
        found = kept(texts)
        places = [
            at
            for at, text in enumerate(found)
            if wanted not in others and key(text) == key(wanted)
        ]
        expected = [bool(places), places[0] if places else "ValueError", len(places)]
        got = searched(texts, wanted)
        assert got == expected, f"The answers of in, index() and count() are not right for {wanted}"


@check(
    "releases equal releases of the same versions, and are then one key",
    skill="oop/special-methods",
    advice="Which type do you ask for before you compare, and what do you return for any other?",
    needs=["making"],
)
def equality():
    kinds = ["Releases", "list", "tuple", "Recall"]

    def draw(rng):
        one = one_list(rng)
        other = list(one) if rng.random() < 0.6 else one_list(rng)
        if rng.random() < 0.5:
            other = [text + ".0" if re.fullmatch(r"\d+(\.\d+)?", text) else text for text in other]
        rng.shuffle(other)
        return one, other, rng.choice(kinds)

    def valid(one, other, kind):
        return distinct(one) and distinct(other) and kind in kinds

    examples = [(["4", "4.10"], ["4.10.0", "4"], kind) for kind in kinds]
    examples += [(["4", "4.10"], ["4"], "Releases"), ([], [], "tuple"), (["4"], ["4"], "tuple")]
    for one, other, kind in cases(draw, n=40, valid=valid, examples=examples):
        same = [key(text) for text in kept(one)] == [key(text) for text in kept(other)]
        same = kind == "Recall" or (kind == "Releases" and same)
        got = compared(one, other, kind)
        what = "an object that equals all" if kind == "Recall" else f"{kind} of {', '.join(other)}"
        assert got == [same, not same] * 2, (
            f"Releases of {', '.join(one)} and {what} are {'' if same else 'not '}equal"
        )

    def some(rng):
        return [one_list(rng)[:2] for _ in range(rng.randint(0, 4))]

    pair = [[["4", "4.10"], ["4.10.0", "4.0"]]]
    for lists in cases(some, n=15, valid=lambda lists: all(map(distinct, lists)), examples=pair):
        expected = [len({str([key(text) for text in kept(texts)]) for texts in lists}), True]
        assert keys(lists) == expected, "Equal releases are not one member of a set"


@check(
    "|, & and - combine two releases, and nothing else",
    skill="oop/special-methods",
    advice="For each sign ask which of two equal versions is kept, and what happens with a list.",
    needs=["making"],
)
def combining():
    kinds = ["Releases", "list", "set", "Recall"]

    def draw(rng):
        kind = rng.choice(["Releases", "Releases", *kinds])
        return one_list(rng), rng.choice("|&-"), one_list(rng), kind

    def valid(one, sign, other, kind):
        return distinct(one) and distinct(other) and sign in ("|", "&", "-") and kind in kinds

    examples = [
        (["4", "4.10"], sign, ["4.10.0", "5"], kind) for sign in "|&-" for kind in kinds
    ]
    for one, sign, other, kind in cases(draw, n=60, valid=valid, examples=examples):
        theirs = [key(text) for text in other]
        if kind == "Recall":
            gives = "Recall was asked"
        elif kind != "Releases":
            gives = "TypeError"
        elif sign == "|":
            gives = releases([*one, *other])
        else:
            gives = releases([text for text in one if (key(text) in theirs) == (sign == "&")])
        expected = {"gives": gives, "left": releases(one)}
        got = combined(one, sign, other, kind)
        what = "an object that knows" if kind == "Recall" else f"{kind} of {', '.join(other)}"
        assert got == expected, f"Releases of {', '.join(one)} {sign} {what} is not right"


@check(
    "between() gives releases, with both ends",
    skill="oop/special-methods",
    advice="Versions compare by themselves; the ends need not have been released.",
    needs=["making"],
)
def cutting():
    def draw(rng):
        return one_list(rng), rng.choice(POOL), rng.choice(POOL)

    def valid(texts, first, last):
        return distinct(texts) and are_versions(first, last)

    examples = [(["4", "4.9", "4.10", "5"], "4.9", "4.10.0"), (["4"], "5", "4"), ([], "4", "5")]
    for texts, first, last in cases(draw, n=30, valid=valid, examples=examples):
        expected = releases([text for text in texts if key(first) <= key(text) <= key(last)])
        got = cut(texts, first, last)
        assert got == expected, f"between({first}, {last}) is not right"


@check(
    "nobody can change releases",
    skill="oop/encapsulation-invariants",
    advice="What you inherit, everybody can call. And whose list is it that you keep?",
    needs=["making"],
)
def closed():
    for texts in cases(one_list, n=10, valid=distinct, examples=[["4", "5"], ["4"], []]):
        got = changed(texts)
        expected = {"open": [], "before": releases(texts), "after": releases(texts)}
        require(
            got["open"] == [],
            f"There is a way to change releases: {', '.join(got['open'])}",
            got=got,
            expected=expected,
        )
        assert got == expected, "The releases have changed with the list they were made from"


@check(
    "releases are a sequence, for isinstance and for match",
    skill="oop/special-methods",
    advice="match does not try whether a class can be indexed. It asks for collections.abc.Sequence.",
    needs=["making"],
)
def sequence():
    for texts in cases(one_list, n=10, valid=distinct, examples=[[], ["4"], ["4", "5"]]):
        found = kept(texts)
        ends = found if len(found) < 2 else [found[0], found[-1]]
        got = matched(texts)
        assert got == [True, ends], "isinstance and match do not take releases for a sequence"


@check(
    "the repr gives equal releases back",
    skill="oop/special-methods",
    advice="The name of the class, and in brackets what one would hand to it.",
    needs=["making"],
)
def shown_back():
    for texts in cases(one_list, n=10, valid=distinct, examples=[[], ["4"], ["4.10-rc2", "5"]]):
        expected = [releases(texts), True]
        assert printed(texts) == expected, "The repr, evaluated, does not give the releases back"
