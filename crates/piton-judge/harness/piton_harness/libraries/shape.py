"""The library of refactor and modify tasks: the same behaviour, and change that became cheaper.

Structure is judged against the original, the reference and a further ticket, never by a number of
lines. Everything about text happens in J; the original and the learner's code run in S, one after
the other, with the same probe.
"""

import contextlib
import random

from piton_harness import codec, rewrite, words
from piton_harness.libraries import syntax, text
from piton_harness.libraries.facts import Facts
from piton_harness.outcome import AuthorFault, Ended, OurFault, Raised, Unmet
from piton_harness.run import Call

SAYS = {
    "state": "State that outlives a call is new here",
    "bags": "A function that hands its results back in an argument is new here",
    "flags": "A switch is new here",
    "clones": "The same statements stand here twice, which they did not",
    "imports": "An import is new here",
    "cycles": "Modules that import one another are new here",
}
ADVICE = {
    "state": "Let whoever calls own it: an argument, a return value, an attribute of an object that "
    "is made for the purpose.",
    "bags": "Pieces that share one bag of values are still one piece: each can read and break what the "
    "others need. Hand over what is needed and return what was made.",
    "flags": "Two behaviours behind one name are two functions.",
    "clones": "The next change has to find both. What would differ between them is the argument.",
    "imports": "Ask who may know whom. What changes for other reasons is reached through an argument.",
    "cycles": "Neither can be read, tested or changed without the other.",
}


def names(registry):
    """Returns what `checks.py` may import."""
    shape = Shape(registry)
    return {
        "submitted": shape.submitted,
        "original": shape.original,
        "reference": shape.reference,
        "resources": shape.resources,
        "spread": spread,
        "no_new": shape.no_new,
        "keeps_api": shape.keeps_api,
        "spreads_within": shape.spreads_within,
        "same_as_before": shape.same_as_before,
        "added": shape.added,
    }


class Spread:
    """What one version has to touch to become another."""

    def __init__(self, modules, functions, nodes):
        self.modules = modules
        self.functions = functions
        self.nodes = nodes

    @property
    def total(self):
        """Sums modules and nodes, as the bars of tasks do."""
        return len(self.modules) + self.nodes


def spread(before, after):
    """Measures a change.

    Layout, comments, docstrings and annotations are free; so is moving a definition. A literal is
    one node. What names that only explain cost is not counted: a module costs what it costs with
    them or without them, whichever is less.
    """
    paths = sorted({*before.normal, *after.normal})
    changed = [path for path in paths if _key(before.normal.get(path)) != _key(after.normal.get(path))]
    as_written = _nodes(before.normal, after.normal, changed)
    plain = [{path: facts.plain(path) for path in changed} for facts in (before, after)]
    explained = _nodes(*plain, changed)
    modules, functions, nodes = [], [], 0
    for path in changed:
        if _key(plain[0][path]) == _key(plain[1][path]):
            continue
        modules.append(path)
        nodes += min(as_written[path], explained[path])
        known, made = _definitions(before.normal.get(path)), _definitions(after.normal.get(path))
        functions += [
            f"{path}: {name}"
            for name in sorted({*known, *made})
            if known.get(name) != made.get(name)
        ]
    return Spread(modules, functions, nodes)


def _spread_advice(made):
    """Says where to look, by where the change lies."""
    if len(made.modules) > 1:
        return (
            "Undo the ticket and look at the modules it had to touch. What changes together for one "
            "reason wants to stand together."
        )
    return (
        "Undo the ticket and look at what it made you write: what stands there more than once, and "
        "which functions had to know of it? What they share can have one place, made before the "
        "ticket."
    )


def _key(node):
    return node.key if node else None


def _definitions(node):
    return {name: one.key for name, one in syntax.definitions(node)} if node else {}


def _nodes(before, after, paths):
    """Counts how many nodes of each module differ, what moved between them left out."""
    moved = _moved(before, after)
    difference = syntax.Difference()
    empty = syntax.Node("Module", (), [])
    return {
        path: difference.of(
            _without(before.get(path) or empty, moved), _without(after.get(path) or empty, moved)
        )
        for path in paths
    }


def _moved(before, after):
    """Returns the keys of definitions that stand in other modules than before, unchanged."""
    old, new = (
        {path: set(_definitions(node).values()) for path, node in modules.items()}
        for modules in (before, after)
    )
    gone = {key for path, keys in old.items() for key in keys - new.get(path, set())}
    come = {key for path, keys in new.items() for key in keys - old.get(path, set())}
    return gone & come


def _without(node, moved):
    if not moved:
        return node
    kept = [one for one in node.children if not (one.name and one.key in moved)]
    return node.with_children([_without(one, moved) for one in kept])


class Shape:
    """The functions of the library, for one judging."""

    def __init__(self, registry):
        self.registry = registry
        self.session = registry.session
        self._facts = {}
        self._recorded = {}
        self._is_proven = False

    # Sources

    def submitted(self, folder=""):
        """Returns the facts of what was handed in, below a folder."""
        return self._of("submitted", folder, self._texts(self.session.files, self.session.submission))

    def original(self, folder=""):
        """Returns the facts of the learner's files as they were at the start."""
        return self._of("original", folder, self._texts(self._order("start")))

    def reference(self, folder=""):
        """Returns the facts of the reference."""
        return self._of("reference", folder, self._texts(self._order("reference")))

    def resources(self, folder):
        """Returns the facts of the Python files in a folder of `resources/`."""
        return self._of("resources", folder, self.registry.resources)

    def _order(self, name):
        files = self.session.order.get(name)
        if not files:
            raise AuthorFault(f"this judging was given no {name}")
        return files

    def _texts(self, files, only=None):
        texts = {}
        for path, content in files.items():
            if path.endswith(".py") and (only is None or path in only):
                if "text" not in content:
                    raise text.unmet(f"The file {path} is not UTF-8 text")
                texts[path] = content["text"]
        return texts

    def _of(self, kind, folder, texts):
        self._prove()
        if (kind, folder) not in self._facts:
            prefix = folder.strip("/") + "/" if folder else ""
            below = {
                path.removeprefix(prefix): source
                for path, source in texts.items()
                if path.startswith(prefix) and path.endswith(".py")
            }
            if not below:
                if kind == "submitted":
                    raise text.unmet(f"There is no Python file in {folder or 'what was handed in'}")
                raise AuthorFault(f"{kind} has no Python file in {folder!r}")
            try:
                self._facts[kind, folder] = Facts(below)
            except Unmet as error:
                if kind == "submitted":
                    raise
                raise AuthorFault(f"{kind}: {error}") from None
        return self._facts[kind, folder]

    # Gates

    def no_new(self, kind, before=None, after=None):
        """Asks for no more facts of a kind than the original has."""
        if kind not in SAYS:
            raise AuthorFault(f"no_new knows {sorted(SAYS)}, and not {kind!r}")
        after = after or self.submitted()
        known = [fact.what for fact in (before or self.original()).of(kind)]
        fresh = []
        for fact in after.of(kind):
            if fact.what in known:
                # A clone is like any other, so they are counted.
                known.remove(fact.what)
            else:
                fresh.append(fact)
        if fresh:
            first = fresh[0]
            more = f" (and {len(fresh) - 1} more)" if len(fresh) > 1 else ""
            raise text.unmet(
                f"{SAYS[kind]}: {first.says}{more}",
                [after.line(fact) for fact in fresh],
                advice=ADVICE[kind],
            )

    def keeps_api(self, *paths, before=None, after=None):
        """Asks that whoever called a function or used a class may go on as before."""
        before, after = before or self.original(), after or self.submitted()
        for path in paths or sorted(before.trees):
            new = after.api(path)
            for name, known in before.api(path).items():
                if known is not None and name not in new:
                    raise text.unmet(f"In {path}, {name} is gone, and others call it")
                self._same_signature(f"{path}, {name}", known, new.get(name))

    def _same_signature(self, what, old, new):
        if isinstance(old, dict) and isinstance(new, dict):
            for method, signature in old.items():
                if method not in new and "*" not in new:
                    raise text.unmet(f"Old calls fail: {what} has no {method} any more")
                self._same_signature(f"{what}, {method}", signature, new.get(method))
        elif old is not None and not isinstance(old, dict):
            missing = old.misses(new)
            if missing:
                raise text.unmet(f"Old calls fail: {what}: {missing}")

    def spreads_within(self, before, after, *, best, times=2.0, worst=None):
        """Asks that a change touches at most `times` what the best one does, and less than `worst`."""
        made = spread(before, after)
        if made.total == 0:
            raise text.unmet("Nothing is different between the two: the ticket is not in there")
        if best.total <= 0 or (worst is not None and worst.total <= times * best.total):
            raise AuthorFault(
                f"the bar tells nothing apart: best {best.total}, "
                f"worst {worst.total if worst else 'none'}, times {times}"
            )
        bar = times * best.total
        if worst is not None:
            bar = min(bar, worst.total - 1)
        if made.total > bar:
            where = text.listed(made.functions[:6]) or text.listed(made.modules[:6])
            raise text.unmet(
                f"The ticket touches {text.number(len(made.modules), 'module')} and {made.nodes} "
                f"syntax nodes ({where}); {bar:.0f} in all are allowed, which is "
                f"{times:g} times what our solution needs",
                advice=_spread_advice(made),
            )

    # The golden master

    def same_as_before(self, probe, generator, n=100, valid=None, examples=(), messages=True):
        """Compares what a probe gives with what it gave on the files of the start."""
        run = self.registry.run
        record = _Record(self, probe.__name__, messages)
        if run.only is None:
            draw = random.Random(f"{run.seed}:{run.check.name}:before")
            inputs = [_arguments(one) for one in examples]
            inputs += [_arguments(self._drawn(generator, draw)) for _ in range(n)]
            record.take(inputs)
            if len(inputs) > 1 and len({record.of(one) for one in inputs}) == 1:
                raise AuthorFault("the original gives the same for every input, so nothing is compared")
            waiting = iter(inputs)
            generator, n = (lambda rng: next(waiting)), len(inputs)
        for arguments in self.registry.cases(generator, n=n, valid=valid):
            arguments = _arguments(arguments)
            expected = record.of(arguments)
            got = record.outcome(lambda: probe(*arguments))
            if got != expected:
                self._differs(run, probe.__name__, arguments, got, expected)

    def _drawn(self, generator, draw):
        try:
            return generator(draw)
        except Exception as error:
            raise AuthorFault(f"the inputs cannot be drawn: {type(error).__name__}: {error}") from error

    def _differs(self, run, name, arguments, got, expected):
        call = words.call_text(name, arguments)
        how, value = codec.decode(expected, nonfinite=True)
        now_how, now = codec.decode(got, nonfinite=True)
        if how == "raised":
            after = _told(now) if now_how == "raised" else "it does not"
            says = f"Before your change, {call} raised {_told(value)}, and now {after}"
            raise Unmet(says, place="golden")
        if now_how == "raised":
            says = f"Before your change, {call} did not raise, and now it raises {_told(now)}"
            raise Unmet(says, place="golden")
        raise Unmet(
            f"Before your change, {call} gave something else",
            place="golden",
            operator="==",
            got=now,
            expected=value,
        )

    # Files that come in only now

    @contextlib.contextmanager
    def added(self, folder):
        """Runs what stands in the block with files of `resources/` beside the learner's own."""
        prefix = folder.strip("/") + "/"
        new = {
            path.removeprefix(prefix): {"text": source}
            for path, source in self.registry.resources.items()
            if path.startswith(prefix)
        }
        if not new:
            raise AuthorFault(f"resources/{prefix} holds no file")
        for path in sorted(new):
            if path in self.session.files:
                raise text.unmet(f"The new file {path} cannot come in: a file of that name is there")
        run, link = self.registry.run, self.session.link
        run._drain()
        try:
            try:
                link.use({**self.session.files, **new})
            except Raised as error:
                told = text.listed(sorted(new))
                raise text.unmet(
                    f"With {told} added and nothing else changed, your code does not load: "
                    f"{error.told}",
                ) from None
            yield
            run._drain()
        finally:
            link.use_own()

    # The canary

    def _prove(self):
        """Lets the measures look at sources whose faults are known, once a judging."""
        if self._is_proven:
            return
        self._is_proven = True
        one = Facts({"m.py": _CANARY})
        same = Facts({"m.py": _CANARY.replace("rows, total=0", "rows,\n       total = 0")})
        other = Facts({"m.py": _CANARY.replace("total + 1", "total + 2")})
        seen = [len(one.of(kind)) for kind in ("state", "bags", "flags", "clones")]
        if (
            seen != [1, 1, 1, 1]
            or spread(one, same).total != 0
            or not 2 <= spread(one, other).total <= 4
        ):
            raise OurFault(f"the library of shapes does not see planted faults ({seen})")


class _Record:
    """What the original gave, by input."""

    def __init__(self, shape, name, messages):
        self.shape = shape
        self.name = name
        self.messages = messages
        self.known = shape._recorded.setdefault((name, messages), {})
        self.options = rewrite.probe_names(shape.session.order["probe"]).get(name, {})

    def of(self, arguments):
        """Returns the outcome of the original as a document."""
        document = _document(self.name, arguments)
        if document not in self.known:
            self.take([arguments])
        return self.known[document]

    def take(self, inputs):
        """Runs the original on what is not known yet, in a process of its own."""
        documents = [_document(self.name, one) for one in inputs]
        documents = [one for one in dict.fromkeys(documents) if one not in self.known]
        if not documents:
            return
        session, run = self.shape.session, self.shape.registry.run
        run._drain()
        own = {path: one for path, one in session.files.items() if path not in session.submission}
        try:
            session.link.use({**own, **self.shape._order("start")})
            for at in range(0, len(documents), 64):
                self._ask(session.link, run, documents[at : at + 64])
        except (Raised, Ended) as error:
            raise AuthorFault(f"the original does not run: {error}") from None
        finally:
            run.ahead, run.arrived = [], []
            session.link.use_own()

    def _ask(self, link, run, documents):
        run.ahead_id, run.ahead_at = link.send_calls(self.name, documents, False), 0
        run.ahead = list(documents)
        for document in documents:
            _, (header, answers) = run._next_ahead()
            call = Call(self.name, codec.decode(document, nonfinite=True), document)
            try:
                outcome = self.outcome(lambda: run._value(call, self.options, header, answers))
            except codec.NotPlain as error:
                raise AuthorFault(f"the original gives what is no plain data: {error}") from None
            except Unmet as error:
                raise AuthorFault(f"the original: {error.says}") from None
            self.known[document] = outcome

    def outcome(self, call):
        """Writes what came of a call so that it can be compared."""
        try:
            return codec.encode(("gave", call()))
        except Raised as error:
            told = (error.type, error.message) if self.messages else (error.type,)
            return codec.encode(("raised", told))


def _told(raised):
    """Writes an exception as a traceback ends with it."""
    return ": ".join(part for part in raised if part)


def _arguments(one):
    return one if type(one) is tuple else (one,)


def _document(name, arguments):
    try:
        return codec.encode(list(arguments))
    except codec.NotPlain as error:
        raise AuthorFault(f"the arguments of {name} cannot be handed over: {error}") from None


_CANARY = """
SEEN = []


def first(rows, total=0, strict=False):
    for row in rows:
        if row.cents > 0 and row.booked:
            total = total + row.cents * row.count
    SEEN.append(total + 1)
    return total


def second(lines, bag):
    result = 0
    for line in lines:
        if line.cents > 0 and line.booked:
            result = result + line.cents * line.count
    bag["result"] = result
"""
