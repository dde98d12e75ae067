"""Nights of typesetting, drawn by seed, against lines written from the rules."""

from html import escape
from itertools import islice, zip_longest

from piton import cases, check, require

from probe import night

OURS = {
    "Paragraph": ["text"],
    "Figure": ["caption"],
    "Listing": ["lines"],
    "Section": ["title", "parts"],
    "Appendix": ["title", "parts"],
}
THEIRS = ["Poem", "Sonnet", "Exercise", "Chart"]
FORMS = ["verses", "school", "atlas"]
WAYS = ["plain", "numbered", "section", "labelled", "columns"]
WORDS = ["figure", "verse", "task", "appendix"]
TEXTS = ["A rope is laid.", "Salt & <sand>", "", 'the "old" quay']
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


# The rules. A node is [class, fields]; a class is a list of bases.


class Unknown(Exception):
    """Nobody has taught this class."""


class Page:
    """Where lines go, by the rules; the night knows who has been taught what."""

    def __init__(self, night, form, counts, label=""):
        self.night, self.form, self.counts, self.label = night, form, counts, label
        self.n_sections = 0

    def number(self, name):
        self.counts[name] = self.counts.get(name, 0) + 1
        return self.counts[name]

    def section(self, label=None):
        if label is None:
            self.n_sections += 1
            label = f"{self.label}.{self.n_sections}" if self.label else f"{self.n_sections}"
        return Page(self.night, self.form, self.counts, label)

    def lines(self, tree):
        name, fields = tree
        way, word = self.night.choice(self.form, name)
        yield from (OWN if way in OURS else TAUGHT)[way](word, fields, self)

    def all(self, parts):
        for part in parts:
            self.counts["pulled"] += 1
            yield from self.lines(part)


def own_section(form, fields, page):
    inside = page.section()
    yield own_heading(form, f"{inside.label} {fields['title']}", inside)
    yield from inside.all(fields["parts"])


def own_appendix(form, fields, page):
    inside = page.section(LETTERS[page.number("appendix") - 1])
    yield own_heading(form, f"Appendix {inside.label}: {fields['title']}", inside)
    yield from inside.all(fields["parts"])


def own_heading(form, line, page):
    level = min(len(page.label.split(".")), 6)
    return line if form == "text" else f"<h{level}>{escape(line)}</h{level}>"


def own_paragraph(form, fields, page):
    yield fields["text"] if form == "text" else f"<p>{escape(fields['text'])}</p>"


def own_figure(form, fields, page):
    line = f"Figure {page.number('figure')}: {fields['caption']}"
    yield f"[{line}]" if form == "text" else f"<figcaption>{escape(line)}</figcaption>"


def own_listing(form, fields, page):
    if form == "text":
        yield from ("    " + line for line in fields["lines"])
    else:
        yield from ["<pre>", *map(escape, fields["lines"]), "</pre>"]


def taught_plain(word, fields, page):
    yield word
    yield from page.all(fields.get("parts", []))


def taught_numbered(word, fields, page):
    yield from [f"{word} {page.number(word)}", "."]


def taught_section(word, fields, page):
    inside = page.section()
    yield f"{word} {inside.label}"
    yield from inside.all(fields.get("parts", []))


def taught_labelled(word, fields, page):
    inside = page.section(word)
    yield f"({inside.label}) ({page.label})"
    yield from inside.all(fields.get("parts", []))


def taught_columns(word, fields, page):
    page.counts["pulled"] += len(fields.get("parts", []))
    rows = zip_longest(*[page.lines(part) for part in fields.get("parts", [])], fillvalue=word)
    yield from map(" | ".join, rows)


OWN = dict(zip(OURS, [own_paragraph, own_figure, own_listing, own_section, own_appendix]))
TAUGHT = dict(zip(WAYS, [taught_plain, taught_numbered, taught_section, taught_labelled, taught_columns]))


class Night:
    """A night by the rules; `traits` says what was special about it."""

    def __init__(self):
        self.bases = {name: [] for name in OURS} | {"Appendix": ["Section"]}
        self.forms = {form: [None, {name: (name, form) for name in OURS}] for form in ("text", "html")}
        self.exports = []
        self.over = []
        self.traits = set()
        self.orders = {}

    def kind(self, name, bases):
        self.bases[name] = bases
        if bases:
            self.traits.add("derived")

    def order(self, name):
        """The classes of a class, nearest first: made by Python itself."""
        if name not in self.orders:
            made = {}

            def build(one):
                if one not in made:
                    made[one] = type(one, tuple(build(base) for base in self.bases[one]), {})
                return made[one]

            self.orders[name] = [one.__name__ for one in build(name).__mro__ if one is not object]
        return self.orders[name]

    def form(self, name, base):
        self.forms[name] = [base, {}]
        if base in FORMS:
            self.traits.add("based twice")

    def teach(self, form, name, way, word, how):
        if self.exports:
            self.traits.add("late")
        if name in self.forms[form][1]:
            self.traits.add("again")
        self.traits |= {how, way}
        self.forms[form][1][name] = (way, word)
        return True

    def choice(self, form, name):
        asked = form
        while form is not None:
            for one in self.order(name):
                if one in self.forms[form][1]:
                    if form != asked and (asked not in FORMS or self.forms[asked][1]):
                        self.traits.add("by base form")
                    if one != name:
                        self.traits.add("by base class")
                    return self.forms[form][1][one]
            form = self.forms[form][0]
        self.traits.add("unknown")
        raise Unknown(name)

    def begin(self, tree, form, is_stream):
        if self.exports:
            self.traits.add("several")
        if any(over == "under way" for over in self.over):
            self.traits.add("left unread")
        counts = {"pulled": 0}
        self.exports.append((Page(self, form, counts).lines(tree), counts))
        self.over.append("begun")

    def read(self, number, n):
        if any(over == "under way" for at, over in enumerate(self.over) if at != number):
            self.traits.add("in turn")
        lines, end = [], None
        exported, counts = self.exports[number]
        try:
            lines.extend(islice(exported, n))
        except Unknown as error:
            end = ["TypeError", error.args[0]]
        self.over[number] = "under way" if len(lines) == n else "over"
        return [lines, end, counts["pulled"]]

    def play(self, steps):
        return [getattr(self, call)(*arguments) for call, *arguments in steps]


# Nights, drawn.

ALL = 500


def draw_tree(rng, played, names, depth=0):
    name = rng.choice([*names, "Section"]) if depth else rng.choice(["Section", "Section", *names])
    lines = [one for one in played.order(name) if one in OURS]
    fields = {field for one in lines for field in OURS[one]} or {"parts"}
    tree = {}
    for field in sorted(fields):
        if field == "parts":
            n = rng.choice([1, 2, 3]) if depth < 3 else 0
            tree[field] = [draw_tree(rng, played, names, depth + 1) for _ in range(n)]
        else:
            tree[field] = rng.sample(TEXTS, 2) if field == "lines" else rng.choice(TEXTS)
    return [name, tree]


def draw_night(rng, kinds=2, forms=2, derived=0.0, chain=0.0, teach=1.0, late=False, exports=1, stream=False, reads=None, ways=WAYS[:4]):
    """Steps of a night, and the night that they make."""
    played, steps = Night(), []

    def do(*step):
        steps.append(list(step))
        played.play([step])

    names, shapes = list(OURS), ["text", "html"]
    for name in rng.sample(THEIRS, kinds):
        do("kind", name, [rng.choice(names)] if rng.random() < derived else [])
        names.append(name)
    new = [name for name in names if name not in OURS]

    def wanted(form):
        some = new if form not in FORMS or not derived else names
        return [(form, name) for name in some if name != "Section" and rng.random() < teach]

    def teach_all(some):
        for form, name in some:
            do("teach", form, name, rng.choice(ways), rng.choice(WORDS), rng.choice(["call", "decorator"]))

    # A form is taught before others are based on it, unless something is to come late.
    after = []
    for form in ["text", "html", *rng.sample(FORMS, forms)]:
        if form in FORMS:
            do("form", form, rng.choice(shapes[2:] if rng.random() < chain and len(shapes) > 2 else shapes[:2]))
            shapes.append(form)
        some = wanted(form)
        teach_all([one for at, one in enumerate(some) if not late or at % 2 == 0])
        after += [one for at, one in enumerate(some) if late and at % 2]
    rng.shuffle(after)
    for number in range(exports):
        do("begin", draw_tree(rng, played, names), rng.choice(shapes[-2:] if late else shapes), stream)
        if not reads:
            do("read", number, ALL)
            teach_all(after if number == 0 else [])
    if reads == "left unread":
        steps[:], again = [step for step in steps if step[0] != "begin"], [step for step in steps if step[0] == "begin"]
        for number, step in enumerate(again):
            steps.append(step)
            steps.append(["read", number, rng.choice([0, 1, 2, 3, ALL])])
        played = Night()
        played.play(steps)
    elif reads == "in turn":
        for _ in range(rng.randint(3, 9)):
            do("read", rng.randrange(exports), rng.randint(1, 3))
        for number in range(exports):
            do("read", number, ALL)
    elif reads == "bit by bit":
        for _ in range(rng.randint(2, 6)):
            do("read", 0, rng.choice([1, 1, 2]))
    return steps, played.traits


def nights(needed, hidden, **how):
    def generate(rng):
        while True:
            steps, traits = draw_night(rng, **how)
            if needed <= traits and not traits & hidden:
                return steps

    return generate


def night_without(hidden):
    """What a shrunk night must still look like."""

    def good_tree(played, tree):
        if type(tree) is not list or len(tree) != 2 or tree[0] not in played.bases or type(tree[1]) is not dict:
            return False
        needs = {field for one in played.order(tree[0]) if one in OURS for field in OURS[one]}
        parts = tree[1].get("parts", [])
        return (
            needs <= set(tree[1]) <= {*needs, "parts"}
            and type(parts) is list
            and all(good_tree(played, part) for part in parts)
            and all(value in TEXTS for field, value in tree[1].items() if field not in ("parts", "lines"))
            and all(line in TEXTS for line in tree[1].get("lines", []))
        )

    def good_step(played, call, *rest):
        if call == "kind":
            name, bases = rest
            return name in THEIRS and name not in played.bases and type(bases) is list and len(bases) < 2 and all(one in played.bases for one in bases)
        if call == "form":
            name, base = rest
            return name in FORMS and name not in played.forms and (base is None or base in played.forms)
        if call == "teach":
            form, name, way, word, how = rest
            return form in played.forms and name in played.bases and name != "Section" and way in WAYS and word in WORDS and how in ("call", "decorator")
        if call == "begin":
            tree, form, is_stream = rest
            return good_tree(played, tree) and form in played.forms and type(is_stream) is bool
        number, n = rest
        return call == "read" and type(number) is int and 0 <= number < len(played.exports) and type(n) is int and n >= 0

    def valid(steps):
        played = Night()
        for step in steps:
            if type(step) is not list or not step or not good_step(played, *step):
                return False
            played.play([step])
        return not played.traits & hidden

    return valid


def play(says, needed=(), hidden=(), n=20, examples=(), **how):
    needed, hidden = set(needed), set(hidden)
    valid = night_without(hidden)
    for steps in cases(nights(needed, hidden, **how), n=n, valid=valid, examples=list(examples)):
        got, expected = night(steps), Night().play(steps)
        forms = [step[2] for step in steps if step[0] == "begin"]
        for step, one, right in zip(steps, got, expected):
            if step[0] == "teach":
                require(one is True, f"{says}: register does not give the function back", got=one, expected=True)
            if step[0] == "read":
                where = f"{says}: export {step[1] + 1} ({forms[step[1]]})"
                if right[1] and one[1] and one[0] == right[0]:
                    require(right[1][1] in one[1], f"{where} does not name {right[1][1]} in its TypeError", got=one[1], expected=right[1])
                else:
                    require(one[1] is None or right[1], f"{where} broke off with a TypeError", got=one[1], expected=None)
                    require(one[1] or right[1] is None, f"{where} should end with a TypeError, since nobody taught {(right[1] or [0, 0])[1]}", got=one[0], expected=right[1])
                require(one[0] == right[0], f"{where} does not have the right lines", got=one[0], expected=right[0])
                require(one[2] <= right[2], f"{where} has taken parts whose lines nobody has asked for (counted)", got=one[2], expected=right[2])


def section(*parts):
    return ["Section", {"title": "", "parts": list(parts)}]


FIGURE = ["Figure", {"caption": ""}]
TALK = ["Paragraph", {"text": ""}]
APPENDIX = ["Appendix", {"title": "", "parts": [section()]}]
DEEP = section(section(section(section(section(section(section()))))))


@check(
    "text and html give the lines of today",
    skill="patterns/pythonic-forms",
    advice="Go through the old exporters method by method: labels, letters, levels, numbers, escapes.",
)
def as_today():
    book = section(section(FIGURE), APPENDIX, section(FIGURE), APPENDIX)
    examples = [[["begin", tree, form, False], ["read", 0, ALL]] for tree in (book, DEEP, FIGURE) for form in ("text", "html")]
    play("As today", kinds=0, forms=0, teach=0, examples=examples)


@check(
    "forms can be taught kinds, which find numbers, labels and inner lines on their page",
    skill="patterns/pythonic-forms",
    advice="The page is what a function is handed: what it needs must be there, and a list is as good as a generator.",
    needs=["as_today"],
)
def taught():
    poem = ["Poem", {"parts": [FIGURE, section()]}]
    examples = [
        [["kind", "Poem", []], ["form", "verses", "text"], ["teach", "verses", "Poem", way, "figure", how], ["begin", section(FIGURE, poem, poem), "verses", False], ["read", 0, ALL]]
        for way in WAYS[:4]
        for how in ("call", "decorator")
    ]
    play("Taught kinds", {"call", "decorator"}, {"unknown", "by base class"}, examples=examples)


@check(
    "the nearest class of the form decides, and only then the form it is based on",
    skill="patterns/pythonic-forms",
    advice="Two orders meet: classes and forms. Which of the two loops is the outer one?",
    needs=["taught"],
)
def choice():
    kinds = [["kind", "Poem", ["Paragraph"]], ["kind", "Sonnet", ["Poem"]]]
    asks = [["begin", ["Sonnet", {"text": "A rope is laid."}], "verses", False], ["read", 0, ALL]]
    examples = []
    for in_text, in_verses in ((["Poem"], ["Paragraph"]), (["Poem"], []), ([], ["Poem", "Paragraph"]), ([], ["Paragraph", "Poem"])):
        steps = [["teach", "text", name, "plain", "verse", "call"] for name in in_text]
        steps.append(["form", "verses", "text"])
        steps += [["teach", "verses", name, "plain", word, "call"] for name, word in zip(in_verses, ("task", "figure"))]
        examples.append([*kinds, *steps, *asks])
    play("By class and form", {"by base class", "by base form"}, {"unknown"}, kinds=3, forms=1, derived=0.8, teach=0.5, n=16, examples=examples)


@check(
    "a node that nobody taught is a TypeError with the name of its class, behind the lines before it",
    skill="patterns/pythonic-forms",
    advice="What does the search give when all forms have been asked?",
    needs=["taught"],
)
def unknown():
    poem = ["Poem", {"parts": []}]
    examples = [[["kind", "Poem", []], ["form", "verses", base], ["begin", section(TALK, poem, TALK), "verses", False], ["read", 0, ALL]] for base in ("text", "html")]
    examples.append([["form", "verses", None], ["begin", section(), "verses", False], ["read", 0, ALL]])
    examples.append([["kind", "Poem", []], ["form", "verses", "text"], ["teach", "verses", "Poem", "plain", "verse", "call"], ["begin", section(poem), "text", False], ["read", 0, ALL]])
    play("Not taught", {"unknown"}, {"by base class"}, teach=0.3, examples=examples)


@check(
    "what is taught later holds from then on, in forms based on it as well and nowhere else",
    skill="patterns/pythonic-forms",
    advice="A copy is right at the moment at which it is made. Who asks the base form, and when?",
    needs=["choice"],
)
def any_time():
    poem = ["Poem", {"parts": []}]
    examples = [
        [
            ["kind", "Poem", []],
            ["form", "verses", "text"],
            ["form", "atlas", "verses"],
            ["teach", "verses", "Poem", "plain", "verse", "call"],
            ["begin", section(poem), "atlas", False],
            ["read", 0, ALL],
            ["teach", form, "Poem", "plain", "task", "call"],
            ["begin", section(poem), asked, False],
            ["read", 1, ALL],
        ]
        for form in ("text", "verses", "atlas")
        for asked in ("verses", "atlas")
    ]
    examples += [
        [["form", "verses", form], ["begin", section(FIGURE), "verses", False], ["read", 0, ALL], ["teach", form, "Figure", "plain", "task", "call"], ["begin", section(FIGURE), "verses", False], ["read", 1, ALL]]
        for form in ("text", "html")
    ]
    play("Taught later", {"late"}, {"unknown"}, late=True, exports=3, chain=0.5, teach=0.9, examples=examples)


@check(
    "numbers and labels begin anew with each export, whatever became of the one before",
    skill="patterns/pythonic-forms",
    advice="Where does a number live: in the module, in the form, or in what belongs to one export?",
    needs=["taught"],
)
def begin_anew():
    book = section(FIGURE, APPENDIX, FIGURE)
    examples = [
        [["begin", book, form, False], ["read", 0, n], ["begin", book, form, False], ["read", 1, ALL]]
        for form in ("text", "html")
        for n in (2, 4, ALL)
    ]
    play("One export after another", {"several"}, {"unknown", "by base class"}, exports=3, reads="left unread", examples=examples)


@check(
    "exports under way at the same time know nothing of each other",
    skill="patterns/pythonic-forms",
    advice="Beginning anew is not enough if there is one place for all: the other export is still reading from it.",
    needs=["begin_anew"],
)
def in_turn():
    book = section(FIGURE, APPENDIX, FIGURE, section(FIGURE))
    turns = [["read", number, 1] for _ in range(4) for number in (0, 1)]
    examples = [[["begin", book, "text", False], ["begin", book, "html", False], *turns, ["read", 0, ALL], ["read", 1, ALL]]]
    play("Exports in turn", {"in turn"}, {"unknown", "by base class"}, exports=2, reads="in turn", examples=examples)


@check(
    "a line is made when it is asked for, and no part is taken before",
    skill="patterns/pythonic-forms",
    advice="list, sorted, sum and a return of lines all read to the end. Who may decide when to go on?",
    needs=["taught"],
)
def one_line():
    book = section(TALK, section(TALK, TALK), FIGURE)
    examples = [[["begin", book, form, True], *(["read", 0, 1] for _ in range(4))] for form in ("text", "html")]
    play("Line by line", set(), {"unknown", "by base class"}, stream=True, reads="bit by bit", examples=examples)


@check(
    "inner nodes whose lines are taken in turn keep their labels",
    skill="patterns/pythonic-forms",
    advice="A stack of labels belongs to one walk. Two walks on one page need two places for the label.",
    needs=["taught"],
)
def columns():
    two = ["Poem", {"parts": [section(section(), section()), section(section(), section())]}]
    examples = [
        [["kind", "Poem", []], ["form", "verses", form], ["teach", "verses", "Poem", "columns", "verse", "call"], ["begin", section(two, section()), "verses", False], ["read", 0, ALL]]
        for form in ("text", "html")
    ]
    play("Two columns", {"columns"}, {"unknown", "by base class"}, ways=["columns", "section"], examples=examples)
