"""Each message once."""

from collections import deque


def once(messages, window, lateness):
    """Give the messages without the repeats.

    The messages may come `lateness` seconds behind the newest one.
    """
    newest = None
    # What went on, in the order in which it came. That is nearly the order of time: what stands
    # first is at most `lateness` younger than what stands behind it.
    kept = deque()
    times = {}  # from a key to the times at which it went on, in the order in which they came
    for message in messages:
        newest = message.when if newest is None else max(newest, message.when)
        while kept and kept[0].when <= newest - lateness - window:
            key = kept.popleft().key
            times[key].popleft()
            if not times[key]:
                del times[key]
        own = times.get(message.key)
        if own is None:
            own = times[message.key] = deque()
        elif any(abs(message.when - when) < window for when in own):
            continue
        own.append(message.when)
        kept.append(message)
        yield message
