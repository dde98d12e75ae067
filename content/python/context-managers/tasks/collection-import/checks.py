"""One night with a fault at every step, and nights on which the clean-up fails as well."""

from piton import cases, check, require

from probe import night

ORDINARY = ["MuseumError", "ConnectionError", "OSError", "TimeoutError", "ValueError"]
INTERRUPTS = ["KeyboardInterrupt", "SystemExit"]
REASONS = ["new collection", "spring loans", "corrected dates", "second delivery"]
NAMES = ["coins", "globes", "prints", "sea charts", "town plans"]
LINES = [
    "C-1;denarius\n",
    "G-7;terrestrial globe\n",
    "P-3;street at night\n",
    "S-12;Bay of Kotor\n",
]
MESSAGES = ["no answer", "no such file", "connection reset", "try later", "disk full", "lock lost"]

CREATE = "create collection.new"
CLOSE = "close collection.new"
RENAME = "rename collection.new collection.csv"
REMOVE = "remove collection.new"


# The steps of a night.


def way_in(parts):
    """What is taken before the work, and what gives it back."""
    return [
        ("raise_flag", "lower_flag"),
        ("pause_jobs", "resume_jobs"),
        ("lock_catalogue", "release"),
        *((f"open_part {name}", f"close {name}") for name in parts),
    ]


def way_in_steps(parts):
    return [*(step for step, _ in way_in(parts)), CREATE]


def work_steps(parts):
    reads = [f"read {name}" for name in parts]
    return [*reads, *(["write"] if any(parts.values()) else []), CLOSE, RENAME]


def way_out_steps(parts):
    return [undo for _, undo in way_in(parts)]


def right_calls(reason, parts, faults):
    """The calls of a night, reading and writing left out, from the rules of the ticket."""
    calls = []
    undo = []
    for step, back in way_in(parts):
        calls.append(f"raise_flag: {reason}" if step == "raise_flag" else step)
        if step in faults:
            return calls + undo[::-1]
        undo.append(back)
    calls.append(CREATE)
    if CREATE in faults:
        return calls + undo[::-1]
    calls.append(CLOSE)
    if any(step in faults for step in work_steps(parts) if step != RENAME):
        return [*calls, REMOVE, *undo[::-1]]
    calls.append(RENAME)
    if RENAME in faults:
        calls.append(REMOVE)
    return calls + undo[::-1]


def is_published(parts, faults):
    return not any(step in faults for step in way_in_steps(parts) + work_steps(parts))


# Nights drawn by seed. A plan says which steps fail: it takes the parts and a random source, and
# gives the failing steps with the kinds of exception to choose from.


def draw_parts(rng, fewest):
    names = rng.sample(NAMES, rng.randint(fewest, 4))
    return {name: rng.choices(LINES, k=rng.randint(0, 3)) for name in names}


def size(parts):
    return sum(len(line) for lines in parts.values() for line in lines)


def script(rng, parts, plan):
    messages = rng.sample(MESSAGES, len(MESSAGES))
    faults = {step: [rng.choice(kinds), messages.pop()] for step, kinds in plan(rng, parts)}
    room = rng.randrange(size(parts)) if "write" in faults else None
    return rng.choice(REASONS), parts, faults, room


def scripts(plan, fewest=0):
    return lambda rng: script(rng, draw_parts(rng, fewest), plan)


def every(steps, kinds):
    """One night for each of the steps and kinds, with three parts."""
    parts = {"coins": LINES[:1], "globes": LINES[1:2], "prints": LINES[2:]}
    return [
        (REASONS[0], parts, {step: [kind, f"{step} failed"]}, 20 if step == "write" else None)
        for step in steps(parts)
        for kind in kinds
    ]


def one_of(steps, kinds):
    return lambda rng, parts: [(rng.choice(steps(parts)), kinds)]


def well_formed(same_plan):
    """What a shrunk night must still look like; `same_plan` judges parts and failing kinds."""

    def valid(reason, parts, faults, room):
        if not (reason in REASONS and isinstance(parts, dict) and isinstance(faults, dict)):
            return False
        if not all(
            name in NAMES and isinstance(lines, list) and all(line in LINES for line in lines)
            for name, lines in parts.items()
        ):
            return False
        if not all(
            isinstance(fault, list)
            and len(fault) == 2
            and fault[0] in ORDINARY + INTERRUPTS
            and fault[1] in [*MESSAGES, f"{step} failed"]
            for step, fault in faults.items()
        ):
            return False
        if "write" not in faults and room is not None:
            return False
        if "write" in faults and not (type(room) is int and 0 <= room < size(parts)):
            return False
        return same_plan(parts, {step: fault[0] for step, fault in faults.items()})

    return valid


def one_in(steps, kinds):
    def same_plan(parts, faults):
        return len(faults) == 1 and all(
            step in steps(parts) and kind in kinds for step, kind in faults.items()
        )

    return same_plan


# What a night must show.


def require_calls(got, reason, parts, faults, among=None):
    """Each call as often as it should be, in whatever order; `among` names those looked at."""
    expected = right_calls(reason, parts, faults)
    calls = got["calls"]
    if among is not None:
        expected = [call for call in expected if call in among]
        calls = [call for call in calls if call in among]
    where = f"When {' and '.join(f'{step} raised {kind}' for step, (kind, _) in faults.items())}"
    for call in expected:
        says = f"{where}, {call} was not called"
        require(call in calls, says, got=calls, expected=expected)
    for call in calls:
        says = f"{where}, {call} was called all the same"
        require(call in expected, says, got=calls, expected=expected)
        says = f"{where}, {call} was called twice"
        require(calls.count(call) == 1, says, got=calls, expected=expected)


def require_live(got, parts, faults):
    published = "".join(line for lines in parts.values() for line in lines)
    expected = published if is_published(parts, faults) else "yesterday"
    require(
        got["live"] == expected,
        "The live collection is not what it should be after this night",
        got=got["live"],
        expected=expected,
    )


def require_out(got, faults):
    """The only exception of the night gets out."""
    (step,) = faults
    require(
        got["raised"] == step,
        f"When {step} failed, the caller did not get that exception",
        got=got["raised"],
        expected=step,
    )
    require(
        got["reported"] == [],
        f"Only {step} failed, the caller got that, and there was nothing to report",
        got=got["reported"],
        expected=[],
    )


def single_faults(steps, kinds):
    """Plays nights with one fault each and requires what all of them have in common."""
    for reason, parts, faults, room in cases(
        scripts(one_of(steps, kinds)),
        n=40,
        valid=well_formed(one_in(steps, kinds)),
        examples=every(steps, kinds),
    ):
        got = night(reason, parts, faults, room)
        require_calls(got, reason, parts, faults)
        require_live(got, parts, faults)
        require_out(got, faults)


@check(
    "a night without trouble publishes all parts and gives everything back, last taken first",
    skill="python/context-managers",
    advice="Compare the two lists of calls line by line, and ask what each call undoes.",
)
def clean_run():
    for reason, parts, faults, room in cases(
        scripts(lambda rng, parts: []),
        n=40,
        valid=well_formed(lambda parts, faults: not faults),
    ):
        got = night(reason, parts, faults, room)
        require_live(got, parts, faults)
        require(
            got["raised"] is None and not got["reported"],
            "Nothing failed, and an exception got out or was reported",
            got=[got["raised"], got["reported"]],
            expected=[None, []],
        )
        expected = right_calls(reason, parts, faults)
        require(
            got["calls"] == expected,
            "The calls of a night without trouble are not the right ones in the right order",
            got=got["calls"],
            expected=expected,
        )


@check(
    "when the way in fails at any step, what was taken is given back and nothing else",
    skill="python/context-managers",
    advice="Between taking a thing and promising to give it back no other call may stand.",
)
def way_in_fails():
    single_faults(way_in_steps, ORDINARY + INTERRUPTS)


def work_given_up(rng, parts):
    """Reading or writing fails, and then perhaps closing or removing what has been written."""
    work = rng.choice([step for step in work_steps(parts) if step not in (CLOSE, RENAME)])
    later = [step for step in (CLOSE, REMOVE) if rng.random() < 0.4]
    return [(work, ORDINARY + INTERRUPTS), *((step, ORDINARY) for step in later)]


@check(
    "when the work fails, the temporary file is closed and removed and everything given back",
    skill="python/context-managers",
    advice="From the moment the temporary file exists, every way out but one has to remove it.",
)
def work_fails():
    def reading_and_writing(parts):
        return [step for step in work_steps(parts) if step not in (CLOSE, RENAME)]

    def same_plan(parts, faults):
        return (
            set(faults) <= {*reading_and_writing(parts), CLOSE, REMOVE}
            and len(set(faults) & set(reading_and_writing(parts))) == 1
            and all(faults[step] in ORDINARY for step in (CLOSE, REMOVE) if step in faults)
        )

    for reason, parts, faults, room in cases(
        scripts(work_given_up, fewest=1),
        n=60,
        valid=well_formed(same_plan),
        examples=every(reading_and_writing, ORDINARY + INTERRUPTS),
    ):
        got = night(reason, parts, faults, room)
        require_calls(got, reason, parts, faults)
        require_live(got, parts, faults)
        if len(faults) == 1:
            require_out(got, faults)


@check(
    "when closing or renaming the new file fails, yesterday's collection stays, and only that",
    skill="python/context-managers",
    advice="Until the rename has come back without an exception nothing is published.",
)
def publishing_fails():
    single_faults(lambda parts: [CLOSE, RENAME], ORDINARY + INTERRUPTS)


def failing_way_out(rng, parts):
    steps = way_out_steps(parts)
    plan = [(step, ORDINARY + INTERRUPTS) for step in rng.sample(steps, rng.randint(1, 3))]
    if rng.random() < 0.3:
        plan.append((CREATE, ORDINARY))
    elif any(parts.values()) and rng.random() < 0.5:
        plan.append(("write", ORDINARY))
        plan += [(step, ORDINARY + INTERRUPTS) for step in (CLOSE, REMOVE) if rng.random() < 0.5]
    return plan


@check(
    "a clean-up call that fails does not keep the others from being made",
    skill="python/context-managers",
    advice="Each step of the clean-up has to be tried, whatever the one before it raised.",
)
def clean_up_fails():
    def same_plan(parts, faults):
        return (
            set(faults) & set(way_out_steps(parts))
            and set(faults) <= {*way_out_steps(parts), CREATE, "write", CLOSE, REMOVE}
            and not {CREATE, "write"} <= set(faults)
            and (not {CLOSE, REMOVE} & set(faults) or "write" in faults)
            and all(faults[step] in ORDINARY for step in (CREATE, "write") if step in faults)
        )

    for reason, parts, faults, room in cases(
        scripts(failing_way_out),
        n=60,
        valid=well_formed(same_plan),
        examples=every(way_out_steps, ORDINARY[:1] + INTERRUPTS),
    ):
        got = night(reason, parts, faults, room)
        require_calls(got, reason, parts, faults, among=way_out_steps(parts))


def several(rng, parts):
    """A first fault, interrupt or not, and later ones that are ordinary."""
    way_out = rng.sample(way_out_steps(parts), rng.randint(1, 2))
    first = rng.choice([CREATE, *(step for step in work_steps(parts) if step != CLOSE)])
    later = [*way_out, *([REMOVE] if first != CREATE and rng.random() < 0.3 else [])]
    if first not in (CREATE, RENAME) and rng.random() < 0.5:
        later.append(CLOSE)
    return [(first, rng.choice([ORDINARY, INTERRUPTS])), *((step, ORDINARY) for step in later)]


def interrupted_twice(rng, parts):
    """An interrupt during the work, and an impatient one during the clean-up."""
    first = rng.choice(work_steps(parts))
    return [(first, INTERRUPTS), (rng.choice(way_out_steps(parts)), INTERRUPTS)]


def several_on_the_way_out(rng, parts):
    return [(step, ORDINARY) for step in rng.sample(way_out_steps(parts), rng.randint(2, 3))]


@check(
    "of several errors the first gets out, and each of the others is reported once",
    skill="python/context-managers",
    advice="A raise in the clean-up replaces what was on its way. Who remembers what came first?",
)
def first_error_wins():
    def same_plan(parts, faults):
        first = set(faults) & {CREATE, *work_steps(parts)} - {CLOSE}
        return (
            set(faults) <= {CREATE, *work_steps(parts), *way_out_steps(parts), REMOVE}
            and len(faults) > 1
            and len(first) <= 1
            and (CLOSE not in faults or bool(first - {CREATE, RENAME}))
            and (REMOVE not in faults or (bool(first) and first != {CREATE}))
            and all(kind in ORDINARY for step, kind in faults.items() if step not in first)
        )

    def both_interrupts(parts, faults):
        return (
            len(faults) == 2
            and len(set(faults) & set(work_steps(parts))) == 1
            and len(set(faults) & set(way_out_steps(parts))) == 1
            and all(kind in INTERRUPTS for kind in faults.values())
        )

    plans = [
        (several, same_plan),
        (several_on_the_way_out, same_plan),
        (interrupted_twice, both_interrupts),
    ]
    for plan, is_one in plans:
        for reason, parts, faults, room in cases(scripts(plan), n=50, valid=well_formed(is_one)):
            got = night(reason, parts, faults, room)
            first, *later = got["failed"] or [None]
            require(
                got["raised"] == first,
                f"The exception that came first is not the one that got out: {first} raised first",
                got=got["raised"],
                expected=first,
            )
            require(
                got["reported"] == sorted(later),
                "The later errors were not all reported, each of them once",
                got=got["reported"],
                expected=sorted(later),
            )


def interrupted_way_out(rng, parts):
    first = rng.choice(work_steps(parts))
    return [(first, ORDINARY), (rng.choice(way_out_steps(parts)), INTERRUPTS)]


@check(
    "an interrupt during the clean-up gets out, and the error before it is reported",
    skill="python/context-managers",
    advice="Ctrl-C was meant to stop the night. A caller that handles errors must not go on with it.",
)
def interrupt_in_clean_up():
    def same_plan(parts, faults):
        work = [step for step in faults if step in work_steps(parts)]
        way_out = [step for step in faults if step in way_out_steps(parts)]
        return (
            len(faults) == 2
            and len(work) == len(way_out) == 1
            and faults[work[0]] in ORDINARY
            and faults[way_out[0]] in INTERRUPTS
        )

    for reason, parts, faults, room in cases(
        scripts(interrupted_way_out), n=60, valid=well_formed(same_plan)
    ):
        got = night(reason, parts, faults, room)
        (error,) = (step for step in faults if step in work_steps(parts))
        (interrupt,) = (step for step in faults if step in way_out_steps(parts))
        require(
            got["raised"] == interrupt,
            f"When {error} failed and {interrupt} was interrupted, the interrupt did not get out",
            got=got["raised"],
            expected=interrupt,
        )
        require(
            got["reported"] == [error],
            f"When {interrupt} was interrupted, the error before it was not reported just once",
            got=got["reported"],
            expected=[error],
        )
