"""Each message once."""

from collections import deque


def once(messages, window, lateness):
    """Give the messages without the repeats.

    The messages may come `lateness` seconds behind the newest one.
    """
    newest = None
    kept = deque()  # what went on, in the order in which it came
    for message in messages:
        newest = message.when if newest is None else max(newest, message.when)
        if message.when < newest - lateness:
            continue
        while kept and kept[0].when <= newest - lateness - window:
            kept.popleft()
        if any(
            message.key == other.key and abs(message.when - other.when) < window for other in kept
        ):
            continue
        kept.append(message)
        yield message
