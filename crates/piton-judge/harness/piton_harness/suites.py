"""The library of write-tests tasks: a learner's suite is judged by right and wrong programs.

J draws the order and holds which programs are right; S runs real pytest, one program in one fresh
process, under one file name. No outcome is shown before all are in, and S never learns which
program is which.
"""

import ast
import random
import re

from piton_harness import answers, codec
from piton_harness.outcome import Ended, Raised, Unmet

# What pytest makes of the values of a parametrised test, as far as it is shown.
MAX_VALUES = 40
_WORD = re.compile(r"\w+")

FORBIDDEN_MODULES = {"inspect", "dis", "linecache", "ast", "tokenize", "gc"}
FORBIDDEN_NAMES = {"__code__", "__file__", "__loader__", "__spec__", "getsource", "settrace"}


class Program:
    """A program the suite is run against."""

    def __init__(self, name, source, right):
        tree = ast.parse(source, f"{name}.py")
        self.name = name
        self.right = right
        self.says = " ".join((ast.get_docstring(tree) or "").split())
        if not self.says:
            raise ValueError(f"{name}.py has no docstring that says what it does")
        tree.body = tree.body[1:] or [ast.Pass()]
        # Written anew, so that comments, blank lines and style tell nothing.
        self.source = ast.unparse(tree) + "\n"
        self.collected = 0
        self.failed = []
        self.passed = 0
        self.errors = []
        self.ended = None

    def run(self, session, target, tests, seed, most):
        """Runs the suite against this program in a fresh S, unless it has more tests than `most`."""
        link = session.link
        try:
            link.bare()
            link.load()
            order = {"op": "suite", "target": target, "source": self.source}
            link.order({**order, "tests": tests, "order": seed, "most": most})
            report, _ = link.receive()
            self._read(link, report)
        except Ended as error:
            self.ended = error
        except Raised as error:
            self.errors = [error.told]

    def _read(self, link, report):
        try:
            if "raised" in report:
                raise Raised(answers.raised(report["raised"]))
            collected, tests, errors = answers.suite(report)
        except codec.NotPlain as error:
            raise link.malformed(error) from None
        self.collected = collected
        self.errors = errors
        for name, outcome in tests:
            if outcome in ("failed", "error"):
                self.failed.append(name)
            elif outcome == "passed":
                self.passed += 1

    @property
    def rejected(self):
        return bool(self.failed or self.errors or self.ended)

    def report(self, words):
        """Says what the suite made of the program; `words` are those of the suite's text."""
        failed = sorted({_told(name, words) for name in self.failed})
        failed = failed or (["(the suite did not finish)"] if self.ended else [])
        return {
            "right": self.right,
            "says": self.says,
            "failed_tests": failed[:12],
            "as_expected": self.rejected != self.right,
        }


class Suite:
    """Declares the three checks of a write-tests task."""

    def __init__(self, registry, *, target, tests, right, wrong, max_tests=None, may_miss=0, skill=None):
        from piton_harness.checks import Check

        self.registry = registry
        self.target = target
        self.tests = tests
        self.max_tests = max_tests
        self.may_miss = may_miss
        sources = [(name, text, True) for name, text in registry.resource(right).items()]
        sources += [(name, text, False) for name, text in registry.resource(wrong).items()]
        self.programs = [Program(*one) for one in sources]
        self.done = False
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
                self._accepts,
                "accepts_right_programs",
                "every right program passes your tests",
                skill=skill,
                needs=["collects"],
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
                needs=["collects", "accepts_right_programs"],
                advice="Take one of them, find an input for which it answers differently from the "
                "ticket, and make that a test.",
            )
        )

    def _run(self):
        if self.done:
            return
        session = self.registry.session
        order = random.Random(f"{session.seed}:programs")
        programs = list(self.programs)
        order.shuffle(programs)
        ended = None
        for program in programs:
            program.run(session, self.target, self.tests, order.randrange(1 << 30), self.max_tests)
            if not program.passed and not program.failed and not program.ended:
                # Nothing was run, so no further program can tell more.
                break
            if program.ended and (program.right or ended or program.ended.looked):
                # A suite that does not come to its end on a right program, or on a second one,
                # would only use up the limit on every other.
                break
            ended = ended or program.ended
        self.done = True

    def _collects(self):
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
        collected = max(program.collected for program in self.programs)
        errors = [error for program in self.programs for error in program.errors]
        if errors and collected == 0:
            self._unmet(f"pytest could not load {self.tests}: {_tail(errors[0])}")
        ended = [one for one in self.programs if one.ended]
        if len(ended) > 1 or any(one.right or one.ended.looked for one in ended):
            raise max((one.ended for one in ended), key=lambda one: one.looked)
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
        if all(program.passed + len(program.failed) == 0 for program in self.programs):
            self._unmet("No test was run: skipped tests say nothing about a program.")

    def _accepts(self):
        rejected = [one for one in self.programs if one.right and one.rejected]
        if rejected:
            number = "One right program fails" if len(rejected) == 1 else f"{len(rejected)} right programs fail"
            self._unmet(f"{number} your tests.", [one for one in self.programs if one.right])

    def _catches(self):
        wrong = [one for one in self.programs if not one.right]
        missed = [one for one in wrong if not one.rejected]
        if len(missed) > self.may_miss:
            number = "One wrong program" if len(missed) == 1 else f"{len(missed)} wrong programs"
            self._unmet(f"{number} of {len(wrong)} got past your tests.", wrong)

    def _unmet(self, says, programs=()):
        error = Unmet(says, place="programs")
        # What was missed comes first; names of files tell nothing and are not shown.
        words = set(_WORD.findall(self.registry.session.submitted(self.tests) or ""))
        reports = [program.report(words) for program in programs]
        error.programs = sorted(reports, key=lambda one: (one["as_expected"], one["says"]))
        raise error


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
