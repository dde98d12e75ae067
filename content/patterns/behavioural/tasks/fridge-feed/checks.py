"""Nights at a fridge, drawn by seed, against the calls that the rules ask for."""

from piton import cases, check, require

from probe import alive_after, night

NAMES = ["ward 1", "ward 2", "pager", "laboratory"]
ERRORS = ["ConnectionError", "KeyError", "LookupError", "ValueError"]
INTERRUPTS = ["KeyboardInterrupt", "SystemExit"]
READINGS = [4, 5, 6, 9, 12]


class Stop(Exception):
    """What is raised gets to the caller of publish."""


class Night:
    """A night by the rules; `traits` says what was special about it."""

    def __init__(self, steps, plans):
        self.plans = plans
        self.calls, self.reported, self.out = [], [], []
        self.names = []  # of all subscriptions ever made
        self.live = []  # the numbers of those not cancelled
        self.n_raised = 0
        self.inside = False
        self.traits = set()
        for action, what in steps:
            try:
                self.do(action, what)
            except Stop:
                self.out.append(self.n_raised - 1)

    def do(self, action, what):
        inside = " inside" if self.inside else ""
        if action == "subscribe":
            self.traits.add("twice" if what in self.names else "subscribe" + inside)
            self.live.append(len(self.names))
            self.names.append(what)
        elif action == "cancel":
            if what in self.live:
                self.live.remove(what)
                self.traits.add("cancel" + inside)
            elif what < len(self.names):
                self.traits.add("cancel again")
        elif action == "raise":
            self.n_raised += 1
            self.traits.add("interrupt" if what in INTERRUPTS else "error")
            raise Stop(what)
        else:
            self.publish(what)

    def publish(self, reading):
        self.calls.append(["publish", reading])
        for number in list(self.live):
            if number not in self.live:
                continue
            self.calls.append([self.names[number], reading])
            self.inside = True
            try:
                for action, what in self.plans.get(self.names[number], {}).get(reading, []):
                    self.do(action, what)
            except Stop as error:
                if error.args[0] in INTERRUPTS:
                    raise
                self.reported.append(self.n_raised - 1)
            finally:
                self.inside = False


# Nights, drawn: steps from outside, and what listeners do when they get a reading.


def nights(traits, needed, inside=(), like=("plain",)):
    """A generator of nights with only these traits, and each of those in `needed`."""

    def draw_action(rng, kinds):
        kind = rng.choice(kinds)
        return [kind, rng.choice(NAMES) if kind == "subscribe" else rng.randrange(6)]

    def generate(rng):
        while True:
            steps = [["subscribe", name] for name in rng.sample(NAMES, rng.randint(2, 4))]
            plans = {}
            for _ in range(rng.randint(1, 3) if inside else 0):
                kind = rng.choice(inside)
                what = draw_action(rng, [kind])[1] if kind in ("subscribe", "cancel") else kind
                action = [kind if kind in ("subscribe", "cancel") else "raise", what]
                plan = plans.setdefault(rng.choice(NAMES), {})
                plan.setdefault(rng.choice(READINGS[:3]), []).append(action)
            for reading in rng.sample(READINGS, rng.randint(2, 4)):
                if rng.random() < 0.5:
                    steps.append(draw_action(rng, ["subscribe", "cancel", "cancel"]))
                steps.append(["publish", reading])
            if needed <= (found := Night(steps, plans).traits) <= traits | needed:
                return steps, plans, rng.choice(like)

    return generate


def night_of(traits, like=("plain",)):
    """What a shrunk night must still look like."""

    def good_action(one, actions):
        if type(one) is not list or len(one) != 2 or one[0] not in actions:
            return False
        action, what = one
        if action == "subscribe":
            return what in NAMES
        if action == "raise":
            return what in ERRORS + INTERRUPTS
        return type(what) is int and (action != "publish" or what in READINGS)

    def valid(steps, plans, one_like="plain"):
        return (
            one_like in like
            and all(good_action(one, ("subscribe", "cancel", "publish")) for one in steps)
            and type(plans) is dict
            and all(
                name in NAMES
                and type(plan) is dict
                and all(reading in READINGS for reading in plan)
                and all(
                    good_action(one, ("subscribe", "cancel", "raise")) and one[1] != -1
                    for actions in plan.values()
                    for one in actions
                )
                for name, plan in plans.items()
            )
            and all(one[0] != "cancel" or one[1] >= 0 for one in [*steps, *inner(plans)])
            and Night(steps, plans).traits <= traits
        )

    return valid


def inner(plans):
    return [one for plan in plans.values() for actions in plan.values() for one in actions]


def readable(calls):
    return [f"{reading} → {name}" for name, reading in calls if name != "publish"]


def require_night(steps, plans, like, says):
    got, right = night(steps, plans, like), Night(steps, plans)
    calls = got["calls"]
    for at, call in enumerate(right.calls):
        if at < len(calls) and calls[at] != call and calls[at][0] != "publish":
            which = f"{calls[at][0]} got the reading {calls[at][1]} out of turn"
            require(False, f"{says}: {which}", got=readable(calls), expected=readable(right.calls))
        missed = f"{call[0]} did not get the reading {call[1]}"
        require(calls[at : at + 1] == [call], f"{says}: {missed}", got=readable(calls), expected=readable(right.calls))
    more = calls[len(right.calls) :]
    require(not more, f"{says}: somebody got a reading too many", got=readable(calls), expected=readable(right.calls))
    names = ("reported", "out")
    words = ("not reported once, in their order", "not the ones that publish lets out")
    for name, text in zip(names, words):
        expected = getattr(right, name)
        require(got[name] == expected, f"{says}: the exceptions raised are {text} (by number)", got=got[name], expected=expected)


def play(says, traits, needed, n=60, examples=(), **how):
    traits = {"subscribe", "cancel", *traits, *needed}
    valid = night_of(traits, how.get("like", ("plain",)))
    for steps, plans, like in cases(nights(traits, set(needed), **how), n=n, valid=valid, examples=list(examples)):
        require_night(steps, plans, like, says)


def all_of(*names):
    return [["subscribe", name] for name in names]


@check(
    "every listener gets the readings of its time, in the order of subscribing",
    skill="patterns/behavioural",
    advice="This held before. Who comes first is called first, and new readings go to the new as well.",
)
def in_order():
    play("A quiet night", set(), {"subscribe"})


@check(
    "a subscription cancelled while a reading goes out is not called any more, and no other is skipped",
    skill="patterns/behavioural",
    advice="A list that shrinks under a loop skips; a copy of it does not know who has gone meanwhile.",
    needs=["in_order"],
)
def cancel_inside():
    three = [*all_of("ward 1", "ward 2", "pager"), ["publish", 4], ["publish", 5]]
    examples = [(three, {"ward 1": {4: [["cancel", number]]}}, "plain") for number in range(3)]
    examples.append((three, {"ward 2": {4: [["cancel", 0], ["cancel", 2]]}}, "plain"))
    play("Cancelled while a reading goes out", set(), {"cancel inside"}, inside=("cancel",), examples=examples)


@check(
    "each subscription is ended by its own cancel, whoever else is equal",
    skill="patterns/behavioural",
    advice="list.remove looks for something that is equal. What can tell two subscriptions of one listener apart?",
    needs=["cancel_inside"],
)
def own_cancel():
    examples = [
        ([*all_of("ward 1", "ward 2", "ward 1"), ["cancel", 2], ["publish", 4]], {}, "plain"),
        ([*all_of("ward 1", "ward 2", "pager"), ["cancel", 1], ["publish", 4]], {}, "equal"),
        (
            [*all_of("ward 1", "ward 2", "pager"), ["publish", 4]],
            {"ward 1": {4: [["cancel", 1]]}},
            "equal",
        ),
    ]
    inside = {"cancel inside"}
    play("Listeners that are the same or equal", {"twice", *inside}, {"cancel"}, inside=("cancel",), like=("plain", "equal"), examples=examples)


@check(
    "whatever can be called is a listener",
    skill="patterns/behavioural",
    advice="Nothing is known of a listener but that it can be called. What does your code ask it before it calls?",
    needs=["in_order"],
)
def any_callable():
    examples = [([*all_of("ward 1", "ward 2"), ["publish", 4]], {}, "empty")]
    play("Listeners with a length of 0", set(), {"subscribe"}, like=("empty",), n=10, examples=examples)


@check(
    "cancelling once more does nothing",
    skill="patterns/behavioural",
    advice="Whoever cleans up on two paths cancels twice. What does the second call find?",
    needs=["in_order"],
)
def cancel_again():
    examples = [([*all_of("ward 1", "ward 2"), ["cancel", 0], ["cancel", 0], ["publish", 4]], {}, "plain")]
    play("Cancelled twice", set(), {"cancel again"}, examples=examples)


@check(
    "a subscription made while a reading goes out begins with the next one",
    skill="patterns/behavioural",
    advice="A list that grows under a loop is walked to its new end.",
    needs=["in_order"],
)
def subscribe_inside():
    two = [*all_of("ward 1", "ward 2"), ["publish", 4], ["publish", 5]]
    examples = [(two, {"ward 1": {4: [["subscribe", "pager"]]}}, "plain")]
    play("Subscribed while a reading goes out", set(), {"subscribe inside"}, inside=("subscribe",), examples=examples)


@check(
    "a listener that fails is reported and stays, and the others get the reading",
    skill="patterns/behavioural",
    advice="One try around the loop ends the loop. Where must it stand, so that only one listener's turn is lost?",
    needs=["in_order"],
)
def failing():
    three = [*all_of("ward 1", "pager", "ward 2"), ["publish", 4], ["publish", 5]]
    examples = [(three, {"pager": {4: [["raise", kind]], 5: [["raise", kind]]}}, "plain") for kind in ERRORS]
    play("With a listener that fails", set(), {"error"}, inside=ERRORS, examples=examples)


@check(
    "Ctrl-C and sys.exit() go through",
    skill="patterns/behavioural",
    advice="They are not errors of a listener: somebody wants the program to stop.",
    needs=["in_order"],
)
def interrupts():
    three = [*all_of("ward 1", "pager", "ward 2"), ["publish", 4], ["publish", 5]]
    examples = [(three, {"pager": {4: [["raise", kind]]}}, "plain") for kind in INTERRUPTS]
    play("With an interrupt", set(), {"interrupt"}, inside=INTERRUPTS, examples=examples, n=30)


@check(
    "the feed keeps a listener as long as its subscription, and no longer",
    skill="patterns/behavioural",
    advice="Who has a reference when nobody else has: a list, a mark left for later, the cancel function itself, or no one at all?",
    grade="B",
    needs=["in_order"],
)
def kept_alive():
    examples = [
        ([*all_of("ward 1", "ward 2"), ["publish", 4], ["cancel", 0]], {}),
        ([*all_of("ward 1", "ward 2"), ["publish", 4]], {"ward 2": {4: [["cancel", 1]]}}),
    ]
    traits = {"subscribe", "cancel", "cancel inside"}
    draw, is_night = nights(traits, {"cancel"}, inside=("cancel",)), night_of(traits)

    # Only one listener cancels: whether somebody cancelled was called is the matter of other checks.
    def generate(rng):
        while True:
            steps, plans, _ = draw(rng)
            if len(plans) < 2:
                return steps, plans

    def valid(steps, plans):
        return is_night(steps, plans) and len(plans) < 2

    for steps, plans in cases(generate, n=4, valid=valid, examples=examples):
        right = Night(steps, plans)
        expected = sorted({right.names[number] for number in right.live})
        got = alive_after(steps, plans)
        require(got == expected, "Listeners in memory are not those still subscribed", got=got, expected=expected)
