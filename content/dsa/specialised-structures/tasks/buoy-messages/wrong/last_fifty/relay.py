"""Each message once."""

from collections import OrderedDict

ENOUGH = 50


def once(messages, window):
    """Give the messages without the repeats."""
    went_on = OrderedDict()  # the last keys that went on, and when
    for message in messages:
        when = went_on.get(message.key)
        if when is None or message.when - when >= window:
            went_on[message.key] = message.when
            went_on.move_to_end(message.key)
            if len(went_on) > ENOUGH:
                went_on.popitem(last=False)
            yield message
