"""Nights on a ward, drawn by seed, against a table written from the rules."""

from piton import cases, check, require

from probe import found, night, taken_earlier, tampered

PATIENTS = ["Lindqvist", "Osei", "Baptiste", "Moreau"]
BEDS = [3, 4, 5, 6, 7]
ODD_BEDS = [0, "", "0", 7, "window"]
PLACES = ["the list handed to Ward", "beds", "free_beds()", "patients()"]


class Refused(Exception):
    """What the ward does not do."""


class Model:
    """The rules of the ticket, one after the other."""

    def __init__(self, beds):
        self.beds = beds
        self.table = {}

    def shown(self):
        return {
            "patients": dict(self.table),
            "free": sorted((bed for bed in self.beds if bed not in self.table), key=repr),
            "beds": list(self.beds),
        }

    def bed_of(self, patient):
        for bed, other in self.table.items():
            if other == patient:
                return bed
        raise Refused

    def need_free(self, bed):
        if bed not in self.beds or bed in self.table:
            raise Refused

    def after(self, name, one, other=None):
        """The table after a call and what is written."""
        if name == "admit":
            self.need_free(other)
            if one in self.table.values():
                raise Refused
            return {**self.table, other: one}, [["admit", one, other]]
        here = self.bed_of(one)
        rest = {bed: patient for bed, patient in self.table.items() if bed != here}
        if name == "discharge":
            return rest, [["discharge", one, here]]
        if name == "move":
            if other == here:
                return self.table, []
            self.need_free(other)
            return {**rest, other: one}, [["move", one, other]]
        there = self.bed_of(other)
        if here == there:
            return self.table, []
        return {**self.table, here: other, there: one}, [["swap", one, other]]

    def call(self, name, arguments, away):
        try:
            table, written = self.after(name, *arguments)
        except Refused:
            return ["BedError", [], self.shown()]
        if away and written:
            return ["the journal's exception", [], self.shown()]
        self.table = table
        return ["ok", written, self.shown()]

    def play(self, calls):
        return [self.call(name, arguments, away) for name, *arguments, away in calls]


# Nights drawn by seed.


def draw_call(rng, model):
    """A call that the ward can carry out, if there is one of the drawn kind."""
    here = list(model.table.values())
    away = [one for one in PATIENTS if one not in here]
    free = [bed for bed in model.beds if bed not in model.table]
    kinds = []
    if away and free:
        kinds += ["admit"] * 4
    if here:
        kinds += ["discharge", "move", "move"] if free else ["discharge"]
    if len(here) > 1:
        kinds += ["swap", "swap"]
    name = rng.choice(kinds)
    if name == "admit":
        return [name, rng.choice(away), rng.choice(free)]
    if name == "discharge":
        return [name, rng.choice(here)]
    if name == "move":
        return [name, rng.choice(here), rng.choice(free)]
    return [name, *rng.sample(here, 2)]


def draw_any(rng, model):
    """Any call, many of them refused."""
    name = rng.choice(["admit", "discharge", "move", "move", "swap", "swap"])
    one = rng.choice(PATIENTS)
    if name == "discharge":
        return [name, one]
    if name == "swap":
        return [name, one, rng.choice(PATIENTS)]
    return [name, one, rng.choice([*model.beds, 9])]


def draw_night(rng, length, any_call=0.0, away=0.0, names=BEDS):
    beds = rng.sample(names, rng.randint(2, 4))
    model = Model(beds)
    return beds, go_on(rng, model, length, any_call, away)


def go_on(rng, model, length, any_call=0.0, away=0.0):
    calls = []
    for _ in range(length):
        draw = draw_any if rng.random() < any_call else draw_call
        calls.append([*draw(rng, model), rng.random() < away])
        model.play(calls[-1:])
    return calls


def is_call(call, names=BEDS):
    if type(call) is not list or len(call) < 3 or type(call[-1]) is not bool:
        return False
    name, *arguments, _ = call
    if name == "discharge":
        return len(arguments) == 1 and arguments[0] in PATIENTS
    if len(arguments) != 2 or arguments[0] not in PATIENTS:
        return False
    if name == "swap":
        return arguments[1] in PATIENTS
    return name in ("admit", "move") and arguments[1] in [*names, 9]


def good(beds, calls, names=BEDS):
    return (
        type(beds) is list
        and len(beds) > 0
        and len(set(beds)) == len(beds)
        and all(bed in names for bed in beds)
        and type(calls) is list
        and all(is_call(call, names) for call in calls)
    )


def idle(beds, calls):
    """Whether a patient is moved to his own bed, or swapped with himself."""
    return any(outcome == "ok" and not written for outcome, written, _ in Model(beds).play(calls))


def without_idle(draw):
    """Only nights on which every call that is carried out changes something."""

    def draw_one(rng):
        while True:
            drawn = draw(rng)
            if not idle(*drawn):
                return drawn

    return draw_one


def quiet(beds, calls, names=BEDS):
    """Whether all calls are carried out, and each changes something."""
    return good(beds, calls, names) and all(
        outcome == "ok" and written for outcome, written, _ in Model(beds).play(calls)
    )


def told(call):
    name, *arguments, away = call
    return f"the call {name}({', '.join(map(repr, arguments))})" + (
        " without an answer of the journal" if away else ""
    )


def same_night(calls, got, expected, begin="", whose_exception=False):
    for call, one, right in zip(calls, got, expected):
        # Which exception comes out when the journal is away is a check of its own.
        left_out = right[0] == "the journal's exception" and not whose_exception
        require(
            left_out or one[0] == right[0],
            f"{begin}{told(call)} does not end as it should",
            got=one[0],
            expected=right[0],
        )
        says = f"{begin}after {told(call)} the ward is not as it should be"
        if right[0] != "ok":
            says = f"{begin}{told(call)} was not carried out, and the ward is not as it was before"
        require(one[2] == right[2], says, got=one[2], expected=right[2])
        require(
            one[1] == right[1],
            f"{begin}{told(call)} does not write to the journal what it should",
            got=one[1],
            expected=right[1],
        )


FULL = [["admit", "Lindqvist", 3, False], ["admit", "Osei", 4, False]]


@check(
    "a quiet night: patients come, move, swap and go, each change in the journal once",
    skill="oop/encapsulation-invariants",
    advice="Each of the four calls is one change and one entry of the journal.",
)
def quiet_night():
    def draw(rng):
        return draw_night(rng, rng.randint(0, 8))

    examples = [
        ([3, 4, 5], [*FULL, ["move", "Lindqvist", 5, False], ["move", "Osei", 3, False]]),
        ([3, 4], [*FULL, ["swap", "Osei", "Lindqvist", False]]),
    ]
    for beds, calls in cases(draw, n=50, valid=quiet, examples=examples):
        same_night(calls, night(beds, calls), Model(beds).play(calls))


@check(
    "what is refused leaves the ward as it was, and nothing in the journal",
    skill="oop/encapsulation-invariants",
    advice="Look at everything that can be refused first, and only then touch the first thing.",
    needs=["quiet_night"],
)
def refusals():
    def draw(rng):
        return draw_night(rng, rng.randint(1, 8), any_call=0.5)

    def valid(beds, calls):
        return good(beds, calls) and not idle(beds, calls) and not any(away for *_, away in calls)

    examples = [
        ([3, 4, 5], [*FULL, call, ["admit", "Baptiste", 5, False]])
        for call in (
            ["move", "Lindqvist", 4, False],
            ["move", "Lindqvist", 9, False],
            ["move", "Baptiste", 5, False],
            ["swap", "Lindqvist", "Baptiste", False],
            ["swap", "Baptiste", "Lindqvist", False],
            ["swap", "Baptiste", "Baptiste", False],
            ["admit", "Lindqvist", 5, False],
            ["admit", "Moreau", 4, False],
            ["admit", "Moreau", 9, False],
            ["discharge", "Baptiste", False],
        )
    ]
    for beds, calls in cases(without_idle(draw), n=60, valid=valid, examples=examples):
        same_night(calls, night(beds, calls), Model(beds).play(calls))


@check(
    "when the journal raises, nothing has happened",
    skill="oop/encapsulation-invariants",
    advice="Which is worse here: written and not done, or done and not written? Order the lines so.",
    needs=["quiet_night"],
)
def journal_away():
    def draw(rng):
        return draw_night(rng, rng.randint(1, 8), away=0.4)

    def valid(beds, calls):
        return good(beds, calls) and "BedError" not in [one[0] for one in Model(beds).play(calls)]

    examples = [
        ([3, 4, 5], [*FULL, call, ["admit", "Baptiste", 5, False]])
        for call in (
            ["admit", "Baptiste", 5, True],
            ["discharge", "Osei", True],
            ["move", "Lindqvist", 5, True],
            ["swap", "Lindqvist", "Osei", True],
        )
    ]
    for beds, calls in cases(draw, n=60, valid=valid, examples=examples):
        same_night(calls, night(beds, calls), Model(beds).play(calls))


@check(
    "Ctrl-C while the journal writes leaves the ward as it was, too",
    skill="oop/encapsulation-invariants",
    advice="`write` may raise anything, and not everything that can be raised is an Exception. What need not be "
    "undone is undone for all of them.",
    needs=["journal_away"],
)
def interrupted():
    def draw(rng):
        return draw_night(rng, rng.randint(1, 8), away=0.4)

    def valid(beds, calls):
        return good(beds, calls) and "BedError" not in [one[0] for one in Model(beds).play(calls)]

    examples = [
        ([3, 4, 5], [*FULL, call, ["admit", "Baptiste", 5, False]])
        for call in (
            ["admit", "Baptiste", 5, True],
            ["discharge", "Osei", True],
            ["move", "Lindqvist", 5, True],
            ["swap", "Lindqvist", "Osei", True],
        )
    ]
    for beds, calls in cases(draw, n=20, valid=valid, examples=examples):
        got = night(beds, calls, "interrupted")
        same_night(calls, got, Model(beds).play(calls), "Ctrl-C came during the writing: ")


@check(
    "the caller gets the very exception of the journal",
    skill="oop/encapsulation-invariants",
    advice="The caller has to know that the record is away. A BedError says that the ward refused, and no exception says that it is done.",
    needs=["quiet_night"],
)
def very_exception():
    def draw(rng):
        beds, calls = draw_night(rng, rng.randint(1, 5))
        calls[-1][-1] = True
        return beds, calls

    def valid(beds, calls):
        return quiet(beds, [[*call[:-1], False] for call in calls]) and [
            away for *_, away in calls
        ] == [False] * (len(calls) - 1) + [True]

    examples = [
        ([3, 4, 5], [*FULL, call])
        for call in (
            ["admit", "Baptiste", 5, True],
            ["discharge", "Osei", True],
            ["move", "Lindqvist", 5, True],
            ["swap", "Lindqvist", "Osei", True],
        )
    ]
    for beds, calls in cases(draw, n=20, valid=valid, examples=examples):
        outcome = night(beds, calls)[-1][0]
        require(
            outcome == "the journal's exception",
            f"{told(calls[-1])} does not give the journal's exception to the caller",
            got=outcome,
            expected="the journal's exception",
        )


@check(
    "a move to the own bed and a swap with oneself change nothing and are no error",
    skill="oop/encapsulation-invariants",
    advice="The own bed is not free, because the patient lies in it himself. Ask for this case before you ask whether the bed is free.",
    needs=["quiet_night"],
)
def own_bed():
    def draw(rng):
        beds, calls = draw_night(rng, rng.randint(0, 4))
        model = Model(beds)
        model.play(calls)
        table = list(model.table.items())
        if not table:
            table = [(beds[0], PATIENTS[0])]
            calls.append(["admit", PATIENTS[0], beds[0], False])
        bed, patient = rng.choice(table)
        away = rng.random() < 0.3
        calls.append(rng.choice([["move", patient, bed, away], ["swap", patient, patient, away]]))
        return beds, calls

    def valid(beds, calls):
        return good(beds, calls) and quiet(beds, calls[:-1]) and idle(beds, calls)

    examples = [
        ([3, 4, 5], [*FULL, call])
        for call in (
            ["move", "Lindqvist", 3, False],
            ["move", "Lindqvist", 3, True],
            ["swap", "Osei", "Osei", False],
        )
    ]
    for beds, calls in cases(draw, n=20, valid=valid, examples=examples):
        same_night(calls, night(beds, calls), Model(beds).play(calls))


@check(
    "the beds may be handed in as an iterator",
    skill="oop/encapsulation-invariants",
    advice="An iterator can be walked once, and the second walk finds nothing. Walk it once, and keep what you have found.",
    needs=["quiet_night"],
)
def beds_from_an_iterator():
    def draw(rng):
        return draw_night(rng, rng.randint(1, 5))

    for beds, calls in cases(draw, n=10, valid=quiet, examples=[([3, 4, 5], FULL)]):
        says = "the beds were handed in as an iterator: "
        same_night(calls, night(beds, calls, "iterator"), Model(beds).play(calls), says)


@check(
    "a bed may have any number or text for a name",
    skill="oop/encapsulation-invariants",
    advice="0 and the empty text are names, and false. Ask whether there is a bed with `in` or `is None`, not with `if bed`.",
    needs=["quiet_night"],
)
def any_name():
    def draw(rng):
        return draw_night(rng, rng.randint(1, 6), names=ODD_BEDS)

    def valid(beds, calls):
        return quiet(beds, calls, ODD_BEDS)

    examples = [([0, ""], [["admit", "Osei", bed, False], ["discharge", "Osei", False]]) for bed in (0, "")]
    for beds, calls in cases(draw, n=20, valid=valid, examples=examples):
        same_night(calls, night(beds, calls), Model(beds).play(calls))


@check(
    "a patient is found with bed_of, and BedError says that there is none",
    skill="oop/encapsulation-invariants",
    advice="It is asked by the other methods, too.",
    needs=["quiet_night"],
)
def finding():
    def draw(rng):
        return *draw_night(rng, rng.randint(0, 5)), rng.choice(PATIENTS)

    def valid(beds, calls, patient):
        return quiet(beds, calls) and patient in PATIENTS

    for beds, calls, patient in cases(draw, n=20, valid=valid, examples=[([3], [], "Osei")]):
        model = Model(beds)
        model.play(calls)
        bed = {one: bed for bed, one in model.table.items()}.get(patient, "BedError")
        got = found(beds, calls, patient)
        assert got == bed, f"the answer of bed_of({patient!r}) is not right"


@check(
    "nothing that was handed in or out can be used to change the ward",
    skill="oop/encapsulation-invariants",
    advice="Who else has a name for this list, set or dict? Give a new one away, and take a new one.",
    needs=["quiet_night"],
)
def handed_out():
    def draw(rng):
        return *draw_night(rng, rng.randint(0, 4)), rng.choice(PLACES)

    def valid(beds, calls, what):
        return quiet(beds, calls) and what in PLACES

    examples = [([3, 4, 5], FULL, what) for what in PLACES]
    for beds, calls, what in cases(draw, n=20, valid=valid, examples=examples):
        model = Model(beds)
        model.play(calls)
        got = tampered(beds, calls, what)
        assert got == model.shown(), f"Somebody has changed {what}, and the ward has changed with it"


@check(
    "what free_beds() and patients() gave stays as it was",
    skill="oop/encapsulation-invariants",
    advice="A view moves with what it shows. The screen wants the moment.",
    needs=["handed_out"],
)
def moments():
    def draw(rng):
        beds, calls = draw_night(rng, rng.randint(0, 3))
        model = Model(beds)
        model.play(calls)
        return beds, calls, go_on(rng, model, rng.randint(1, 3))

    def valid(beds, calls, later):
        return quiet(beds, [*calls, *later])

    examples = [([3, 4, 5], FULL, [["discharge", "Osei", False]])]
    for beds, calls, later in cases(draw, n=20, valid=valid, examples=examples):
        model = Model(beds)
        model.play(calls)
        shown = model.shown()
        expected = {"free": shown["free"], "patients": shown["patients"]}
        got = taken_earlier(beds, calls, later)
        assert got == expected, "What was taken earlier has changed with the ward"
