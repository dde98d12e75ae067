"""Days at the dispatch desk, drawn by seed, against a desk that looks through all that waits."""

from math import log2

from piton import Raised, cases, check, require

from probe import comparisons, day, left_after_each, leftovers

DUES = [905, 910, 930, 940, 960]


class Desk:
    """A desk by the rules of the ticket. Nothing in it is fast, and everything can be read."""

    def __init__(self):
        self.waiting = {}  # from a number to (due, turn, slip)
        self.turn = -1

    def play(self, step):
        """Returns a list with the answer, if the step has one."""
        self.turn += 1
        name, *words = step
        if name == "add":
            self.waiting[words[0]] = (words[1], self.turn, self.turn)
        elif name == "len":
            return [len(self.waiting)]
        elif name == "next":
            number = min(self.waiting, key=lambda one: self.waiting[one][:2], default=None)
            return [None if number is None else [number, self.waiting.pop(number)[2]]]
        elif words[0] not in self.waiting:
            return [f"KeyError from {name}"]
        elif name == "cancel":
            del self.waiting[words[0]]
        else:
            self.waiting[words[0]] = (words[1], self.turn, self.waiting[words[0]][2])
        return []


def right_answers(steps):
    desk = Desk()
    return [answer for step in steps for answer in desk.play(step)]


# Days, and what a shrunk day must still be.

WORDS = {"add": 2, "move": 2, "cancel": 1, "next": 0, "len": 0}


def good(steps, kinds, again=False, calm=True):
    """Whether no number waits twice, and with `calm` nothing is asked for that is not there."""
    desk, seen = Desk(), set()
    for step in steps:
        if not step or step[0] not in kinds or len(step) != 1 + WORDS[step[0]]:
            return False
        name, *words = step
        if any(type(word) is not int or word < 1 for word in words):
            return False
        if name == "add" and (words[0] in desk.waiting or (words[0] in seen and not again)):
            return False
        seen.update(words[:1] if name == "add" else [])
        if calm and any(one is None or type(one) is str for one in desk.play(step)):
            return False
        if not calm:
            desk.play(step)
    return True


def draw_day(kinds, dues=None, again=False, n=14):
    """A generator of days that end when all parcels have left."""

    def draw(rng):
        desk, steps = Desk(), []
        gone, unused = [], rng.sample(range(1, 60), 40)
        for _ in range(rng.randint(1, n)):
            name = rng.choice(kinds)
            if name == "add":
                old = [number for number in gone if number not in desk.waiting]
                number = rng.choice(old) if again and old and rng.random() < 0.6 else unused.pop()
                step = ["add", number, rng.choice(dues or range(900, 1000))]
            elif name == "len":
                step = ["len"]
            elif not desk.waiting:
                continue
            elif name == "next":
                step = ["next"]
            else:
                number = rng.choice(sorted(desk.waiting))
                step = [name, number]
                if name == "move":
                    step.append(rng.choice(dues or range(900, 1000)))
                else:
                    gone.append(number)
            for answer in desk.play(step):
                if type(answer) is list:
                    gone.append(answer[0])
            steps.append(step)
        return ([*steps, *(["next"] for _ in desk.waiting)],)

    return draw


def different_dues(steps):
    dues = [step[2] for step in steps if step[0] in ("add", "move")]
    return len(set(dues)) == len(dues)


def play(says, kinds, n=80, dues=None, also=lambda steps: True, examples=(), **options):
    """Plays days of these kinds of steps and compares all answers."""

    def valid(steps):
        return good(steps, {*kinds, "next"}, **options) and also(steps)

    drawn = draw_day(kinds, dues, options.get("again", False))

    def draw(rng):
        while True:
            (steps,) = drawn(rng)
            if also(steps):
                return (steps,)

    for (steps,) in cases(draw, n=n, valid=valid, examples=[(one,) for one in examples]):
        got, expected = day(steps), right_answers(steps)
        assert got == expected, says


@check(
    "the parcel that is due first leaves first, also if it came in last",
    skill="dsa/specialised-structures",
    advice="heappush and heappop keep the smallest entry at the top, whatever comes in between.",
)
def by_due():
    play(
        "The parcels did not leave in the order of their times",
        ["add", "add", "add", "next"],
        also=different_dues,
    )


@check(
    "parcels that are due at one time leave in the order in which they came in",
    skill="dsa/specialised-structures",
    advice="Entries with equal times are compared by what stands next in them. What should that be?",
    needs=["by_due"],
)
def in_turn():
    play(
        "Parcels with equal times did not leave in their turn",
        ["add", "add", "add", "next"],
        dues=DUES,
        examples=[[["add", 9, 910], ["add", 3, 910], ["next"], ["next"]]],
    )


def cancels(rng):
    """Many parcels, a few of which are cancelled: so the heap is deep enough for the gap to matter."""
    numbers = rng.sample(range(1, 60), rng.randint(8, 16))
    dues = rng.sample(range(900, 1000), len(numbers))
    steps = [["add", *one] for one in zip(numbers, dues)]
    for number in rng.sample(numbers, rng.randint(1, 3)):
        steps.append(["cancel", number])
    return ([*steps, *(["next"] for _ in right_order(steps))],)


def right_order(steps):
    desk = Desk()
    for step in steps:
        desk.play(step)
    return desk.waiting


@check(
    "a cancelled parcel never leaves, and the others still leave in order",
    skill="dsa/specialised-structures",
    advice="A heap is an order of parents and children. Taking one out of the middle has to mend it upwards and downwards.",
    needs=["in_turn"],
)
def cancelled():
    says = "After a parcel was cancelled the others did not leave in order"
    play(says, ["add", "add", "cancel", "next"], dues=DUES)

    def valid(steps):
        return good(steps, {"add", "cancel", "next"}) and different_dues(steps)

    # The last entry of this heap belongs above the parent of the one that is cancelled.
    dues = [904, 901, 905, 907, 906, 903, 902]
    deep = [["add", number, due] for number, due in enumerate(dues, 1)]
    examples = [([*deep, ["cancel", 4], *[["next"]] * 6],)]
    for (steps,) in cases(cancels, n=100, valid=valid, examples=examples):
        got, expected = day(steps), right_answers(steps)
        assert got == expected, says


@check(
    "a moved parcel leaves at its new time only, behind those that are already due then",
    skill="dsa/specialised-structures",
    advice="Moving is cancelling and coming in again, with the same parcel.",
    needs=["in_turn"],
)
def moved():
    play(
        "After a parcel was moved the parcels did not leave in order",
        ["add", "add", "move", "next"],
        dues=DUES,
        examples=[
            [["add", 1, 910], ["add", 2, 930], ["move", 1, 930], ["next"], ["next"]],
            [["add", 1, 910], ["add", 2, 910], ["move", 1, 910], ["next"], ["next"]],
            [["add", 1, 930], ["add", 2, 910], ["move", 1, 905], ["next"], ["next"]],
        ],
    )


@check(
    "what does not wait is a KeyError, and an empty desk gives None",
    skill="dsa/specialised-structures",
    advice="A parcel that has left does not wait any more either. What does your code know about it?",
    needs=["cancelled", "moved"],
)
def not_waiting():
    examples = [
        ([["next"]],),
        ([["cancel", 7]],),
        ([["move", 7, 910]],),
        ([["add", 7, 910], ["cancel", 7], ["cancel", 7], ["next"]],),
        ([["add", 7, 910], ["next"], ["cancel", 7], ["next"]],),
        ([["add", 7, 910], ["next"], ["move", 7, 930], ["next"]],),
    ]

    def draw(rng):
        (steps,) = draw_day(["add", "cancel", "move", "next"], DUES, n=7)(rng)
        for _ in range(rng.randint(1, 2)):
            wild = rng.choice([["cancel", rng.randint(1, 59)], ["move", rng.randint(1, 59), 930], ["next"]])
            steps.insert(rng.randint(0, len(steps)), wild)
        return ([*steps, ["next"]],)

    def valid(steps):
        return good(steps, WORDS, calm=False) and ["len"] not in steps

    for (steps,) in cases(draw, n=80, valid=valid, examples=examples):
        got, expected = day(steps), right_answers(steps)
        for name in ("cancel", "move"):
            silent = expected.count(f"KeyError from {name}") > got.count(f"KeyError from {name}")
            require(
                not silent,
                f"{name} of a parcel that does not wait raised no KeyError",
                got=got,
                expected=expected,
            )
        assert got == expected, "When something was not there an answer is not right"


@check(
    "the length is the number of parcels that wait",
    skill="dsa/specialised-structures",
    advice="Whatever your heap holds, the desk asks for parcels.",
    needs=["cancelled", "moved"],
)
def length():
    play("The length is not right", ["add", "add", "cancel", "move", "next", "len"], dues=DUES)


@check(
    "a number that was cancelled or has left may come in again, as a new parcel",
    skill="dsa/specialised-structures",
    advice="Remember which *entry* is void, not which number: the number may be somebody else by now.",
    needs=["cancelled", "moved"],
)
def comes_back():
    play(
        "After a number came in again the parcels did not leave in order",
        ["add", "add", "cancel", "move", "next"],
        dues=DUES,
        again=True,
        examples=[
            [["add", 7, 910], ["cancel", 7], ["add", 7, 930], ["next"]],
            [["add", 7, 930], ["cancel", 7], ["add", 7, 910], ["next"]],
            [["add", 7, 910], ["cancel", 7], ["add", 7, 910], ["add", 8, 905], ["next"], ["next"]],
        ],
    )


# Cost.

WAITING = 400
TURNS = 40


def numbers(seed):
    """Numbers that the probe draws just like this, so that a seed says a whole day."""
    while True:
        seed = (seed * 1_103_515_245 + 12_345) % (1 << 31)
        yield seed >> 8


def long_day(seed):
    draw = numbers(seed)
    alive = list(range(WAITING))
    steps = [["add", number, next(draw) % 100_000] for number in alive]
    for number in range(WAITING, WAITING + TURNS):
        steps.append(["add", number, next(draw) % 100_000])
        steps.append(["cancel", alive.pop(next(draw) % len(alive))])
        steps.append(["move", alive[next(draw) % len(alive)], next(draw) % 100_000])
    return [*steps, *(["next"] for _ in range(TURNS))]


@check(
    "a call takes few comparisons, however many parcels wait",
    skill="dsa/specialised-structures",
    advice="heapify, sort, list.remove and a loop over the heap touch everything. Which entry has to be found at all?",
    grade="C",
    needs=["comes_back"],
)
def few_comparisons():
    for seed in cases(lambda rng: rng.randrange(1 << 31), n=1, valid=lambda seed: False):
        got = comparisons(seed, WAITING, TURNS)
        # Whoever counts wrongly must still know every answer of a day drawn just now.
        assert got["answers"] == right_answers(long_day(seed)), "On a long day an answer is not right"
        each = got["compared"] // (4 * TURNS)
        limit = int(10 * log2(WAITING) + 50)
        require(
            each <= limit,
            f"A call takes on average {each} comparisons of times while {WAITING} parcels wait, and at most {limit} are allowed",
            got=each,
            expected=limit,
        )


@check(
    "what is cancelled or moved leaves nothing behind that piles up",
    skill="dsa/specialised-structures",
    advice="An entry that is far from the top is not popped for hours. Who throws it away, and when? Each parcel that leaves makes fewer of those that wait.",
    grade="B",
    needs=["comes_back", "not_waiting"],
)
def nothing_piles_up():
    def draw(rng):
        return rng.randint(20, 40), 280, rng.choice(["cancel", "move"])

    def draw_rush(rng):
        waiting = rng.randint(190, 210)
        return waiting, waiting - rng.randint(5, 15)

    for waiting, cancelled_ones in cases(draw_rush, n=1, valid=lambda *_: False):
        for left, kept in enumerate(left_after_each(waiting, cancelled_ones)):
            limit = waiting - left + 100
            require(
                kept <= limit,
                f"{cancelled_ones} parcels were cancelled, {waiting} left one by one; when {waiting - left} still wait, "
                f"{kept} entries of cancelled parcels are kept, and at most {limit} are allowed",
                got=kept,
                expected=limit,
            )

    # What is counted above is seen from inside; these days are held against the limit of the process.
    examples = [(30, 280, "cancel"), (30, 280, "move")]
    for waiting, times, how in cases(draw, n=1, valid=lambda *_: False, examples=examples):
        try:
            got = leftovers(waiting, times, how)
        except Raised as error:
            done = "parcels were cancelled" if how == "cancel" else "times one parcel was moved"
            require(
                "MemoryError" not in error.mro,
                f"{times} {done} while {waiting} waited; each old time holds 2 MiB, and at most "
                f"{waiting + 100} may be kept, but 512 MiB were not enough",
            )
            raise
        # Who came in first is due last, and the moved one behind all.
        expected = [[number, number] for number in reversed(range(waiting))]
        expected += [[waiting, waiting], None] if how == "move" else [None, None]
        assert got == expected, "After many changes the parcels that wait did not leave in order"
