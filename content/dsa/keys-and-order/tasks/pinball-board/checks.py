"""Evenings drawn by seed, played on a board of ours and on the learner's."""

from math import log2

from piton import Raised, cases, check, require

from probe import comparisons, evening, films

PLAYERS = ["Mira", "Tom", "Ada", "Li", "Nuno"]
POINTS = [38_750, 41_000, 52_500, 60_000]


# A board by the rules of the ticket: it knows the games that count, and goes through them all for
# each question.


class Model:
    def __init__(self):
        self.games = {}

    def standing(self):
        """The points and the moment that count for each player."""
        best = {}
        # In the order in which they came: a later game with equal points changes nothing.
        for moment, player, points in self.games.values():
            if player not in best or points > best[player][0]:
                best[player] = (points, moment)
        return best

    def play(self, at, step):
        name, *words = step
        if name == "submit":
            number, player, points = words
            self.games[number] = (at, player, points)
        elif name == "retract":
            if self.games.pop(words[0], None) is None:
                return "KeyError from retract"
        elif name == "rank":
            standing = self.standing()
            if words[0] not in standing:
                return "KeyError"
            mine = standing[words[0]][0]
            return 1 + sum(points > mine for points, _ in standing.values())
        elif name == "top":
            standing = self.standing()
            order = sorted(standing, key=lambda player: (-standing[player][0], standing[player][1]))
            mine = [standing[player][0] for player in order]
            return [
                [1 + mine.index(points), player, points] for player, points in zip(order, mine)
            ][: words[0]]
        else:
            standing = self.standing()
            there = [player for player, (points, _) in standing.items() if points == words[0]]
            return min(there, key=lambda player: standing[player][1], default=None)
        return ...


def right_answers(steps):
    model = Model()
    answers = [model.play(at, step) for at, step in enumerate(steps)]
    return [answer for answer in answers if answer is not ...]


def on_board(steps):
    """Who stands on the board after the steps."""
    model = Model()
    for at, step in enumerate(steps):
        model.play(at, step)
    return set(model.standing())


# Evenings: some writes, and one question at the end.


def submits(rng, n, again=True):
    players = rng.choices(PLAYERS, k=n) if again else rng.sample(PLAYERS, min(n, len(PLAYERS)))
    return [["submit", number, player, rng.choice(POINTS)] for number, player in enumerate(players, 1)]


def question(rng, steps):
    there = sorted(on_board(steps))
    kinds = ["top", "first_at"] + ["rank"] * (2 if there else 0)
    kind = rng.choice(kinds)
    if kind == "rank":
        return ["rank", rng.choice(there)]
    return ["top", rng.randint(1, 6)] if kind == "top" else ["first_at", rng.choice(POINTS)]


def good(steps, questions=1):
    """Whether a shrunk evening is still one: every game once, and only what can be asked."""
    numbers = [step[1] for step in steps if step[0] == "submit"]
    asked = [step for step in steps if step[0] in ("rank", "top", "first_at")]
    return (
        len(set(numbers)) == len(numbers)
        and (questions is None or (len(asked) == questions and steps[-1] in asked))
        and all(map(good_step, steps))
    )


def good_step(step):
    name, *words = step
    if name == "submit":
        return len(words) == 3 and type(words[0]) is int and words[0] > 0 and words[1] in PLAYERS and words[2] in POINTS
    if name == "retract":
        return len(words) == 1 and type(words[0]) is int and words[0] > 0
    if name == "rank":
        return len(words) == 1 and words[0] in PLAYERS
    if name == "top":
        return len(words) == 1 and type(words[0]) is int and words[0] >= 0
    return name == "first_at" and len(words) == 1 and words[0] in POINTS


def nothing_missing(steps):
    """Whether no step names a player or a game that is not there."""
    return not any(type(one) is str and one.startswith("KeyError") for one in right_answers(steps))


def one_game_each(steps):
    players = [step[2] for step in steps if step[0] == "submit"]
    return len(set(players)) == len(players)


def no_retract(steps):
    return all(step[0] != "retract" for step in steps)


def says_of(steps):
    name, *words = steps[-1]
    return f"The answer to {name}({', '.join(map(repr, words))}) is not right"


@check(
    "equal points share a rank, and the next rank counts all who have more",
    skill="dsa/keys-and-order",
    advice="A rank is 1 + the number of players with more points. It is not a place in a list.",
)
def shared_ranks():
    def draw(rng):
        steps = submits(rng, rng.randint(1, 5), again=False)
        ask = ["rank", rng.choice([step[2] for step in steps])]
        return ([*steps, rng.choice([ask, ask, ["top", rng.randint(1, 6)]])],)

    def valid(steps):
        return (
            good(steps)
            and one_game_each(steps)
            and no_retract(steps)
            and nothing_missing(steps)
            and steps[-1][0] != "first_at"
        )

    def ranks(answer):
        return [[row[0], row[2]] for row in answer] if type(answer) is list else answer

    for (steps,) in cases(draw, n=80, valid=valid):
        got = [ranks(one) for one in evening(steps)]
        expected = [ranks(one) for one in right_answers(steps)]
        assert got == expected, says_of(steps)


@check(
    "of equal points the player who had them first comes first",
    skill="dsa/keys-and-order",
    advice="What decides after the points? If nothing in the key says so, names or luck will.",
    needs=["shared_ranks"],
)
def first_reaches():
    def draw(rng):
        steps = submits(rng, rng.randint(1, 5), again=False)
        return ([*steps, rng.choice([["top", rng.randint(1, 6)], ["first_at", rng.choice(POINTS)]])],)

    def valid(steps):
        return good(steps) and one_game_each(steps) and no_retract(steps) and nothing_missing(steps)

    for (steps,) in cases(draw, n=80, valid=valid):
        assert evening(steps) == right_answers(steps), says_of(steps)


@check(
    "the best game of a player counts, and of equal ones the earliest",
    skill="dsa/keys-and-order",
    advice="A second game with the same points does not make a player later. > or >=?",
    needs=["first_reaches"],
)
def best_game():
    point = POINTS[1]
    examples = [
        (
            [
                ["submit", 1, "Mira", point],
                ["submit", 2, "Tom", point],
                ["submit", 3, "Mira", point],
                ["first_at", point],
            ],
        ),
    ]

    def draw(rng):
        steps = submits(rng, rng.randint(1, 9))
        return ([*steps, question(rng, steps)],)

    def valid(steps):
        return good(steps) and no_retract(steps) and nothing_missing(steps)

    for (steps,) in cases(draw, n=80, valid=valid, examples=examples):
        assert evening(steps) == right_answers(steps), says_of(steps)


def with_retracts(rng, n):
    steps, alive = [], []
    for step in submits(rng, n):
        steps.append(step)
        alive.append(step[1])
        if rng.random() < 0.4:
            steps.append(["retract", alive.pop(rng.randrange(len(alive)))])
    return steps


@check(
    "when a game is taken back, the player's next best counts, from when it was played",
    skill="dsa/keys-and-order",
    advice="The old game brings its points and its moment with it. Where are the two kept?",
    needs=["best_game"],
)
def taken_back():
    low, high = POINTS[:2]
    examples = [
        (
            [
                ["submit", 1, "Mira", low],
                ["submit", 2, "Tom", low],
                ["submit", 3, "Mira", high],
                ["retract", 3],
                ["first_at", low],
            ],
        ),
    ]

    def draw(rng):
        steps = with_retracts(rng, rng.randint(2, 9))
        return ([*steps, question(rng, steps)],)

    def valid(steps):
        return good(steps) and nothing_missing(steps)

    for (steps,) in cases(draw, n=100, valid=valid, examples=examples):
        assert evening(steps) == right_answers(steps), says_of(steps)


@check(
    "who is not on the board is a KeyError, and what is not there cannot be taken back",
    skill="dsa/keys-and-order",
    advice="None from rank() becomes a line on the wall. What does your code do for a player it does not know?",
    needs=["taken_back"],
)
def not_there():
    examples = [
        ([["rank", "Mira"]],),
        ([["submit", 1, "Mira", POINTS[0]], ["retract", 1], ["rank", "Mira"]],),
        ([["submit", 1, "Mira", POINTS[0]], ["retract", 1], ["top", 3]],),
        ([["retract", 7], ["top", 3]],),
        ([["submit", 1, "Mira", POINTS[0]], ["retract", 1], ["retract", 1], ["top", 3]],),
        ([["submit", 1, "Mira", POINTS[0]], ["top", 0]],),
    ]

    def draw(rng):
        steps = with_retracts(rng, rng.randint(0, 4))
        for _ in range(rng.randrange(3)):
            steps.insert(rng.randint(0, len(steps)), ["retract", rng.randint(20, 29)])
        return ([*steps, rng.choice([["rank", rng.choice(PLAYERS)], ["top", rng.randint(0, 3)]])],)

    for (steps,) in cases(draw, n=80, valid=good, examples=examples):
        got, expected = evening(steps), right_answers(steps)
        for answer, right in zip(got, expected):
            if right == "KeyError from retract":
                require(
                    answer == right,
                    "A game that is not there was taken back without a KeyError",
                    got=got,
                    expected=expected,
                )
        require(
            got == expected,
            f"{says_of(steps)}, where somebody or something is not there",
            got=got,
            expected=expected,
        )


@check(
    "a question changes nothing, and sees every game that came in or was taken back before it",
    skill="dsa/keys-and-order",
    advice="Ask twice. If you keep an answer for the next time, name every event that makes it stale.",
    needs=["taken_back"],
)
def many_questions():
    def draw(rng):
        steps = []
        for step in with_retracts(rng, rng.randint(2, 7)):
            steps.append(step)
            for _ in range(rng.choice([0, 1, 2])):
                steps.append(question(rng, steps))
        return ([*steps, question(rng, steps)],)

    def valid(steps):
        return good(steps, questions=None) and nothing_missing(steps)

    for (steps,) in cases(draw, n=80, valid=valid):
        assert evening(steps) == right_answers(steps), (
            "After several questions and changes an answer is not right"
        )


# Cost: how often points are compared, on a large board on which writes and reads take turns.

STANDING = 600
TURNS = 40


def numbers(seed):
    """Numbers that the probe draws just like this, so that a seed says a whole evening."""
    while True:
        seed = (seed * 1_103_515_245 + 12_345) % (1 << 31)
        yield seed >> 8


def large_evening(seed):
    """A board of `STANDING` players, and then writes and reads in turn."""
    draw = numbers(seed)
    steps = [["submit", number, f"P{number}", next(draw) % 100_000] for number in range(STANDING)]
    for number in range(STANDING, STANDING + TURNS):
        name = f"P{next(draw) % STANDING}"
        steps.append(["submit", number, name, next(draw) % 100_000])
        # Never a player's only game: everybody stays on the board.
        if number % 3:
            steps.append(["retract", number])
        asked = next(draw) % STANDING
        kind = ["rank", "rank", "top", "first_at"][next(draw) % 4]
        steps.append([kind, {"rank": f"P{asked}", "top": 5, "first_at": steps[asked][3]}[kind]])
    return steps


def allowed(calls):
    """Comparisons allowed for so many calls: what the ticket says."""
    return calls * (10 * log2(STANDING) + 50)


def spend(part, says):
    for seed in cases(lambda rng: rng.randrange(1 << 31), n=1, valid=lambda seed: False):
        steps = large_evening(seed)
        got = comparisons(seed, STANDING, TURNS)
        later = steps[STANDING:]
        reads = [step for step in later if step[0] in ("rank", "top", "first_at")]
        calls = len(reads) if part == "reads" else len(later) - len(reads)
        # Whoever counts wrongly must still know every answer on a board drawn just now.
        assert got["answers"] == right_answers(steps), "On a large board an answer is not right"
        each = got[part] // calls
        limit = int(allowed(calls)) // calls
        require(
            each <= limit,
            f"{says} {each} comparisons of points on a board of {STANDING} players, and at most {limit} are allowed",
            got=each,
            expected=limit,
        )


@check(
    "a question takes few comparisons, also right after a change",
    skill="dsa/keys-and-order",
    advice="What is kept in order need not be sorted again, and bisect finds a place in it by halving.",
    grade="C",
    needs=["many_questions"],
)
def cheap_questions():
    spend("reads", "A question takes on average")


@check(
    "a game comes in or is taken back with few comparisons",
    skill="dsa/keys-and-order",
    advice="list.remove, list.index, in and sort() all go through the whole list. bisect_left finds an entry you know.",
    grade="C",
    needs=["many_questions"],
)
def cheap_changes():
    spend("writes", "A change takes on average")


@check(
    "games that were taken back are given up, with their films",
    skill="dsa/keys-and-order",
    advice="Which of your containers still holds the game, or a key made of it, after retract()?",
    grade="B",
    needs=["many_questions"],
)
def films_given_up():
    def draw(rng):
        return PLAYERS[:3], rng.sample(POINTS, 3), 350

    for players, points, cycles in cases(draw, n=1, valid=lambda *_: False):
        try:
            got = films(players, points, cycles)
        except Raised as error:
            require(
                "MemoryError" not in error.mro,
                f"{cycles} games came in and were taken back, each with a film of 2 MiB, while three games "
                "stood on the board, and 512 MiB were not enough: films of games that do not count are kept",
            )
            raise
        stand = [["submit", *one] for one in zip(range(3), players, points)]
        expected = right_answers([*stand, ["top", 9]])[0]
        assert got == expected, "After many games that were taken back the board is not right"
