"""Each message once."""

from collections import deque


def once(messages, window):
    """Give the messages without the repeats."""
    kept = deque()
    keys = set()
    if isinstance(messages, list):
        # What has been dealt with need not stay in memory.
        stack = messages
        stack.reverse()
        messages = (stack.pop() for _ in range(len(stack)))
    for message in messages:
        while kept and kept[0][0] <= message.when - window:
            keys.remove(kept.popleft()[1])
        if message.key not in keys:
            keys.add(message.key)
            kept.append((message.when, message.key))
            yield message
