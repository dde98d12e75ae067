"""Results as they are expected, matches let go of, places found with few questions."""

from piton import cases, check, require
from piton.keys import compared, counted
from piton.partner import observed
from probe import close, kept, place

# The runner puts a canary here: it may never be seen in what learner code writes.
HIDDEN = "@HIDDEN@"


def goals(rng):
    return ((rng.randrange(9), rng.randrange(9)),)


@check("a match has its result", advice="The higher number stands first.")
def results():
    for (one,) in cases(goals, n=40):
        assert close(one) == f"{max(one)}:{min(one)}"


def board(rng):
    scores = sorted(rng.sample(range(1_000), 100))
    return scores, rng.choice(scores)


@check("a score is found with few comparisons", advice="Halve the board.", grade="B")
def few():
    for scores, one in cases(board, n=4, valid=lambda *_: False):
        *keys, key = counted([*scores, one])
        assert place(keys, key) == scores.index(one)
        require(compared() <= 9, f"It took {compared()} comparisons; 9 are enough for 100 scores")


def season(rng):
    return ([(rng.randrange(9), rng.randrange(9)) for _ in range(rng.randrange(2, 6))],)


@check("nothing of a closed match is kept", advice="Who still knows it?", grade="C", needs=["results"])
def let_go():
    for (games,) in cases(season, n=2, valid=lambda *_: False):
        number = observed(kept, games, partner="keeps_all", bad=lambda number: number >= 2)
        require(number == 0, f"{number} of {len(games)} matches are still there")
