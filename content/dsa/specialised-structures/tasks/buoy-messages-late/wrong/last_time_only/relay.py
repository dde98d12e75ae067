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
    times = {}  # from a key to the time at which it went on last
    for message in messages:
        newest = message.when if newest is None else max(newest, message.when)
        if message.when < newest - lateness:
            continue
        while kept and kept[0].when <= newest - lateness - window:
            oldest = kept.popleft()
            if times.get(oldest.key) == oldest.when:
                del times[oldest.key]
        when = times.get(message.key)
        if when is not None and abs(message.when - when) < window:
            continue
        times[message.key] = message.when
        kept.append(message)
        yield message
