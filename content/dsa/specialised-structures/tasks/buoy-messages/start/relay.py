"""Each message once."""

from collections import deque


def once(messages, window):
    """Give the messages without the repeats."""
    seen = deque(maxlen=1000)
    for message in messages:
        if message.key not in seen:
            seen.append(message.key)
            yield message
