"""Days at the label designer, drawn by seed, against a row of labels kept by the rules."""

from piton import cases, check, require

from probe import day, long_day

WIDTH, HEIGHT = 80, 50
LONGEST = 24
STEPS = 100
PAUSE = 1500
NAMES = ["logo", "title", "price"]
LONG = ("honey and oats " * 9)[: LONGEST + 1]
NEARLY = LONG[:-3]  # There is room for one more key, or for two.
TEXTS = ["", "1.20", NEARLY, LONG[:-1]]
KEYS = ["a", "7", " ", "oz", ""]
WAITS = [0, 1, 400, PAUSE - 1, PAUSE, PAUSE + 1, 2 * PAUSE]
ERRORS = ["ConnectionError", "KeyError", "OSError", "TimeoutError", "ValueError"]
INTERRUPTS = ["KeyboardInterrupt", "SystemExit"]


# The rules. A label is a list of [name, text, x, y].


class Refused(Exception):
    """An edit is refused; its argument is the error that the ticket names for it."""


def edited(label, call, arguments):
    """The label after an edit of one part."""
    name, *rest = arguments
    found = {part[0]: part for part in label}
    if call == "add":
        text, x, y = rest
        if name in found or not (0 <= x <= WIDTH and 0 <= y <= HEIGHT) or len(text) > LONGEST:
            raise Refused("ValueError")
        return [*label, [name, text, x, y]]
    if name not in found:
        raise Refused("KeyError")
    if call == "remove":
        return [part for part in label if part[0] != name]
    _, text, x, y = found[name]
    if call == "type":
        text += rest[0]
        if len(text) > LONGEST:
            raise Refused("ValueError")
    else:
        x, y = min(max(x + rest[0], 0), WIDTH), min(max(y + rest[1], 0), HEIGHT)
    return [[name, text, x, y] if part[0] == name else part for part in label]


class Day:
    """A day by the rules, and what was special about it."""

    def __init__(self, steps=()):
        self.traits = set()
        self.label, self.past, self.future = [], [], []
        self.now, self.depth = 0, 0
        # The run of typing that can go on: name, time of its first key, time of its last.
        self.run = None
        # The key before, and what has come in between.
        self.key = None
        self.seen = [self.play(step) for step in steps]

    def copy(self):
        other = Day()
        vars(other).update(vars(self), past=list(self.past), future=list(self.future), traits=set())
        return other

    def traits_of(self, step):
        """What would be special about this step, were it the next one."""
        other = self.copy()
        other.play(step)
        return other.traits

    def play(self, step):
        call, *arguments = step
        return [getattr(self, call, self.edit)(*([call, *arguments] if call in EDITS else arguments)), self.label]

    def wait(self, time):
        self.now += time
        return "done"

    def select(self, name):
        self.end_run("after select")
        return name

    def undo(self):
        return self.walk("undo", self.past, self.future)

    def redo(self):
        return self.walk("redo", self.future, self.past)

    def walk(self, call, source, target):
        if self.depth:
            self.traits.add("undo inside")
            return "RuntimeError"
        self.end_run("after undo")
        self.traits.add(call if source else "nothing left")
        if not source:
            return False
        target.append(self.label)
        self.label = source.pop()
        return True

    def edit(self, call, *arguments):
        try:
            label = edited(self.label, call, arguments)
        except Refused as error:
            self.traits.add("refused")
            return error.args[0]
        if label == self.label:
            self.traits.add("no change")
        elif self.depth:
            self.label = label
        elif call == "type":
            self.typed(arguments[0], label)
        else:
            self.step(label, "edit")
        return "done"

    def typed(self, name, label):
        in_time = self.key and self.now - self.key[1] <= PAUSE and self.key[0] == name
        begun = self.now
        if self.run and self.run[0] == name and self.now - self.run[2] <= PAUSE:
            begun = self.run[1]
            if self.now - self.run[2] == PAUSE:
                self.traits.add("to the dot")
            self.traits |= {"joins", *(["long run"] if self.now - begun > PAUSE else [])}
            self.label = label
        else:
            if self.run and self.run[0] == name:
                self.traits.add("too late")
            if in_time:
                self.traits.add(self.key[2])
            self.step(label, "key")
        self.run = name, begun, self.now
        self.key = [name, self.now, "key"]

    def step(self, label, trait):
        self.traits.add(trait)
        if self.future:
            self.traits.add("macro branch" if trait == "macro" else "new branch")
        self.past = [*self.past, self.label][-STEPS:]
        self.future = []
        self.label = label
        self.end_run("after macro" if trait == "macro" else "after edit")

    def end_run(self, trait):
        self.run = None
        if self.key and self.key[2] == "key":
            self.key = [*self.key[:2], trait]

    def macro(self, steps, fault):
        before = self.label
        self.depth += 1
        inside = [self.play(step) for step in steps]
        self.depth -= 1
        return [self.block(before, fault, "macro"), inside]

    def load(self, parts, fault):
        before = self.label
        self.depth += 1
        refused = any(self.edit("add", *part) != "done" for part in parts)
        self.depth -= 1
        return self.block(before, "ValueError" if refused else fault, "load")

    def block(self, before, fault, trait):
        after, self.label = self.label, before
        if fault:
            self.traits.add("interrupted" if fault in INTERRUPTS else f"broken {trait}")
            if self.depth:
                self.traits.add("inside")
            return fault
        if after == before:
            self.traits.add("no change")
        elif self.depth:
            self.traits |= {trait, "inside"}
            self.label = after
        else:
            self.traits.add(trait)
            self.step(after, "macro")
        return "done"


EDITS = ("add", "move", "type", "remove")


# Days, drawn. A day of a check has only steps with the traits that the check is about.


def draw_part(rng):
    x, y = rng.choice([0, 9, 33, WIDTH, WIDTH + 1]), rng.choice([0, 7, 21, HEIGHT, -1])
    return [rng.choice(NAMES), rng.choice(TEXTS), x, y]


def draw(rng, played, traits, kinds, faults):
    """A step for this moment of the day."""
    call = rng.choices(list(kinds), weights=kinds.values())[0]
    name = rng.choice(NAMES)
    if call == "add":
        return [call, *draw_part(rng)]
    if call == "move":
        return [call, name, rng.choice([-40, -5, 0, 3, 11, 70]), rng.choice([-30, -2, 0, 4, 45])]
    if call == "type":
        return [call, rng.choice([name] + 3 * [part[0] for part in played.label[-1:]]), rng.choice(KEYS)]
    if call == "wait":
        return [call, rng.choice(WAITS)]
    if call in ("remove", "select"):
        return [call, name]
    if call == "load":
        fault = rng.choice(faults)
        names = rng.sample(NAMES, rng.randint(0, 3))
        parts = [[one, *draw_part(rng)[1:]] for one in names]
        if fault and played.copy().load(parts, None) != "done":
            parts = []
        return [call, parts, fault]
    if call == "macro":
        inner, steps = played.copy(), []
        inner.depth += 1
        never = ("undo", "redo", "select", "wait", *(["macro"] if inner.depth > 2 else []))
        inside = {kind: weight for kind, weight in kinds.items() if kind not in never}
        for _ in range(rng.randint(0, 4)):
            step = draw(rng, inner, traits, inside, faults)
            if inner.traits_of(step) <= traits:
                inner.play(step)
                steps.append(step)
        return [call, steps, rng.choice(faults)]
    return [call]


START = [["add", "title", NEARLY, 9, 7], ["add", "price", "", 33, 21]]
BACK = [["undo"]] * 16
FORTH = [["redo"]] * 16


def days(traits, needed, kinds, faults=(None,), end=BACK):
    """A generator of days; each has all the traits in `needed`."""

    def generate(rng):
        while True:
            played, steps = Day(START), list(START)
            for _ in range(rng.randint(3, 12)):
                step = draw(rng, played, traits, kinds, list(faults))
                if played.traits_of(step) <= traits:
                    played.play(step)
                    steps.append(step)
            if set(needed) <= played.traits:
                return steps + end

    return generate


def day_of(traits):
    """What a shrunk day must still look like."""

    def valid(steps):
        if type(steps) is not list or not all(map(good_step, steps)):
            return False
        return Day(steps).traits <= traits

    return valid


def good_step(step, inside=False):
    if type(step) is not list or not step:
        return False
    call, *arguments = step
    kinds = {
        "undo": (),
        "redo": (),
        "wait": (int,),
        "select": (str,),
        "add": (str, str, int, int),
        "move": (str, int, int),
        "type": (str, str),
        "remove": (str,),
    }
    if call in ("macro", "load"):
        if len(arguments) != 2 or type(arguments[0]) is not list or arguments[1] not in [None, *ERRORS, *INTERRUPTS]:
            return False
        if call == "macro":
            return all(good_step(one, inside=True) for one in arguments[0])
        if not all(type(one) is list and good_step(["add", *one]) for one in arguments[0]):
            return False
        # A printer that fails as well as giving what is refused may fail in two ways.
        return arguments[1] is None or len({one[0] for one in arguments[0]}) == len(arguments[0])
    if [type(one) for one in arguments] != list(kinds.get(call, (None,))) or inside and call in ("select", "wait"):
        return False
    texts = {"add": [*TEXTS, LONG], "type": KEYS}.get(call)
    return (
        (call not in ("add", "move", "type", "remove", "select") or arguments[0] in NAMES)
        and (texts is None or arguments[1] in texts)
        and (call != "wait" or arguments[0] >= 0)
    )


def no_double_fault(valid):
    """Whether no load both fails and gives a part that is refused: either error may come first."""

    def walk(played, step):
        call, *arguments = step
        if call == "load" and arguments[1] and played.copy().load(arguments[0], None) != "done":
            return False
        if call == "macro":
            inner = played.copy()
            inner.depth += 1
            if not all(walk(inner, one) for one in arguments[0]):
                return False
        played.play(step)
        return True

    def both(steps):
        if not valid(steps):
            return False
        played = Day()
        return all(walk(played, step) for step in steps)

    return both


def text_of(step):
    call, *arguments = step
    if call == "macro":
        inside = "; ".join(map(text_of, arguments[0])) or "pass"
        return f"a macro of ({inside})" + (f" that ends with a {arguments[1]}" if arguments[1] else "")
    if call == "load":
        fails = f", then {arguments[1]}" if arguments[1] else ""
        return f"load of {[part[0] for part in arguments[0]]}{fails}"
    return f"{call}({', '.join(map(repr, arguments))})"


def require_day(steps, says):
    """Each step says what it should and leaves the label as it should."""
    got = day(steps)
    for step, one, right in zip(steps, got, Day(steps).seen):
        where = f"{says}: after {text_of(step)}"
        require(one[1] == right[1], f"{where} the label is wrong", got=one[1], expected=right[1])
        if step[0] == "macro":
            require(one[0][0] == right[0][0], f"{where} the caller got the wrong exception or none", got=one[0][0], expected=right[0][0])
            for step, one, right in zip(step[1], one[0][1], right[0][1]):
                where = f"{says}: inside a macro, after {text_of(step)}"
                require(one == right, f"{where} something is wrong", got=one, expected=right)
        else:
            require(one[0] == right[0], f"{where} the answer is wrong", got=one[0], expected=right[0])


def play(says, traits, needed, kinds, n=40, examples=(), bare=(), **how):
    traits = {*traits, *needed, "edit", "undo", "redo", "nothing left"}
    valid = no_double_fault(day_of(traits))
    for steps in cases(days(traits, needed, kinds, **how), n=n, valid=valid, examples=[*(START + one for one in examples), *bare]):
        require_day(steps, says)


PLAIN = {"add": 3, "move": 3, "remove": 1}
WALKS = {"undo": 2, "redo": 1}
TYPING = {"type": 6, "wait": 1}


@check(
    "single edits are undone and done again as before",
    skill="patterns/behavioural",
    advice="Rules 1, 2 and 5 held before this ticket. Compare with the designer that you were given.",
)
def as_before():
    bare = [[["undo"], ["redo"], *START, ["undo"]], [["redo"], ["undo"], *START, ["redo"]]]
    play("A single edit", {"new branch"}, {"undo"}, {**PLAIN, "undo": 3, "redo": 2}, bare=bare, end=BACK + FORTH)


@check(
    "keys typed into one part, one soon after the other, are one step",
    skill="patterns/behavioural",
    advice="A key can find the step it belongs to: the last one, if that is still being typed, into the same part.",
    needs=["as_before"],
)
def typing():
    examples = [[["type", "price", "a"], ["type", "price", "7"], ["undo"], ["redo"]]]
    kinds = {"add": 1, "type": 8, "wait": 2}
    play("Typing", {"key", "after edit"}, {"joins"}, kinds, examples=examples, end=BACK + FORTH)


@check(
    "a key joins if it comes at most 1500 ms after the key before it",
    skill="patterns/behavioural",
    advice="The time counts from the key before, not from the first of the step. And at the limit itself?",
    needs=["typing"],
)
def typing_in_time():
    key = ["type", "price", "a"]
    examples = [[key, ["wait", PAUSE + late], key, ["undo"]] for late in (-1, 0, 1)]
    examples.append([key, ["wait", PAUSE], key, ["wait", PAUSE], key, ["undo"]])
    for needed in ("too late", "long run"):
        play("Typing with pauses", {"key", "joins", "too late", "long run", "to the dot"}, {needed}, {"type": 3, "wait": 2}, examples=examples, n=20)


@check(
    "all edits of a macro are one step",
    skill="patterns/behavioural",
    advice="The last edit of the macro has to be taken back first: it was made on what the others left.",
    needs=["as_before"],
)
def macro():
    examples = [[["macro", [["add", "logo", "", 0, 0], ["move", "logo", 3, 4], ["remove", "price"]], None], ["undo"], ["redo"]]]
    kinds = {**PLAIN, "macro": 3, **WALKS}
    play("A macro", {"macro branch"}, {"macro"}, kinds, examples=examples, end=BACK + FORTH)


@check(
    "a macro that breaks off is as if nobody had called it",
    skill="patterns/behavioural",
    advice="Label, history and redo: none of them may show the block before it has come to a good end.",
    needs=["macro"],
)
def macro_breaks_off():
    examples = [
        [["macro", [["add", "logo", "", 0, 0], ["remove", "price"]], "ConnectionError"], ["undo"], ["redo"]],
        [["undo"], ["macro", [["move", "title", 3, 4]], "ValueError"], ["redo"]],
    ]
    kinds = {**PLAIN, "macro": 3, **WALKS}
    play("A macro that breaks off", {"macro", "macro branch"}, {"broken macro"}, kinds, faults=(None, *ERRORS), examples=examples, end=FORTH + BACK)


@check(
    "a macro inside another belongs to its step, and can break off alone",
    skill="patterns/behavioural",
    advice="How many blocks are open? Only the outermost makes a step; each has to know what it alone would take back.",
    needs=["macro_breaks_off"],
)
def macro_in_macro():
    inner = ["macro", [["move", "price", 3, 0]], None]
    broken = ["macro", [["move", "price", 11, 0], ["remove", "title"]], "KeyError"]
    first = ["add", "logo", "", 0, 0]
    examples = [
        [["macro", [first, inner, ["move", "title", 3, 4]], None], ["undo"]],
        [["macro", [first, broken, ["move", "title", 3, 4]], None], ["undo"], ["redo"]],
    ]
    traits = {"macro", "broken macro", "macro branch"}
    kinds = {**PLAIN, "macro": 5, **WALKS}
    play("Macros in macros", traits, {"macro", "inside"}, kinds, faults=(None, None, *ERRORS[:2]), examples=examples, end=BACK + FORTH)


@check(
    "typing ends where something comes in between",
    skill="patterns/behavioural",
    advice="Which calls must end the run? Look at each method that is called from outside, and at going back and forth.",
    needs=["typing", "macro"],
)
def typing_ends():
    key = ["type", "price", "a"]
    between = [[["select", "title"]], [["undo"]], [["redo"]], [["undo"], ["redo"]], [["move", "title", 3, 0]]]
    between.append([["macro", [["move", "title", 3, 0]], None]])
    between.append([["macro", [["type", "price", "7"]], None]])
    examples = [[key, *calls, key, ["undo"], ["undo"]] for calls in between]
    traits = {"key", "joins", "new branch", "macro", "after edit", "after select", "after undo", "after macro"}
    kinds = {"type": 8, "move": 1, "macro": 1, "select": 1, "undo": 1, "redo": 1}
    for needed in ("after edit", "after select", "after undo", "after macro"):
        play("Typing with something in between", traits, {needed}, kinds, examples=examples, n=10)


@check(
    "what a printer gives is one step, or none if it breaks off",
    skill="patterns/behavioural",
    advice="The third part raises. Who takes the first two off again, and what has happened to redo by then?",
    needs=["macro_breaks_off"],
)
def load():
    logo, again = ["logo", "", 0, 0], ["title", "", 0, 0]
    examples = [
        [["load", [logo], None], ["undo"], ["redo"]],
        [["load", [logo], "ConnectionError"], ["undo"], ["redo"]],
        [["undo"], ["load", [logo], "TimeoutError"], ["redo"]],
        [["load", [logo, again], None], ["undo"]],
    ]
    kinds = {**PLAIN, "remove": 3, "load": 4, **WALKS}
    for needed in ("load", "broken load"):
        traits = {"load", "broken load", "macro branch", "refused", "macro"}
        play("Loading", traits, {needed}, kinds, faults=(None, None, *ERRORS), examples=examples, n=20, end=FORTH + BACK)


@check(
    "Ctrl-C and sys.exit() break off like any exception",
    skill="patterns/behavioural",
    advice="Not everything that can be raised is an Exception.",
    needs=["load"],
)
def interrupts():
    examples = [
        [["macro", [["remove", "price"]], "KeyboardInterrupt"], ["undo"]],
        [["load", [["logo", "", 0, 0]], "SystemExit"], ["undo"]],
    ]
    kinds = {**PLAIN, "remove": 2, "macro": 2, "load": 2, **WALKS}
    play("An interrupt", {"macro", "load", "macro branch"}, {"interrupted"}, kinds, faults=INTERRUPTS, examples=examples, n=30)


@check(
    "what is refused or changes nothing leaves no trace, not even in typing",
    skill="patterns/behavioural",
    advice="As if nobody had called it: go through everything that the designer remembers, the time of the last key too.",
    needs=["typing_in_time", "macro_in_macro", "load"],
)
def no_trace():
    key, nothing = ["type", "price", "a"], ["type", "price", ""]
    examples = [
        [key, ["wait", PAUSE], nothing, ["wait", 1], key, ["undo"]],
        [["type", "title", "a"], ["type", "title", "oz"], ["add", "title", "", 0, 0], ["type", "title", "7"], ["undo"]],
        [["type", "title", "a"], ["wait", PAUSE], ["type", "title", "oz"], ["wait", 1], ["type", "title", "7"], ["undo"]],
        *(
            [key, ["add", "logo", text, x, y], key, ["undo"]]
            for text, x, y in ((LONG, 0, 0), ("", -1, 0), ("", WIDTH + 1, 0), ("", 0, -1), ("", 0, HEIGHT + 1))
        ),
        [key, ["macro", [], None], key, ["undo"]],
        [key, ["macro", [["move", "price", 3, 0], ["move", "price", -3, 0]], None], key, ["undo"]],
        [key, ["macro", [["remove", "price"]], "OSError"], key, ["undo"]],
        [key, ["load", [], "OSError"], key, ["undo"]],
        [["undo"], ["macro", [], None], ["redo"]],
        [["undo"], ["load", [], None], ["redo"]],
        [["macro", [["remove", "price"], ["add", "price", "", 33, 21]], None], ["undo"], ["undo"]],
    ]
    traits = {"key", "joins", "too late", "long run", "to the dot", "refused", "broken macro", "broken load", "after undo", "after edit"}
    kinds = {"type": 6, "move": 1, "add": 1, "wait": 2, "macro": 1, "load": 1, "undo": 1}
    play("With a call that leaves no trace", {*traits, "macro", "load", "macro branch", "new branch", "after macro"}, {"no change", "key"}, kinds, faults=(None, "OSError"), examples=examples)
    play("With a call that leaves no trace", {*traits, "no change"}, {"refused", "key"}, kinds, faults=("OSError",), examples=examples)


@check(
    "undo and redo are refused inside a macro",
    skill="patterns/behavioural",
    advice="Half a macro is no step that could be taken back.",
    needs=["macro_in_macro"],
)
def undo_inside():
    add, remove = ["add", "logo", "", 0, 0], ["remove", "price"]
    examples = [
        [["macro", [add, [call], remove], None], ["undo"], ["redo"]] for call in ("undo", "redo")
    ] + [[["undo"], ["macro", [["redo"], ["undo"]], None], ["redo"]], [["macro", [["macro", [["undo"]], None], ["undo"]], None], ["undo"]]]
    inside = {"undo inside", "macro", "no change", "inside", "macro branch"}
    valid = day_of({*inside, "edit", "undo", "redo", "nothing left"})
    for steps in cases(lambda rng: [*START, ["undo"], ["macro", rng.sample([add, ["undo"], ["redo"]], 3), None], *BACK], n=6, valid=valid, examples=[START + one for one in examples]):
        require_day(steps, "Undo inside a macro")


@check(
    "the last 100 steps can be taken back, macros counted like others",
    skill="patterns/behavioural",
    advice="Count at the limit itself. Is there more than one place at which a step is written down?",
    needs=["macro"],
)
def limit():
    examples = [(n, how) for n in (STEPS - 2, STEPS - 1, STEPS, STEPS + 1) for how in ("macro", "move")]

    def valid(n, how):
        return type(n) is int and n > 0 and how in ("macro", "move")

    for n, how in cases(lambda rng: (rng.randint(STEPS // 2, STEPS * 2), rng.choice(["macro", "move"])), n=4, valid=valid, examples=examples):
        back = min(n + 1, STEPS)
        got = long_day(n, how)
        require(got[0][0] == back, f"After an added part and {n} steps more, {back} can be taken back", got=got[0][0], expected=back)
        odd = [n % 2, n % 2 if how == "macro" else 0]
        begun = n - back
        early = [] if begun < 0 else [["price", "", begun % 2, begun % 2 if how == "macro" else 0]]
        expected = [[back, early], [back, [["price", "", *odd]]]]
        require(got == expected, f"After {n} steps, undo and redo lead to the wrong label", got=got, expected=expected)
