"""Each message once."""

from collections import deque


class Memory:
    """What went on, as far back as it can still matter."""

    newest = None
    kept = deque()
    times = {}


def once(messages, window, lateness):
    """Give the messages without the repeats.

    The messages may come `lateness` seconds behind the newest one.
    """
    Memory.newest = None
    Memory.kept.clear()
    Memory.times.clear()
    kept, times = Memory.kept, Memory.times
    for message in messages:
        if Memory.newest is None or message.when > Memory.newest:
            Memory.newest = message.when
        if message.when < Memory.newest - lateness:
            continue
        while kept and kept[0].when <= Memory.newest - lateness - window:
            key = kept.popleft().key
            times[key].popleft()
            if not times[key]:
                del times[key]
        own = times.setdefault(message.key, deque())
        if any(abs(message.when - when) < window for when in own):
            continue
        own.append(message.when)
        kept.append(message)
        yield message
