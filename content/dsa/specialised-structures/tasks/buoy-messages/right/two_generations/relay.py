"""Each message once."""


def once(messages, window):
    """Give the messages without the repeats."""
    # Keys move on to `older` when a window has passed, and are dropped when another has: nothing
    # younger than a window is ever lost, nothing older than two is ever kept.
    younger, older = {}, {}
    turn = None
    for message in messages:
        if turn is None or message.when - turn >= window:
            older = younger if turn is not None and message.when - turn < 2 * window else {}
            younger = {}
            turn = message.when
        went_on = younger.get(message.key, older.get(message.key))
        if went_on is None or message.when - went_on >= window:
            younger[message.key] = message.when
            yield message
