"""Gives a new block of a kind. Only templates are slow to make, and they are kept."""

from functools import cache

import templates
from blocks import Block, Steps

template = cache(templates.load)


def block(kind):
    """Return a block of a kind that belongs to the caller; a KeyError if there is no such kind."""
    make = Steps if kind == "steps" else Block
    return make(template(kind))
