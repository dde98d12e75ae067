"""Makes a failing case smaller, deterministically, over plain data.

It knows nothing of checks or processes: it is given a case and a way to ask whether one still
fails.
"""

MAX_CALLS = 300


class Enough(Exception):
    """Raised by `still_fails` to keep what has been found so far."""


def shrink(case, still_fails, valid):
    """Returns the smallest case found that still fails; tries at most `MAX_CALLS` candidates.

    `case` is a tuple of arguments; `still_fails(case)` judges a candidate; `valid(*case)` says
    whether it is legal.
    """
    calls = 0

    def fails(candidate):
        nonlocal calls
        if calls >= MAX_CALLS:
            raise Enough
        if candidate == case:
            return False
        try:
            if not valid(*candidate):
                return False
        except Exception:
            return False
        calls += 1
        return still_fails(candidate)

    improved = True
    try:
        while improved:
            improved = False
            for index in range(len(case)):
                for smaller in _smaller(case[index]):
                    candidate = (*case[:index], smaller, *case[index + 1 :])
                    if fails(candidate):
                        case = candidate
                        improved = True
                        break
    except Enough:
        pass
    return case


def _smaller(value):
    """Gives simpler values, the boldest first."""
    kind = type(value)
    if kind is bool:
        if value:
            yield False
    elif kind is int:
        yield from _smaller_int(value)
    elif kind is float:
        if value != 0.0:
            yield 0.0
            if value != int(value):
                yield float(int(value))
            else:
                yield from (float(one) for one in _smaller_int(int(value)))
    elif kind is str:
        yield from _smaller_sequence(value, "")
        for at, char in enumerate(value[:40]):
            if char not in "a0 ":
                yield value[:at] + ("0" if char.isdigit() else "a") + value[at + 1 :]
    elif kind is bytes:
        yield from _smaller_sequence(value, b"")
    elif kind in (list, tuple):
        yield from _smaller_sequence(value, kind())
        for at, one in enumerate(value[:60]):
            for simpler in _smaller(one):
                yield kind((*value[:at], simpler, *value[at + 1 :]))
    elif kind is dict:
        for key in list(value)[:60]:
            yield {other: one for other, one in value.items() if other != key}
        for key, one in list(value.items())[:60]:
            for simpler in _smaller(one):
                yield {**value, key: simpler}
    elif kind in (set, frozenset):
        for one in sorted(value, key=repr)[:60]:
            yield kind(other for other in value if other != one)


def _smaller_int(value):
    if value == 0:
        return
    yield 0
    if value < 0:
        yield -value
    half = value // 2 if value > 0 else -(-value // 2)
    if half not in (0, value):
        yield half
    step = value - 1 if value > 0 else value + 1
    if step not in (0, half):
        yield step


def _smaller_sequence(value, empty):
    length = len(value)
    if length == 0:
        return
    yield empty
    chunk = length // 2
    while chunk >= 1:
        for start in range(0, length, chunk):
            shorter = value[:start] + value[start + chunk :]
            if len(shorter) not in (0, length):
                yield shorter
        chunk //= 2
