"""Compares versions with each other and with other things, and tells what came out."""

import operator

from piton import probe

from version import Version

COMPARISONS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

STRANGERS = {
    "None": lambda text: None,
    "its text": str,
    "a number": lambda text: 4,
    "a tuple of its numbers": lambda text: tuple(int(part) for part in text.split(".")),
    "an object": lambda text: object(),
}


class AnyVersion:
    """Equals every version."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


class EndOfLife:
    """Comes after every version."""

    def __eq__(self, other):
        return isinstance(other, EndOfLife)

    def __hash__(self):
        return 7

    def __lt__(self, other):
        return False

    def __le__(self, other):
        return isinstance(other, EndOfLife)

    def __gt__(self, other):
        return not isinstance(other, EndOfLife)

    def __ge__(self, other):
        return True


def told(compare, left, right):
    """What a comparison gives, or the name of what it raises."""
    try:
        return compare(left, right)
    except (TypeError, AttributeError) as error:
        return type(error).__name__


def both_ways(one, other):
    """All six comparisons, with `one` on the left of the sign and on its right."""
    return {
        "on the left": {sign: told(compare, one, other) for sign, compare in COMPARISONS.items()},
        "on the right": {sign: told(compare, other, one) for sign, compare in COMPARISONS.items()},
    }


@probe()
def compared(one, other):
    return both_ways(Version(one), Version(other))["on the left"]


@probe()
def sorted_texts(texts):
    versions = [Version(text) for text in texts]
    try:
        return [texts[at] for at in sorted(range(len(texts)), key=versions.__getitem__)]
    except TypeError as error:
        return type(error).__name__


@probe()
def as_keys(texts):
    """Count versions in a dict; tell how many keys there are and what each text is found under."""
    counts = {}
    try:
        for text in texts:
            version = Version(text)
            counts[version] = counts.get(version, 0) + 1
        return [len(set(counts)), [counts.get(Version(text)) for text in texts]]
    except TypeError as error:
        return type(error).__name__


@probe()
def beside_a_stranger(text, stranger):
    return both_ways(Version(text), STRANGERS[stranger](text))


@probe()
def beside_one_that_knows(text, name):
    other = {"AnyVersion": AnyVersion, "EndOfLife": EndOfLife}[name]()
    answers = both_ways(Version(text), other)
    signs = ["==", "!="] if name == "AnyVersion" else list(COMPARISONS)
    return {side: {sign: found[sign] for sign in signs} for side, found in answers.items()}


@probe()
def shown(text):
    version = Version(text)
    try:
        again = eval(repr(version), {"Version": Version})
    except Exception as error:
        return [str(version), f"eval({version!r}) raised {type(error).__name__}", None]
    return [str(version), "equal" if again == version else "not equal", str(again)]
