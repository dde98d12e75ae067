"""Days at the dispatch desk, drawn by seed, against a desk that looks through all that waits."""

from math import log2

from piton import Raised, cases, check, require

from probe import comparisons, day, left_after_each, leftovers

DUES = [700, 710, 720]
READY = [600, 610, 630, 650, 690]


class Desk:
    """A desk by the rules of the ticket. Nothing in it is fast, and everything can be read."""

    def __init__(self):
        self.waiting = {}  # from a number to (due, turn, ready, slip)
        self.turn = -1

    def play(self, step):
        """Returns a list with the answer, if the step has one."""
        self.turn += 1
        name, *words = step
        if name == "add":
            number, ready, due = words
            self.waiting[number] = (due, self.turn, ready, self.turn)
        elif name == "len":
            return [len(self.waiting)]
        elif name == "wait":
            ready = [one[2] for one in self.waiting.values()]
            return [max(0, min(ready) - words[0]) if ready else None]
        elif name == "next":
            able = [one for one, (_, _, ready, _) in self.waiting.items() if ready <= words[0]]
            if not able:
                return [None]
            number = min(able, key=lambda one: self.waiting[one][:2])
            return [[number, self.waiting.pop(number)[3]]]
        elif words[0] not in self.waiting:
            return [f"KeyError from {name}"]
        elif name == "cancel":
            del self.waiting[words[0]]
        else:
            number, ready, due = words
            self.waiting[number] = (due, self.turn, ready, self.waiting[number][3])
        return []


def right_answers(steps):
    desk = Desk()
    return [answer for step in steps for answer in desk.play(step)]


WORDS = {"add": 3, "move": 3, "cancel": 1, "next": 1, "wait": 1, "len": 0}


def good(steps, again=False, calm=True):
    """Whether a shrunk day is still one: no number waits twice, the clock never goes back.

    With `calm` nothing is changed that does not wait.
    """
    desk, seen, now = Desk(), set(), 0
    for step in steps:
        if not step or step[0] not in WORDS or len(step) != 1 + WORDS[step[0]]:
            return False
        name, *words = step
        if any(type(word) is not int or word < 1 for word in words):
            return False
        if name in ("next", "wait"):
            if words[0] < now:
                return False
            now = words[0]
        if name == "add":
            if words[0] in desk.waiting or (words[0] in seen and not again):
                return False
            seen.add(words[0])
        if any(type(one) is str for one in desk.play(step)) and calm:
            return False
    return True


def questions(rng, n, waits=False):
    """Questions at the times at which parcels become ready, a minute before and after."""
    times = sorted(rng.choice(READY) + rng.choice([-1, 0, 0, 1]) for _ in range(n))
    return [["wait" if waits and rng.random() < 0.5 else "next", time] for time in times]


def play(says, draw, n=60, also=lambda steps: True, examples=(), **options):
    def valid(steps):
        return good(steps, **options) and also(steps)

    for (steps,) in cases(draw, n=n, valid=valid, examples=[(one,) for one in examples]):
        got, expected = day(steps), right_answers(steps)
        assert got == expected, says


def adds(steps):
    return [step[1:] for step in steps if step[0] == "add"]


def only(steps, *kinds):
    return all(step[0] in kinds for step in steps)


@check(
    "a parcel leaves as soon as it is ready and a courier is there, and not before",
    skill="dsa/specialised-structures",
    advice="Ready at 600 means: at 600 it can leave.",
)
def when_ready():
    def also(steps):
        """Who is ready first is due first, all at different times."""
        ready = [one[1] for one in adds(steps)]
        return (
            only(steps, "add", "next")
            and len(set(ready)) == len(ready)
            and all(one[2] == one[1] + 100 for one in adds(steps))
        )

    def draw(rng):
        ready = rng.sample(READY, rng.randint(1, 5))
        steps = [["add", number, one, one + 100] for number, one in enumerate(ready, 1)]
        return ([*steps, *questions(rng, 6)],)

    play(
        "A parcel did not leave when it was ready",
        draw,
        also=also,
        examples=[[["add", 1, 600, 700], ["next", 599], ["next", 600], ["next", 601]]],
    )


@check(
    "of those that are ready the one that is due first leaves first, and equal ones in their turn",
    skill="dsa/specialised-structures",
    advice="The heap of what can leave is one by `due`. What stands behind `due` in an entry?",
    needs=["when_ready"],
)
def due_first():
    def also(steps):
        return only(steps, "add", "next") and all(one[1] == READY[0] for one in adds(steps))

    def draw(rng):
        numbers = rng.sample(range(1, 40), rng.randint(1, 7))
        steps = [["add", number, READY[0], rng.choice(DUES)] for number in numbers]
        return ([*steps, *(["next", 600 + at] for at in range(len(numbers) + 1))],)

    play("Parcels that were ready together did not leave in order", draw, also=also)


@check(
    "a parcel that is not ready holds up no other",
    skill="dsa/specialised-structures",
    advice="The one that is due first of all may be the last to be ready. Where does it lie until then?",
    needs=["due_first"],
)
def nobody_blocks():
    def also(steps):
        dues = [one[2] for one in adds(steps)]
        return only(steps, "add", "next") and len(set(dues)) == len(dues)

    def draw(rng):
        dues = rng.sample(range(700, 760), rng.randint(2, 6))
        steps = [["add", number, rng.choice(READY), due] for number, due in enumerate(dues, 1)]
        later = questions(rng, 6)
        if rng.random() < 0.5:
            late = [len(dues) + 1, rng.choice(READY), 760]
            later.insert(rng.randrange(6), ["add", *late])
        return ([*steps, *later],)

    play(
        "With parcels that were not ready the others did not leave in order",
        draw,
        also=also,
        examples=[[["add", 1, 650, 700], ["add", 2, 600, 710], ["next", 600], ["next", 650]]],
    )


@check(
    "the turn of a parcel is when it came in, not when it became ready",
    skill="dsa/specialised-structures",
    advice="An entry gets its turn once, in add. What goes over to another heap takes it along.",
    needs=["nobody_blocks"],
)
def turns():
    def draw(rng):
        steps = [["add", number, rng.choice(READY), rng.choice(DUES)] for number in range(1, rng.randint(3, 7))]
        return ([*steps, *questions(rng, 3), *(["next", 700] for _ in steps)],)

    play(
        "Parcels with equal dues did not leave in their turn",
        draw,
        also=lambda steps: only(steps, "add", "next"),
        examples=[[["add", 1, 610, 700], ["add", 2, 600, 700], ["next", 610], ["next", 610]]],
    )


def changes(rng, again=False, waits=False):
    """Parcels come in, are cancelled and moved, ready or not, while couriers come."""
    desk, steps, gone, now = Desk(), [], [], 590
    unused = list(range(1, 30))
    for _ in range(rng.randint(3, 14)):
        name = rng.choice(["add", "add", "cancel", "move", "next", "wait" if waits else "next", "len"])
        if name == "add":
            number = gone.pop() if again and gone and rng.random() < 0.7 else unused.pop()
            step = ["add", number, rng.choice(READY), rng.choice(DUES)]
        elif name == "len":
            step = ["len"]
        elif name in ("next", "wait"):
            now += rng.choice([0, 0, 5, 10, 20])
            step = [name, now]
        elif not desk.waiting:
            continue
        else:
            step = [name, rng.choice(sorted(desk.waiting))]
            if name == "move":
                step += [rng.choice(READY), rng.choice(DUES)]
            else:
                gone.append(step[1])
        for answer in desk.play(step):
            if type(answer) is list:
                gone.append(answer[0])
        steps.append(step)
    return ([*steps, *(["next", 700] for _ in desk.waiting)],)


def most_are_cancelled(rng):
    """Many parcels, of which a courier has taken one and few are left: time to tidy up."""
    numbers = list(range(1, 131))
    steps = [["add", one, rng.randint(600, 699), rng.randint(700, 799)] for one in numbers]
    now = rng.choice([620, 700])  # Half of them are ready, or all.
    steps.append(["next", now])
    desk = Desk()
    for step in steps:
        desk.play(step)
    left = sorted(desk.waiting)
    for number in rng.sample(left, len(left) - rng.randint(8, 14)):
        steps.append(["cancel", number])
        desk.play(steps[-1])
    return ([*steps, *([ask, time] for time in range(now, now + 81, 4) for ask in ("wait", "next"))],)


@check(
    "what was cancelled never leaves, and what was moved leaves by its new times only",
    skill="dsa/specialised-structures",
    advice="A parcel can be moved while it is ready, to a time at which it is not. Which entries of it lie where?",
    needs=["turns"],
)
def changed():
    play(
        "After something was cancelled or moved an answer is not right",
        changes,
        n=150,
        also=lambda steps: all(step[0] != "wait" for step in steps),
        examples=[
            [["add", 1, 600, 700], ["add", 2, 600, 710], ["next", 600], ["move", 2, 650, 700], ["next", 610], ["next", 650]],
            [["add", 1, 600, 700], ["add", 2, 600, 690], ["move", 2, 600, 700], ["next", 600], ["next", 600]],
        ],
    )


@check(
    "wait tells how long it takes until a parcel can leave",
    skill="dsa/specialised-structures",
    advice="What lies on top of a heap may be void. Look only at what counts.",
    needs=["changed"],
)
def waits():
    play(
        "The answer of wait, or one after it, is not right",
        lambda rng: changes(rng, waits=True),
        n=120,
        examples=[
            [["wait", 600]],
            [["add", 1, 600, 700], ["wait", 590], ["wait", 600], ["next", 600], ["wait", 600]],
            [["add", 1, 600, 700], ["add", 2, 650, 700], ["cancel", 1], ["wait", 590]],
            [["add", 1, 600, 700], ["add", 2, 650, 700], ["wait", 600], ["cancel", 1], ["wait", 600]],
        ],
    )
    play("After most parcels were cancelled an answer is not right", most_are_cancelled, n=24)


@check(
    "what does not wait is a KeyError",
    skill="dsa/specialised-structures",
    advice="A parcel that has left does not wait any more either.",
    needs=["changed"],
)
def not_waiting():
    examples = [
        ([["cancel", 7]],),
        ([["move", 7, 600, 700]],),
        ([["add", 7, 600, 700], ["cancel", 7], ["cancel", 7]],),
        ([["add", 7, 600, 700], ["next", 600], ["move", 7, 600, 700], ["next", 600]],),
    ]

    def draw(rng):
        (steps,) = changes(rng)
        number = rng.randint(1, 29)
        wild = rng.choice([["cancel", number], ["move", number, 600, 700]])
        return ([*steps, wild, ["next", 700]],)

    def valid(steps):
        return good(steps, calm=False)

    for (steps,) in cases(draw, n=60, valid=valid, examples=examples):
        got, expected = day(steps), right_answers(steps)
        assert got == expected, "When something was changed that does not wait an answer is not right"


@check(
    "a number that was cancelled or has left may come in again, as a new parcel",
    skill="dsa/specialised-structures",
    advice="Remember which *entry* is void, not which number: the number may be somebody else by now.",
    needs=["changed"],
)
def comes_back():
    play(
        "After a number came in again an answer is not right",
        lambda rng: changes(rng, again=True),
        n=120,
        again=True,
        examples=[
            [["add", 7, 600, 700], ["cancel", 7], ["add", 7, 650, 700], ["next", 600], ["next", 650]],
            [["add", 7, 600, 700], ["next", 590], ["cancel", 7], ["add", 7, 600, 720], ["next", 600]],
        ],
    )


# Cost.

WAITING = 600
TURNS = 60


def numbers(seed):
    """Numbers that the probe draws just like this, so that a seed says a whole day."""
    while True:
        seed = (seed * 1_103_515_245 + 12_345) % (1 << 31)
        yield seed >> 8


def long_day(seed):
    draw = numbers(seed)
    steps = [["add", number, next(draw) % 1000, next(draw) % 10_000] for number in range(WAITING)]
    now = 400
    for number in range(WAITING, WAITING + TURNS):
        steps.append(["add", number, next(draw) % 1000, next(draw) % 10_000])
        steps.append(["cancel", next(draw) % number])
        steps.append(["move", next(draw) % number, next(draw) % 1000, next(draw) % 10_000])
        steps.append(["wait", now])
        steps.append(["next", now])
        now += next(draw) % 8
    return steps


@check(
    "a call takes few comparisons, however many parcels wait",
    skill="dsa/specialised-structures",
    advice="Whoever pops what is not ready and pushes it back does so at every call. Ask two questions of two heaps.",
    grade="C",
    needs=["waits", "not_waiting", "comes_back"],
)
def few_comparisons():
    for seed in cases(lambda rng: rng.randrange(1 << 31), n=1, valid=lambda seed: False):
        got = comparisons(seed, WAITING, TURNS)
        # Whoever counts wrongly must still know every answer of a day drawn just now.
        assert got["answers"] == right_answers(long_day(seed)), "On a long day an answer is not right"
        each = got["compared"] // (5 * TURNS)
        limit = int(10 * log2(WAITING) + 50)
        require(
            each <= limit,
            f"A call takes on average {each} comparisons of times while {WAITING} parcels wait, and at most {limit} are allowed",
            got=each,
            expected=limit,
        )


@check(
    "what is cancelled or moved leaves nothing behind that piles up, ready or not",
    skill="dsa/specialised-structures",
    advice="There are two places where void entries can lie. Who throws them away, and when? Each parcel that leaves makes fewer of those that wait.",
    grade="B",
    needs=["waits", "not_waiting", "comes_back"],
)
def nothing_piles_up():
    def draw(rng):
        return rng.randint(15, 25), 280

    def draw_rush(rng):
        waiting = rng.randint(190, 210)
        return waiting, waiting - rng.randint(5, 15)

    for waiting, cancelled in cases(draw_rush, n=1, valid=lambda *_: False):
        for where in ("later", "open"):
            for left, kept in enumerate(left_after_each(waiting, cancelled, where)):
                limit = waiting - left + 100
                require(
                    kept <= limit,
                    f"{cancelled} parcels were cancelled, {waiting} left one by one; when {waiting - left} still wait, "
                    f"{kept} entries of cancelled parcels are kept, and at most {limit} are allowed",
                    got=kept,
                    expected=limit,
                )

    # What is counted above is seen from inside; these days are held against the limit of the process.
    for waiting, times in cases(draw, n=1, valid=lambda *_: False):
        for where, how in [("later", "cancel"), ("open", "cancel"), ("open", "move")]:
            try:
                got = leftovers(waiting, times, where, how)
            except Raised as error:
                done = "parcels were cancelled" if how == "cancel" else "times one parcel was moved"
                require(
                    "MemoryError" not in error.mro,
                    f"{times} {done} while {waiting} waited; each old time holds 2 MiB, and at most "
                    f"{waiting + 100} may be kept, but 512 MiB were not enough",
                )
                raise
            expected = [[number, number] for number in reversed(range(waiting))]
            expected += [[waiting, waiting], None] if how == "move" else [None, None]
            assert got == expected, "After many changes the parcels that wait did not leave in order"
