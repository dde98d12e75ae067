"""Sends messages through the relay and tells which of them went on."""

from itertools import zip_longest
from weakref import ref

import relay
from message import Message
from piton import probe

LOAD = 1 << 20


class Key:
    """A key that counts how often it is hashed and compared, and may hold a megabyte."""

    hashed = compared = 0

    def __init__(self, number, load=None):
        self.number = number
        self.load = load

    def __hash__(self):
        Key.hashed += 1
        return hash(self.number)

    def __eq__(self, other):
        Key.compared += 1
        return type(other) is Key and self.number == other.number


def made(rows):
    """The messages, each with a key of its own; the body is the number of the message."""
    return [Message(when, Key(key), number) for number, (when, key) in enumerate(rows)]


@probe()
def through(rows, window):
    """The numbers of the messages that went on, and whether the list is as it was."""
    messages = made(rows)
    before = list(messages)
    numbers = [message.body for message in relay.once(messages, window)]
    kept = len(messages) == len(before) and all(a is b for a, b in zip(messages, before))
    return {"went on": numbers, "list kept": kept}


@probe()
def side_by_side(rows, other_rows, window):
    """Two relays, read in turn, a message of each at a time."""
    found = [[], []]
    relays = [relay.once(iter(made(one)), window) for one in (rows, other_rows)]
    for pair in zip_longest(*relays):
        for numbers, message in zip(found, pair):
            if message is not None:
                numbers.append(message.body)
    return found


@probe()
def before_it_breaks(rows, window):
    """What has gone on when the source breaks behind its last message."""

    def source():
        yield from made(rows)
        raise ConnectionError("the mast does not answer")

    found = []
    try:
        for message in relay.once(source(), window):
            found.append(message.body)
    except ConnectionError:
        return {"went on": found, "error": "ConnectionError"}
    return {"went on": found, "error": None}


@probe()
def long_night(step, apart, window, number):
    """A message each `step` seconds; each key comes twice, `apart` messages apart.

    Tells the sum of the numbers that went on, and how often keys were hashed and compared.
    """

    def source():
        for at in range(number):
            key = at - apart if at % 2 and at >= apart else at
            yield Message(at * step, Key(key), at)

    hashed, compared = Key.hashed, Key.compared
    found = [message.body for message in relay.once(source(), window)]
    return {"went on": found, "hashed": Key.hashed - hashed, "compared": Key.compared - compared}


@probe()
def night_of_large_keys(window, number):
    """How many of `number` messages went on; each comes twice, and its first key holds a megabyte."""

    def source():
        for at in range(number):
            yield Message(at, Key(at, bytes(LOAD)), at)
            yield Message(at, Key(at), at)

    return sum(1 for _ in relay.once(source(), window))


class Watched:
    """Makes keys, and counts how many different ones somebody still has."""

    def __init__(self):
        self.references, self.most = [], 0

    def message(self, when):
        key = Key(len(self.references))
        self.references.append(ref(key))
        return Message(when, key, None)

    def count(self):
        there = (key() for key in self.references)
        self.most = max(self.most, len({key.number for key in there if key is not None}))


@probe()
def one_each_second(number, window):
    """The most keys that are kept when `number` messages come in, one each second."""
    keys = Watched()

    def source():
        for at in range(number):
            yield keys.message(at)
            keys.count()

    for _ in relay.once(source(), window):
        pass
    return keys.most


@probe()
def after_a_storm(number, window):
    """The most keys that are kept when a storm of `number` messages is two windows over.

    Then four messages come in each window.
    """
    keys = Watched()

    def source():
        for _ in range(number):
            yield keys.message(0)
        for at in range(1, 50):
            yield keys.message(at * window // 4)
            if at > 8:
                keys.count()

    for _ in relay.once(source(), window):
        pass
    return keys.most
