"""One night with a fault at every step, and with two faults where two can meet."""

from piton import cases, check, require

from probe import calls_before_entering, night

WAY_OUT = ["resume_jobs", "lower_flag"]
ORDINARY = ["ShopError", "ConnectionError", "KeyError", "TimeoutError", "ValueError"]
INTERRUPTS = ["KeyboardInterrupt", "SystemExit"]
REASONS = ["new map collection", "annual stocktaking", "price change", "more cellar space"]
MESSAGES = ["no answer", "row 212 has no year", "connection reset", "try later", "disk full"]


def scripts(places, kinds):
    """A generator of nights that fail at all the steps of one of `places`."""

    def draw(rng):
        messages = rng.sample(MESSAGES, len(MESSAGES))
        faults = {
            step: [rng.choice(kinds), messages.pop()] for step in rng.choice(places)
        }
        return rng.choice(REASONS), faults

    return draw


def every(places, kinds):
    """One night for each of `places` and each kind of error."""
    return [
        (REASONS[0], {step: [kind, f"{step} failed"] for step in place})
        for place in places
        for kind in kinds
    ]


def well_formed(places, kinds):
    """What a shrunk night must still look like: one of the places, of the kinds, our words."""

    def valid(reason, faults):
        return (
            reason in REASONS
            and isinstance(faults, dict)
            and list(faults) in [list(place) for place in places]
            and all(
                isinstance(fault, list)
                and len(fault) == 2
                and fault[0] in kinds
                and fault[1] in [*MESSAGES, f"{step} failed"]
                for step, fault in faults.items()
            )
            and len({fault[1] for fault in faults.values()}) == len(faults)
        )

    return valid


def nights(places, kinds, n=60):
    """The nights of one check, with what each of them gave."""
    examples = every(places, kinds)
    valid = well_formed(places, kinds)
    for reason, faults in cases(scripts(places, kinds), n=n, valid=valid, examples=examples):
        yield reason, faults, night(reason, faults)


def right_calls(reason, faults):
    """The calls of a night, from the rules of the ticket."""
    calls = [f"raise_flag: {reason}"]
    if "raise_flag" in faults:
        return calls
    calls.append("pause_jobs")
    if "pause_jobs" in faults:
        return [*calls, "lower_flag"]
    return [*calls, "work", *WAY_OUT]


def trouble(faults):
    """Say what was raised, and where."""
    return " and ".join(f"{step} raised {kind}" for step, (kind, _) in faults.items())


def same_calls(got, reason, faults):
    """Each call as often as it should be; what comes after the work may come in any order."""
    expected = right_calls(reason, faults)
    calls = got["calls"]
    where = f"When {trouble(faults)}"
    for call in expected:
        name = call.split(":")[0]
        says = f"{where}, {name} was not called"
        require(call in calls, says, got=calls, expected=expected)
    for call in calls:
        name = call.split(":")[0]
        says = f"{where}, {name} was called all the same"
        require(call in expected, says, got=calls, expected=expected)
        says = f"{where}, {name} was called twice"
        require(calls.count(call) == 1, says, got=calls, expected=expected)


@check(
    "a night without trouble closes the shop and opens it again, step by step",
    skill="python/context-managers",
    advice="Undo the last step first: visitors come in only when the jobs are running again.",
)
def quiet_night():
    for reason, faults in cases(scripts([()], ORDINARY), n=20, valid=well_formed([()], ORDINARY)):
        got = night(reason, faults)
        expected = right_calls(reason, faults)
        errors = got["errors"]
        require(not errors, "Nothing failed, and an error got out", got=errors, expected=[])
        require(
            got["calls"] == expected,
            "The calls of a quiet night are not the right ones in the right order",
            got=got["calls"],
            expected=expected,
        )


@check(
    "nothing is called before the with block is entered",
    skill="python/context-managers",
    advice="Building the manager and entering it are two moments. What runs in the first?",
)
def nothing_before_the_block():
    for reason in cases(lambda rng: rng.choice(REASONS), n=4, valid=REASONS.__contains__):
        got = calls_before_entering(reason)
        require(
            got == [],
            "The shop was called when the manager was built, before the with block",
            got=got,
            expected=[],
        )


@check(
    "when the way in fails, what was done is undone and nothing else",
    skill="python/context-managers",
    advice="Ask at each step of the way in: if the next call fails, what has been done so far?",
)
def way_in_fails():
    places = [("raise_flag",), ("pause_jobs",)]
    for reason, faults, got in nights(places, ORDINARY + INTERRUPTS):
        same_calls(got, reason, faults)
        (fault,) = faults.values()
        require(
            got["errors"] == [fault],
            f"On the way in {trouble(faults)}, and the caller did not get that error",
            got=got["errors"],
            expected=[fault],
        )


@check(
    "an error in the block opens the shop and goes on to the caller",
    skill="python/context-managers",
    advice="The manager cleans up. Whether the error matters is for the caller to say.",
)
def work_fails():
    for reason, faults, got in nights([("work",)], ORDINARY):
        same_calls(got, reason, faults)
        expected = list(faults.values())
        require(
            got["errors"] == expected,
            f"In the block {trouble(faults)}, and the caller did not get that error",
            got=got["errors"],
            expected=expected,
        )


@check(
    "Ctrl-C and sys.exit() in the block open the shop like any error",
    skill="python/context-managers",
    advice="Not everything that can be raised is an Exception.",
)
def work_is_interrupted():
    for reason, faults, got in nights([("work",)], INTERRUPTS, n=20):
        same_calls(got, reason, faults)
        expected = list(faults.values())
        require(
            got["errors"] == expected,
            f"In the block {trouble(faults)}, and the caller did not get to know",
            got=got["errors"],
            expected=expected,
        )


@check(
    "one failing call on the way out does not keep the other from being made",
    skill="python/context-managers",
    advice="Two calls in one finally are one piece: when the first raises, the second is skipped.",
)
def way_out_fails():
    places = [("resume_jobs",), ("lower_flag",), ("resume_jobs", "lower_flag")]
    for reason, faults, got in nights(places, ORDINARY + INTERRUPTS):
        same_calls(got, reason, faults)
        # Two calls may have failed. Which of the errors comes first is left open: an ExitStack
        # without an error of the block does not link them.
        expected = list(faults.values())
        require(
            got["errors"][:1] != [] and got["errors"][0] in expected,
            f"On the way out {trouble(faults)}, and the caller got "
            f"{'nothing' if not got['errors'] else 'another error'}",
            got=got["errors"],
            expected=expected,
        )


@check(
    "when the block and the way out both fail, the caller can find both errors",
    skill="python/context-managers",
    advice="An error raised while another is on its way gets that one as its __context__.",
)
def both_fail():
    places = [("work", "resume_jobs"), ("work", "lower_flag"), ("pause_jobs", "lower_flag")]
    for _, faults, got in nights(places, ORDINARY):
        expected = list(reversed(faults.values()))
        require(
            got["errors"] == expected,
            f"First {' and then '.join(trouble({step: faults[step]}) for step in faults)}, and the "
            "caller did not get the later error with the earlier one as its __context__",
            got=got["errors"],
            expected=expected,
        )
