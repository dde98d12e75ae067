"""Uses releases as scripts use lists and sets, and tells what came out as texts."""

from collections.abc import Sequence

from piton import probe

from releases import Releases
from version import Version


class Third:
    """A whole number that is no int."""

    def __index__(self):
        return 2


class Recall:
    """A class of another team that knows what it does with releases."""

    def __ror__(self, other):
        return "Recall was asked"

    __rand__ = __rsub__ = __ror__

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = None


def versions(texts):
    return [Version(text) for text in texts]


def made(texts):
    return Releases(versions(texts))


def shown(value):
    """Releases as a list of texts behind their name; a version as its text."""
    if isinstance(value, Releases):
        return ["Releases", *map(str, value)]
    if isinstance(value, Version):
        return str(value)
    return value if value is None or isinstance(value, (bool, int, str)) else type(value).__name__


def told(call, *arguments):
    try:
        return shown(call(*arguments))
    except (IndexError, TypeError, ValueError, AttributeError) as error:
        return type(error).__name__


@probe()
def built(texts, form):
    """Make releases from a list, a generator or a set-like dict view."""
    given = versions(texts)
    if form == "generator":
        given = (version for version in given)
    elif form == "keys":
        given = dict.fromkeys(given).keys()
    return shown(Releases(given))


@probe()
def walked(texts):
    releases = made(texts)
    return {
        "len": len(releases),
        "bool": bool(releases),
        "for": [str(one) for one in releases],
        "once more": [str(one) for one in releases],
        "reversed": [str(one) for one in reversed(releases)],
        "pairs": [[str(a), str(b)] for a in releases for b in releases],
    }


@probe()
def indexed(texts, at):
    """A number, or the name of something else."""
    strange = {"third": Third(), "a text": "0", "a float": 0.0, "None": None}
    index = strange.get(at, at) if isinstance(at, str) else at
    return told(lambda releases: releases[index], made(texts))


@probe()
def sliced(texts, start, stop, step):
    return told(lambda releases: releases[start:stop:step], made(texts))


@probe()
def searched(texts, wanted):
    """Look for a version, or for None and a number."""
    releases = made(texts)
    if isinstance(wanted, str) and wanted.startswith("the text "):
        value = wanted.removeprefix("the text ")
    else:
        value = Version(wanted) if isinstance(wanted, str) else wanted
    return [
        told(lambda: value in releases),
        told(releases.index, value),
        told(releases.count, value),
    ]


@probe()
def compared(one, other, kind):
    """Compare with releases, or with a list or tuple of the same versions."""
    a = made(one)
    if kind == "Recall":
        b = Recall()
    else:
        b = {"Releases": Releases, "list": list, "tuple": tuple}[kind](versions(other))
    return [a == b, a != b, b == a, b != a]


@probe()
def keys(lists):
    try:
        found = {made(texts) for texts in lists}
        return [len(found), all(made(texts) in found for texts in lists)]
    except TypeError:
        return "TypeError"


OPERATORS = {
    "|": lambda a, b: a | b,
    "&": lambda a, b: a & b,
    "-": lambda a, b: a - b,
}


@probe()
def combined(one, sign, other, kind):
    a = made(one)
    if kind == "Recall":
        b = Recall()
    else:
        b = {"Releases": Releases, "list": list, "set": set}[kind](versions(other))
    gives = told(OPERATORS[sign], a, b)
    return {"gives": gives, "left": shown(a)}


@probe()
def cut(texts, first, last):
    return told(made(texts).between, Version(first), Version(last))


def attempt(act):
    try:
        act()
    except (AttributeError, TypeError):
        return None
    except Exception as error:
        return type(error).__name__
    return "nothing was raised"


@probe()
def changed(texts):
    """Try to change releases; tell which ways were open and what they show then."""
    given = versions(texts)
    releases = Releases(given)
    before = shown(releases)
    new = Version("0.1")

    def set_item():
        releases[0] = new

    def delete_item():
        del releases[0]

    acts = {
        "setting an element": set_item,
        "deleting an element": delete_item,
        "append": lambda: releases.append(new),
        "insert": lambda: releases.insert(0, new),
        "add": lambda: releases.add(new),
        "pop": lambda: releases.pop(),
        "clear": lambda: releases.clear(),
        "reverse": lambda: releases.reverse(),
        "the list it was made from": lambda: (given.clear(), int("x")),
    }
    open_ways = [name for name, act in acts.items() if attempt(act) == "nothing was raised"]
    return {"open": open_ways, "before": before, "after": shown(releases)}


@probe()
def matched(texts):
    releases = made(texts)
    match releases:
        case [first, *_, last]:
            found = [str(first), str(last)]
        case [only]:
            found = [str(only)]
        case []:
            found = []
        case _:
            found = "no sequence"
    return [isinstance(releases, Sequence), found]


@probe()
def printed(texts):
    releases = made(texts)
    text = repr(releases)
    try:
        again = eval(text, {"Releases": Releases, "Version": Version})
    except Exception as error:
        return [f"{text} raised {type(error).__name__}", False]
    return [shown(again), again == releases]
