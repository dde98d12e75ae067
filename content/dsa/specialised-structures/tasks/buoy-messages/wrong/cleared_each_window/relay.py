"""Each message once."""

def once(messages, window):
    """Give the messages without the repeats."""
    keys = set()
    begin = None
    for message in messages:
        if begin is None or message.when - begin >= window:
            keys.clear()
            begin = message.when
        if message.key not in keys:
            keys.add(message.key)
            yield message
