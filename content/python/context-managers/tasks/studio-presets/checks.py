"""Sessions drawn by seed, against a desk of our own that follows the rules of the ticket.

A step is a list: what is done, and with what. "levels" and "try" write down what they see.
"""

from piton import cases, check, require

from probe import play

CHANNELS = ["vocals", "piano", "bass", "strings", "talkback", "drums"]
ORDINARY = ["DeskError", "ConnectionError", "KeyError", "TimeoutError", "ValueError"]
KINDS = [*ORDINARY, "KeyboardInterrupt", "SystemExit"]


# The rules of the ticket.


class Failed(Exception):
    """Something failed in the session; `chain` says what, the last error first."""

    def __init__(self, chain):
        super().__init__()
        self.chain = chain


def expected_of(levels, presets, steps):
    now, refused, seen = dict(levels), {}, []

    def put_back(channel, level):
        if channel in refused:
            return [[refused[channel], f"{channel} refused"]]
        if level is None:
            now.pop(channel, None)
        else:
            now[channel] = level
        return []

    def block(levels, steps):
        before = {channel: now.get(channel) for channel in levels}
        for channel in levels:
            if channel in refused:
                now.update({one: level for one, level in before.items() if level is not None})
                for one, level in before.items():
                    if level is None:
                        now.pop(one, None)
                raise Failed([[refused[channel], f"{channel} refused"]])
            now[channel] = levels[channel]
        chain = []
        try:
            run(steps)
        except Failed as error:
            chain = error.chain
        for channel, level in before.items():
            chain = [*put_back(channel, level), *chain]
        if chain:
            raise Failed(chain)

    def run(steps):
        for step, *values in steps:
            if step == "levels":
                seen.append(dict(now))
            elif step == "set":
                now[values[0]] = values[1]
            elif step == "off":
                now.pop(values[0], None)
            elif step == "refuse":
                refused[values[0]] = values[1]
            elif step == "accept":
                refused.clear()
            elif step == "raise":
                raise Failed([[values[0], "the take failed"]])
            elif step == "with":
                block(presets[values[0]], values[1])
            elif step == "try":
                try:
                    run(values[0])
                    seen.append([])
                except Failed as error:
                    seen.append(error.chain)

    run(steps)
    return seen


INDENT = "| "  # Spaces alone are not shown at the beginning of a line.


def told(steps, depth=0):
    """The steps as lines for the reader of a verdict, a block under its `with`."""
    lines = []
    for step, *values in steps:
        inside = ""
        if step == "with":
            line, inside = f"with preset {values[0]}:", told(values[1], depth + 1)
        elif step == "try":
            line, inside = "try:", told(values[0], depth + 1)
        elif step == "levels":
            line = "look at the levels"
        elif step == "accept":
            line = "accept all"
        else:
            line = " ".join([step, *map(str, values)])
        lines.append("\n" + INDENT * depth + line + inside)
    return "".join(lines)


def kind_of(chain):
    return chain[0][0] if chain else "no error"


def first_time(chain):
    return [[kind, *(one.removesuffix(" again") for one in words)] for kind, *words in chain]


def same(levels, presets, steps, when, first=False):
    """Compares what was seen, in the order in which it was seen.

    `first` asks for the error of the first refusal where a channel has refused twice.
    """
    when = f"{when}. The session:{told(steps)}"
    got = play(levels, presets, steps)
    expected = expected_of(levels, presets, steps)
    for one, other in zip(got, expected):
        if type(other) is dict:
            require(one == other, f"The desk did not stand as it should {when}", got=one, expected=other)
        else:
            # The last error must be the right one. What else hangs on its chain is left open.
            block_ran = type(one) is not list
            require(not block_ran, f"A block was run that was not entered {when}", got=one, expected=other)
            found = one if first else first_time(one)
            right = found[:1] == other[:1] and all(error in found for error in other)
            says = f"The caller did not get the errors {when}"
            if kind_of(one) != kind_of(other):
                says = f"Expected {kind_of(other)}, got {kind_of(one)}: the caller did not get the errors {when}"
            require(right, says, got=one, expected=other)
    require(len(got) == len(expected), f"The session was cut short {when}", got=got, expected=expected)


# Sessions, drawn. What a preset sets is below -30, what somebody sets by hand is above.


def by_hand(rng):
    return rng.choice([*range(-9, 0), *range(1, 7)])


def draw_levels(rng):
    return {channel: by_hand(rng) for channel in CHANNELS if rng.random() < 0.7}


def draw_preset(rng, fewest=1):
    channels = rng.sample(CHANNELS, rng.randint(fewest, 4))
    return {channel: rng.randint(-60, -31) for channel in channels}


def moves(rng, channels, most=2):
    """Somebody moves some of the channels by hand."""
    found = []
    for channel in rng.sample(list(channels), min(len(channels), rng.randint(1, most))):
        found.append(["off", channel] if rng.random() < 0.3 else ["set", channel, by_hand(rng)])
    return found


def good_desk(levels):
    return type(levels) is dict and all(
        channel in CHANNELS and type(level) is int and -30 < level < 30 for channel, level in levels.items()
    )


def good_presets(presets):
    return type(presets) is list and all(
        type(one) is dict
        and one
        and all(
            channel in CHANNELS and type(level) is int and -99 < level < -30
            for channel, level in one.items()
        )
        for one in presets
    )


SEE = ["levels"]


def one(rng):
    levels = {channel: rng.choice([0, by_hand(rng)]) for channel in CHANNELS if rng.random() < 0.7}
    preset = draw_preset(rng)
    steps = moves(rng, preset) if rng.random() < 0.5 else []
    return levels, [preset], [*steps, ["with", 0, [SEE]], SEE]


def good_moves(steps, channels):
    return all(
        type(step) is list
        and (
            (len(step) == 2 and step[0] == "off" and step[1] in channels)
            or (
                len(step) == 3
                and step[0] == "set"
                and step[1] in channels
                and type(step[2]) is int
                and -30 < step[2] < 30
            )
        )
        for step in steps
    )


@check(
    "a block has the levels of the preset, and after it the channels are as before",
    skill="python/context-managers",
    advice="When is what must come back looked at? And what is the difference between 0 and off?",
)
def one_block():
    examples = [
        ({"vocals": 0}, [{"vocals": -40}], [["with", 0, [SEE]], SEE]),
        ({}, [{"talkback": -40}], [["with", 0, [SEE]], SEE]),
        ({"vocals": -3}, [{"vocals": -40}], [["set", "vocals", -5], ["with", 0, [SEE]], SEE]),
    ]

    def valid(levels, presets, steps):
        return (
            good_desk(levels)
            and good_presets(presets)
            and len(presets) == 1
            and steps[-2:] == [["with", 0, [SEE]], SEE]
            and good_moves(steps[:-2], presets[0])
        )

    for levels, presets, steps in cases(one, n=60, valid=valid, examples=examples):
        same(levels, presets, steps, "in or after a single block")


def several(rng):
    presets = [draw_preset(rng) for _ in range(rng.randint(1, 2))]
    steps = []
    for _ in range(rng.randint(2, 4)):
        number = rng.randrange(len(presets))
        steps += [*(moves(rng, presets[number]) if rng.random() < 0.7 else []), ["with", number, [SEE]], SEE]
    return draw_levels(rng), presets, steps


def known_withs(presets, steps, channels=CHANNELS):
    """Whether the steps are blocks in any depth, moves of channels, and looks at the desk."""
    return type(steps) is list and all(
        step == SEE
        or good_moves([step], channels)
        or (
            type(step) is list
            and len(step) == 3
            and step[0] == "with"
            and type(step[1]) is int
            and 0 <= step[1] < len(presets)
            and known_withs(presets, step[2], set(channels) & set(presets[step[1]]))
        )
        for step in steps
    )


@check(
    "a preset can be used for one block after another",
    skill="python/context-managers",
    advice="What @contextmanager makes is good for one block: its generator has run to its end.",
)
def used_again():
    examples = [({"vocals": -3}, [{"vocals": -40}], [["with", 0, [SEE]], SEE, ["with", 0, [SEE]], SEE])]

    def valid(levels, presets, steps):
        return (
            good_desk(levels)
            and good_presets(presets)
            and known_withs(presets, steps)
            and all(step[0] != "with" or step[2] == [SEE] for step in steps)
        )

    for levels, presets, steps in cases(several, n=60, valid=valid, examples=examples):
        same(levels, presets, steps, "when a preset was used again")


def nested(rng):
    # All presets have the same channels, so that no block moves one that is not its own.
    channels = list(draw_preset(rng))
    presets = [
        {channel: rng.randint(-60, -31) for channel in channels} for _ in range(rng.randint(1, 2))
    ]

    def block(depth):
        inside = moves(rng, channels) if rng.random() < 0.7 else []
        if depth > 1:
            inside = [*inside, *block(depth - 1)]
        return [["with", rng.randrange(len(presets)), [SEE, *inside]], SEE]

    return draw_levels(rng), presets, block(rng.randint(2, 4))


@check(
    "a preset can be used inside itself",
    skill="python/context-managers",
    advice="How many blocks of one preset may be open, and where is it kept what each must put back?",
    needs=["used_again"],
)
def in_itself():
    examples = [({"vocals": -3}, [{"vocals": -40}], [["with", 0, [["with", 0, [SEE]], SEE]], SEE])]

    def valid(levels, presets, steps):
        return (
            good_desk(levels)
            and good_presets(presets)
            and len({tuple(sorted(one)) for one in presets}) == 1
            and known_withs(presets, steps)
        )

    for levels, presets, steps in cases(nested, n=60, valid=valid, examples=examples):
        same(levels, presets, steps, "when a preset was used inside itself")


def others(rng):
    preset = draw_preset(rng)
    free = [channel for channel in CHANNELS if channel not in preset]
    return draw_levels(rng), [preset], [["with", 0, moves(rng, free, most=3)], SEE]


@check(
    "channels that are not in the preset are left alone",
    skill="python/context-managers",
    advice="What has a block to put back: what was different before, or what the preset has changed?",
)
def others_stay():
    examples = [({"vocals": -3, "bass": 1}, [{"vocals": -40}], [["with", 0, [["set", "bass", -9]]], SEE])]

    def valid(levels, presets, steps):
        if not (good_desk(levels) and good_presets(presets) and len(presets) == 1 and len(steps) == 2):
            return False
        return (
            steps[1] == SEE
            and len(steps[0]) == 3
            and steps[0][:2] == ["with", 0]
            and type(steps[0][2]) is list
            and good_moves(steps[0][2], [one for one in CHANNELS if one not in presets[0]])
        )

    for levels, presets, steps in cases(others, n=40, valid=valid, examples=examples):
        same(levels, presets, steps, "after somebody had moved another channel in the block")


def changed(rng):
    preset, other = draw_preset(rng), draw_preset(rng)
    inside = rng.random() < 0.5
    steps = [["with", 0, [["change", 0, other], SEE]], SEE]
    if not inside:
        steps = [["change", 0, other], ["with", 0, [SEE]], SEE]
    return draw_levels(rng), [preset], steps


@check(
    "a preset keeps the levels it was made with",
    skill="python/object-model",
    advice="A dictionary that was handed in still belongs to somebody else.",
)
def keeps_its_levels():
    examples = [
        ({"vocals": -3}, [{"vocals": -40}], [["change", 0, {"bass": -50}], ["with", 0, [SEE]], SEE])
    ]

    def valid(levels, presets, steps):
        return good_desk(levels) and good_presets(presets) and len(presets) == 1 and good_change(steps)

    def good_change(steps):
        if len(steps) == 2:
            (_, _, (change, *_)), _ = steps
            wanted = [["with", 0, [change, SEE]], SEE]
        else:
            change, *_ = steps
            wanted = [change, ["with", 0, [SEE]], SEE]
        return steps == wanted and change[:2] == ["change", 0] and good_presets([change[2]])

    def safely(*values):
        try:
            return valid(*values)
        except (IndexError, TypeError, ValueError):
            return False

    for levels, presets, steps in cases(changed, n=40, valid=safely, examples=examples):
        same(levels, presets, steps, "after the caller had changed the dictionary")


def refused_on_entering(rng):
    """The same preset is open already, and its channels have been moved since."""
    preset = draw_preset(rng)
    kind = rng.choice(KINDS)
    moved = [["set", channel, by_hand(rng)] for channel in preset]
    inner = [["refuse", rng.choice(list(preset)), kind], ["try", [["with", 0, [SEE]]]], SEE, ["accept"]]
    steps = [["with", 0, [*moved, *inner]], SEE] if rng.random() < 0.5 else [*moved, *inner]
    return draw_levels(rng), [preset], steps


def refusal(preset, steps):
    """Whether the steps move all channels, and then one is refused to a block that is tried."""
    channels = list(preset)
    moved, (refuse, *rest) = steps[: len(channels)], steps[len(channels) :]
    return (
        good_moves(moved, channels)
        and [step[:2] for step in moved] == [["set", channel] for channel in channels]
        and len(refuse) == 3
        and refuse[0] == "refuse"
        and refuse[1] in channels
        and refuse[2] in KINDS
        and rest == [["try", [["with", 0, [SEE]]]], SEE, ["accept"]]
    )


@check(
    "when entering fails, all is as before, and a block around it does not notice",
    skill="python/context-managers",
    advice="__exit__ is not called when __enter__ has failed. Who undoes the first half, and when does a block count as entered?",
    needs=["in_itself"],
)
def way_in_fails():
    two = {"vocals": -40, "piano": -41}
    moved = [["set", "vocals", 2], ["set", "piano", 3]]
    examples = [
        (
            {"vocals": -3, "piano": -3},
            [two],
            [["with", 0, [*moved, ["refuse", "piano", kind], ["try", [["with", 0, [SEE]]]], SEE, ["accept"]]], SEE],
        )
        for kind in ("DeskError", "KeyboardInterrupt")
    ]

    def valid(levels, presets, steps):
        if not (good_desk(levels) and good_presets(presets) and len(presets) == 1):
            return False
        try:
            if len(steps) == 2 and steps[0][0] == "with":
                return steps[0][1] == 0 and steps[1] == SEE and refusal(presets[0], steps[0][2])
            return refusal(presets[0], steps)
        except (IndexError, TypeError, ValueError):
            return False

    for levels, presets, steps in cases(refused_on_entering, n=60, valid=valid, examples=examples):
        same(levels, presets, steps, "after the desk had refused a channel on entering", first=True)


def refused_on_leaving(rng):
    preset = draw_preset(rng, fewest=2)
    refuse = ["refuse", rng.choice(list(preset)), rng.choice(KINDS)]
    return draw_levels(rng), [preset], [["try", [["with", 0, [refuse]]]], SEE]


@check(
    "when one channel is refused on leaving, all others are put back",
    skill="python/context-managers",
    advice="A loop ends where one of its rounds raises. What would have to happen to the rounds behind it?",
)
def way_out_fails():
    two = {"vocals": -40, "piano": -41}
    examples = [
        ({"vocals": -3, "piano": -3}, [two], [["try", [["with", 0, [["refuse", one, "DeskError"]]]]], SEE])
        for one in two
    ]

    def valid(levels, presets, steps):
        if not (good_desk(levels) and good_presets(presets) and len(presets) == 1):
            return False
        try:
            refuse = steps[0][1][0][2][0]
            return (
                steps == [["try", [["with", 0, [refuse]]]], SEE]
                and len(refuse) == 3
                and refuse[0] == "refuse"
                and refuse[1] in presets[0]
                and refuse[2] in KINDS
            )
        except (IndexError, TypeError):
            return False

    for levels, presets, steps in cases(refused_on_leaving, n=60, valid=valid, examples=examples):
        same(levels, presets, steps, "after the desk had refused a channel on leaving")


def failing(rng):
    preset = draw_preset(rng)
    kinds = rng.sample(KINDS, 2)
    steps = [["raise", kinds[0]]]
    if rng.random() < 0.5:
        steps = [["refuse", rng.choice(list(preset)), kinds[1]], *steps]
    return draw_levels(rng), [preset], [["try", [["with", 0, steps]]], SEE]


@check(
    "an error of the block reaches the caller, and stays to be found if leaving fails too",
    skill="python/context-managers",
    advice="What __exit__ returns is the answer to a question. Which one?",
    needs=["way_out_fails"],
)
def block_fails():
    examples = [
        ({"vocals": -3}, [{"vocals": -40}], [["try", [["with", 0, [["raise", kind]]]]], SEE])
        for kind in ("DeskError", "KeyboardInterrupt")
    ]

    def valid(levels, presets, steps):
        if not (good_desk(levels) and good_presets(presets) and len(presets) == 1):
            return False
        try:
            inside = steps[0][1][0][2]
            *refuse, fail = inside
            return (
                steps == [["try", [["with", 0, inside]]], SEE]
                and fail[0] == "raise"
                and len(fail) == 2
                and fail[1] in KINDS
                and len(refuse) < 2
                and all(
                    len(one) == 3 and one[0] == "refuse" and one[1] in presets[0] and one[2] in KINDS
                    for one in refuse
                )
            )
        except (IndexError, TypeError, ValueError):
            return False

    for levels, presets, steps in cases(failing, n=60, valid=valid, examples=examples):
        same(levels, presets, steps, "when the block failed")
