"""Nights in the fridge room, drawn by seed, against the table of the ticket."""

from piton import cases, check, require

from probe import night

WARM, COOL, DELAY, SNOOZE = 8, 6, 10, 30
FRIDGES = ["north", "south", "west"]
DEGREES = [COOL - 4, COOL - 1, COOL, COOL + 1, WARM, WARM + 1, WARM + 4]
LOUD = ("alarm", "quiet")
INTERRUPTS = ["KeyboardInterrupt", "SystemExit"]


class Interrupt(Exception):
    """An interrupt gets out of the outermost publish."""


class Night:
    """A night by the rules; `traits` says what was special about it."""

    def __init__(self, fridges, steps, plans):
        self.plans = plans
        self.states = {fridge: ["ok", None] for fridge in fridges}
        self.open = set(fridges)
        self.heard = {"first": [], "last": [], "late": []}
        self.is_late_here = False
        self.reported = 0
        self.waiting = []
        self.traits = set()
        self.answers = []
        for step in steps:
            self.take(step)

    def take(self, step):
        try:
            answer = self.do(*step)
        except Interrupt as error:
            answer = error.args[0]
        self.answers.append([answer, *self.names()])

    def names(self):
        return [state for state, _ in self.states.values()]

    def do(self, action, *what, minute=0):
        if action == "reading":
            self.publish(["reading", *what])
        elif action == "acknowledge":
            fridge, *times = what
            state = self.states[fridge][0]
            if state != "alarm":
                self.traits.add("refused")
                return "ValueError"
            self.traits.add("acknowledged")
            self.enter(fridge, "quiet", *times or [minute])
        elif action == "close":
            self.open.discard(what[0])
        elif action == "publish":
            self.publish(["lights"] if what[0] == "lights" else [what[0], "nowhere", minute])
        elif action == "subscribe":
            self.is_late_here = True
        elif what[0] in INTERRUPTS:
            raise Interrupt(what[0])
        else:
            raise ConnectionError
        return "done"

    def publish(self, event):
        self.waiting.append(event)
        if len(self.waiting) > 1:
            return
        try:
            while self.waiting:
                self.hand_out(self.waiting[0])
                del self.waiting[0]
        finally:
            self.waiting = []

    def hand_out(self, event):
        is_late_here = self.is_late_here
        self.hear("first", event)
        for fridge in self.states:
            if fridge in self.open and event[:2] == ["reading", fridge]:
                self.reading(fridge, *event[2:])
        self.hear("last", event)
        if is_late_here:
            self.hear("late", event)

    def hear(self, who, event):
        self.heard[who].append([*event, *(self.names() if event[0] in ("alarm", "quiet", "over") else [])])
        try:
            for action, *what in self.plans.get(who, {}).get(event[0], []):
                self.do(action, *what, minute=event[2] if len(event) > 2 else 0)
        except ConnectionError:
            self.reported += 1

    def reading(self, fridge, minute, degrees):
        state, since = self.states[fridge]
        if state in LOUD and degrees <= COOL:
            if state == "quiet":
                self.traits.add("over from quiet")
            self.enter(fridge, "ok", minute)
        elif state in LOUD and degrees <= WARM:
            self.traits.add("between")
        if state == "quiet" and degrees > COOL and minute - since >= SNOOZE:
            self.traits.add("again")
            self.enter(fridge, "alarm", minute)
        elif state == "ok" and degrees > WARM:
            self.enter(fridge, "warm", minute)
        elif state == "warm" and degrees <= WARM:
            self.traits.add("cooled")
            self.enter(fridge, "ok", minute)
        elif state == "warm" and minute - since >= DELAY:
            self.traits |= {"alarm", *(["on the dot"] if minute - since == DELAY else [])}
            self.enter(fridge, "alarm", minute)

    def enter(self, fridge, state, minute):
        before = self.states[fridge][0]
        self.states[fridge] = [state, minute]
        if state in LOUD:
            self.publish([state, fridge, minute])
        elif before in LOUD:
            self.traits.add("over")
            self.publish(["over", fridge, minute])


# Nights, drawn.


def nights(needed, hidden=(), fridges=1, acknowledge=0.0, plans=(), close=0.0):
    needed, hidden = set(needed), set(hidden)

    def generate(rng):
        while True:
            names = rng.sample(FRIDGES, fridges)
            plan = {who: dict(some) for who, some in plans(rng, names).items()} if plans else {}
            minute, steps, drawn = 0, [], Night(names, [], plan)
            bias = rng.choice([0.3, 0.6, 0.8])
            for _ in range(rng.randint(4, 14)):
                minute += rng.choice([1, 2, DELAY // 2, DELAY - 1, DELAY, DELAY + 1, SNOOZE - DELAY, SNOOZE])
                fridge = rng.choice(names)
                chance = rng.random()
                if chance < acknowledge:
                    steps.append(["acknowledge", fridge, minute])
                elif chance < acknowledge + close:
                    steps.append(["close", fridge])
                else:
                    warm = rng.random() < bias
                    steps.append(["reading", fridge, minute, rng.choice(DEGREES[-2:] if warm else DEGREES)])
                drawn.take(steps[-1])
                if drawn.traits & hidden:
                    # Nothing that follows could mend it.
                    break
            else:
                if needed <= drawn.traits:
                    return names, steps, plan

    return generate


def night_without(hidden):
    """What a shrunk night must still look like."""

    def good_step(names, step):
        action, *what = step
        if action == "reading":
            return len(what) == 3 and what[0] in names and type(what[1]) is int and what[1] >= 0 and what[2] in DEGREES and type(what[2]) is int
        if action == "acknowledge":
            return len(what) == 2 and what[0] in names and type(what[1]) is int and what[1] >= 0
        if action == "publish":
            return what == ["lights"]
        return action == "close" and len(what) == 1 and what[0] in names

    def good_action(names, one):
        if type(one) is not list or len(one) != 2:
            return False
        action, what = one
        return {
            "acknowledge": what in names,
            "close": what in names,
            "publish": what in ("door", "note", "lights"),
            "subscribe": what == "late",
            "raise": what in ("ConnectionError", *INTERRUPTS),
        }.get(action, False)

    def valid(names, steps, plans):
        if type(names) is not list or not names or len(set(names)) < len(names) or not set(names) <= set(FRIDGES):
            return False
        if not all(type(step) is list and step and good_step(names, step) for step in steps):
            return False
        if not all(
            who in ("first", "last")
            and type(plan) is dict
            and all(kind in ("reading", "alarm", "quiet", "over", "door") and type(some) is list and all(good_action(names, one) and (one[0] != "publish" or one[1] != kind) for one in some) for kind, some in plan.items())
            for who, plan in plans.items()
        ):
            return False
        for name in names:
            times = [step[2] for step in steps if step[0] not in ("close", "publish") and step[1] == name]
            if times != sorted(times):
                return False
        return not Night(names, steps, plans).traits & set(hidden)

    return valid


def readable(step):
    return f"{step[0]}({', '.join(map(str, step[1:]))})"


def play(says, needed=(), hidden=(), n=40, examples=(), who=("first",), **how):
    hidden = {*RARE, *hidden} - set(needed)
    for names, steps, plans in cases(nights(needed, hidden, **how), n=n, valid=night_without(hidden), examples=list(examples)):
        got, right = night(names, steps, plans), Night(names, steps, plans)
        for step, one, expected in zip(steps, got["answers"], right.answers):
            where = f"{says}: after {readable(step)}"
            require(one[1:] == expected[1:], f"{where} the state is wrong", got=one[1:], expected=expected[1:])
            call = f"{says}: {readable(step)}"
            if expected[0] == "done":
                require(one[0] == "done", f"{call} has raised {one[0]}, and nothing was to be raised", got=one[0], expected="done")
            require(one[0] == expected[0], f"{call} should raise {expected[0]} and did not", got=one[0], expected=expected[0])
        for one in who:
            where = f"{says}: the {one} listener does not hear the right events in the right order, with the states"
            require(got[one] == right.heard[one], where, got=got[one], expected=right.heard[one])
        require(got["reported"] == right.reported, f"{says}: errors of listeners are not reported once each", got=got["reported"], expected=right.reported)


def readings(*pairs, fridge="north"):
    return [["reading", fridge, minute, degrees] for minute, degrees in pairs]


LOUD_NIGHT = readings((0, 12), (DELAY + 1, 12))

# What only the check has that is about it.
RARE = {"on the dot", "cooled", "between", "again", "over from quiet", "refused"}


@check(
    "too warm for too long is an alarm, and cold again ends it",
    skill="patterns/behavioural",
    advice="Play the table of the ticket with a finger on the state.",
)
def alarm_and_over():
    examples = [(["north"], readings((0, 12), (DELAY + 1, 12), (DELAY + 2, 2)), {})]
    play("One alarm", {"alarm", "over"}, n=20, examples=examples)


@check(
    "the ten minutes count from the moment at which it became warm, each time anew",
    skill="patterns/behavioural",
    advice="What belongs to being warm must go when the fridge is warm no more. And is the tenth minute in time?",
    needs=["alarm_and_over"],
)
def timer():
    examples = [
        (["north"], readings((0, 9), (2, 5), (60, 9), (61, 9)), {}),
        (["north"], readings((0, 9), (2, WARM), (DELAY + 1, 9)), {}),
        (["north"], readings((0, 9), (DELAY, 9)), {}),
        (["north"], readings((0, 9), (DELAY - 1, 9)), {}),
    ]
    for needed in ("cooled", "on the dot"):
        play("Warm and cold in turn", {needed}, n=24, examples=examples)


@check(
    "an alarm is over at 6 degrees, not as soon as it is below 8",
    skill="patterns/behavioural",
    advice="Two limits: one to get in, one to get out.",
    needs=["alarm_and_over"],
)
def two_limits():
    examples = [(["north"], [*LOUD_NIGHT, *readings((40, degrees), (45, 12), (60, 12))], {}) for degrees in (COOL, COOL + 1, WARM)]
    play("Between the limits", {"between"}, examples=examples)
    quiet = [*LOUD_NIGHT, ["acknowledge", "north", 20]]
    examples = [
        (["north"], [*quiet, *readings((19 + SNOOZE, degrees), (20 + SNOOZE, degrees))], {})
        for degrees in (COOL + 1, WARM)
    ]
    play("Between the limits", {"between", "again"}, acknowledge=0.25, n=10, examples=examples)


@check(
    "an acknowledged alarm is quiet for 30 minutes, and the one after it is loud",
    skill="patterns/behavioural",
    advice="When a state is left, everything that was noted on entering it is left, by whichever door.",
    needs=["alarm_and_over"],
)
def acknowledged():
    quiet = [*LOUD_NIGHT, ["acknowledge", "north", 20]]
    examples = [
        (["north"], [*quiet, *readings((20 + SNOOZE - 1, 12), (20 + SNOOZE, 12))], {}),
        (["north"], [*quiet, *readings((25, 2), (100, 12), (101 + DELAY, 12))], {}),
        (["north"], [*quiet, *readings((20 + SNOOZE, 12)), ["acknowledge", "north", 60], *readings((61, 12), (60 + SNOOZE, 12))], {}),
    ]
    # Nights with both are rare, so few are drawn.
    for needed, n in (({"again"}, 10), ({"over from quiet"}, 10), ({"again", "over from quiet"}, 3)):
        play("Acknowledged", needed, acknowledge=0.25, n=n, examples=examples)


@check(
    "there is nothing to acknowledge but an alarm",
    skill="patterns/behavioural",
    advice="An event without a line in the table is refused, and leaves everything as it is.",
    needs=["alarm_and_over"],
)
def refused():
    press = ["acknowledge", "north", 3]
    examples = [
        (["north"], [press, *readings((5, 12), (6 + DELAY, 12))], {}),
        (["north"], [*readings((0, 12)), press, *readings((DELAY + 1, 12), (DELAY + SNOOZE, 12))], {}),
        (["north"], [*LOUD_NIGHT, ["acknowledge", "north", 20], ["acknowledge", "north", 30], *readings((31, 12))], {}),
    ]
    play("With a button pressed at the wrong time", {"refused", "alarm"}, acknowledge=0.3, examples=examples)


@check(
    "each alarm hears its own fridge, and nothing but readings",
    skill="patterns/behavioural",
    advice="All alarms are on one feed. What in an event says whom it is about?",
    needs=["alarm_and_over"],
)
def own_fridge():
    examples = [(["north", "west"], [*readings((0, 12), (DELAY + 1, 12), fridge="west"), *readings((12, 2))], {})]
    examples.append((["north"], [["publish", "lights"], *LOUD_NIGHT], {}))
    play("Several fridges", {"alarm"}, fridges=3, examples=examples)


@check(
    "a closed alarm hears nothing more, and may be closed again",
    skill="patterns/behavioural",
    advice="What does the second close find, when the first has taken the subscription away?",
    needs=["alarm_and_over"],
)
def closed():
    examples = [
        (["north"], [*LOUD_NIGHT, ["close", "north"], ["close", "north"], *readings((20, 2))], {}),
        (["north"], [["close", "north"], *LOUD_NIGHT], {}),
        (["north"], LOUD_NIGHT, {"first": {"reading": [["close", "north"]]}}),
    ]
    play("Closed", {"alarm"}, close=0.15, examples=examples)


def with_publishing(rng, names):
    some = [["acknowledge", rng.choice(names)], ["publish", "door"], ["publish", "note"], ["close", rng.choice(names)]]
    return {
        who: {kind: rng.sample(some[:3], rng.randint(1, 2)) for kind in rng.sample(["alarm", "quiet", "over"], 2)}
        for who in rng.sample(["first", "last"], rng.randint(0, 2))
    }


@check(
    "all listeners hear all events in one order",
    skill="patterns/behavioural",
    advice="Draw the calls: the alarm publishes while a reading is going out. Who has not heard of the reading yet?",
    needs=["alarm_and_over"],
)
def one_order():
    examples = [
        (["north"], [*LOUD_NIGHT, *readings((20, 2))], {}),
        (["north"], [*LOUD_NIGHT, *readings((20, 2))], {"first": {"alarm": [["acknowledge", "north"], ["publish", "note"]]}}),
        (["north"], LOUD_NIGHT, {"last": {"alarm": [["publish", "door"], ["publish", "note"]], "door": [["publish", "note"]]}}),
        (["north"], LOUD_NIGHT, {"first": {"reading": [["close", "north"]]}}),
    ]
    examples += [
        (["north"], [*LOUD_NIGHT, *readings((20, 2))], {who: {kind: [["subscribe", "late"], ["publish", "note"]]}})
        for who in ("first", "last")
        for kind in ("reading", "alarm")
    ]
    play("With events inside events", {"alarm"}, plans=with_publishing, who=("first", "last", "late"), examples=examples)


def with_errors(rng, names):
    return {
        who: {kind: [["raise", "ConnectionError"]] for kind in rng.sample(["reading", "alarm", "over"], 2)}
        for who in rng.sample(["first", "last"], rng.randint(1, 2))
    }


@check(
    "a listener that fails does not keep events from the others",
    skill="patterns/behavioural",
    advice="The error belongs to one call of one listener. What is still waiting at that moment?",
    needs=["one_order"],
)
def failing():
    examples = [(["north"], [*LOUD_NIGHT, *readings((20, 2))], {"first": {"alarm": [["publish", "note"], ["raise", "ConnectionError"]]}})]
    play("With a listener that fails", {"alarm"}, who=("first", "last"), plans=with_errors, n=24, examples=examples)


def with_interrupts(rng, names):
    kind = rng.choice(["alarm", "quiet", "over"])
    return {rng.choice(["first", "last"]): {kind: [["publish", "note"], ["raise", rng.choice(INTERRUPTS)]]}}


@check(
    "an interrupt goes through, and the feed works on without what was waiting",
    skill="patterns/behavioural",
    advice="Whatever notes that a round is under way must be put back on every way out.",
    needs=["one_order"],
)
def interrupts():
    examples = [
        (["north"], [*LOUD_NIGHT, *readings((20, 2), (21, 12))], {who: {"alarm": [["publish", "note"], ["raise", kind]]}})
        for who in ("first", "last")
        for kind in INTERRUPTS
    ]
    play("After an interrupt", {"alarm"}, who=("first", "last"), plans=with_interrupts, n=24, examples=examples)
