"""Each message once."""


def once(messages, window):
    """Give the messages without the repeats."""
    went_on = {}
    limit = 100
    for message in messages:
        when = went_on.get(message.key)
        if when is not None and message.when - when < window:
            continue
        went_on[message.key] = message.when
        if len(went_on) > limit:
            # The next time it is cleared is when it has become twice as large.
            went_on = {key: at for key, at in went_on.items() if message.when - at < window}
            limit = 2 * len(went_on) + 100
        yield message
