"""Plays evenings on a match server, by a script, and whole seasons with large arenas."""

import gc
import weakref

import league
from piton import probe
from server import Server

TABLE = dict(league.TABLE)


class Arena:
    """A map that can be watched while it is in memory."""

    def __init__(self, size):
        self.land = bytes(size)


class Name(str):
    """A player's name that can be watched while it is in memory."""


class Watcher:
    """Is kept by its server alone, which has nothing but the method `hear`."""

    def __init__(self, evening, who, action):
        self.heard, self.server = evening.heard, evening.server
        self.who = who
        self.left = [action] if action else []

    def hear(self, text):
        self.heard.append([self.who, text])
        if not self.left:
            return
        what, name = self.left.pop()
        if what == "close":
            self.server.close_match(name)
        elif what == "record":
            self.heard.append([self.who, self.server.record(name)])
        else:
            self.server.unwatch(self.hear)


class Evening:
    """Carries out a script; nobody here holds a watcher or a match."""

    def __init__(self):
        league.TABLE.clear()
        league.TABLE.update(TABLE)
        league.asked.clear()
        self.server = Server()
        self.heard = []
        self.watchers = {}

    def open(self, name, players, mirror):
        if mirror is None:
            self.server.open_match(name, players, b"arena")
        else:
            self.server.open_match(name, players, b"arena", mirror)

    def play(self, name, player, points):
        return self.server.play(name, player, points)

    def close(self, name):
        return self.server.close_match(name)

    def record(self, name):
        return self.server.record(name)

    def tick(self, now):
        self.server.tick(now)

    def watch(self, who, action):
        watcher = Watcher(self, who, action)
        self.watchers[who] = weakref.ref(watcher)
        self.server.watch(watcher.hear)

    def unwatch(self, who):
        watcher = self.watchers[who]()
        if watcher is not None:
            self.server.unwatch(watcher.hear)

    def announce(self, text):
        self.heard.clear()
        self.server.announce(text)
        return [list(one) for one in self.heard]

    def collect(self):
        gc.collect()

    def table(self, player, strength):
        league.TABLE[player] = strength

    def asked(self):
        return [str(player) for player in league.asked]

    def incidents(self):
        """Of each text whether it leads to the rules, and its last line."""
        texts = list(self.server.incidents())
        return [["in check" in text, text.strip().splitlines()[-1]] for text in texts]


@probe()
def evening(script):
    """Carry a script out, on a server that has just been started; give what each step gave."""
    played = Evening()
    return [getattr(played, what)(*rest) for what, *rest in script]


def season(kind, n, size):
    """Play `n` matches one after the other; yields what is to be watched of each when it is over."""
    server = Server()
    for at in range(n):
        name = f"M-{at}"
        arena, players = Arena(size), [Name("Ada"), Name("Bo"), Name("Nobody")]
        server.open_match(name, players, arena)
        if kind == "announced":
            server.announce("good evening")
        elif kind == "played":
            server.play(name, "Ada", 10)
        elif kind == "refused":
            server.play(name, "Ada", -1)
        elif kind == "unknown":
            try:
                server.play(name, "Nobody", 10)
            except KeyError:
                pass
        server.close_match(name)
        if kind != "waiting":
            server.tick(server.now + 300)
        watched = [weakref.ref(thing) for thing in (arena, *players)]
        del arena, players
        if at % 5 == 0:
            gc.collect()
        yield watched
    del server


@probe()
def large_season(kind, n, mebibytes):
    """Play a season with large arenas; tell how many matches were played."""
    return sum(1 for _ in season(kind, n, mebibytes << 20))


@probe()
def left_over(kinds, n):
    """For each kind of season, how many things of matches that are over are still in memory."""
    found = {}
    for kind in kinds:
        watched = []
        for more in season(kind, n, 1):
            watched += more
            gc.collect()
            # Only now the server still lives.
            found[kind] = sum(thing() is not None for thing in watched)
    return found
