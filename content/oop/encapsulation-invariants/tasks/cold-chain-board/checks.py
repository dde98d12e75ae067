"""Days in a cold store, drawn by seed, against a log written from the rules."""

from piton import cases, check, require

from probe import as_sequence, begun, day, on_the_board, reported, tampered

LIMITS = [[20, 80], [-200, -180], [0, 1]]
TENTHS = [-201, -200, -190, -180, -179, 0, 1, 19, 20, 61, 80, 81, 120]


class Model:
    """The rules of the ticket."""

    def __init__(self, cold, warm):
        self.limits = {"cold": cold, "warm": warm}
        self.readings = []

    def call(self, name, arguments):
        if name == "record":
            at, tenths = arguments
            if self.readings and at <= self.readings[-1][0]:
                return "LogError"
            self.readings.append([at, tenths])
            return "ok"
        new = {**self.limits, **arguments}
        if new["cold"] >= new["warm"]:
            return "LogError"
        self.limits = new
        return "ok"

    def shown(self):
        return {"readings": [list(one) for one in self.readings], "limits": dict(self.limits)}

    def report(self):
        cold, warm = self.limits["cold"], self.limits["warm"]
        return [list(one) for one in self.readings if one[1] < cold or one[1] > warm]

    def play(self, calls):
        return [[self.call(name, arguments), self.shown()] for name, arguments in calls]


# Days drawn by seed. A call is a list: the method and its arguments.


def draw_limits(rng, model, both):
    """New limits: often legal, often just on the edge; both at once only if asked for."""
    cold, warm = model.limits["cold"], model.limits["warm"]
    colds = [cold, cold - 10, cold + 5, warm - 1, warm, warm + 10]
    warms = [warm, warm + 10, warm + 30, cold + 1, cold, cold - 10]
    new = {}
    if rng.random() < 0.7:
        new["cold"] = rng.choice([one for one in colds if both or one != 0])
    if not new or (both and rng.random() < 0.6):
        new["warm"] = rng.choice([one for one in warms if both or one != 0])
    return new


def draw_calls(rng, model, length, refused):
    calls = []
    while len(calls) < length:
        if rng.random() < 0.6:
            last = model.readings[-1][0] if model.readings else rng.randint(-2, 5)
            steps = [1, 1, 5, 30] + ([0, -1, -10] if refused else [])
            one = ["record", [last + rng.choice(steps), rng.choice(TENTHS)]]
        else:
            one = ["set_limits", draw_limits(rng, model, refused)]
        if model.call(*one) == "ok" or refused:
            calls.append(one)
    return calls


def days(longest, refused=False):
    def draw(rng):
        limits = rng.choice(LIMITS)
        return limits, draw_calls(rng, Model(*limits), rng.randint(0, longest), refused)

    return draw


def is_call(call):
    if type(call) is not list or len(call) != 2:
        return False
    name, arguments = call
    if name == "record":
        return (
            type(arguments) is list
            and len(arguments) == 2
            and all(type(one) is int for one in arguments)
        )
    return (
        name == "set_limits"
        and type(arguments) is dict
        and set(arguments) <= {"cold", "warm"}
        and all(type(one) is int for one in arguments.values())
    )


def well_formed(may_refuse):
    def valid(limits, calls, *later):
        calls = [*calls, *(call for more in later for call in more)]
        if not (limits in LIMITS and all(map(is_call, calls))):
            return False
        return may_refuse or all(ends == "ok" for ends, _ in Model(*limits).play(calls))

    return valid


def told(call):
    name, arguments = call
    if name == "record":
        return f"record({arguments[0]}, {arguments[1]})"
    return f"set_limits({', '.join(f'{key}={value}' for key, value in arguments.items())})"


def same_day(calls, got, expected):
    for call, one, right in zip(calls, got, expected):
        says = f"The call {told(call)} does not end as it should"
        require(one[0] == right[0], says, got=one[0], expected=right[0])
        says = f"After {told(call)} the log is not as it should be"
        if right[0] != "ok":
            says = f"The call {told(call)} was refused, and the log is not as it was before"
        require(one[1] == right[1], says, got=one[1], expected=right[1])


READ = ["record", [5, 61]]
WARM = ["record", [10, 84]]


@check(
    "readings and limits come into the log",
    skill="oop/encapsulation-invariants",
    advice="Ask anew after each call, as somebody would who has just come in.",
)
def quiet_day():
    examples = [
        ([20, 80], [READ, WARM]),
        ([20, 80], [READ, ["record", [6, 61]]]),
        ([20, 80], [["set_limits", {"warm": 90}]]),
    ]
    for limits, calls in cases(days(6), n=30, valid=well_formed(False), examples=examples):
        same_day(calls, day(limits, calls), Model(*limits).play(calls))


@check(
    "both limits change at once or not at all",
    skill="oop/encapsulation-invariants",
    advice="Work out both, look at them together, and only then change anything.",
    needs=["quiet_day"],
)
def limits_together():
    def valid(limits, calls):
        return well_formed(True)(limits, calls)

    examples = [
        ([20, 80], [["set_limits", new]])
        for new in (
            {"cold": 90, "warm": 120},
            {"cold": -30, "warm": 10},
            {"cold": 80},
            {"warm": 20},
            {"cold": 90},
            {"warm": 10},
            {"cold": 50, "warm": 50},
            {"cold": 79},
            {"warm": 21},
            {"cold": 0},
            {"cold": 120, "warm": 90},
        )
    ]
    examples += [([20, 80], [READ, ["record", [5, 50]], ["record", [4, 50]]])]
    for limits, calls in cases(days(6, refused=True), n=40, valid=valid, examples=examples):
        same_day(calls, day(limits, calls), Model(*limits).play(calls))


@check(
    "a log cannot begin with limits that break the rule",
    skill="oop/encapsulation-invariants",
    advice="The rule holds from the constructor on.",
)
def beginning():
    def draw(rng):
        cold = rng.randint(-30, 30)
        return cold, cold + rng.randint(-2, 2)

    def valid(cold, warm):
        return type(cold) is int and type(warm) is int

    for cold, warm in cases(draw, n=10, valid=valid, examples=[(20, 80), (20, 20), (20, 19)]):
        expected = {"cold": cold, "warm": warm} if cold < warm else "LogError"
        got = begun(cold, warm)
        assert got == expected, f"TemperatureLog({cold}, {warm}) does not begin as it should"


@check(
    "what was asked for in the morning shows what is true now",
    skill="oop/encapsulation-invariants",
    advice="A copy stands still. So does a view, if what it looks at is replaced by something new.",
    needs=["quiet_day"],
)
def board():
    examples = [
        ([20, 80], [READ, WARM]),
        ([20, 80], [["set_limits", {"cold": 30}], READ, ["set_limits", {"warm": 90}]]),
        ([20, 80], [["set_limits", {"cold": 30, "warm": 70}]]),
    ]
    for limits, calls in cases(days(6), n=30, valid=well_formed(False), examples=examples):
        expected = [shown for _, shown in Model(*limits).play(calls)]
        got = on_the_board(limits, calls)
        for call, one, right in zip(calls, got, expected):
            says = f"After {told(call)} the board does not show the {{}} as they are"
            for name in ("readings", "limits"):
                require(
                    one[name] == right[name],
                    says.format(name),
                    got=one[name],
                    expected=right[name],
                )


@check(
    "the board can be read in all the ways of a sequence and of a mapping",
    skill="oop/special-methods",
    advice="collections.abc.Sequence asks for two methods and brings the others.",
    needs=["board"],
)
def sequence():
    def draw(rng):
        limits, calls = days(6)(rng)
        n = sum(name == "record" for name, _ in calls)
        ends = [None, *range(-n - 1, n + 2)]
        return limits, calls, rng.randint(-n - 1, n), rng.choice(ends), rng.choice(ends)

    def valid(limits, calls, at, start, stop):
        ends = all(one is None or type(one) is int for one in (start, stop))
        return well_formed(False)(limits, calls) and type(at) is int and ends

    examples = [([20, 80], [READ, WARM], at, 0, 1) for at in (0, -1, 2, -3)]
    examples += [([20, 80], [READ, WARM], 0, None, None), ([20, 80], [], 0, 0, 1)]
    for limits, calls, at, start, stop in cases(draw, n=25, valid=valid, examples=examples):
        model = Model(*limits)
        model.play(calls)
        readings = model.shown()["readings"]
        is_there = -len(readings) <= at < len(readings)
        expected = {
            "Sequence": True,
            "Mapping": True,
            "len": len(readings),
            "index": readings[at] if is_there else "IndexError",
            "slice": readings[start:stop],
            "for": readings,
            "reversed": readings[::-1],
            "in": [[5, 61] in readings, [0, 0] in readings, *(True for _ in readings)],
            "keys": sorted(["cold", "warm"]),
            "a key": [model.limits["cold"], None],
            "slice later": readings[start:stop],
        }
        got = as_sequence(limits, calls, at, start, stop)
        for name, value in expected.items():
            says = f"What the board gives for `{name}` is not right"
            if name == "in":
                says = (
                    "`in` does not find the tuples (at, tenths) that the board shows, "
                    "or it finds one that is not there; a list is never equal to a tuple"
                )
            require(got[name] == value, says, got=got[name], expected=value)


@check(
    "a report is of one moment",
    skill="oop/encapsulation-invariants",
    advice="Which readings belong to it, and by which limits, is settled when it is asked for.",
    needs=["quiet_day"],
)
def report():
    def draw(rng):
        limits = rng.choice(LIMITS)
        model = Model(*limits)
        calls = draw_calls(rng, model, rng.randint(0, 5), refused=False)
        return limits, calls, draw_calls(rng, model, rng.randint(1, 3), refused=False)

    edges = [["record", [at, tenths]] for at, tenths in enumerate([19, 20, 80, 81])]
    examples = [
        ([20, 80], edges, [["set_limits", {"cold": 0, "warm": 100}]]),
        ([20, 80], [WARM], [["record", [20, 99]]]),
    ]
    for limits, calls, later in cases(draw, n=30, valid=well_formed(False), examples=examples):
        model = Model(*limits)
        model.play(calls)
        expected = model.report()
        got = reported(limits, calls, later)
        says = "The report does not name the readings outside the limits"
        require(got[0] == expected, says, got=got[0], expected=expected)
        says = "The report has changed after it was asked for"
        require(got[1] == expected, says, got=got[1], expected=expected)


@check(
    "nothing that the log gives can be used to change it",
    skill="oop/encapsulation-invariants",
    advice="Two levels: the list or dict itself, and the readings in it.",
    needs=["quiet_day", "report"],
)
def one_way_in():
    for limits, calls in cases(
        days(5), n=20, valid=well_formed(False), examples=[([20, 80], [READ, WARM])]
    ):
        model = Model(*limits)
        model.play(calls)
        expected = [model.shown(), model.report()]
        got = tampered(limits, calls)
        assert got == expected, "Somebody has changed the log by what it had given away"
