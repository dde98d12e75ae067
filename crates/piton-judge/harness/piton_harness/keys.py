"""Keys whose values stay in J: in S they can be compared, and each comparison is a question to J.

So the number of comparisons is counted outside the process with learner code, and no order can be
known without asking for it.
"""

import builtins
import threading

from piton_harness import codec

# Learner code may replace builtins in its process; this module keeps those it was written with.
__builtins__ = dict(vars(builtins))

TAG = "key"

# Set when S begins to serve: asks J for a comparison, and returns None where there is none.
_ask = None


class Key:
    """A value that only the judge knows."""

    __slots__ = ("__weakref__", "_at", "_hash")

    def __init__(self, at, hashed):
        self._at = at
        self._hash = hashed

    def __lt__(self, other):
        return _compared("lt", self, other)

    def __le__(self, other):
        return _compared("le", self, other)

    def __gt__(self, other):
        return _compared("gt", self, other)

    def __ge__(self, other):
        return _compared("ge", self, other)

    def __eq__(self, other):
        return _compared("eq", self, other)

    def __ne__(self, other):
        return _compared("ne", self, other)

    def __hash__(self):
        if self._hash is None:
            raise TypeError("unhashable type: 'Key'")
        return self._hash

    def __repr__(self):
        return f"<key {self._at}>"


def _compared(operator, one, other):
    if type(other) is not Key:
        return NotImplemented
    answer = _ask(operator, one._at, other._at)
    return NotImplemented if answer is None else answer


def serve(channel):
    """Lets keys be read in S; `channel` leads to J."""
    global _ask
    turn = threading.Lock()

    def ask(operator, one, other):
        with turn:
            channel.send({"ask": operator, "a": one, "b": other})
            header, _ = channel.receive()
        return header.get("answer")

    _ask = ask
    codec.add(Key, TAG, lambda key: [key._at, key._hash], lambda body: Key(*body))
