"""Days at the production office, drawn by seed, against answers looked up by hand."""

from piton import cases, check, require

from probe import office_day

OURS = {
    "Paragraph": ["text"],
    "Figure": ["caption"],
    "Listing": ["lines"],
    "Section": ["title", "parts"],
    "Appendix": ["title", "parts"],
}
THEIRS = ["Poem", "Sonnet", "Exercise", "Chart"]
TEXTS = ["", "A rope is laid.", "Three strands", "ebb", "The tide has gone", "  two   words "]
NUMBERS = [0, 1, 7, 40]
TITLES = ["Verse", "Task", "Sheet"]


# The rules, worked out without dispatch: a list of classes for each class.


class Office:
    def __init__(self):
        self.bases = {name: [] for name in OURS} | {"Appendix": ["Section"]}
        self.taught = {"words": {}, "outline": {}}
        self.answers = []
        self.traits = set()

    def play(self, steps):
        for call, *arguments in steps:
            getattr(self, call)(*arguments)
        return self

    def kind(self, name, bases):
        self.bases[name] = bases

    def order(self, name):
        """The classes of a class, nearest first: the C3 order, made by Python itself."""
        made = {}

        def build(one):
            if one not in made:
                made[one] = type(one, tuple(build(base) for base in self.bases[one]), {})
            return made[one]

        return [one.__name__ for one in build(name).__mro__ if one is not object]

    def teach(self, which, name, answer, how):
        if name in OURS or name in self.taught[which]:
            self.traits.add("again")
        if self.answers and any(type(one) is not bool for one in self.answers):
            self.traits.add("late")
        self.taught[which][name] = answer
        self.answers.append(True)
        self.traits.add(how)

    def ask(self, which, tree, level):
        try:
            answer = ["gave", self.answer(which, tree, level or 0)]
        except LookupError as error:
            self.traits.add("unknown")
            answer = ["TypeError", error.args[0]]
        self.answers.append(answer)

    def answer(self, which, tree, level):
        name, fields = tree
        order = self.order(name)
        at = next((one for one in order if one in self.taught[which] or one in OURS), None)
        if at is None:
            raise LookupError(name)
        if name not in OURS:
            self.traits.add("theirs")
            if at != name:
                self.traits.add("by base")
        below = [self.answer(which, part, level + 1) for part in fields.get("parts", [])]
        if at in self.taught[which]:
            own = self.taught[which][at]
            return own + sum(below) if which == "words" else [[level, own], *sum(below, [])]
        if which == "words":
            text = fields.get("text", fields.get("caption", fields.get("title", "")))
            return (0 if at == "Listing" else len(text.split())) + (sum(below) if "Section" in self.order(at) else 0)
        if "Section" not in self.order(at):
            return []
        prefix = "Appendix: " if at == "Appendix" else ""
        return [[level, prefix + fields["title"]], *sum(below, [])]


# Days, drawn.


def draw_tree(rng, names, bases, depth=0):
    name = rng.choice(names)
    # A class of theirs has the fields of ours that it comes from, and perhaps parts.
    lines = [one for one in bases(name) if one in OURS]
    fields = {field for one in lines for field in OURS[one]}
    if name not in OURS and not lines and rng.random() < 0.5:
        fields.add("parts")
    tree = {}
    for field in sorted(fields):
        if field == "parts":
            n = rng.randint(0, 3) if depth < 3 else 0
            tree[field] = [draw_tree(rng, names, bases, depth + 1) for _ in range(n)]
        else:
            tree[field] = [rng.choice(TEXTS)] if field == "lines" else rng.choice(TEXTS)
    return [name, tree]


def draw_answer(rng, which):
    return rng.choice(NUMBERS) if which == "words" else rng.choice(TITLES)


def days(needed, hidden=(), theirs=4, derived=True, teach=0.7, late=False, again=False):
    """A generator of days: classes are made, taught, and asked for."""

    def draw(rng):
        office, steps = Office(), []

        def do(*step):
            steps.append(list(step))
            office.play([step])

        names = list(OURS)
        for name in rng.sample(THEIRS, rng.randint(min(theirs, 1), theirs)):
            bases = rng.sample(names, rng.choice([0, 1, 1, 2]) if derived else 0)
            # Two bases only if they have nothing in common and nothing of ours.
            lines = [one for base in bases for one in office.order(base)]
            if len(bases) == 2 and (len(set(lines)) < len(lines) or set(lines) & set(OURS)):
                bases = bases[:1]
            do("kind", name, bases)
            names.append(name)
        new = [name for name in names if name not in OURS]
        taught = [(which, name) for name in (names if again else new) if name != "Section" for which in ("words", "outline") if rng.random() < teach]
        before, after = (taught[::2], taught[1::2]) if late else (taught, [])
        for some in (before, after):
            for which, name in some:
                do("teach", which, name, draw_answer(rng, which), rng.choice(["call", "decorator"]))
            for _ in range(2):
                which = rng.choice(["words", "outline"])
                tree = draw_tree(rng, names, office.order)
                do("ask", which, tree, rng.choice([None, 1, 2]) if which == "outline" else None)
        return office, steps

    def generate(rng):
        while True:
            office, steps = draw(rng)
            if needed <= office.traits and not office.traits & set(hidden):
                return steps

    return generate


def day_with(hidden):
    """What a shrunk day must still look like."""

    def good_tree(office, tree):
        if type(tree) is not list or len(tree) != 2 or tree[0] not in office.bases or type(tree[1]) is not dict:
            return False
        needs = {field for one in office.order(tree[0]) if one in OURS for field in OURS[one]}
        parts = tree[1].get("parts", [])
        return (
            needs <= set(tree[1]) <= {*needs, "parts"}
            and type(parts) is list
            and all(good_tree(office, part) for part in parts)
            and all(type(text) is list if field in ("parts", "lines") else text in TEXTS for field, text in tree[1].items())
        )

    def valid(steps):
        office = Office()
        for step in steps:
            if type(step) is not list or not step:
                return False
            call, *rest = step
            if call == "kind":
                good = len(rest) == 2 and rest[0] in THEIRS and rest[0] not in office.bases and type(rest[1]) is list and all(base in office.bases for base in rest[1]) and len(set(rest[1])) == len(rest[1]) < 3
                good = good and not (len(rest[1]) == 2 and set(rest[1]) & set(OURS))
            elif call == "teach":
                # Whether an appendix follows a section that is taught anew is left open.
                good = len(rest) == 4 and rest[0] in ("words", "outline") and rest[1] in office.bases and rest[1] != "Section" and rest[3] in ("call", "decorator")
                good = good and rest[2] in (NUMBERS if rest[0] == "words" else TITLES) and type(rest[2]) is not bool
            else:
                good = call == "ask" and len(rest) == 3 and rest[0] in ("words", "outline") and good_tree(office, rest[1])
                good = good and (rest[2] is None or rest[0] == "outline" and type(rest[2]) is int and rest[2] >= 0)
            if not good:
                return False
            try:
                office.play([step])
            except TypeError:
                return False
        return not office.traits & set(hidden)

    return valid


def article(name):
    return "an" if name[0] in "AEIOU" else "a"


def play(says, needed, hidden=(), n=24, examples=(), **how):
    for steps in cases(days(set(needed), hidden, **how), n=n, valid=day_with(hidden), examples=list(examples)):
        got, expected = office_day(steps), Office().play(steps).answers
        asked = [step for step in steps if step[0] != "kind"]
        for step, one, right in zip(asked, got, expected):
            if step[0] == "teach":
                require(one is True, f"{says}: {step[1]}.register does not give the function back", got=one, expected=right)
                continue
            where = f"{says}: {step[1]} of {article(step[2][0])} {step[2][0]}"
            refused = one[0] == "TypeError"
            shown = f"TypeError: {one[2]}" if refused else one[1]
            if right[0] == "TypeError":
                require(refused, f"{where} should be a TypeError, since nobody taught {right[1]}", got=shown, expected="TypeError")
                require(right[1] in one[1], f"{where} does not name {right[1]} in its TypeError", got=shown, expected=f"TypeError: ... {right[1]} ...")
            else:
                require(
                    not refused or "keyword argument 'level'" not in one[2],
                    f"{where}: your outline calls the taught function with level=...; it is `function(node, level)`, by position",
                    got=shown,
                    expected=right[1],
                )
                require(not refused and one[1] == right[1], f"{where} is wrong", got=shown, expected=right[1])


VERSES = ["Poem", {"parts": [["Paragraph", {"text": "ebb"}]]}]


@check(
    "words and outlines of our own kinds are what they were",
    skill="patterns/pythonic-forms",
    advice="Go through the old visitors method by method: each of them decided something.",
)
def our_kinds():
    appendix = ["Appendix", {"title": "ebb", "parts": [["Section", {"title": "Three strands", "parts": []}]]}]
    examples = [[["ask", "outline", appendix, 2], ["ask", "words", appendix, None]]]
    play("Our own kinds", set(), {"theirs"}, theirs=0, examples=examples)


@check(
    "new kinds are taught by a call or a decorator, each question for itself",
    skill="patterns/pythonic-forms",
    advice="register(kind, function) and @register(kind) are one thing in two forms. And which arguments does the taught function get?",
    needs=["our_kinds"],
)
def taught():
    examples = [
        [["kind", "Poem", []], ["teach", "words", "Poem", 7, how], ["teach", "outline", "Poem", "Verse", how], ["ask", which, ["Section", {"title": "ebb", "parts": [VERSES]}], None]]
        for how in ("call", "decorator")
        for which in ("words", "outline")
    ]
    play("New kinds", {"theirs", "call", "decorator"}, {"unknown", "by base", "late", "again"}, derived=False, teach=0.95, examples=examples)


@check(
    "a class that has not been taught is treated as the nearest base class that has been",
    skill="patterns/pythonic-forms",
    advice="type(node) in a table finds the very class only; isinstance in a row finds the first that fits, near or far. "
    "And in which order does Python itself look?",
    needs=["taught"],
)
def nearest_base():
    examples = [
        [["kind", "Poem", ["Paragraph"]], ["ask", "words", ["Poem", {"text": "ebb"}], None]],
        [["kind", "Chart", ["Appendix"]], ["ask", "outline", ["Chart", {"title": "ebb", "parts": []}], 2]],
        [
            ["kind", "Poem", []],
            ["kind", "Sonnet", ["Poem"]],
            ["kind", "Chart", ["Sonnet"]],
            ["teach", "words", "Poem", 1, "call"],
            ["teach", "words", "Sonnet", 40, "call"],
            ["ask", "words", ["Chart", {}], None],
        ],
        # Taught in the other order: the nearest is not the one that was taught last.
        *(
            [
                ["kind", "Poem", []],
                ["kind", "Sonnet", ["Poem"]],
                ["kind", "Chart", ["Sonnet"]],
                ["teach", which, "Sonnet", near, "call"],
                ["teach", which, "Poem", far, "call"],
                ["ask", which, ["Chart", {}], None],
            ]
            for which, near, far in (("words", 40, 1), ("outline", "Verse", "Task"))
        ),
        # Two ways to one base: whatever comes from it is nearer than the base itself.
        *(
            [
                ["kind", "Poem", []],
                ["kind", "Sonnet", ["Poem"]],
                ["kind", "Exercise", ["Poem"]],
                ["kind", "Chart", ["Sonnet", "Exercise"]],
                ["teach", which, "Poem", far, "call"],
                ["teach", which, "Exercise", near, "call"],
                ["ask", which, ["Chart", {}], None],
            ]
            for which, near, far in (("words", 40, 1), ("outline", "Verse", "Task"))
        ),
    ]
    play("By a base class", {"by base"}, {"unknown", "late", "again"}, n=36, examples=examples)


@check(
    "a kind that nobody taught is a TypeError with its name, however deep it stands",
    skill="patterns/pythonic-forms",
    advice="What does the question answer when it finds nothing? Zero words and no headings are answers, too.",
    needs=["taught"],
)
def unknown():
    examples = [
        [["kind", "Poem", []], ["ask", which, ["Section", {"title": "ebb", "parts": [["Poem", {}]]}], None]]
        for which in ("words", "outline")
    ]
    examples.append([["kind", "Poem", []], ["teach", "words", "Poem", 7, "call"], ["ask", "outline", ["Poem", {}], None]])
    play("Not taught", {"unknown"}, {"late", "again", "by base"}, teach=0.4, examples=examples)


@check(
    "what is taught later holds from then on, our own kinds included",
    skill="patterns/pythonic-forms",
    advice="Something remembers an answer from before: a cache by class, a default, a direct call that never looks again.",
    needs=["nearest_base"],
)
def taught_later():
    inside = ["Section", {"title": "ebb", "parts": [["Sonnet", {}], ["Figure", {"caption": "ebb"}]]}]
    examples = [
        [
            ["kind", "Poem", []],
            ["kind", "Sonnet", ["Poem"]],
            ["teach", which, "Poem", first, "call"],
            ["ask", which, inside, None],
            ["teach", which, name, second, "decorator"],
            ["ask", which, inside, None],
        ]
        for which, first, second in (("words", 7, 40), ("outline", "Verse", "Task"))
        for name in ("Poem", "Sonnet", "Figure")
    ]
    play("Taught later", {"late"}, {"unknown"}, late=True, again=True, examples=examples)
