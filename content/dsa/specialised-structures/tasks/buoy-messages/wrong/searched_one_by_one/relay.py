"""Each message once."""

from collections import deque


def once(messages, window):
    """Give the messages without the repeats."""
    kept = deque()  # the messages that went on in the last seconds, the oldest first
    for message in messages:
        while kept and kept[0].when <= message.when - window:
            kept.popleft()
        if all(message.key != other.key for other in kept):
            kept.append(message)
            yield message
