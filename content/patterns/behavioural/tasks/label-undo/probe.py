"""Plays a day at the label designer and tells what was said and what lies on the label."""

from piton import probe

from designer import Designer

REFUSALS = (KeyError, ValueError)


def said(designer, call, arguments):
    """What a call says: of an edit that it was done or refused, of undo and redo whether it did."""
    try:
        answer = getattr(designer, call)(*arguments)
    except REFUSALS as error:
        return next(kind.__name__ for kind in REFUSALS if isinstance(error, kind))
    return answer if call in ("undo", "redo") else "done"


def shown(designer):
    return [list(part) for part in designer.parts()]


@probe()
def day(steps):
    """Make the calls one after the other; after each of them look at the label."""
    designer = Designer()
    return [[said(designer, call, arguments), shown(designer)] for call, *arguments in steps]


@probe()
def day_read_once(steps):
    """The same, and `align` gets its names from an iterator."""
    return day(
        [[call, iter(rest[0]), *rest[1:]] if call == "align" else [call, *rest] for call, *rest in steps]
    )


@probe()
def long_day(n):
    """Write `n` different texts; undo as long as it says True, then redo the same way."""
    designer = Designer()
    designer.add("price", "", 0, 0)
    for number in range(1, n + 1):
        designer.write("price", str(number))
    found = []
    for call in (designer.undo, designer.redo):
        count = 0
        while count < n + 3 and call():
            count += 1
        found.append([count, shown(designer)])
    return found
