"""Days at the label designer, drawn by seed, against a row of labels kept by the rules."""

from piton import cases, check, require

from probe import day, day_read_once, long_day

WIDTH, HEIGHT = 80, 50
LONGEST = 24
STEPS = 100
NAMES = ["logo", "title", "price", "barcode"]
LONG = ("honey and oats " * 9)[: LONGEST + 1]
TEXTS = ["Fair Oats", "rolled, 500 g", "1.20", "", LONG[:LONGEST], "honey"]
EDITS = {"add": 3, "write": 2, "move": 3, "align": 2, "remove": 2}


# The rules. A label is a list of [name, text, x, y].


class Refused(Exception):
    """An edit is refused; its arguments are the errors that the ticket allows for it."""


def edited(label, call, arguments):
    """The label after an edit."""
    found = {part[0]: part for part in label}
    names = arguments[0] if call == "align" else [] if call == "add" else arguments[:1]
    wrong = {"KeyError"} if any(name not in found for name in names) else set()
    x, y = arguments[2:] if call == "add" else (arguments[1], 0) if call == "align" else (0, 0)
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        wrong.add("ValueError")
    if call == "add" and arguments[0] in found:
        wrong.add("ValueError")
    if call in ("add", "write") and len(arguments[1]) > LONGEST:
        wrong.add("ValueError")
    if wrong:
        raise Refused(*wrong)
    if call == "add":
        return [*label, list(arguments)]
    if call == "align":
        return [[part[0], part[1], x, part[3]] if part[0] in names else part for part in label]
    name, *rest = arguments
    if call == "remove":
        return [part for part in label if part[0] != name]
    _, text, x, y = found[name]
    if call == "write":
        (text,) = rest
    else:
        x, y = min(max(x + rest[0], 0), WIDTH), min(max(y + rest[1], 0), HEIGHT)
    return [[name, text, x, y] if part[0] == name else part for part in label]


class Day:
    """A day by the rules: what each call may say, and the label after it."""

    def __init__(self, steps=()):
        self.steps, self.seen, self.traits = [], [], set()
        self.label, self.past, self.future = [], [], []
        for step in steps:
            self.play(step)

    def traits_of(self, step):
        """What is special about this step, were it the next one."""
        call, *arguments = step
        if call in ("undo", "redo"):
            return {call if (self.past if call == "undo" else self.future) else "nothing left"}
        try:
            label = edited(self.label, call, arguments)
        except Refused:
            return {"refused"}
        if label == self.label:
            return {"no change"}
        found = {"edit"}
        if self.future:
            found.add("new branch")
        if call == "move" and moved_into_edge(self.label, *arguments):
            found.add("edge")
        if call == "remove" and self.label[-1][0] != arguments[0]:
            found.add("from the middle")
        return found

    def play(self, step):
        call, *arguments = step
        self.traits |= self.traits_of(step)
        answer = ("done",)
        if call in ("undo", "redo"):
            source, target = self.past, self.future
            if call == "redo":
                source, target = target, source
            answer = (bool(source),)
            if source:
                target.append(self.label)
                self.label = source.pop()
        else:
            try:
                label = edited(self.label, call, arguments)
            except Refused as error:
                answer = error.args
            else:
                if label != self.label:
                    self.past = [*self.past, self.label][-STEPS:]
                    self.future = []
                    self.label = label
        self.steps.append(step)
        self.seen.append([answer, self.label])


def moved_into_edge(label, name, dx, dy):
    (x, y) = next((part[2] + dx, part[3] + dy) for part in label if part[0] == name)
    return not (0 <= x <= WIDTH and 0 <= y <= HEIGHT)


# Days, drawn. A day of a check has only steps with the traits that the check is about.


def draw_edit(rng):
    call = rng.choices(list(EDITS), weights=EDITS.values())[0]
    name, text = rng.choice(NAMES), rng.choice([*TEXTS, LONG])
    if call == "add":
        return [call, name, text, rng.choice([0, 9, 33, WIDTH, WIDTH + 1]), rng.choice([0, 7, 21, HEIGHT, -1])]
    if call == "write":
        return [call, name, text]
    if call == "move":
        return [call, name, rng.choice([-40, -5, 0, 3, 11, 70]), rng.choice([-30, -2, 0, 4, 45])]
    if call == "align":
        return [call, rng.sample(NAMES, rng.randint(1, 3)), rng.choice([0, 6, 33, WIDTH, WIDTH + 1, -1])]
    return [call, name]


def days(traits, needed=(), undo=0.4, redo=0.0, end=()):
    """A generator of days; each has at least one step of each trait in `needed`."""

    def draw(rng):
        while True:
            played = Day()
            for name in rng.sample(NAMES, rng.choice([0, 2, 3])):
                played.play(["add", name, rng.choice(TEXTS), rng.choice([0, 9, WIDTH]), rng.choice([0, 7, HEIGHT])])
            for _ in range(rng.randint(4, 12)):
                chance = rng.random()
                step = ["undo"] if chance < undo else ["redo"] if chance < undo + redo else draw_edit(rng)
                if played.traits_of(step) <= traits:
                    played.play(step)
            for step in end:
                played.play([step])
            if set(needed) <= played.traits:
                return played.steps

    return draw


def day_of(traits, needed):
    """What a shrunk day must still look like."""

    def valid(steps):
        if type(steps) is not list or not all(map(good_step, steps)):
            return False
        played = Day(steps)
        return played.traits <= {*traits, "nothing left"} and set(needed) <= played.traits

    return valid


def good_step(step):
    if type(step) is not list or not step:
        return False
    call, *arguments = step
    if call in ("undo", "redo"):
        return not arguments
    kinds = {
        "add": (str, str, int, int),
        "write": (str, str),
        "move": (str, int, int),
        "align": (list, int),
        "remove": (str,),
    }.get(call)
    if kinds is None or [type(one) for one in arguments] != list(kinds):
        return False
    names = arguments[0] if call == "align" else arguments[:1]
    texts = arguments[1:2] if call in ("add", "write") else []
    return all(name in NAMES for name in names) and all(text in [*TEXTS, LONG] for text in texts)


def text_of(step):
    call, *arguments = step
    return f"{call}({', '.join(map(repr, arguments))})"


def require_day(steps, says, play_day=day):
    """Each step says what it should and leaves the label as it should."""
    got = play_day(steps)
    played, before = Day(), ""
    for step, one in zip(steps, got):
        traits = played.traits_of(step)
        played.play(step)
        said, label = played.seen[-1]
        require(one[1] == label, f"{says}: after {text_of(step)} the label is wrong{before}", got=one[1], expected=label)
        require(one[0] in said, f"{says}: {text_of(step)} does not say what it should{before}", got=one[0], expected=" or ".join(map(str, said)))
        if "refused" in traits:
            before = f" ({text_of(step)} was refused before)"
        elif "no change" in traits:
            before = f" ({text_of(step)} had nothing to change before)"


def play(traits, needed, says, n=40, examples=(), **how):
    valid = day_of(traits, needed)
    for steps in cases(days(traits, needed, **how), n=n, valid=valid, examples=list(examples)):
        require_day(steps, says)


BACK = ["undo"] * 20
TITLE = ["add", "title", "honey", 9, 7]
PRICE = ["add", "price", "1.20", 33, 21]


@check(
    "the edits do what they did",
    skill="patterns/behavioural",
    advice="Undo is added to the edits. What an edit does to the label is not up for change.",
)
def edits():
    traits = {"edit", "edge", "from the middle", "no change"}
    limits = [["add", "title", LONG[:-1], 0, 0], ["add", "price", "", WIDTH, HEIGHT], ["align", ["title"], WIDTH]]
    play(traits, {"edit"}, "An edit is not what it was", examples=[limits], undo=0)


@check(
    "undo goes back step by step through texts, places and parts",
    skill="patterns/behavioural",
    advice="What does the history hold: the label as it was, or a name for the label as it is now?",
    needs=["edits"],
)
def undo_goes_back():
    play({"edit", "undo", "nothing left"}, {"undo"}, "Undo does not go back", undo=0.0, end=BACK)
    play({"edit", "undo", "nothing left", "new branch"}, {"undo"}, "Undo does not go back")


@check(
    "undo brings a part back from the edge to where it was",
    skill="patterns/behavioural",
    advice="A part that stopped at the edge did not go as far as the move said. Keep what was, not how to turn it round.",
    needs=["undo_goes_back"],
)
def back_from_the_edge():
    examples = [[PRICE, ["move", "price", 70, 45], ["undo"]]]
    play({"edit", "edge", "undo"}, {"edge", "undo"}, "At the edge", examples=examples, undo=0.2, end=BACK)


@check(
    "undo puts a removed part back at its place in the drawing order",
    skill="patterns/behavioural",
    advice="What was removed had more than a text and a place: it lay below some parts and above others.",
    needs=["undo_goes_back"],
)
def back_in_order():
    examples = [[TITLE, PRICE, ["remove", "title"], ["undo"]]]
    play({"edit", "from the middle", "undo"}, {"from the middle", "undo"}, "In the drawing order", examples=examples, undo=0.1, end=BACK)


@check(
    "redo does again what undo took back, the last first",
    skill="patterns/behavioural",
    advice="Undo twice: which of the two steps must come back first?",
    needs=["undo_goes_back"],
)
def redo_goes_forward():
    traits = {"edit", "undo", "redo", "nothing left"}
    play(traits, {"redo"}, "Redo does not go forward", undo=0.0, end=[*BACK, *["redo"] * 20])
    play(traits, {"redo"}, "Redo does not go forward", undo=0.3, redo=0.3)


@check(
    "a new edit after an undo ends what could be done again",
    skill="patterns/behavioural",
    advice="After undo and a new edit the old future starts from a label that no longer exists.",
    needs=["redo_goes_forward"],
)
def new_branch():
    examples = [[TITLE, ["undo"], PRICE, ["redo"]]]
    traits = {"edit", "undo", "redo", "nothing left", "new branch"}
    play(traits, {"new branch"}, "After a new edit", examples=examples, undo=0.3, redo=0.2, end=["redo", *BACK])


@check(
    "a refused edit leaves the label and both directions of the history alone",
    skill="patterns/behavioural",
    advice="Two things may be left behind by an edit that raises: half of its work on the label, and a step in the history. "
    "Find the last line of the edit that can still raise. Neither may have been touched before it.",
    needs=["redo_goes_forward"],
)
def refused():
    examples = [
        [TITLE, ["write", "title", LONG], ["undo"]],
        [TITLE, PRICE, ["undo"], ["remove", "price"], ["redo"]],
        [TITLE, ["align", ["title", "logo"], 33], ["undo"], ["redo"]],
        *([TITLE, ["align", ["title"], x], ["undo"]] for x in (-1, WIDTH + 1)),
        *([["add", "title", "", x, y], ["undo"]] for x, y in ((-1, 0), (WIDTH + 1, 0), (0, -1), (0, HEIGHT + 1))),
    ]
    traits = {"edit", "undo", "redo", "nothing left", "refused"}
    play(traits, {"refused"}, "With a refused edit", examples=examples, undo=0.2, redo=0.1, end=["redo", *BACK, *["redo"] * 9])


@check(
    "align takes its names from any iterable",
    skill="patterns/behavioural",
    advice="An iterator is empty when it has been read. How often does your align go through the names?",
    needs=["redo_goes_forward"],
)
def names_read_once():
    traits = {"edit", "undo", "redo", "nothing left"}
    examples = [[TITLE, PRICE, ["align", ["title", "price"], 6], ["undo"], ["redo"]]]

    def draw(rng):
        steps = days(traits, undo=0.2)(rng)
        while not has_aligned(steps):
            steps = days(traits, undo=0.2)(rng)
        return steps

    def valid(steps):
        return day_of(traits, set())(steps) and has_aligned(steps)

    for steps in cases(draw, n=20, valid=valid, examples=examples):
        require_day(steps, "With an iterator of names", day_read_once)


def has_aligned(steps):
    return any(step[0] == "align" and len(step[1]) > 1 for step in steps)


@check(
    "an edit that changes nothing is no step",
    skill="patterns/behavioural",
    advice="Compare the label before and after: if nobody can see the edit, nobody can see its undo.",
    needs=["redo_goes_forward"],
)
def no_change():
    examples = [
        [TITLE, ["write", "title", "honey"], ["undo"]],
        [TITLE, PRICE, ["undo"], ["align", ["title"], 9], ["redo"]],
        [["add", "logo", "", 0, 0], ["move", "logo", -5, -2], ["undo"]],
        [TITLE, ["align", [], 33], ["undo"]],
    ]
    traits = {"edit", "undo", "redo", "nothing left", "no change"}
    play(traits, {"no change"}, "With an edit that changes nothing", examples=examples, undo=0.2, redo=0.1, end=["redo", *BACK, *["redo"] * 9])


@check(
    "the last 100 steps can be taken back, and no more",
    skill="patterns/behavioural",
    advice="Count at the limit itself: one step fewer, just as many, one more.",
    needs=["redo_goes_forward"],
)
def limit():
    examples = [STEPS - 2, STEPS - 1, STEPS, STEPS + 1]
    for n in cases(lambda rng: rng.randint(STEPS // 2, STEPS * 2), n=4, valid=lambda n: type(n) is int and n > 0, examples=examples):
        back = min(n + 1, STEPS)
        begun = [] if n < STEPS else [["price", "" if n == STEPS else str(n - STEPS), 0, 0]]
        got = long_day(n)
        require(got[0][0] == back, f"After a part and {n} texts, {back} steps can be taken back", got=got[0][0], expected=back)
        expected = [[back, begun], [back, [["price", str(n), 0, 0]]]]
        require(got == expected, f"After a part and {n} texts, undo and redo lead to the wrong label", got=got, expected=expected)
