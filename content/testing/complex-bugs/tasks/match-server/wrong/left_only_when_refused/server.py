"""The match server. It is started once a season."""

import current
import rules
from board import Board
from incidents import Incidents
from match import Match
from timers import Timers

IDLE_MINUTES = 60


class Server:
    def __init__(self):
        self.now = 0
        self._matches = {}
        self._board = Board()
        self._timers = Timers()
        self._incidents = Incidents()

    def open_match(self, name, players, arena, mirror=None):
        """Open a match; moves in it are repeated in the match `mirror`, if that is open."""
        match = Match(name, players, arena, mirror)
        self._matches[name] = match
        self._board.subscribe(match.hear)
        self._wait_for_move(match)

    def play(self, name, player, points):
        """Make a move; return the player's score, or None if the move is refused."""
        match = self._matches.get(name)
        if match is None:
            return None
        self._wait_for_move(match)
        try:
            return self._move(match, player, points)
        except rules.Refused as error:
            self._incidents.add(error)
            return None

    def _move(self, match, player, points):
        current.enter(match)
        try:
            rules.check(match, player, points)
            score = match.score(player, points)
            current.note(f"{player} {points}")
            if match.mirror in self._matches:
                mirrored = self.play(match.mirror, player, points)
                current.note("not mirrored" if mirrored is None else "mirrored")
            current.leave()
            return score
        except rules.Refused:
            current.leave()
            raise

    def close_match(self, name):
        """Close a match and return its record, or None if it is not open."""
        match = self._matches.pop(name, None)
        if match is None:
            return None
        match.idle.cancel()
        self._board.unsubscribe(match.hear)
        return match.record()

    def record(self, name):
        match = self._matches.get(name)
        return None if match is None else match.record()

    def tick(self, now):
        """It is `now`, in minutes: close the matches in which nobody has moved for an hour."""
        self.now = now
        self._timers.run(now)

    def _wait_for_move(self, match):
        if match.idle is not None:
            match.idle.cancel()
        match.idle = self._timers.at(
            self.now + IDLE_MINUTES, lambda: self.close_match(match.name)
        )

    def announce(self, text):
        self._board.publish(text)

    def watch(self, callback):
        """Call `callback` with each announcement, until `unwatch`."""
        self._board.subscribe(callback)

    def unwatch(self, callback):
        self._board.unsubscribe(callback)

    def incidents(self):
        """The last refused moves as text, the oldest first."""
        return self._incidents.texts()
