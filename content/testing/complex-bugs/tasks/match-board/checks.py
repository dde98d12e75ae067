"""Evenings on the board, drawn by seed, against a model of it."""

from piton import cases, check

from probe import evening

SKILL = "testing/complex-bugs"
NAMES = ["hall", "scores", "radio", "phones"]
EVENTS = ["point Owls", "point Bears", "frame Owls", "frame Bears", "time out"]


class Interrupted(Exception):
    pass


class Model:
    """The board, from the rules of the ticket. A subscription is a list, so that each is its own."""

    def __init__(self, doing):
        self.doing = {name: dict(events) for name, events in doing.items()}
        self.there, self.waiting, self.busy = [], [], False
        self.calls, self.failures = [], []

    def do(self, what, arg=None):
        if what == "publish":
            self.publish(arg)
        elif what == "subscribe":
            self.there.append([arg])
        elif what == "unsubscribe":
            left = [one for one in self.there if one == [arg]]
            self.there = [one for one in self.there if not (left and one is left[0])]
        elif what == "fail":
            raise ConnectionError
        elif what == "interrupt":
            raise Interrupted

    def publish(self, event):
        self.waiting.append(event)
        if self.busy:
            return
        self.busy = True
        try:
            while self.waiting:
                self.deliver(self.waiting.pop(0))
        finally:
            self.waiting, self.busy = [], False

    def deliver(self, event):
        for one in list(self.there):
            if not any(one is other for other in self.there):
                continue
            name = one[0]
            self.calls.append([name, event])
            try:
                for what, *rest in self.doing[name].pop(event, ()):
                    self.do(what, *rest)
            except ConnectionError:
                self.failures.append([event, "ConnectionError"])


def expected(doing, script):
    model = Model(doing)
    interrupted = []
    for at, (what, arg) in enumerate(script):
        try:
            model.do(what, arg)
        except Interrupted:
            interrupted.append(at)
    return {"calls": model.calls, "failures": model.failures, "interrupted": interrupted}


def legal(doing, script, kinds, twice=False):
    """Whether a shrunk evening is still one, with nothing but what `kinds` allows."""
    if type(doing) is not dict or not set(doing) <= set(NAMES):
        return False
    for events in doing.values():
        if type(events) is not dict or not set(events) <= set(EVENTS):
            return False
        if not all(good_step(step, doing, kinds) for steps in events.values() for step in steps):
            return False
    top = ("publish", "subscribe", "unsubscribe")
    for step in script:
        if not good_step(step, doing, top) or len(step) != 2:
            return False
    if twice:
        return True
    return never_twice(doing, script)


def good_step(step, doing, kinds):
    if type(step) is not list or not step or step[0] not in kinds:
        return False
    what, *rest = step
    if what in ("fail", "interrupt"):
        return rest == []
    return len(rest) == 1 and rest[0] in (EVENTS if what == "publish" else doing)


def never_twice(doing, script):
    """Whether nobody is ever subscribed twice at a time."""

    class Watching(Model):
        def do(self, what, arg=None):
            if what == "subscribe" and [arg] in self.there:
                raise ValueError
            super().do(what, arg)

    model = Watching(doing)
    for what, arg in script:
        try:
            model.do(what, arg)
        except Interrupted:
            continue
        except ValueError:
            return False
    return True


def people(rng):
    """Everybody of a hall, in some order, and what they do."""
    names = rng.sample(NAMES, rng.randint(2, 4))
    return {name: {} for name in names}, [["subscribe", name] for name in names]


def events(rng, least=1, most=4):
    return [["publish", rng.choice(EVENTS)] for _ in range(rng.randint(least, most))]


def quiet(rng):
    doing, script = people(rng)
    for _ in range(rng.randint(1, 3)):
        script += events(rng, 1, 2)
        name = rng.choice(list(doing))
        script.append([rng.choice(["subscribe", "unsubscribe"]), name])
    return doing, [*script, *events(rng)]


@check(
    "on a quiet evening everybody hears every event, in the order of the subscriptions",
    skill=SKILL,
    advice="This worked before: nobody publishes, leaves or fails while an event is on its way.",
)
def quiet_evening():
    def valid(doing, script):
        if not legal(doing, script, (), twice=True):
            return False
        # What one `unsubscribe` does to somebody who is subscribed twice is left open.
        there = []
        for what, arg in script:
            if what == "subscribe":
                there.append(arg)
            elif what == "unsubscribe" and arg in there:
                if there.count(arg) > 1:
                    return False
                there.remove(arg)
        return True

    two = [["subscribe", "hall"], ["subscribe", "hall"], ["publish", EVENTS[0]]]
    for doing, script in cases(quiet, n=60, valid=valid, examples=[({"hall": {}}, two)]):
        if valid(doing, script):
            got = evening(doing, script)
            assert got == expected(doing, script), "On a quiet evening somebody does not hear what he should"


def somebody(rng, doing, steps):
    """Let some of the people do one of the steps at some event."""
    for name in rng.sample(list(doing), rng.randint(1, len(doing))):
        doing[name][rng.choice(EVENTS[:3])] = [rng.choice(steps)(rng, doing)]


def publishing(rng):
    doing, script = people(rng)
    somebody(rng, doing, [lambda rng, doing: ["publish", rng.choice(EVENTS)]])
    return doing, [*script, *events(rng, 1, 4)]


@check(
    "an event that is published while another is on its way reaches everybody, after that one",
    skill=SKILL,
    advice="Losing it is one way not to go round in circles. Which other is there?",
)
def events_in_events():
    def valid(doing, script):
        return legal(doing, script, ("publish",))

    two = {"scores": {"point Owls": [["publish", "frame Owls"]]}, "hall": {}}
    script = [["subscribe", "scores"], ["subscribe", "hall"], ["publish", "point Owls"]]
    for doing, script in cases(publishing, n=60, valid=valid, examples=[(two, script)]):
        got = evening(doing, script)
        assert got == expected(doing, script), (
            "An event that was published inside another one is lost, or overtakes it"
        )


def leaving(rng):
    doing, script = people(rng)
    late = [step[1] for step in script[2:] if rng.random() < 0.5]
    script = [step for step in script if step[1] not in late]
    for name in late:
        who = rng.choice([step[1] for step in script])
        doing[who].setdefault(rng.choice(EVENTS[:2]), []).append(["subscribe", name])
    for _ in range(rng.randint(1, 2)):
        who = rng.choice([step[1] for step in script])
        gone = who if rng.random() < 0.5 else rng.choice([step[1] for step in script])
        doing[who].setdefault(rng.choice(EVENTS[:2]), []).append(["unsubscribe", gone])
    return doing, [*script, *([["publish", rng.choice(EVENTS[:2])] for _ in range(3)])]


@check(
    "who leaves in the middle of an event is not called any more, and nobody else is passed over",
    skill=SKILL,
    advice="What does a loop do with a list that changes under it? And with a copy, what does it not see?",
)
def leaving_in_the_middle():
    def valid(doing, script):
        if not legal(doing, script, ("subscribe", "unsubscribe")):
            return False
        # Who leaves and comes back within one event is left open.
        steps = [step for events in doing.values() for steps in events.values() for step in steps]
        come = {step[1] for step in steps if step[0] == "subscribe"}
        known = {step[1] for step in script if step[0] != "publish"}
        return not come & (known | {step[1] for step in steps if step[0] == "unsubscribe"})

    hear = {"hall": {"time out": [["unsubscribe", "hall"]]}, "radio": {}}
    script = [["subscribe", "hall"], ["subscribe", "radio"], ["publish", "time out"]]
    send_off = {"hall": {"time out": [["unsubscribe", "radio"]]}, "radio": {}}
    examples = [(hear, script), (send_off, script)]
    for doing, script in cases(leaving, n=80, valid=valid, examples=examples):
        if valid(doing, script):
            got = evening(doing, script)
            assert got == expected(doing, script), (
                "When somebody leaves or comes in the middle, the wrong ones are called"
            )


def waiting(rng):
    """Somebody publishes within an event, and somebody comes or leaves before its turn."""
    doing, script = people(rng)
    who, late = script[0][1], script[-1][1]
    steps = [["publish", event] for event in rng.sample(EVENTS[2:], rng.randint(1, 2))]
    steps.append(["subscribe", late])
    if len(script) > 2 and rng.random() < 0.5:
        steps.append(["unsubscribe", script[1][1]])
    rng.shuffle(steps)
    doing[who][EVENTS[0]] = steps
    return doing, [*script[:-1], ["publish", EVENTS[0]], *events(rng, 0, 2)]


@check(
    "an event goes to those who are there when its turn comes, not when it was published",
    skill=SKILL,
    advice="An event that waits is one thing; who will hear it is settled when its turn comes.",
    needs=["events_in_events", "leaving_in_the_middle"],
)
def turn_comes():
    def valid(doing, script):
        if not legal(doing, script, ("publish", "subscribe", "unsubscribe")):
            return False
        # Who leaves and comes back within one event is left open.
        steps = [step for events in doing.values() for steps in events.values() for step in steps]
        come = {step[1] for step in steps if step[0] == "subscribe"}
        known = {step[1] for step in script if step[0] != "publish"}
        return not come & (known | {step[1] for step in steps if step[0] == "unsubscribe"})

    steps = [["publish", "frame Owls"], ["subscribe", "hall"]]
    script = [["subscribe", "scores"], ["publish", "point Owls"]]
    examples = [({"scores": {"point Owls": steps}, "hall": {}}, script)]
    for doing, script in cases(waiting, n=60, valid=valid, examples=examples):
        got = evening(doing, script)
        assert got == expected(doing, script), (
            "An event that had to wait did not go to those who were there when its turn came"
        )


def failing(rng):
    doing, script = people(rng)
    somebody(rng, doing, [lambda rng, doing: ["fail"]])
    return doing, [*script, *events(rng, 2, 5)]


@check(
    "a callback that raises keeps nobody from hearing the event, or the next one",
    skill=SKILL,
    advice="Which line is not reached when a callback raises? And who is called behind it?",
)
def errors():
    def valid(doing, script):
        return legal(doing, script, ("fail",))

    down = {"radio": {"time out": [["fail"]]}, "hall": {}}
    script = [["subscribe", "radio"], ["subscribe", "hall"], ["publish", "time out"]]
    for doing, script in cases(failing, n=60, valid=valid, examples=[(down, script)]):
        got = evening(doing, script)
        assert got == expected(doing, script), "After an error somebody does not hear what he should"


def interrupting(rng):
    doing, script = people(rng)
    names = list(doing)
    doing[names[0]][EVENTS[0]] = [["publish", EVENTS[2]]] if rng.random() < 0.6 else []
    doing[rng.choice(names)][rng.choice([EVENTS[0], EVENTS[2]])] = [["interrupt"]]
    return doing, [*script, ["publish", EVENTS[0]], *events(rng, 1, 3)]


@check(
    "Ctrl-C ends the evening's event, and the board works afterwards with nothing left over",
    skill=SKILL,
    advice="KeyboardInterrupt is no Exception. What must be true of the board when it flies past?",
    needs=["events_in_events"],
)
def interrupts():
    def valid(doing, script):
        return legal(doing, script, ("publish", "interrupt"))

    stopped = {"scores": {EVENTS[0]: [["publish", EVENTS[2]], ["interrupt"]]}, "hall": {}}
    script = [["subscribe", "scores"], ["subscribe", "hall"]]
    script += [["publish", EVENTS[0]], ["publish", EVENTS[4]]]
    for doing, script in cases(interrupting, n=60, valid=valid, examples=[(stopped, script)]):
        got = evening(doing, script)
        assert got == expected(doing, script), (
            "Ctrl-C was swallowed, or the board does not work as it should after it"
        )
