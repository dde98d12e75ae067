"""Those who show what happens: the hall, the visitors' phones, the radio."""


class Screen:
    """Shows each event as a line."""

    def __init__(self, name, board):
        self.name = name
        self.lines = []
        board.subscribe(self.hear)

    def hear(self, event):
        self.lines.append(event)


class FirstFrame:
    """A visitor who wants to be told of the first frame, and of nothing after it."""

    def __init__(self, board):
        self.told = []
        self._board = board
        board.subscribe(self.hear)

    def hear(self, event):
        if event.startswith("frame "):
            self.told.append(event)
            self._board.unsubscribe(self.hear)


class Radio:
    """Sends each event over a line that is sometimes down."""

    def __init__(self, board):
        self.sent = []
        self.is_down = False
        board.subscribe(self.hear)

    def hear(self, event):
        if self.is_down:
            raise ConnectionError("the line to the radio is down")
        self.sent.append(event)
