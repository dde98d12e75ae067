"""Counts the points of a match and says when a frame is won."""


class Scores:
    """A frame is won with `target` points; then both begin again with none."""

    def __init__(self, board, home, guest, target=3):
        self._board = board
        self._target = target
        self.points = {home: 0, guest: 0}
        self.frames = {home: 0, guest: 0}
        board.subscribe(self.hear)

    def hear(self, event):
        what, _, team = event.partition(" ")
        if what != "point" or team not in self.points:
            return
        self.points[team] += 1
        if self.points[team] == self._target:
            self.frames[team] += 1
            self.points = dict.fromkeys(self.points, 0)
            self._board.publish(f"frame {team}")
