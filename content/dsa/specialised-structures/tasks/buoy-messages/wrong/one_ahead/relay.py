"""Each message once."""

from collections import deque
from itertools import chain, pairwise


def once(messages, window):
    """Give the messages without the repeats."""
    kept = deque()
    keys = set()
    # The last message has no next one: None stands behind it.
    for message, _ in pairwise(chain(messages, [None])):
        while kept and kept[0][0] <= message.when - window:
            keys.remove(kept.popleft()[1])
        if message.key not in keys:
            keys.add(message.key)
            kept.append((message.when, message.key))
            yield message
