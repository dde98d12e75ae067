"""Each message once."""

from heapq import heappop, heappush
from itertools import count


def in_order(messages, lateness):
    """Give the messages in the order of their times: each waits until no earlier one can come."""
    waiting = []
    number = count()
    newest = None
    for message in messages:
        newest = message.when if newest is None else max(newest, message.when)
        if message.when < newest - lateness:
            continue
        heappush(waiting, (message.when, next(number), message))
        while waiting and waiting[0][0] <= newest - lateness:
            yield heappop(waiting)[2]
    while waiting:
        yield heappop(waiting)[2]


def once(messages, window, lateness):
    """Give the messages without the repeats."""
    went_on = {}
    for message in in_order(messages, lateness):
        when = went_on.get(message.key)
        if when is None or message.when - when >= window:
            went_on[message.key] = message.when
            yield message
