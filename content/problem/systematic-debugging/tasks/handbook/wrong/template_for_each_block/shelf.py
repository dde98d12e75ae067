"""Gives a new block of a kind."""

import templates
from blocks import Block, Steps


def block(kind):
    """Return a block of a kind that belongs to the caller; a KeyError if there is no such kind."""
    make = Steps if kind == "steps" else Block
    return make(templates.load(kind))
