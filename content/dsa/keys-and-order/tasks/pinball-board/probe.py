"""Plays evenings on a board."""

from board import Board
from games import Game
from piton import probe

CLIP = 2 << 20


class Points(int):
    """Points that count how often they are compared."""

    compared = 0

    def __neg__(self):
        return Points(-int(self))

    def __pos__(self):
        return self

    __hash__ = int.__hash__


def counted(name):
    compare = getattr(int, name)

    def method(self, other):
        Points.compared += 1
        return compare(self, other)

    return method


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
    setattr(Points, _name, counted(_name))


def bare(value):
    """An answer without our kind of number."""
    if isinstance(value, Points):
        return int(value)
    if type(value) is list:
        return [bare(one) for one in value]
    if type(value) is tuple:
        return [bare(one) for one in value]
    return value


def play(board, step):
    """One step: its answer, or the name of a KeyError."""
    name, *words = step
    try:
        if name == "submit":
            number, player, points = words
            return bare(board.submit(Game(number, player, Points(points))))
        if name == "retract":
            return bare(board.retract(*words))
        if name == "rank":
            return bare(board.rank(*words))
        if name == "top":
            return bare(board.top(*words))
        return bare(board.first_at(Points(*words)))
    except KeyError:
        return "KeyError"


READS = ("rank", "top", "first_at")


@probe()
def evening(steps):
    """The answers to all questions of an evening, and to what could not be taken back."""
    board = Board()
    answers = []
    for step in steps:
        answer = play(board, step)
        if step[0] in READS:
            answers.append(answer)
        elif answer == "KeyError":
            answers.append(f"KeyError from {step[0]}")
    return answers


def numbers(seed):
    """Numbers that the judge draws just like this."""
    while True:
        seed = (seed * 1_103_515_245 + 12_345) % (1 << 31)
        yield seed >> 8


def large_evening(seed, standing, turns):
    """A board of many players, and then writes and reads in turn."""
    draw = numbers(seed)
    steps = [["submit", number, f"P{number}", next(draw) % 100_000] for number in range(standing)]
    for number in range(standing, standing + turns):
        name = f"P{next(draw) % standing}"
        steps.append(["submit", number, name, next(draw) % 100_000])
        if number % 3:
            steps.append(["retract", number])
        asked = next(draw) % standing
        kind = ["rank", "rank", "top", "first_at"][next(draw) % 4]
        steps.append([kind, {"rank": f"P{asked}", "top": 5, "first_at": steps[asked][3]}[kind]])
    return steps


@probe()
def comparisons(seed, standing, turns):
    """The answers of a large evening, and how often questions and changes compared points.

    Only what comes when all players stand on the board is counted.
    """
    board = Board()
    answers = []
    spent = {"reads": 0, "writes": 0}
    for at, step in enumerate(large_evening(seed, standing, turns)):
        before = Points.compared
        answer = play(board, step)
        if at >= standing:
            spent["reads" if step[0] in READS else "writes"] += Points.compared - before
        if step[0] in READS:
            answers.append(answer)
    return {"answers": answers, **spent}


@probe()
def films(players, points, cycles):
    """Three players stand on the board; each further game comes with a film and is taken back."""
    board = Board()
    for number in range(3):
        board.submit(Game(number, players[number], points[number], bytes(CLIP)))
    for number in range(3, 3 + cycles):
        board.submit(Game(number, players[number % 3], points[number % 2], bytes(CLIP)))
        if number % 10 == 0:
            board.top(3)
        board.retract(number)
    return bare(board.top(9))
