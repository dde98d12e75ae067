"""Journeys drawn by seed, against a log written from the rules."""

from piton import cases, check, require

from probe import alarmed, journey, may, settable, taken_earlier, tampered, two_logs

WARM = 80
BUDGET = 60
PEOPLE = ["plant", "lorry", "ferry", "clinic"]
TENTHS = [40, 79, 80, 81, 81, 95]
STEPS = [1, 2, 7, 20, 30, 59, 60, 61]
ATTRIBUTES = ["readings", "holders", "holder", "minutes_warm", "is_spoiled", "is_closed"]


class Refused(Exception):
    """What the log does not take."""


class Model:
    """The rules of the ticket, one after the other."""

    def __init__(self, at, alarms=()):
        self.holders = [[at, "plant"]]
        self.readings = []
        self.last = at
        self.closed_at = None
        self.alarms = list(alarms)
        self.notes = []

    def copy(self):
        twin = Model(0)
        twin.holders, twin.readings = list(self.holders), list(self.readings)
        twin.last, twin.closed_at = self.last, self.closed_at
        return twin

    def warm(self):
        ends = [at for at, _ in self.readings[1:]]
        ends += [] if self.closed_at is None else [self.closed_at]
        return sum(end - at for (at, tenths), end in zip(self.readings, ends) if tenths > WARM)

    def shown(self):
        return {
            "readings": [list(pair) for pair in self.readings],
            "holders": [list(pair) for pair in self.holders],
            "holder": self.holders[-1][1],
            "minutes_warm": self.warm(),
            "is_spoiled": self.warm() > BUDGET,
            "is_closed": self.closed_at is not None,
        }

    def call(self, name, arguments):
        """Make one call and give what comes out: ok, or the name of an exception."""
        spoiled = self.warm() > BUDGET
        try:
            self.enter(name, arguments)
        except Refused:
            return "LogError"
        except ConnectionError:
            return "ConnectionError"
        if self.warm() > BUDGET and not spoiled:
            return self.sound()
        return "ok"

    def enter(self, name, arguments):
        if name == "record_all":
            readings, form = arguments
        elif name == "record":
            readings, form = [list(arguments)], "list"
        else:
            readings, form = [], "list"
        times = [at for at, _ in readings]
        if name in ("hand_over", "close"):
            times = [arguments[0]]
        if self.closed_at is not None:
            raise Refused
        if any(later <= earlier for earlier, later in zip([self.last, *times], times)):
            raise Refused
        if form == "broken":
            raise ConnectionError
        if name == "hand_over":
            _, giver, receiver = arguments
            if giver != self.holders[-1][1] or giver == receiver:
                raise Refused
            self.holders.append([times[0], receiver])
        elif name == "close":
            self.closed_at = times[0]
        self.readings += readings
        self.last = times[-1] if times else self.last

    def sound(self):
        outcome = "ok"
        for number, does in enumerate(self.alarms):
            self.notes.append([number, self.shown()])
            later = max(at for at, _ in self.holders[-1:] + self.readings) + 1
            if does == "raise":
                outcome = "Trouble"
            elif does == "hand over":
                self.call("hand_over", [later, self.holders[-1][1], "quarantine"])
            elif does == "record":
                self.call("record", [later, 99])
        return outcome

    def play(self, calls):
        return [[self.call(name, arguments), self.shown()] for name, *arguments in calls]


# Journeys drawn by seed. A call is a list: the name of the method and its arguments.


def draw_batch(rng, last, length, tenths=TENTHS):
    batch = []
    for _ in range(length):
        last += rng.choice(STEPS)
        batch.append([last, rng.choice(tenths)])
    return batch


def draw_call(rng, model, closing=0.05, tenths=TENTHS):
    """A call that the log takes."""
    name = rng.choices(
        ["record", "record_all", "hand_over", "close"], [4, 3, 2, 10 * closing]
    )[0]
    at = model.last + rng.choice(STEPS)
    if name == "record":
        return [name, at, rng.choice(tenths)]
    if name == "record_all":
        return [name, draw_batch(rng, model.last, rng.randint(0, 4), tenths), "list"]
    if name == "close":
        return [name, at]
    holder = model.holders[-1][1]
    return [name, at, holder, rng.choice([one for one in PEOPLE if one != holder])]


def spoil(rng, model, call):
    """Make a call one that the log refuses."""
    name, *arguments = call
    if name == "record_all":
        batch, form = arguments
        if not batch:
            batch = draw_batch(rng, model.last, 2)
        at = rng.randrange(len(batch))
        earlier = batch[at - 1][0] if at else model.last
        batch[at] = [earlier - rng.choice([0, 0, 1, 5]), batch[at][1]]
        return [name, batch, form]
    if name == "hand_over" and rng.random() < 0.7:
        at, giver, receiver = arguments
        if rng.random() < 0.6:
            return [name, at, rng.choice([one for one in PEOPLE if one != giver]), receiver]
        return [name, at, giver, giver]
    return [name, model.last - rng.choice([0, 0, 1, 5]), *arguments[1:]]


def draw_calls(rng, length, bad=0.0, closing=0.05, at=0, model=None, tenths=TENTHS):
    model = model or Model(at)
    calls = []
    for _ in range(length):
        if model.closed_at is not None and not bad:
            break
        call = draw_call(rng, model, closing, tenths)
        if rng.random() < bad:
            call = spoil(rng, model, call)
        if call[0] == "record_all":
            # What comes in stays as it was drawn.
            model.call("record_all", [[list(pair) for pair in call[1]], call[2]])
        else:
            model.call(call[0], call[1:])
        calls.append(call)
    return calls


def is_minute(value):
    return type(value) is int


def is_batch(batch):
    return type(batch) is list and all(
        type(pair) is list and len(pair) == 2 and is_minute(pair[0]) and pair[1] in TENTHS
        for pair in batch
    )


def is_call(call):
    if type(call) is not list or len(call) < 2:
        return False
    name, *arguments = call
    if name == "record":
        return len(arguments) == 2 and is_batch([arguments])
    if name == "record_all":
        forms = ["list", "one by one", "broken"]
        return len(arguments) == 2 and is_batch(arguments[0]) and arguments[1] in forms
    if name == "close":
        return len(arguments) == 1 and is_minute(arguments[0])
    people = arguments[1:]
    return (
        name == "hand_over"
        and len(arguments) == 3
        and is_minute(arguments[0])
        and all(one in PEOPLE for one in people)
    )


def outcomes(at, calls):
    return [outcome for outcome, _ in Model(at).play(calls)]


def good(at, calls, may_refuse=False):
    """Whether calls are calls, and are taken, one and all, unless `may_refuse`."""
    if not (is_minute(at) and type(calls) is list and all(map(is_call, calls))):
        return False
    if any(name == "record_all" and args[0] == [] for name, *args in calls) and may_refuse:
        return False
    return may_refuse or set(outcomes(at, calls)) <= {"ok"}


def told(call):
    name, *arguments = call
    if name == "ShipmentLog":
        return "the beginning"
    return f"the call {name}({', '.join(map(repr, arguments))})"


def same_journey(calls, got, expected, where="After"):
    """Each step as the model has it; the sentence names the first that is not."""
    for call, one, right in zip([["ShipmentLog", 0], *calls], got, expected):
        require(
            one[0] == right[0],
            f"{told(call)} does not end as it should",
            got=one[0],
            expected=right[0],
        )
        if right[0] in ("LogError", "ConnectionError"):
            says = f"{told(call)} raised {right[0]}, and the log is not as it was before"
        else:
            says = f"{where} {told(call)} the log does not show what it should"
        require(one[1] == right[1], says, got=one[1], expected=right[1])


@check(
    "a journey without mishaps is in the log, with its warm minutes",
    skill="oop/encapsulation-invariants",
    advice="minutes_warm follows from the readings and the closing. Must it be kept beside them?",
)
def clean_journey():
    def draw(rng):
        at = rng.choice([0, 5, 600])
        return at, draw_calls(rng, rng.randint(0, 7), at=at)

    examples = [
        (0, [["record", 10, 81], ["record", 70, 40]]),
        (0, [["record", 10, 81], ["record", 71, 40]]),
        (0, [["record", 10, 80], ["record", 90, 40]]),
        (0, [["record", 10, 95], ["close", 71]]),
        (0, [["record", 10, 95], ["record", 30, 40], ["record", 80, 95], ["close", 121]]),
        (0, [["hand_over", 1, "plant", "lorry"], ["hand_over", 2, "lorry", "plant"]]),
        (0, [["record_all", [], "list"], ["record", 1, 40]]),
    ]
    for at, calls in cases(draw, n=50, valid=good, examples=examples):
        model = Model(at)
        expected = [["ok", model.shown()], *model.play(calls)]
        same_journey(calls, journey(at, calls), expected)


@check(
    "an entry that would break a rule is refused, and the log stays as it was",
    skill="oop/encapsulation-invariants",
    advice="Check everything first and change afterwards. A rule that only the caller asks is none.",
    needs=["clean_journey"],
)
def refusals():
    def draw(rng):
        calls = draw_calls(rng, rng.randint(1, 7), bad=0.4, closing=0.1)
        return 0, [call for call in calls if call[0] != "record_all"]

    def valid(at, calls):
        return good(at, calls, may_refuse=True) and all(call[0] != "record_all" for call in calls)

    warm = ["record", 10, 95]
    examples = [
        (0, [["hand_over", 1, "lorry", "ferry"]]),
        (0, [["hand_over", 1, "plant", "plant"]]),
        (0, [["hand_over", 1, "plant", "lorry"], ["hand_over", 2, "plant", "ferry"]]),
        (0, [warm, ["hand_over", 10, "plant", "lorry"]]),
        (0, [["hand_over", 10, "plant", "lorry"], ["record", 10, 40]]),
        (0, [["record", 0, 40]]),
        (0, [warm, ["record", 5, 40], ["record", 12, 40]]),
        (0, [warm, ["close", 10], ["close", 20]]),
        (0, [warm, ["close", 20], ["record", 30, 40]]),
        (0, [["close", 20], ["hand_over", 30, "plant", "lorry"]]),
        (0, [["close", 20], ["close", 30]]),
    ]
    for at, calls in cases(draw, n=60, valid=valid, examples=examples):
        model = Model(at)
        expected = [["ok", model.shown()], *model.play(calls)]
        same_journey(calls, journey(at, calls), expected)


@check(
    "a batch is taken as a whole or not at all, wherever it comes from",
    skill="oop/encapsulation-invariants",
    advice="An iterable can be read once, and can break in the middle. Read it before you change.",
    needs=["refusals"],
)
def batches():
    def draw(rng):
        calls = draw_calls(rng, rng.randint(0, 2), closing=0)
        model = Model(0)
        model.play(calls)
        batch = draw_batch(rng, model.last, rng.randint(1, 6))
        form = rng.choice(["list", "one by one", "broken"])
        call = ["record_all", batch, form]
        if form != "broken" and rng.random() < 0.7:
            call = spoil(rng, model, call)
        return 0, [*calls, call]

    def valid(at, calls):
        # A batch with a bad reading that breaks off as well could end in either exception.
        return good(at, calls, may_refuse=True) and not any(
            call[0] == "record_all"
            and call[2] == "broken"
            and Model(at).play([*calls[:number], [*call[:2], "list"]])[-1][0] != "ok"
            for number, call in enumerate(calls)
        )

    ups = [[10, 40], [20, 95], [30, 40]]
    examples = [
        (0, [["record_all", ups, "one by one"]]),
        (0, [["record_all", [[10, 40], [30, 95], [20, 40]], "list"]]),
        (0, [["record_all", [[10, 40], [10, 95]], "one by one"]]),
        (0, [["record_all", ups, "broken"], ["record_all", ups, "list"]]),
        (0, [["close", 5], ["record_all", ups, "list"]]),
    ]
    for at, calls in cases(draw, n=60, valid=valid, examples=examples):
        model = Model(at)
        expected = [["ok", model.shown()], *model.play(calls)]
        same_journey(calls, journey(at, calls), expected)


@check(
    "may_hand_over says who could hand the box over now",
    skill="oop/encapsulation-invariants",
    advice="It only looks. What does it say once the log is closed?",
    needs=["clean_journey"],
)
def may_still_be_asked():
    def draw(rng):
        return 0, draw_calls(rng, rng.randint(0, 4), closing=0.2), rng.choice(PEOPLE)

    def valid(at, calls, giver):
        return good(at, calls) and giver in PEOPLE

    examples = [(0, [], "plant"), (0, [], "lorry"), (0, [["close", 5]], "plant")]
    for at, calls, giver in cases(draw, n=20, valid=valid, examples=examples):
        model = Model(at)
        model.play(calls)
        expected = giver == model.holders[-1][1] and model.closed_at is None
        got = may(at, calls, giver)
        assert got == expected, f"may_hand_over({giver!r}) is not right"


@check(
    "nothing that was handed in or out can be used to change the log",
    skill="oop/encapsulation-invariants",
    advice="Follow every list: who else holds it? A copy of a list still shares what is in it.",
    needs=["clean_journey"],
)
def given_out():
    def draw(rng):
        calls = draw_calls(rng, rng.randint(0, 3), closing=0)
        model = Model(0)
        model.play(calls)
        return 0, calls, draw_batch(rng, model.last, rng.randint(1, 3))

    def valid(at, calls, batch):
        last = [] if not batch else [["record_all", batch, "list"]]
        return bool(batch) and good(at, [*calls, *last])

    for at, calls, batch in cases(draw, n=20, valid=valid, examples=[(0, [], [[10, 95]])]):
        model = Model(at)
        model.play([*calls, ["record_all", batch, "list"]])
        got = tampered(at, calls, batch)
        expected = [model.shown()] * 2
        assert got == expected, "The log has changed, though none of its methods was called"


@check(
    "readings and holders show the moment at which they were asked for",
    skill="oop/encapsulation-invariants",
    advice="Does the caller get the list itself, a window on it, or what it was at that moment?",
    needs=["given_out"],
)
def snapshots():
    def draw(rng):
        calls = draw_calls(rng, rng.randint(0, 3), closing=0)
        model = Model(0)
        model.play(calls)
        return 0, calls, draw_calls(rng, rng.randint(1, 3), closing=0, model=model)

    def valid(at, calls, later):
        return good(at, [*calls, *later])

    examples = [(0, [["record", 1, 40]], [["record", 2, 40], ["hand_over", 3, "plant", "lorry"]])]
    for at, calls, later in cases(draw, n=20, valid=valid, examples=examples):
        model = Model(at)
        model.play(calls)
        shown = model.shown()
        got = taken_earlier(at, calls, later)
        expected = [shown["readings"], shown["holders"]]
        assert got == expected, "What was taken earlier has changed with the log"


@check(
    "no attribute can be set from outside",
    skill="oop/encapsulation-invariants",
    advice="A property without a setter can be read and not set.",
    needs=["clean_journey"],
)
def no_setting():
    values = {
        "readings": [],
        "holders": [],
        "holder": "ferry",
        "minutes_warm": 0,
        "is_spoiled": False,
        "is_closed": False,
    }

    def draw(rng):
        return 0, draw_calls(rng, rng.randint(0, 2)), rng.choice(ATTRIBUTES)

    def valid(at, calls, name):
        return good(at, calls) and name in ATTRIBUTES

    for at, calls, name in cases(
        draw, n=6, valid=valid, examples=[(0, [], name) for name in ATTRIBUTES]
    ):
        model = Model(at)
        model.play(calls)
        got = settable(at, calls, name, values[name])
        expected = ["AttributeError", model.shown()]
        assert got == expected, f"Whoever writes log.{name} = … has changed the log or was not told"


def spoiling(rng, alarms):
    """A journey that spoils the box, most of the time."""
    return 0, alarms, draw_calls(rng, rng.randint(2, 6), closing=0.1, tenths=[40, 95, 95])


def same_alarms(at, alarms, calls):
    model = Model(at, alarms)
    expected = model.play(calls)
    if model.closed_at is None and model.warm() > BUDGET:
        expected += model.play([["close", 100_000]])
    played, notes = alarmed(at, alarms, calls)
    called = [number for number, _ in notes]
    require(
        "registered by an alarm" not in called,
        "An alarm that another one registered in the middle of the round was called",
        got=called,
        expected=[number for number, _ in model.notes],
    )
    require(
        called == [number for number, _ in model.notes],
        "Not every alarm was called once, in the order of registration",
        got=called,
        expected=[number for number, _ in model.notes],
    )
    require(
        notes == model.notes,
        "An alarm found a log in which something of the call is missing",
        got=notes,
        expected=model.notes,
    )
    for one, right in zip(played, expected):
        if right[0] == "Trouble":
            require(
                one[0] == "Trouble",
                "An alarm raised, and no exception of an alarm got out of the call as it is",
                got=one[0],
                expected="Trouble",
            )
    same_journey([*calls, ["close", 100_000]], [["ok", None], *played], [["ok", None], *expected])


def good_alarms(*kinds):
    def valid(at, alarms, calls):
        if type(alarms) is not list or not all(one in kinds for one in alarms):
            return False
        if not good(at, calls, may_refuse=True):
            return False
        return set(outcomes(at, calls)) <= {"ok"}

    return valid


@check(
    "each alarm is called once, sees the whole call, and takes nothing back by raising",
    skill="oop/encapsulation-invariants",
    advice="First bring the log into its new state, all of it. Then tell the others, each of them, and let out one of their exceptions as it is.",
    needs=["clean_journey", "batches"],
)
def alarms():
    def draw(rng):
        return spoiling(rng, rng.choices(["note", "raise"], k=rng.randint(0, 3)))

    batch = ["record_all", [[1, 95], [70, 40], [71, 95], [72, 40]], "list"]
    examples = [
        (0, ["note"], [batch]),
        (0, ["note"], [["record", 1, 95], ["close", 70]]),
        (0, ["raise", "note"], [["record", 1, 95], ["record", 70, 40], ["record", 71, 40]]),
        (0, ["note", "raise"], [batch]),
        (0, ["note"], [["record", 1, 95], ["record", 61, 95], ["record", 62, 95]]),
    ]
    for at, kinds, calls in cases(
        draw, n=40, valid=good_alarms("note", "raise"), examples=examples
    ):
        same_alarms(at, kinds, calls)


@check(
    "an alarm may use the log, and is not called again for that",
    skill="oop/encapsulation-invariants",
    advice="Before the first alarm is called, the log must already know that it has called them, and whom it calls.",
    needs=["alarms"],
)
def alarms_that_act():
    def draw(rng):
        acts = ["note", "hand over", "record", "register"]
        _, kinds, calls = spoiling(rng, rng.choices(acts, k=rng.randint(1, 3)))
        return 0, kinds, until_spoiled(calls)

    def until_spoiled(calls):
        """What follows would have to know what the alarms have entered."""
        model = Model(0)
        for number, call in enumerate(calls, 1):
            model.call(call[0], call[1:])
            if model.warm() > BUDGET:
                return calls[:number]
        return calls

    def valid(at, alarms, calls):
        return (
            good_alarms("note", "hand over", "record", "register")(at, alarms, calls)
            and until_spoiled(calls) == calls
        )

    examples = [
        (0, ["record", "note"], [["record", 1, 95], ["record", 70, 40]]),
        (0, ["record"], [["record", 1, 95], ["record", 70, 95]]),
        (0, ["hand over", "note"], [["record", 1, 95], ["record", 70, 40]]),
        (0, ["hand over"], [["record", 1, 95], ["close", 70]]),
        (0, ["register", "note"], [["record", 1, 95], ["record", 70, 40]]),
    ]
    for at, kinds, calls in cases(draw, n=40, valid=valid, examples=examples):
        same_alarms(at, kinds, calls)


@check(
    "a copy and the first log go their own ways",
    skill="oop/encapsulation-invariants",
    advice="Which objects do both of them hold after the copy, and which of those can change?",
    needs=["refusals"],
)
def copies():
    def draw(rng):
        calls = draw_calls(rng, rng.randint(0, 3), closing=0.1)
        model = Model(0)
        model.play(calls)
        ways = [
            draw_calls(rng, rng.randint(0, 3), bad=0.2, model=model.copy()) for _ in range(2)
        ]
        return 0, calls, *([one for one in way if one[0] != "record_all"] for way in ways)

    def valid(at, calls, one, other):
        if not good(at, calls):
            return False
        ways = [*one, *other]
        return good(at, ways, may_refuse=True) and all(call[0] != "record_all" for call in ways)

    examples = [
        (0, [], [["record", 1, 40]], []),
        (0, [["record", 1, 95]], [["record", 70, 40]], [["hand_over", 5, "plant", "lorry"]]),
        (0, [], [["close", 1]], [["record", 1, 40]]),
        (0, [["close", 5]], [["record", 9, 40]], []),
        (0, [["hand_over", 5, "plant", "lorry"]], [["record", 5, 40]], []),
        (0, [["record", 1, 95], ["record", 70, 40]], [["record", 71, 40]], []),
    ]
    for at, calls, of_the_copy, of_the_first in cases(draw, n=30, valid=valid, examples=examples):
        model = Model(at)
        model.play(calls)
        copy = model.copy()
        copy.alarms = ["note"]
        expected = [["ok", copy.shown()], *copy.play(of_the_copy)]
        got = two_logs(at, calls, of_the_copy, of_the_first)
        same_journey([*of_the_copy], got[0], expected, "In the copy, after")
        require(
            got[1] == 0,
            "An alarm of the first log was called by its copy",
            got=got[1],
            expected=0,
        )
        require(
            got[2] == len(copy.notes),
            "An alarm that registered with the copy was not called when the copy spoiled, "
            "or was called though it was spoiled before",
            got=got[2],
            expected=len(copy.notes),
        )
        first = [["ok", model.shown()], *model.play(of_the_first)]
        same_journey([*of_the_first], got[3], first, "After the copy had gone its way and after")
        require(
            got[4] == copy.shown(),
            "The copy has changed with the first log",
            got=got[4],
            expected=copy.shown(),
        )
