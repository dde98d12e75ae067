"""Each message once."""

from collections import OrderedDict


def once(messages, window):
    """Give the messages without the repeats."""
    last = OrderedDict()  # from a key to the time at which it was last seen, the oldest first
    for message in messages:
        while last and message.when - next(iter(last.values())) >= window:
            last.popitem(last=False)
        if message.key not in last:
            yield message
        last[message.key] = message.when
        last.move_to_end(message.key)
