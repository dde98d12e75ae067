"""Each message once."""


def once(messages, window, lateness):
    """Give the messages without the repeats."""
    newest = None
    times = {}  # from a key to the times at which it went on
    limit = 100
    for message in messages:
        newest = message.when if newest is None else max(newest, message.when)
        if message.when < newest - lateness:
            continue
        useful = newest - lateness - window
        own = [when for when in times.get(message.key, ()) if when > useful]
        if any(abs(message.when - when) < window for when in own):
            continue
        times[message.key] = [*own, message.when]
        if len(times) > limit:
            # The next time it is cleared is when it has become twice as large.
            times = {key: its for key, its in times.items() if max(its) > useful}
            limit = 2 * len(times) + 100
        yield message
