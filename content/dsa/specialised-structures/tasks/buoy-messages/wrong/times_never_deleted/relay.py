"""Each message once."""

def once(messages, window):
    """Give the messages without the repeats."""
    went_on = {}
    for message in messages:
        when = went_on.get(message.key)
        if when is None or message.when - when >= window:
            went_on[message.key] = message.when
            yield message
