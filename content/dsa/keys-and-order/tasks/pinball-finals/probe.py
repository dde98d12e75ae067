"""Asks for the standings of a final."""

import finals
from piton import probe
from results import Result


@probe()
def standings(rows):
    """The lines as rank and the number of the row in the list, and what became of the list.

    A row is a result on one line, such as "Li 52500 131.5 2009-05-14". Each is its own record,
    however alike two are. A copy of a record counts as the record; that it is a copy is told beside.
    """
    results = []
    for row in rows:
        player, points, seconds, born = row.split()
        # A float of its own for each failed clock: what holds for one object must not help.
        results.append(Result(player, None if points == "None" else int(points), float(seconds), born))
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
