"""The process of an engine: it holds databases and runs what it is sent, and decides nothing.

It has no learner's Python in it and no task. Statements may be a learner's, so whatever they do is
an answer, and what no rule of SQLite can bound ends this process, not the judge's.
"""

import resource

from piton_harness import codec, sqlite, wire

# Read by the fork server: an engine's orders are counted by whoever sends them.
progress = bytearray(8)
# It has work as soon as it begins, so there is nothing to do ahead.
rehearse = None


def main(sock):
    """Serves J until it closes the channel."""
    channel = wire.Channel(sock)
    databases = sqlite.Databases()
    try:
        while True:
            header, documents = channel.receive()
            reply, answer = _answer(databases, header, documents)
            channel.send(reply, answer)
    except wire.Closed:
        pass


def _answer(databases, header, documents):
    """Carries out one order; returns a header, and the rows as documents if there are any."""
    try:
        reply, rows = getattr(databases, "do_" + header["op"])(header, *[codec.decode(one, nonfinite=True) for one in documents])
        return {"ok": True, **reply}, [] if rows is None else [codec.encode(rows)]
    except sqlite.Refused as error:
        return {"ok": False, **error.told}, []
    except codec.NotPlain as error:
        return {"ok": False, "kind": "size", "says": str(error)}, []
    except MemoryError:
        # What it held is what took the memory.
        databases.close()
        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        return {"ok": False, "kind": "memory", "limit_kib": limit >> 10}, []
