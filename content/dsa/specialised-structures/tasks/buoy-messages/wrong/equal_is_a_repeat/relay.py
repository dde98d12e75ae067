"""Each message once."""

from collections import deque


def once(messages, window):
    """Give the messages without the repeats."""
    kept = deque()  # (when, key) of what went on in the last seconds, the oldest first
    keys = set()  # the same keys
    for message in messages:
        while kept and kept[0][0] < message.when - window:
            keys.remove(kept.popleft()[1])
        if message.key not in keys:
            keys.add(message.key)
            kept.append((message.when, message.key))
            yield message
