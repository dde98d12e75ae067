"""Each message once."""

def once(messages, window):
    """Give the messages without the repeats."""
    went_on = {}
    for message in messages:
        went_on = {key: when for key, when in went_on.items() if message.when - when < window}
        if message.key not in went_on:
            went_on[message.key] = message.when
            yield message
