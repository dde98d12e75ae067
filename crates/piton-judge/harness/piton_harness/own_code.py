"""Questions about a submission that passed: drawn from its text, with keys that come from running it.

Two programs, each run in a box of its own. `draw` reads `checks.py` with no learner code near and
notes which calls the checks begin with. `ask` makes these calls on the submission and watches the
lines; it knows no expected value. A learner who forges a key has only themselves to fool.
"""

import ast
import json
import os
import random
import signal
import sys
import types

from piton_harness import codec

MAX_CALLS = 36
CASES = 12
DRAWN, READABLE = 8, 120
MAX_EVENTS = 4000
MAX_MUTANTS = 8
# How long a run may take: of CPU the first one, then each without a line; of everything any.
RUN_CPU_S, MUTANT_CPU_S, RUN_S = 5, 0.5, 30
MAX_TEXT = 60
# What a box prints is kept up to 32 KiB.
MAX_DOCUMENT, MAX_CALLS_TEXT, MAX_QUESTIONS = 1200, 24_000, 12
OPTIONS = 4


# Calls, drawn beside no learner code


class _Seen(BaseException):
    """A check made its first call; nothing behind it matters."""


class _Any(types.ModuleType):
    """A library of checks that declares none here."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **options: None


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


def draw(order):
    """Returns the calls with which the checks begin: check, sentence, probe, arguments."""
    files, seed = order["files"], order["seed"]
    checks, calls, wanted = [], [], [0]

    def check(sentence, **options):
        return lambda function: checks.append((function, sentence)) or function

    def cases(generator, n=100, valid=None, examples=()):
        rng = random.Random(f"{seed}:{len(calls)}:{wanted[0]}")
        drawn = list(examples)[: CASES // 3]
        if wanted[0] >= len(drawn):
            # A question names its input: the longest of several that can still be read is taken.
            drawn = sorted((generator(rng) for _ in range(DRAWN)), key=lambda one: len(repr(one)))
            readable = [one for one in drawn if len(repr(one)) <= READABLE]
            yield readable[-1] if readable else drawn[0]
        else:
            yield drawn[wanted[0]]

    def resource(path):
        path = path.strip("/")
        if path in files:
            return files[path]
        folder = f"{path}/"
        return {
            name[len(folder) :].rsplit(".", 1)[0]: text
            for name, text in files.items()
            if name.startswith(folder)
        }

    piton = _Any("piton")
    piton.__path__ = []
    piton.check, piton.cases, piton.resource = check, cases, resource
    piton.require = lambda condition, says, **values: None
    piton.raises = lambda *names: _Nothing()
    piton.Raised = type("Raised", (Exception,), {})
    sys.modules["piton"] = piton
    for node in ast.walk(ast.parse(order["checks"])):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("piton."):
            sys.modules[node.module] = _Any(node.module)
    probe = types.ModuleType("probe")

    def stub(name):
        def call(*arguments):
            raise _Seen(name, arguments)

        return call

    for node in ast.parse(order["probe"]).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            setattr(probe, node.name, stub(node.name))
    sys.modules["probe"] = probe
    exec(compile(order["checks"], "checks.py", "exec"), {"__name__": "checks"})  # noqa: S102
    for function, sentence in checks:
        for at in range(CASES):
            wanted[0] = at
            try:
                function()
            except _Seen as seen:
                name, arguments = seen.args
                try:
                    document = codec.encode(list(arguments))
                except codec.NotPlain:
                    continue
                if len(document) > MAX_DOCUMENT:
                    continue
                call = {"check": function.__name__, "sentence": sentence, "probe": name}
                call["arguments"] = document
                if call not in calls:
                    calls.append(call)
            except Exception:  # noqa: BLE001 - a check that cannot do without an answer is passed over
                continue
    by_check = {}
    for call in calls:
        by_check.setdefault(call["check"], []).append(call)
    # Each check has its turn, however many there are.
    turns = [one[at] for at in range(CASES) for one in by_check.values() if at < len(one)]
    kept, size = [], 0
    for call in turns[:MAX_CALLS]:
        size += len(json.dumps(call))
        if size > MAX_CALLS_TEXT:
            break
        kept.append(call)
    return kept


# Runs


class Watch:
    """Notes the lines of the submission that a call runs, and the simple values between them."""

    def __init__(self, places):
        self.places = places
        self.events = []
        self.last = {}

    def __call__(self, frame, event, arg):
        place = self.places.get(frame.f_code.co_filename)
        if place is None or len(self.events) >= MAX_EVENTS:
            return None
        return self._line

    def _line(self, frame, event, arg):
        if len(self.events) < MAX_EVENTS and event in ("line", "return"):
            self._note_values(frame)
            if event == "line":
                place = self.places[frame.f_code.co_filename]
                self.events.append([place, frame.f_lineno, id(frame), frame.f_code.co_name, {}])
                self.last[id(frame)] = self.events[-1]
        if event == "return":
            # Another frame may come to stand at this address.
            self.last.pop(id(frame), None)
        return self._line

    def _note_values(self, frame):
        before = self.last.get(id(frame))
        if before is not None:
            before[4] = {
                name: text
                for name, value in frame.f_locals.items()
                if (text := _simple(value)) is not None
            }


def _simple(value):
    if type(value) in (int, bool, str, float, tuple, list, dict, set, type(None)):
        try:
            text = repr(value)
        except Exception:  # noqa: BLE001 - learner code may write it
            return None
        return text if len(text) <= MAX_TEXT and _is_literal(text) else None
    return None


def _is_literal(text):
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True


def _kind(text):
    return type(ast.literal_eval(text))


def _load(root, probe):
    """Loads the probe as the judge does; returns what it marks."""
    marked = {}
    module = types.ModuleType("piton")

    def mark(function=None, **options):
        if callable(function):
            marked[function.__name__] = function
            return function
        return lambda one: marked.setdefault(one.__name__, one)

    module.probe = lambda *args, **options: mark(args[0] if args and callable(args[0]) else None)
    sys.modules["piton"] = module
    sys.path.insert(0, root)
    space = types.ModuleType("probe")
    sys.modules["probe"] = space
    exec(compile(probe, "<probe>", "exec", dont_inherit=True), space.__dict__)  # noqa: S102
    return marked


def _called(function, arguments):
    from piton_harness import subject

    return subject._drained(function(*arguments), 200)


def run_calls(order, root, watched):
    """Makes the calls; returns for each what came of it, and its lines if `watched`."""
    os.chdir(root)
    probes = _load(root, order["probe"])
    places = {os.path.join(root, path): path for path in order["submission"]}
    results = []
    for call in order["calls"]:
        arguments = codec.decode(call["arguments"], nonfinite=True)
        watch, result = Watch(places), {"raised": None, "line": None, "lines": []}
        sys.settrace(watch if watched else None)
        try:
            value = _called(probes[call["probe"]], arguments)
            sys.settrace(None)
            try:
                result["value"] = codec.encode(value)
            except codec.NotPlain:
                result["value"] = f"({type(value).__name__})"
        except BaseException as error:  # noqa: BLE001 - whatever it raises is the outcome
            sys.settrace(None)
            result["raised"] = type(error).__name__
            trace = error.__traceback__
            while trace is not None:
                place = places.get(trace.tb_frame.f_code.co_filename)
                if place:
                    result["line"] = [place, trace.tb_lineno]
                trace = trace.tb_next
        finally:
            sys.settrace(None)
        result["lines"] = watch.events
        results.append(result)
    return results


def in_fork(work, cpu_s=RUN_CPU_S):
    """Runs `work` in a child; None if it did not come to an end."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reader)
            signal.setitimer(signal.ITIMER_PROF, cpu_s)
            signal.alarm(RUN_S)
            text = json.dumps(work())
            with open(writer, "w", encoding="utf-8") as pipe:
                pipe.write(text)
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with open(reader, encoding="utf-8") as pipe:
        text = pipe.read()
    _, status = os.waitpid(pid, 0)
    try:
        return json.loads(text) if status == 0 else None
    except ValueError:
        return None


# Questions


def ask(order, root):
    """Returns questions, most telling first: prompt, options, key, why."""
    rng = random.Random(order["seed"])
    results = in_fork(lambda: run_calls(order, root, True))
    if results is None or not order["calls"]:
        return []
    texts = {}
    for path in order["submission"]:
        if path.endswith(".py"):
            with open(os.path.join(root, path), encoding="utf-8") as file:
                texts[path] = file.read()
    asker = _Asker(order, results, texts, rng)
    kinds = [asker.raising(), asker.values(), asker.branches(), asker.removals(root)]
    questions = []
    # One of each kind first, so that four questions are four kinds where the code has them.
    while any(kinds):
        for kind in kinds:
            if kind:
                questions.append(kind.pop(0))
    return questions[:MAX_QUESTIONS]


class _Asker:
    def __init__(self, order, results, texts, rng):
        self.calls = order["calls"]
        self.probe = order["probe"]
        self.results = results
        self.texts = texts
        self.trees = {path: ast.parse(text) for path, text in texts.items()}
        self.lines = {path: text.splitlines() for path, text in texts.items()}
        self.rng = rng

    def call_text(self, at):
        arguments = codec.decode(self.calls[at]["arguments"], nonfinite=True)
        text = f"{self.calls[at]['probe']}({', '.join(map(repr, arguments))})"
        return text if len(text) <= 160 else None

    def shown(self, path, number):
        text = self.lines[path][number - 1].strip()
        return f"{path}:{number}  {text}"

    def question(self, kind, prompt, key, others, why, order=None):
        others = [one for one in dict.fromkeys(others) if one != key]
        self.rng.shuffle(others)
        options = [key, *others[: OPTIONS - 1]]
        if len(options) < 2:
            return None
        self.rng.shuffle(options)
        if order is not None:
            options.sort(key=order.index)
        return {
            "kind": kind,
            "prompt": prompt,
            "options": options,
            "key": options.index(key),
            "why": why,
        }

    def order_of_calls(self):
        order = [at for at in range(len(self.calls)) if self.call_text(at)]
        self.rng.shuffle(order)
        return order

    def raising(self):
        """Which line raises?"""
        found, seen = [], set()
        for at in self.order_of_calls():
            result = self.results[at]
            if not result["raised"] or not result["line"] or tuple(result["line"]) in seen:
                continue
            path, number = result["line"]
            others = [
                self.shown(one[0], one[1]) for one in result["lines"] if one[0] in self.lines
            ]
            others += [
                self.shown(file, node.lineno)
                for file, tree in self.trees.items()
                for node in ast.walk(tree)
                if isinstance(node, ast.Raise)
            ]
            key = self.shown(path, number)
            prompt = f"`{self.call_text(at)}` raises {result['raised']}. Which line raises it?"
            why = f"The traceback ends in line {number} of {path}."
            question = self.question("raises", prompt, key, others, why)
            if question:
                seen.add((path, number))
                found.append(question)
        return found

    def assigned(self):
        """Gives each simple statement that binds a name: file, line, name, lines of its body."""
        for path, tree in self.trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.Assign):
                    targets, body = node.targets, None
                elif isinstance(node, ast.AugAssign):
                    targets, body = [node.target], None
                elif isinstance(node, ast.For):
                    targets = [node.target]
                    body = range(node.body[0].lineno, node.body[-1].end_lineno + 1)
                else:
                    continue
                for target in targets:
                    if isinstance(target, ast.Name) and node.lineno == target.lineno:
                        yield path, node.lineno, target.id, body

    def values(self):
        """What is the value of a name at a line on its n-th time?"""
        found, places = [], list(self.assigned())
        self.rng.shuffle(places)
        order = self.order_of_calls()
        for path, number, name, body in places:
            for at in order:
                steps = self._steps(self.results[at]["lines"], path, number, body)
                known = [one[4][name] for one in steps if name in one[4]]
                if len(known) != len(steps) or len(set(known)) < 2:
                    continue
                turn = self.rng.randrange(len(known))
                others = [one for one in known if one != known[turn]]
                others += [
                    text
                    for one in self.results[at]["lines"]
                    for other, text in one[4].items()
                    if other != name and _kind(text) is _kind(known[turn])
                ]
                prompt = (
                    f"In `{self.call_text(at)}`: what is `{name}` right after this line ran for "
                    f"the {_ordinal(turn + 1)} time?\n{self.shown(path, number)}"
                )
                why = f"Its values there, in turn: {', '.join(known[:8])}."
                question = self.question("value", prompt, known[turn], others, why)
                if question and len(question["options"]) > 2:
                    found.append(question)
                    break
        return found

    def _steps(self, lines, path, number, body):
        """Returns the times a line ran; of a loop, those after which its body began."""
        steps = []
        for at, one in enumerate(lines):
            if one[0] != path or one[1] != number:
                continue
            after = next((two for two in lines[at + 1 :] if two[2] == one[2]), None)
            if body is None or (after is not None and after[1] in body and body[0] > number):
                steps.append(one)
        return steps

    def branches(self):
        """Which line does a given input take after an `if`?"""
        found = []
        ifs = [
            (path, node)
            for path, tree in self.trees.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and node.body[0].lineno > node.lineno
        ]
        self.rng.shuffle(ifs)
        for path, node in ifs:
            taken = {}
            for at in self.order_of_calls():
                lines = self.results[at]["lines"]
                for step, one in enumerate(lines[:-1]):
                    if one[0] == path and one[1] == node.lineno:
                        after = next((two for two in lines[step + 1 :] if two[2] == one[2]), None)
                        if after and after[1] > node.lineno:
                            taken.setdefault(after[1], at)
                        break
            if len(taken) < 2:
                continue
            number, at = self.rng.choice(sorted(taken.items()))
            others = [self.shown(path, one) for one in taken if one != number]
            others += [self.shown(path, two.lineno) for two in [*node.body[:1], *node.orelse[:1]]]
            prompt = (
                f"`{self.call_text(at)}` comes to this line for the first time. Which line of the "
                f"same function runs next?\n{self.shown(path, node.lineno)}"
            )
            why = f"With this input line {number} follows."
            question = self.question("branch", prompt, self.shown(path, number), others, why)
            if question:
                found.append(question)
        return found

    def removals(self, root):
        """What breaks first if a line goes?"""
        sentences = list(dict.fromkeys(call["sentence"] for call in self.calls))
        if len(sentences) < 2:
            return []
        ran = {(one[0], one[1]) for result in self.results for one in result["lines"]}
        simple = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.Raise)
        lines = [
            (path, node.lineno)
            for path, tree in self.trees.items()
            for node in ast.walk(tree)
            if isinstance(node, simple)
            and node.lineno == node.end_lineno
            and (path, node.lineno) in ran
        ]
        self.rng.shuffle(lines)
        found = []
        for path, number in lines[:MAX_MUTANTS]:
            first = self._first_to_change(root, path, number)
            if first is None:
                continue
            prompt = (
                "If this line is taken out (`pass` in its place), which of these, checked in the "
                f"order shown, is the first that fails?\n{self.shown(path, number)}"
            )
            at = sentences.index(self.calls[first]["sentence"])
            key = sentences[at]
            why = f"`{self.call_text(first) or self.calls[first]['probe']}` comes out otherwise."
            question = self.question("removal", prompt, key, sentences, why, sentences)
            if question:
                found.append(question)
        return found

    def _first_to_change(self, root, path, number):
        """Returns the first call, in the order of the checks, that comes out otherwise."""
        lines = self.texts[path].splitlines()
        line = lines[number - 1]
        lines[number - 1] = line[: len(line) - len(line.lstrip())] + "pass"
        order = {"calls": self.calls, "submission": list(self.texts), "probe": self.probe}

        def work():
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
            return run_calls(order, root, False)

        results = in_fork(work, MUTANT_CPU_S)
        with open(os.path.join(root, path), "w", encoding="utf-8") as file:
            file.write(self.texts[path])
        if results is None:
            return None
        names = list(dict.fromkeys(call["check"] for call in self.calls))
        ordered = sorted(range(len(results)), key=lambda at: names.index(self.calls[at]["check"]))
        for at in ordered:
            before, after = self.results[at], results[at]
            if (before.get("value"), before["raised"]) != (after.get("value"), after["raised"]):
                return at
        return None


def _ordinal(number):
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def main():
    """Carries out the order in `order.json` and prints what came of it."""
    with open("order.json", encoding="utf-8") as file:
        order = json.load(file)
    root = os.getcwd()
    out = os.dup(1)
    # What checks or learner code print is no answer.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    sys.dont_write_bytecode = True
    told = draw(order) if order["do"] == "draw" else ask(order, root)
    with open(out, "w", encoding="utf-8") as pipe:
        pipe.write(json.dumps(told))
