"""The kinds of blocks. A kind never changes once it is made, so all pages may share it."""

from typing import NamedTuple

import templates


class Kind(NamedTuple):
    first: str
    last: str
    numbered: bool


_kinds = {}


def kind_of(name):
    """Return the kind of that name; a KeyError if there is none."""
    if name not in _kinds:
        first, last = templates.load(name)
        _kinds[name] = Kind(first, last, name == "steps")
    return _kinds[name]
