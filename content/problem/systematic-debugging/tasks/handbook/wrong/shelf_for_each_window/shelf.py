"""Gives the block of a kind. Each window has a shelf of its own; templates are kept for all."""

from functools import cache

import templates
from blocks import Block, Steps

template = cache(templates.load)


class Shelf:
    def __init__(self):
        self._made = {}

    def block(self, kind):
        """Return the block of a kind; a KeyError if there is no such kind."""
        if kind not in self._made:
            make = Steps if kind == "steps" else Block
            self._made[kind] = make(template(kind))
        return self._made[kind]
