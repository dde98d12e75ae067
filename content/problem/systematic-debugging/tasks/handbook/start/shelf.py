"""Gives the block of a kind. Templates are slow to load, so each block is made once."""

from blocks import Block, Steps

_made = {}


def block(kind):
    """Return the block of a kind; a KeyError if there is no such kind."""
    if kind not in _made:
        make = Steps if kind == "steps" else Block
        _made[kind] = make(kind)
    return _made[kind]
