"""The library of write-tests tasks: a learner's suite is judged by right and wrong programs.

J draws order, names and surroundings, and holds which programs are right; S runs real pytest, one
program in one fresh process, under one file name. Before the first program it must see a planted
fault. No outcome is shown before all are in, and S never learns which program is which.
"""

import ast
import dataclasses
import functools
import math
import random
import re

from piton_harness import bytecode, disguise
from piton_harness.outcome import AuthorFault, Unmet
from piton_harness.suite_bench import PLAIN, REVERSED, Bench, Result, canary, settings

# What pytest makes of the values of a parametrised test, as far as it is shown.
MAX_VALUES = 40
_WORD = re.compile(r"\w+")

# Whoever fails programs at random must be right less often than once in so many times.
GUESSES = 1000
LEAST = 13

FORBIDDEN_MODULES = {"inspect", "dis", "linecache", "ast", "tokenize", "gc", "ctypes"}
FORBIDDEN_NAMES = {
    *("__code__", "__file__", "__loader__", "__spec__", "__globals__", "__closure__", "getsource"),
    *("settrace", "setprofile", "monitoring", "_getframe", "addaudithook"),
}

# Right programs whose failure is looked into, one by one.
LOOKED_INTO = 2
# Other hash seeds than the usual one, of which each needs a zygote.
HASH_SEEDS = (1, 2)
# How many names of tests a sentence gives.
NAMED = 6
# What a suite that fails only in one setting depends on, in words.
DEPENDS = {
    "order": "the order in which its tests run",
    "tz": "the time zone of the machine (TZ)",
    "lang": "the language of the machine (LANG)",
    "hash": "the order in which a set gives its members (PYTHONHASHSEED)",
}


class Program:
    """A program the suite is run against."""

    def __init__(self, name, source, right):
        tree = ast.parse(source, f"{name}.py")
        self.name = name
        self.right = right
        self.says = " ".join((ast.get_docstring(tree) or "").split())
        if not self.says:
            raise AuthorFault(f"{name}.py has no docstring that says what it does")
        tree.body = tree.body[1:] or [ast.Pass()]
        self.tree = tree
        self.setting = PLAIN
        # What its text is drawn from, and the text, once it was written.
        self.draw = None
        self.source = None
        self.code = None
        self.result = Result()

    def write(self, interface, path):
        """Writes the program anew, and compiles it."""
        self.source = disguise.disguise(self.tree, interface, self.draw)
        self.code = bytecode.compiled(self.source, path)

    @property
    def has_sets(self):
        return _has_sets(self.tree)

    @property
    def rejected(self):
        return self.result.rejected

    def report(self, words):
        """Says what the suite made of the program; `words` are those of the suite's text."""
        failed = sorted({_told(name, words) for name in self.result.failed})
        failed = failed or (["(the suite did not finish)"] if self.result.ended else [])
        return {
            "right": self.right,
            "says": self.says,
            "failed_tests": failed[:12],
            "as_expected": self.rejected != self.right,
        }


def require_enough(right, wrong, may_miss):
    """Refuses programs so few that a suite could tell them apart by guessing."""
    total = right + wrong
    if abs(right - wrong) > 1 or total < LEAST:
        raise AuthorFault(
            f"a suite is judged by right and wrong programs equal in number, or one apart, and at "
            f"least {LEAST} in all; these are {right} right and {wrong} wrong"
        )
    ways = math.comb(total, wrong) / math.comb(right + may_miss, may_miss)
    if ways < GUESSES:
        raise AuthorFault(
            f"with {right} right and {wrong} wrong programs of which {may_miss} may be missed, one "
            f"guess in {ways:.0f} passes; at most one in {GUESSES} may"
        )


def _has_sets(tree):
    """Returns whether a hash seed may show: where members of sets come in an order."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Set, ast.SetComp)):
            return True
        if isinstance(node, ast.Name) and node.id in ("set", "frozenset", "hash"):
            return True
    return False


class Suite:
    """Declares the checks of a write-tests task."""

    def __init__(
        self,
        registry,
        *,
        target,
        tests,
        right,
        wrong,
        max_tests=None,
        may_miss=0,
        interface=(),
        skill=None,
    ):
        from piton_harness.checks import Check

        self.registry = registry
        self.target = target
        self.tests = tests
        self.max_tests = max_tests
        self.may_miss = may_miss
        sources = [(name, text, True) for name, text in registry.resource(right).items()]
        sources += [(name, text, False) for name, text in registry.resource(wrong).items()]
        self.programs = [Program(*one) for one in sources]
        self.right = [one for one in self.programs if one.right]
        self.wrong = [one for one in self.programs if not one.right]
        require_enough(len(self.right), len(self.wrong), may_miss)
        self.interface = disguise.Interface([one.tree for one in self.right], interface)
        # Those a verdict rests on: all, unless a trial has seen enough.
        self.counted = []
        self.done = False
        self.depends = None
        at_most = f", at most {max_tests}" if max_tests else ""
        registry.add(
            Check(
                self._collects,
                "collects",
                f"{tests} is a suite pytest can run{at_most}",
                skill=skill,
                advice="Run pytest in this folder: it must collect your tests without an error.",
            )
        )
        registry.add(
            Check(
                self._is_steady,
                "steady",
                "your tests give the same result on any machine and in any order",
                skill=skill,
                needs=["collects"],
                advice="Let each test make what it needs, and say itself what it would otherwise "
                "take from the machine: the zone, the encoding, the order.",
            )
        )
        registry.add(
            Check(
                self._accepts,
                "accepts_right_programs",
                "every right program passes your tests",
                skill=skill,
                needs=["collects", "steady"],
                advice="Ask of each failing test: which sentence of the ticket demands this? "
                "A test may ask for no more than the ticket does.",
            )
        )
        registry.add(
            Check(
                self._catches,
                "catches_wrong_programs",
                "every wrong program fails at least one of your tests",
                skill=skill,
                needs=["collects", "steady", "accepts_right_programs"],
                advice="Take one of them, find an input for which it answers differently from the "
                "ticket, and make that a test.",
            )
        )

    # The runs

    def _run(self):
        if self.done:
            return
        session = self.registry.session
        rng = random.Random(f"{session.seed}:programs")
        for group in (self.right, self.wrong):
            rng.shuffle(group)
            for program, setting in zip(group, settings(len(group), rng)):
                program.setting = setting
        programs = list(self.programs)
        rng.shuffle(programs)
        for program in programs:
            program.draw = rng.random()
        if session.sought:
            asked_about = self._asked_about()
            programs.sort(key=lambda one: one not in asked_about)
        self.counted = programs
        session.link.will_need(PLAIN.hash)
        seed = rng.random()
        session.prove_once("suites", lambda: canary(session.link, self.target, seed))
        files = {path: one for path, one in session.files.items() if path != self.target}
        self.bench = Bench(session.link, self.target, self.tests, files, self.max_tests)
        for _, hash_seed in zip(self._concerned(), HASH_SEEDS):
            session.link.will_need(hash_seed)
        if self._run_all(programs):
            self._run_again()
        # Whatever comes next needs a process in which no suite ran.
        session.link.use_own()
        self.done = True

    def _run_all(self, programs):
        """Runs every program once; returns whether all were run."""
        ended = None
        for at, program in enumerate(programs):
            if program.source is None:
                program.write(self.interface, self.target)
            # While the suite runs against one, the next is written.
            after = programs[at + 1 : at + 2]
            meanwhile = None
            if after:
                meanwhile = functools.partial(after[0].write, self.interface, self.target)
            result = program.result = self.bench.run(
                program.source, program.setting, program.code, meanwhile
            )
            if not result.passed and not result.failed and not result.ended:
                # Nothing was run, so no further program can tell more.
                return False
            if result.ended and (program.right or ended or result.ended.looked):
                # A suite that does not come to its end on a right program, or on a second one,
                # would only use up the limit on every other.
                return False
            ended = ended or result.ended
            if self._has_shown(programs[: at + 1]):
                self.counted = programs[: at + 1]
                break
        return True

    def _asked_about(self):
        """Returns the programs whose own sentence a trial expects to read."""
        _, words = self.registry.session.sought
        return [one for one in self.programs if words in one.says.lower()]

    def _has_shown(self, programs):
        """Returns whether programs show what a trial asks about, so that no further one matters."""
        if not self.registry.session.sought:
            return False
        check, _ = self.registry.session.sought
        if check == "catches_wrong_programs":
            shown, least = _missed(programs), self.may_miss + 1
        elif check == "accepts_right_programs":
            shown, least = _rejected(programs), 1
        elif check == "steady":
            shown, least = _rejected(programs), LOOKED_INTO
        else:
            return False
        asked_about = self._asked_about()
        return len(shown) >= least and (
            not asked_about or any(one in asked_about for one in shown)
        )

    def _run_again(self):
        """Finds out whether right programs fail, or would, by their surroundings alone."""
        rejected = _rejected(self.counted)
        for program in rejected[:LOOKED_INTO]:
            self.depends = self._look_into(program)
            if self.depends:
                return
        if rejected or len(self.counted) < len(self.programs):
            return
        for program, hash_seed in zip(self._concerned(), HASH_SEEDS):
            setting = dataclasses.replace(PLAIN, hash=hash_seed)
            result = self.bench.run(program.source, setting)
            # A limit that it met may be chance.
            if result.failed or result.errors:
                self.depends = self._named(program, result, DEPENDS["hash"])
                return

    def _concerned(self):
        """Returns right programs with which the order of a set may show."""
        suite_has_sets = self._suite_has_sets()
        return [one for one in self.right if suite_has_sets or one.has_sets]

    def _look_into(self, program):
        """Says what a failure of a right program depends on; None if it fails everywhere."""
        setting, result = program.setting, program.result
        plain = self.bench.run(program.source, PLAIN)
        if plain.outcome == result.outcome:
            # One that asks too much may depend on its order all the same, and that comes first.
            turned = self.bench.run(program.source, dataclasses.replace(PLAIN, order=REVERSED))
            if turned.outcome == plain.outcome:
                return None
            return self._named(program, turned, DEPENDS["order"])
        for name in ("order", "tz", "lang"):
            value = getattr(setting, name)
            if value == getattr(PLAIN, name):
                continue
            alone = self.bench.run(program.source, dataclasses.replace(PLAIN, **{name: value}))
            if alone.outcome != plain.outcome:
                return self._named(program, alone if alone.rejected else plain, DEPENDS[name])
        again = self.bench.run(program.source, setting)
        if again.outcome != result.outcome:
            what = "something that changes from run to run, such as the clock or chance"
        else:
            what = "order, time zone and language together"
        return self._named(program, result, what)

    def _named(self, program, result, what):
        failed = [f"`{name}`" for name in sorted({_told(one, self._words()) for one in result.failed})]
        which = f" ({', '.join(failed[:NAMED])})" if failed else ""
        return (
            f"Your suite depends on {what}: with nothing else changed, the same right program "
            f"gets another result{which}."
        )

    def _suite_has_sets(self):
        try:
            return _has_sets(ast.parse(self.registry.session.submitted(self.tests) or ""))
        except (SyntaxError, ValueError, RecursionError):
            return False

    # The checks

    def _is_steady(self):
        self._collects()
        if self.depends:
            self._unmet(self.depends)

    def _collects(self):
        # The others call it too: a check may be run alone.
        source = self.registry.session.submitted(self.tests)
        if source is None:
            self._unmet(f"{self.tests} is missing.")
        broken = _syntax_error(source, self.tests)
        if broken:
            raise broken
        peeked = _peeks(source, self.target)
        if peeked:
            self._unmet(
                f"Your suite looks at the program's text ({peeked}). A program is judged by what "
                "it does, so call it instead."
            )
        self._run()
        results = [program.result for program in self.programs]
        collected = max(result.collected for result in results)
        errors = [error for result in results for error in result.errors]
        if errors and collected == 0:
            self._unmet(f"pytest could not load {self.tests}: {_tail(errors[0])}")
        ended = [one for one in self.programs if one.result.ended]
        if len(ended) > 1 or any(one.right or one.result.ended.looked for one in ended):
            raise max((one.result.ended for one in ended), key=lambda one: one.looked)
        if collected == 0:
            self._unmet(
                f"pytest found no test in {self.tests}: a test is a function whose name begins "
                "with test_."
            )
        if self.max_tests and collected > self.max_tests:
            self._unmet(
                f"pytest found {collected} tests in {self.tests}; the ticket asks for at most "
                f"{self.max_tests}."
            )
        if not any(result.passed or result.failed for result in results):
            self._unmet("No test was run: skipped tests say nothing about a program.")

    def _accepts(self):
        self._collects()
        rejected = _rejected(self.counted)
        if rejected:
            number = "One right program fails" if len(rejected) == 1 else f"{len(rejected)} right programs fail"
            self._unmet(f"{number} your tests.", self.right)

    def _catches(self):
        self._collects()
        missed = _missed(self.counted)
        if len(missed) > self.may_miss:
            number = "One wrong program" if len(missed) == 1 else f"{len(missed)} wrong programs"
            self._unmet(
                f"{number} of {len(self.wrong)} got past your tests.{self._idle()}", self.wrong
            )

    def _idle(self):
        """Names the tests that turn no wrong program down."""
        words = self._words()
        told = {_told(one, words) for program in self.right for one in program.result.passed}
        caught = {_told(one, words) for program in self.wrong for one in program.result.failed}
        idle = sorted(told - caught)
        if not idle or len(idle) == len(told):
            return ""
        named = ", ".join(f"`{name}`" for name in idle[:NAMED])
        more = f" and {len(idle) - NAMED} more" if len(idle) > NAMED else ""
        verb = "turns" if len(idle) == 1 else "turn"
        return f" {named}{more} {verb} none of them down."

    def _words(self):
        return set(_WORD.findall(self.registry.session.submitted(self.tests) or ""))

    def _unmet(self, says, programs=()):
        error = Unmet(says, place="programs")
        # What was missed comes first; names of files tell nothing and are not shown.
        words = self._words()
        reports = [program.report(words) for program in programs if program in self.counted]
        error.programs = sorted(reports, key=lambda one: (one["as_expected"], one["says"]))
        raise error


def _rejected(programs):
    return [one for one in programs if one.right and one.rejected]


def _missed(programs):
    return [one for one in programs if not one.right and not one.rejected]


def _tail(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-2:])[:400]


def _told(name, words):
    """Names a test by words that stand in the suite: others might tell what the program is."""
    base, bracket, values = name.partition("[")
    if not set(_WORD.findall(base)) <= words:
        return "(a test that is made while the suite runs)"
    if len(values) > MAX_VALUES or not set(_WORD.findall(values)) <= words:
        values = "…]"
    return base + bracket + values


def _syntax_error(source, name):
    """Returns the failure of a suite that Python cannot read, with its line."""
    try:
        ast.parse(source, name)
    except SyntaxError as error:
        text = (error.text or "").rstrip("\n")
        number = error.lineno or 1
        unmet = Unmet(f"Python cannot read {name}: {error.msg} (line {number}).", place="syntax")
        unmet.programs = []
        unmet.lines = [{"file": name, "line": number, "function": "<module>", "text": text[:400]}]
        return unmet
    except (ValueError, RecursionError, MemoryError):
        # pytest says it in its own words.
        return None
    return None


def _peeks(source, target):
    """Returns what in the suite reads the program instead of calling it, if anything."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [(node.module or "").split(".")[0]]
        elif isinstance(node, ast.Attribute):
            if node.attr in FORBIDDEN_NAMES:
                return node.attr
            continue
        elif isinstance(node, ast.Constant) and node.value == target:
            return repr(target)
        else:
            continue
        for name in names:
            if name in FORBIDDEN_MODULES:
                return name
    return None
