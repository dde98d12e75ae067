"""Each message once."""

from bisect import bisect, insort


def once(messages, window, lateness):
    """Give the messages without the repeats.

    The messages may come `lateness` seconds behind the newest one.
    """
    newest = None
    times = {}  # from a key to the times at which it went on, sorted
    for message in messages:
        newest = message.when if newest is None else max(newest, message.when)
        if message.when < newest - lateness:
            continue
        own = times.setdefault(message.key, [])
        del own[: bisect(own, newest - lateness - window)]
        if any(abs(message.when - when) < window for when in own):
            continue
        insort(own, message.when)
        yield message
