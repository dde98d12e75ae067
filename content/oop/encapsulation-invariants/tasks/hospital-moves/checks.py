"""Shifts drawn by seed, against a hospital written from the rules."""

from copy import deepcopy

from piton import cases, check, require

from probe import shift, taken_earlier, tampered, two_hospitals, with_listeners

PATIENTS = ["Lindqvist", "Osei", "Baptiste", "Moreau", "Ferreira"]
LAYOUTS = [
    {"A": [1, 2], "B": [3, 4], "C": [5]},
    {"A": [1, 2, 3], "B": [4, 5]},
    {"A": [1], "B": [2], "C": [3, 4]},
]
NO_BED = 9
FORMS = ["list", "one by one", "broken"]
PLACES = [
    "the rooms handed to Hospital",
    "the iterators handed to Hospital",
    "patients",
    "isolated",
    "holds",
    "closed_beds",
    "free_beds",
]
BASIC = ["admit", "admit", "discharge", "move", "close_bed", "open_bed"]
HOLDING = ["admit", "move", "hold", "hold", "hold", "release", "wait", "wait", "close_bed"]
ISOLATING = ["admit", "admit", "move", "isolate", "isolate", "end_isolation", "discharge"]
MOVING = ["admit", "admit", "admit", "carry_out", "carry_out", "hold", "isolate"]
ALL = [*BASIC, *HOLDING, *ISOLATING, *MOVING]


class Refused(Exception):
    """What the hospital does not do."""


def need(condition):
    if not condition:
        raise Refused


class Model:
    """The rules of the ticket, one after the other."""

    def __init__(self, rooms, clock=None):
        self.rooms = rooms
        self.room_of = {bed: room for room, beds in rooms.items() for bed in beds}
        self.clock = clock if clock is not None else [100]
        self.table = {}
        self.alone = set()
        self.held = {}
        self.closed = set()

    def twin(self):
        """The same hospital with the same clock."""
        other = Model(self.rooms, self.clock)
        other.table, other.alone = dict(self.table), set(self.alone)
        other.held, other.closed = dict(self.held), set(self.closed)
        return other

    def holds(self):
        return {bed: who for bed, (who, until) in self.held.items() if self.clock[0] < until}

    def shown(self):
        holds = self.holds()
        rooms = {self.room_of[bed] for bed, who in self.table.items() if who in self.alone}
        free = [
            bed
            for bed, room in self.room_of.items()
            if bed not in self.table
            and bed not in holds
            and bed not in self.closed
            and room not in rooms
        ]
        return {
            "patients": dict(self.table),
            "isolated": sorted(self.alone),
            "holds": holds,
            "closed": sorted(self.closed),
            "free": sorted(free),
        }

    def bed_of(self, patient):
        for bed, other in self.table.items():
            if other == patient:
                return bed
        raise Refused

    def need_open_for(self, bed, patient):
        need(bed in self.room_of and bed not in self.closed)
        need(self.holds().get(bed, patient) == patient)

    def need_isolation(self, table, alone):
        for bed, patient in table.items():
            mates = [one for one in table if self.room_of[one] == self.room_of[bed]]
            need(patient not in alone or len(mates) == 1)

    def drop_hold(self, patient):
        self.held = {bed: hold for bed, hold in self.held.items() if hold[0] != patient}

    def work(self, name, arguments, away):
        """Carry a call out; give the event, or none if nothing changes."""
        event, change = getattr(self, name)(*arguments)
        if event is None:
            return None
        if away:
            raise InterruptedError
        change()
        return event

    def admit(self, patient, bed, isolated=False):
        need(patient not in self.table.values())
        need(bed not in self.table)
        self.need_open_for(bed, patient)
        alone = self.alone | ({patient} if isolated else set())
        self.need_isolation({**self.table, bed: patient}, alone)

        def change():
            self.table[bed] = patient
            self.alone = alone
            self.drop_hold(patient)

        return ["admit", patient, bed, isolated], change

    def discharge(self, patient):
        bed = self.bed_of(patient)

        def change():
            del self.table[bed]
            self.alone.discard(patient)

        return ["discharge", patient, bed], change

    def move(self, patient, bed):
        return self.carry_out([[patient, bed]], "list")

    def carry_out(self, moves, form):
        if form == "broken":
            raise ConnectionError
        need(len({patient for patient, _ in moves}) == len(moves))
        real = [[patient, bed] for patient, bed in moves if self.bed_of(patient) != bed]
        if not real:
            return None, None
        goers = [patient for patient, _ in real]
        after = {bed: who for bed, who in self.table.items() if who not in goers}
        for patient, bed in real:
            need(bed not in after)
            self.need_open_for(bed, patient)
            after[bed] = patient
        self.need_isolation(after, self.alone)

        def change():
            self.table = after
            for patient in goers:
                self.drop_hold(patient)

        return ["moves", real], change

    def hold(self, bed, patient, minutes):
        need(minutes >= 1)
        need(bed not in self.table)
        self.need_open_for(bed, patient)
        until = self.clock[0] + minutes

        def change():
            self.drop_hold(patient)
            self.held[bed] = (patient, until)

        return ["hold", patient, bed, until], change

    def release(self, patient):
        beds = [bed for bed, who in self.holds().items() if who == patient]
        need(beds)
        return ["release", patient, beds[0]], lambda: self.drop_hold(patient)

    def close_bed(self, bed):
        need(bed in self.room_of and bed not in self.closed)
        need(bed not in self.table and bed not in self.holds())
        return ["close", bed], lambda: self.closed.add(bed)

    def open_bed(self, bed):
        need(bed in self.closed)
        return ["open", bed], lambda: self.closed.remove(bed)

    def isolate(self, patient):
        self.bed_of(patient)
        if patient in self.alone:
            return None, None
        self.need_isolation(self.table, self.alone | {patient})
        return ["isolate", patient], lambda: self.alone.add(patient)

    def end_isolation(self, patient):
        self.bed_of(patient)
        if patient not in self.alone:
            return None, None
        return ["end isolation", patient], lambda: self.alone.remove(patient)

    def call(self, name, arguments, away=False):
        """The outcome of a call and its event."""
        if name == "wait":
            self.clock[0] += arguments[0]
            return "ok", None
        try:
            return "ok", self.work(name, arguments, away)
        except Refused:
            return "BedError", None
        except InterruptedError:
            return "the journal's exception", None
        except ConnectionError:
            return "ConnectionError", None

    def play(self, calls, writes=True):
        found = []
        for name, arguments, away in calls:
            outcome, event = self.call(name, arguments, away)
            found.append([outcome, [event] if event and writes else [], self.shown()])
        return found


# Shifts drawn by seed. A call is a list: the method, its arguments, and whether the server is away.


def draw_call(rng, model, kinds):
    name = rng.choice(kinds)
    here = list(model.table.values())
    patient = rng.choice(here if here and rng.random() < 0.7 else PATIENTS)
    bed = rng.choice([*model.room_of, NO_BED] if rng.random() < 0.15 else [*model.room_of])
    if name == "admit":
        away = [one for one in PATIENTS if one not in here]
        patient = rng.choice(away if away and rng.random() < 0.85 else PATIENTS)
        isolated = ["isolate"] if "isolate" in kinds and rng.random() < 0.25 else []
        return [name, [patient, bed, *([True] if isolated else [])]]
    if name == "move":
        return [name, [patient, bed]]
    if name == "carry_out":
        goers = rng.sample(here, rng.randint(1, len(here))) if here else [patient]
        beds = [*model.room_of]
        if rng.random() < 0.6 and here:
            # A ring, or a chain with one free bed at its end.
            old = [one for one in model.table if model.table[one] in goers]
            free = [one for one in beds if one not in model.table]
            goers = [model.table[one] for one in old]
            beds = old[1:] + (old[:1] if rng.random() < 0.5 or not free else [rng.choice(free)])
        else:
            beds = rng.sample(beds, min(len(goers), len(beds)))
        return [name, [[list(pair) for pair in zip(goers, beds)], rng.choice(FORMS[:2])]]
    if name == "hold":
        return [name, [bed, rng.choice(PATIENTS), rng.choice([0, 1, 2, 10, 10, 30])]]
    if name == "wait":
        return [name, [rng.choice([1, 1, 2, 9, 10, 30])]]
    if name in ("close_bed", "open_bed"):
        closed = sorted(model.closed)
        return [name, [rng.choice(closed) if closed and rng.random() < 0.5 else bed]]
    return [name, [patient]]


def draw_calls(rng, model, length, kinds, refused=0.0, away=0.0):
    """Calls of which few are refused, unless asked for."""
    calls = []
    for _ in range(length):
        for _ in range(12):
            call = [*draw_call(rng, model, kinds), rng.random() < away]
            outcome, _ = trial_of(model, call)
            if outcome != "BedError" or rng.random() < refused:
                break
        else:
            continue
        model.call(*deepcopy(call))
        calls.append(call)
    return calls


def trial_of(model, call):
    if call[0] == "wait":
        return "ok", None
    return model.twin().call(*deepcopy(call))


def shifts(kinds, longest, refused=0.0, away=0.0):
    def draw(rng):
        rooms = rng.choice(LAYOUTS)
        return rooms, draw_calls(
            rng, Model(rooms), rng.randint(1, longest), kinds, refused, away
        )

    return draw


def is_call(call):
    if type(call) is not list or len(call) != 3 or type(call[2]) is not bool:
        return False
    name, arguments, _ = call
    if name not in ALL or type(arguments) is not list or not arguments:
        return False
    if name in ("close_bed", "open_bed"):
        return len(arguments) == 1 and is_bed(arguments[0])
    if name == "wait":
        return type(arguments[0]) is int and arguments[0] > 0
    if name == "hold":
        bed, patient, minutes = arguments
        return is_bed(bed) and patient in PATIENTS and type(minutes) is int
    if name == "carry_out":
        moves, form = arguments
        return form in FORMS and type(moves) is list and all(map(is_move, moves))
    if arguments[0] not in PATIENTS:
        return False
    if name == "admit":
        return len(arguments) in (2, 3) and is_bed(arguments[1]) and arguments[2:] in ([], [True])
    if name == "move":
        return len(arguments) == 2 and is_bed(arguments[1])
    return len(arguments) == 1


def is_bed(bed):
    return type(bed) is int and (1 <= bed <= 5 or bed == NO_BED)


def is_move(move):
    return type(move) is list and len(move) == 2 and move[0] in PATIENTS and is_bed(move[1])


def is_rooms(rooms):
    beds = [bed for room in rooms.values() for bed in room]
    return len(rooms) > 0 and all(map(is_bed, beds)) and len(set(beds)) == len(beds)


def well_formed(kinds, may_refuse, may_be_away=False):
    def valid(rooms, calls, *more):
        calls = [*calls, *(call for way in more for call in way)]
        if not (is_rooms(rooms) and all(map(is_call, calls))):
            return False
        if any(call[0] not in kinds for call in calls):
            return False
        if any(away for *_, away in calls) and not may_be_away:
            return False
        outcomes = [outcome for outcome, *_ in Model(rooms).play(deepcopy(calls))]
        if any(breaks_badly(rooms, calls, number) for number in range(len(calls))):
            return False
        if may_be_away:
            # What is refused and cannot be written either could end in either exception.
            return all(
                not (away and outcome == "BedError")
                for (*_, away), outcome in zip(calls, outcomes)
            )
        return may_refuse or "BedError" not in outcomes

    return valid


def breaks_badly(rooms, calls, number):
    """Whether moves break off that would be refused as well: either exception would be right."""
    name, arguments, _ = calls[number]
    if name != "carry_out" or arguments[1] != "broken":
        return False
    whole = [name, [arguments[0], "list"], False]
    return Model(rooms).play(deepcopy([*calls[:number], whole]))[-1][0] == "BedError"


def told(call):
    name, arguments, away = call
    return f"the call {name}({', '.join(map(repr, arguments))})" + (
        " without an answer of the journal" if away else ""
    )


def same_shift(calls, got, expected, where="after"):
    for number, (call, one, right) in enumerate(zip(calls, got, expected), start=1):
        require(
            one[0] == right[0],
            f"{told(call)} does not end as it should",
            got=one[0],
            expected=right[0],
        )
        says = f"{where} {told(call)} the hospital is not as it should be"
        if right[0] not in ("ok", "Trouble"):
            says = f"{told(call)} was not carried out, and the hospital is not as it was before"
        if call[0] != "wait" or number == len(calls):
            require(one[2] == right[2], says, got=one[2], expected=right[2])
        require(
            one[1] == right[1],
            f"{told(call)} does not write to the journal what it should",
            got=one[1],
            expected=right[1],
        )


def play(rooms, calls):
    same_shift(calls, shift(rooms, calls), Model(rooms).play(deepcopy(calls)))


def plain(*calls):
    """Calls as they are written here: method and arguments."""
    return [[name, list(arguments), False] for name, *arguments in calls]


AB = {"A": [1, 2], "B": [3, 4]}
TWO = [("admit", "Lindqvist", 1), ("admit", "Osei", 3)]


@check(
    "patients come, move and go, and beds are closed and opened again",
    skill="oop/encapsulation-invariants",
    advice="Which of the things you keep follow from others? Work those out when you are asked.",
)
def first_shift():
    examples = [
        (AB, plain(*TWO, ("move", "Lindqvist", 2), ("discharge", "Lindqvist"), ("close_bed", 2))),
        (AB, plain(("close_bed", 1), ("open_bed", 1), ("admit", "Osei", 1))),
    ]
    valid = well_formed(BASIC, may_refuse=False)
    for rooms, calls in cases(shifts(BASIC, 8), n=20, valid=valid, examples=examples):
        play(rooms, calls)


@check(
    "what cannot be done raises BedError and changes nothing",
    skill="oop/encapsulation-invariants",
    advice="Write down for each call what must hold before the first change, and ask it all.",
    needs=["first_shift"],
)
def refusals():
    last = ("admit", "Baptiste", 4)
    examples = [
        (AB, plain(*TWO, call, last))
        for call in (
            ("admit", "Lindqvist", 2),
            ("admit", "Moreau", 3),
            ("admit", "Moreau", NO_BED),
            ("discharge", "Moreau"),
            ("move", "Moreau", 2),
            ("move", "Lindqvist", 3),
            ("move", "Lindqvist", NO_BED),
            ("move", "Lindqvist", 1),
            ("close_bed", 1),
            ("close_bed", NO_BED),
            ("open_bed", 1),
            ("open_bed", 2),
            ("open_bed", NO_BED),
        )
    ]
    examples += [
        (AB, plain(("close_bed", 1), ("admit", "Osei", 1), ("close_bed", 1))),
        (AB, plain(*TWO, ("close_bed", 2), ("move", "Osei", 2))),
    ]
    valid = well_formed(BASIC, may_refuse=True)
    for rooms, calls in cases(shifts(BASIC, 8, refused=0.7), n=25, valid=valid, examples=examples):
        play(rooms, calls)


@check(
    "a hold keeps a bed for one patient, until its minute",
    skill="oop/encapsulation-invariants",
    advice="What ends a hold? Time, release, a newer hold, arriving. And what does not?",
    needs=["refusals"],
)
def holds():
    hold = ("hold", 2, "Baptiste", 10)
    wait = ("wait", 10)
    examples = [
        (AB, plain(*TWO, hold, *calls))
        for calls in (
            [("wait", 9), ("admit", "Moreau", 2)],
            [wait, ("admit", "Moreau", 2)],
            [wait, ("close_bed", 2)],
            [("wait", 45), ("move", "Osei", 2)],
            [("close_bed", 2)],
            [("admit", "Baptiste", 2), ("discharge", "Baptiste")],
            [("admit", "Baptiste", 4)],
            [("move", "Osei", 2)],
            [("hold", 4, "Baptiste", 5)],
            [("hold", 3, "Baptiste", 5)],
            [("hold", 4, "Baptiste", 0)],
            [("hold", 2, "Baptiste", 20), wait],
            [("hold", 2, "Moreau", 5)],
            [wait, ("hold", 2, "Moreau", 5), ("release", "Baptiste")],
            [("hold", NO_BED, "Moreau", 5)],
            [("hold", 4, "Osei", 5), ("discharge", "Osei")],
            [("hold", 4, "Osei", 5), ("move", "Osei", 4)],
            [("hold", 4, "Osei", 5), ("move", "Osei", 3)],
            [("release", "Baptiste"), ("release", "Baptiste")],
            [wait, ("release", "Baptiste")],
            [("hold", 4, "Moreau", 1), ("wait", 1)],
        )
    ]
    examples += [(AB, plain(("close_bed", 1), ("hold", 1, "Osei", 5)))]
    kinds = [*HOLDING, "discharge"]
    valid = well_formed(kinds, may_refuse=True)
    for rooms, calls in cases(shifts(kinds, 8, refused=0.4), n=25, valid=valid, examples=examples):
        play(rooms, calls)


@check(
    "an isolated patient is alone in the room",
    skill="oop/encapsulation-invariants",
    advice="The rule is about what comes out. Look at the whole table before it becomes true.",
    needs=["refusals"],
)
def isolation():
    alone = [("admit", "Lindqvist", 1, True)]
    examples = [
        (AB, plain(*alone, *calls))
        for calls in (
            [("admit", "Osei", 2)],
            [("admit", "Osei", 3), ("move", "Osei", 2)],
            [("admit", "Osei", 3), ("move", "Lindqvist", 4)],
            [("move", "Lindqvist", 2), ("admit", "Osei", 1)],
            [("end_isolation", "Lindqvist"), ("admit", "Osei", 2)],
            [("discharge", "Lindqvist"), ("admit", "Osei", 2), ("admit", "Lindqvist", 1)],
            [("isolate", "Lindqvist"), ("end_isolation", "Lindqvist")],
        )
    ]
    examples += [
        (AB, plain(("admit", "Osei", 1), ("admit", "Lindqvist", 2), *calls))
        for calls in (
            [("isolate", "Osei")],
            [("move", "Osei", 3), ("isolate", "Osei")],
            [("admit", "Moreau", 3, True), ("end_isolation", "Osei")],
            [("isolate", "Moreau")],
            [("end_isolation", "Moreau")],
        )
    ]
    examples += [(AB, plain(("admit", "Osei", 1), ("admit", "Moreau", 2, True)))]
    valid = well_formed(ISOLATING, may_refuse=True)
    draw = shifts(ISOLATING, 8, refused=0.4)
    for rooms, calls in cases(draw, n=25, valid=valid, examples=examples):
        play(rooms, calls)


@check(
    "several moves happen at once: only what comes out counts, all of them or none",
    skill="oop/encapsulation-invariants",
    advice="Work out where everybody will lie, judge that table, and only then make it true.",
    needs=["holds", "isolation"],
)
def plans():
    three = [("admit", "Lindqvist", 1), ("admit", "Osei", 2), ("admit", "Baptiste", 3)]

    def moves(*pairs, form="list"):
        return ("carry_out", [list(pair) for pair in pairs], form)

    ring = moves(("Lindqvist", 2), ("Osei", 3), ("Baptiste", 1), form="one by one")
    examples = [
        (AB, plain(*three, *calls))
        for calls in (
            [ring],
            [moves(("Lindqvist", 2), ("Osei", 4))],
            [moves(("Osei", 4), ("Lindqvist", 3))],
            [moves(("Osei", 4), ("Lindqvist", 4))],
            [moves(("Osei", 4), ("Osei", 2))],
            [moves(("Osei", 2), ("Osei", 4))],
            [moves(("Osei", 4), ("Moreau", 2))],
            [moves(("Osei", 2), ("Baptiste", 4))],
            [moves(("Osei", 2), ("Lindqvist", 1))],
            [moves()],
            [("hold", 4, "Osei", 5), moves(("Osei", 2), ("Lindqvist", 3), ("Baptiste", 1))],
            [("hold", 4, "Osei", 5), moves(("Osei", 1), ("Lindqvist", 4))],
            [("hold", 4, "Moreau", 5), ("wait", 45), moves(("Osei", 1), ("Lindqvist", 4))],
            [moves(("Osei", 4), form="broken"), ring],
            [("hold", 4, "Osei", 5), moves(("Osei", 4), ("Lindqvist", 2))],
            [("hold", 4, "Moreau", 5), moves(("Lindqvist", 2), ("Osei", 4))],
            [("isolate", "Baptiste"), moves(("Baptiste", 1), ("Lindqvist", 3), ("Osei", 4))],
            [("isolate", "Baptiste"), moves(("Baptiste", 1), ("Lindqvist", 3))],
            [("isolate", "Baptiste"), moves(("Lindqvist", 4), ("Osei", 3), ("Baptiste", 2))],
        )
    ]
    kinds = [*MOVING, "close_bed", "end_isolation"]
    valid = well_formed(kinds, may_refuse=True)
    for rooms, calls in cases(shifts(kinds, 7, refused=0.3), n=40, valid=valid, examples=examples):
        play(rooms, calls)


@check(
    "when the journal raises, nothing has happened",
    skill="oop/encapsulation-invariants",
    advice="Everything that can fail stands before the write, and nothing behind it.",
    needs=["plans"],
)
def journal_away():
    def away(*call):
        return [[*plain(call)[0][:2], True]]

    examples = [
        (AB, [*plain(*TWO, ("hold", 4, "Osei", 9), *first), *away(*call), *plain(*then)])
        for first, call, then in (
            ([], ("admit", "Moreau", 2, True), [("admit", "Moreau", 2)]),
            ([], ("discharge", "Osei"), [("discharge", "Osei")]),
            ([], ("move", "Osei", 4), [("move", "Osei", 4)]),
            ([], ("hold", 2, "Osei", 9), [("admit", "Moreau", 2)]),
            ([], ("release", "Osei"), [("release", "Osei")]),
            ([], ("close_bed", 2), [("close_bed", 2)]),
            ([("close_bed", 2)], ("open_bed", 2), [("open_bed", 2)]),
            ([], ("isolate", "Osei"), [("isolate", "Osei")]),
            ([("isolate", "Osei")], ("end_isolation", "Osei"), [("isolate", "Osei")]),
            ([], ("isolate", "Osei"), [("end_isolation", "Osei")]),
        )
    ]
    valid = well_formed(ALL, may_refuse=True, may_be_away=True)

    def draw(rng):
        rooms, calls = shifts(ALL, 7, away=0.4)(rng)
        return (rooms, calls) if valid(rooms, calls) else (rooms, [])

    for rooms, calls in cases(draw, n=25, valid=valid, examples=examples):
        play(rooms, calls)


@check(
    "nothing that was handed in or out can be used to change the hospital",
    skill="oop/encapsulation-invariants",
    advice="Rooms are a dict of lists: two levels that somebody else still holds.",
    needs=["first_shift"],
)
def handed_out():
    def draw(rng):
        rooms, calls = shifts(ALL, 6)(rng)
        model = Model(rooms)
        model.play(deepcopy(calls))
        later = draw_calls(rng, model, rng.randint(0, 2), ["isolate"], refused=1.0)
        return rooms, calls, rng.choice(PLACES), later

    def valid(rooms, calls, what, later):
        return (
            well_formed(ALL, may_refuse=False)(rooms, calls)
            and well_formed(ALL, may_refuse=True)(rooms, calls, later)
            and all(call[0] == "isolate" for call in later)
            and what in PLACES
        )

    busy = plain(*TWO, ("hold", 2, "Moreau", 9), ("isolate", "Osei"))
    two_in_a_room = plain(*TWO, ("admit", "Baptiste", 4))
    examples = [(AB, calls, what, []) for what in PLACES for calls in (busy, plain(*TWO))]
    examples += [(AB, two_in_a_room, what, plain(("isolate", "Osei"))) for what in PLACES]
    closed = plain(("close_bed", 5))
    examples += [({"A": [1, 2], "B": [3, 4], "C": [5]}, closed, "closed_beds", [])]
    for rooms, calls, what, later in cases(draw, n=12, valid=valid, examples=examples):
        model = Model(rooms)
        model.play(deepcopy(calls))
        got = tampered(rooms, calls, what, later)
        says = f"Somebody has changed what {what} gave, and the hospital has changed with it"
        if what == PLACES[0]:
            says = f"Somebody has changed {what}, and the hospital has changed with them"
        if what == PLACES[1]:
            says = "The beds of a room came from an iterator, and the hospital knows them only once"
        right = [model.shown(), [outcome for outcome, *_ in model.play(deepcopy(later))]]
        assert got == right, says


@check(
    "what was asked for shows the moment of asking",
    skill="oop/encapsulation-invariants",
    advice="A view moves with what it shows.",
    needs=["handed_out"],
)
def moments():
    def draw(rng):
        rooms, calls = shifts(ALL, 5)(rng)
        model = Model(rooms)
        model.play(deepcopy(calls))
        return rooms, calls, draw_calls(rng, model, rng.randint(1, 3), ALL)

    examples = [
        (AB, plain(*TWO), plain(("discharge", "Osei"), ("hold", 4, "Moreau", 5))),
        (AB, plain(*TWO), plain(("close_bed", 2), ("isolate", "Osei"))),
        (AB, plain(*TWO, ("close_bed", 2)), plain(("open_bed", 2))),
    ]
    valid = well_formed(ALL, may_refuse=False)
    for rooms, calls, later in cases(draw, n=15, valid=valid, examples=examples):
        model = Model(rooms)
        model.play(deepcopy(calls))
        got = taken_earlier(rooms, calls, later)
        assert got == model.shown(), "What was taken earlier has changed with the hospital"


def replayed(rooms, listeners, calls):
    """What each listener hears, and how each call ends."""
    model = Model(rooms)
    heard = []
    outcomes = [[] for _ in listeners]
    played = []
    for name, arguments, away in deepcopy(calls):
        outcome, event = model.call(name, arguments, away)
        events = [event] if event else []
        for one in events:
            heard.append([one, model.shown()])
            for number, does in enumerate(listeners):
                if does == "close" and one[0] == "discharge":
                    ends, close = model.call("close_bed", [one[2]])
                    outcomes[number].append(ends)
                    if close:
                        events.append(close)
        if events and "raise" in listeners:
            outcome = "Trouble"
        played.append([outcome, events, model.shown()])
    return played, heard, outcomes


def same_telling(rooms, listeners, calls):
    played, heard, outcomes = replayed(rooms, listeners, calls)
    got = with_listeners(rooms, listeners, calls)
    for number, does in enumerate(listeners):
        events = [event for event, _ in got["heard"][number]]
        require(
            events == [event for event, _ in heard],
            f"Listener {number + 1} of {len(listeners)} has not heard of every change in the "
            "order in which they happened",
            got=events,
            expected=[event for event, _ in heard],
        )
        if "close" not in listeners:
            require(
                got["heard"][number] == heard,
                "A listener was called before the change was complete",
                got=got["heard"][number],
                expected=heard,
            )
    require(
        got["outcomes"] == outcomes,
        "A call made by a listener does not end as it should",
        got=got["outcomes"],
        expected=outcomes,
    )
    same_shift(calls, got["played"], played)


def listened(kinds):
    def valid(rooms, listeners, calls):
        return (
            well_formed(ALL, may_refuse=True, may_be_away=True)(rooms, calls)
            and type(listeners) is list
            and all(one in kinds for one in listeners)
        )

    return valid


def with_ears(kinds, most=3):
    def draw(rng):
        rooms, calls = shifts(ALL, 6, refused=0.2)(rng)
        return rooms, rng.choices(kinds, k=rng.randint(1, most)), calls

    return draw


@check(
    "listeners hear of each change once, complete, and of nothing else",
    skill="oop/encapsulation-invariants",
    advice="Tell when the new state is in place, and only if there is a change to tell of.",
    needs=["journal_away"],
)
def listeners_hear():
    away = [["admit", ["Osei", 1], True]]
    nothing = plain(("admit", "Osei", 1), ("move", "Osei", 1), ("end_isolation", "Osei"))
    every = plain(
        *TWO,
        ("hold", 2, "Baptiste", 5),
        ("release", "Baptiste"),
        ("close_bed", 2),
        ("open_bed", 2),
        ("isolate", "Osei"),
        ("end_isolation", "Osei"),
        ("move", "Osei", 4),
        ("discharge", "Osei"),
    )
    examples = [(AB, ["note"], calls) for calls in (away, nothing, plain(*TWO), every)]
    for case in cases(with_ears(["note"]), n=12, valid=listened(["note"]), examples=examples):
        same_telling(*case)


@check(
    "a listener that raises keeps nobody from hearing, and takes nothing back",
    skill="oop/encapsulation-invariants",
    advice="Collect what listeners raise, and raise when everybody has heard.",
    needs=["listeners_hear"],
)
def trouble():
    kinds = ["note", "raise"]
    examples = [(AB, ["raise", "note"], plain(*TWO)), (AB, ["note", "raise"], plain(*TWO))]
    for case in cases(with_ears(kinds), n=12, valid=listened(kinds), examples=examples):
        same_telling(*case)


@check(
    "a listener may change the hospital, and all hear of it in the right order",
    skill="oop/encapsulation-invariants",
    advice="A change that is made while others are being told has to wait for its turn.",
    needs=["trouble"],
)
def listeners_act():
    kinds = ["note", "close", "raise"]
    gone = plain(*TWO, ("discharge", "Osei"))
    twice = [*gone, *plain(("discharge", "Lindqvist"))]
    examples = [
        (AB, listeners, calls)
        for listeners in (["close", "note"], ["note", "close"], ["close", "raise", "close"])
        for calls in (gone, twice)
    ]
    for case in cases(with_ears(kinds), n=15, valid=listened(kinds), examples=examples):
        same_telling(*case)


@check(
    "a trial starts from the same state, and neither changes the other",
    skill="oop/encapsulation-invariants",
    advice="Which objects do both hold? And whom would a trial still write to?",
    needs=["plans"],
)
def trials():
    def draw(rng):
        rooms, calls = shifts(ALL, 5)(rng)
        model = Model(rooms)
        model.play(deepcopy(calls))
        twin = model.twin()
        one = draw_calls(rng, twin, rng.randint(0, 3), ALL, refused=0.2)
        return rooms, calls, one, draw_calls(rng, model, rng.randint(0, 3), ALL, refused=0.2)

    def valid(rooms, calls, one, other):
        fine = well_formed(ALL, may_refuse=True)
        return fine(rooms, [*calls, *one]) and fine(rooms, [*calls, *other])

    busy = plain(*TWO, ("hold", 2, "Moreau", 9), ("isolate", "Osei"))
    examples = [
        (AB, busy, plain(("discharge", "Osei"), ("release", "Moreau")), plain(("close_bed", 4))),
        (AB, busy, plain(("end_isolation", "Osei"), ("move", "Osei", 4)), plain(("wait", 9))),
        (AB, plain(("close_bed", 1)), plain(("admit", "Osei", 1), ("open_bed", 1)), []),
        (AB, busy, plain(("wait", 9), ("admit", "Baptiste", 2)), []),
        (AB, busy, plain(("admit", "Baptiste", 4)), plain(("move", "Lindqvist", 2))),
    ]
    for rooms, calls, of_the_trial, of_the_first in cases(
        draw, n=15, valid=valid, examples=examples
    ):
        model = Model(rooms)
        model.play(deepcopy(calls))
        twin = model.twin()
        got = two_hospitals(rooms, calls, of_the_trial, of_the_first)
        expected = twin.play(deepcopy(of_the_trial), writes=False)
        same_shift(of_the_trial, got[0], expected, "in the trial, after")
        require(got[1] == 0, "A trial has told the listeners", got=got[1], expected=0)
        expected = model.play(deepcopy(of_the_first))
        same_shift(of_the_first, got[2], expected, "after a trial and after")
        require(
            got[3] == twin.shown(),
            "The trial has changed with the first hospital",
            got=got[3],
            expected=twin.shown(),
        )
