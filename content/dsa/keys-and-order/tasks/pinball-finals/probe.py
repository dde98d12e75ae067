"""Asks for the standings of a final."""

import finals
from piton import probe
from results import Result


@probe()
def standings(rows):
    """The lines as rank and the number of the row in the list, and what became of the list.

    A time of None is a clock that failed. Each row is its own record, however alike two are. A copy
    of a record counts as the record; that it is a copy is told beside.
    """
    results = [
        # A float of its own for each failed clock: what holds for one object must not help.
        Result(player, points, float("nan") if seconds is None else seconds, born)
        for player, points, seconds, born in rows
    ]
    before = list(results)
    lines, named, copies = [], set(), 0
    for rank, result in finals.standings(results):
        at = [number for number, one in enumerate(before) if one is result]
        if not at:
            alike = [number for number, one in enumerate(before) if repr(one) == repr(result)]
            at = [number for number in alike if number not in named]
            copies += bool(at)
        named.update(at[:1])
        lines.append([rank, at[0] if at else "a result that was not in the list"])
    kept = len(results) == len(before) and all(a is b for a, b in zip(results, before))
    return {"lines": lines, "copies": copies, "list kept": kept}
