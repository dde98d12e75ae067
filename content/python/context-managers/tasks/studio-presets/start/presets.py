"""Levels of a mixing desk for the length of a with block."""

from contextlib import contextmanager


@contextmanager
def preset(desk, levels):
    """Set `levels` on the desk, and put the old ones back at the end of the block."""
    before = desk.levels()
    for channel, level in levels.items():
        desk.set(channel, level)
    yield
    for channel, level in before.items():
        desk.set(channel, level)
