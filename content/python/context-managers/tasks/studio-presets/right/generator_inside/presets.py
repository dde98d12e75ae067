"""Levels of a mixing desk for the length of a with block."""

from contextlib import contextmanager


@contextmanager
def one(desk, channel, level):
    """Hold one channel at a level."""
    before = desk.levels()
    desk.set(channel, level)
    try:
        yield
    finally:
        if channel in before:
            desk.set(channel, before[channel])
        else:
            desk.off(channel)


@contextmanager
def all_of(desk, levels):
    """Hold the first channel, and inside that all others."""
    if not levels:
        yield
        return
    (channel, level), *others = levels
    with one(desk, channel, level), all_of(desk, others):
        yield


class preset:
    """Set `levels` on the desk, and put the old ones back at the end of the block."""

    def __init__(self, desk, levels):
        self._make = lambda pairs=tuple(levels.items()): all_of(desk, pairs)
        self._entered = []

    def __enter__(self):
        block = self._make()
        block.__enter__()
        self._entered.append(block)

    def __exit__(self, *error):
        return self._entered.pop().__exit__(*error)
