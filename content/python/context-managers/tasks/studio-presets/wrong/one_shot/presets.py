"""Levels of a mixing desk for the length of a with block."""

from contextlib import ExitStack, contextmanager


@contextmanager
def all_of(desk, levels):
    before = desk.levels()
    with ExitStack() as undo:
        for channel, level in levels.items():
            desk.set(channel, level)
            if channel in before:
                undo.callback(desk.set, channel, before[channel])
            else:
                undo.callback(desk.off, channel)
        yield


def preset(desk, levels):
    """Set `levels` on the desk, and put the old ones back at the end of the block."""
    return all_of(desk, dict(levels))
