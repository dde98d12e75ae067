"""How a suite is judged: what is told of tests, how many programs it takes, what the canary sees."""

import random
import types
import unittest
from unittest import mock

import support  # noqa: F401 - makes the harness importable
from piton_harness import disguise, suite_bench, suites
from piton_harness.outcome import AuthorFault, OurFault, Unmet

WORDS = {"test_price", "TestFee", "60", "200", "one", "day"}


class Names(unittest.TestCase):
    def test_names_and_values_that_stand_in_the_suite_are_told(self):
        for name in ("test_price", "test_price[60-200]", "TestFee::test_price[one day]"):
            self.assertEqual(suites._told(name, WORDS), name)

    def test_what_is_made_while_the_suite_runs_is_not(self):
        for name, told in {
            "test_price[return 0]": "test_price[…]",
            "test_price[" + "60-" * 20 + "]": "test_price[…]",
            "test_return_0": "(a test that is made while the suite runs)",
        }.items():
            self.assertEqual(suites._told(name, WORDS), told)


class Enough(unittest.TestCase):
    def test_thirteen_in_two_halves_are_enough(self):
        for right, wrong in ((6, 7), (7, 6), (7, 7), (7, 8), (20, 21)):
            suites.require_enough(right, wrong, 0)

    def test_fewer_or_uneven_ones_are_the_authors_fault(self):
        for right, wrong in ((6, 6), (5, 6), (5, 8), (9, 7), (0, 0)):
            with self.assertRaisesRegex(AuthorFault, "equal in number"):
                suites.require_enough(right, wrong, 0)

    def test_what_may_be_missed_makes_guessing_easier(self):
        with self.assertRaisesRegex(AuthorFault, "one guess in 245 passes"):
            suites.require_enough(6, 7, 1)
        suites.require_enough(8, 8, 1)

    def test_the_chance_is_that_of_a_suite_that_fails_programs_at_random(self):
        rng, right, wrong, may_miss = random.Random(1), 3, 3, 1
        programs = [True] * right + [False] * wrong
        passed = 0
        for _ in range(20_000):
            failed = set(rng.sample(range(6), wrong - may_miss))
            passed += not any(programs[at] for at in failed)
        # The formula's one in five, within four standard deviations.
        self.assertAlmostEqual(passed / 20_000, 1 / 5, delta=0.012)
        with self.assertRaisesRegex(AuthorFault, "least 13"):
            suites.require_enough(right, wrong, may_miss)


class Settings(unittest.TestCase):
    def test_every_kind_is_met_by_right_programs_and_by_wrong_ones(self):
        for seed in range(50):
            drawn = suite_bench.settings(6, random.Random(seed))
            self.assertEqual({one.tz for one in drawn}, set(suite_bench.ZONES))
            self.assertEqual({one.lang for one in drawn}, set(suite_bench.LANGUAGES))
            orders = [one.order for one in drawn]
            self.assertEqual(orders.count(suite_bench.AS_WRITTEN), 2)
            self.assertEqual(orders.count(suite_bench.REVERSED), 2)
            self.assertEqual(len(set(orders)), 4)


class Peeking(unittest.TestCase):
    def peeks(self, source):
        return suites._peeks(source, "fee.py")

    def test_what_reads_a_program_is_named(self):
        for source, word in {
            "import inspect": "inspect",
            "from dis import dis": "dis",
            "import ctypes.util": "ctypes",
            "import gc": "gc",
            "x = fee.__code__.co_consts": "__code__",
            "x = fee.__globals__": "__globals__",
            "open('fee.py')": "'fee.py'",
            "import sys\nsys.settrace(print)": "settrace",
            "import sys\nsys.monitoring": "monitoring",
        }.items():
            self.assertEqual(self.peeks(source), word)

    def test_an_honest_suite_is_not(self):
        self.assertIsNone(self.peeks("import pytest, sys\nfrom fee import fee\nassert fee(1) == 2\n"))


class Steadiness(unittest.TestCase):
    """A suite that fails a right program in some surroundings, tried on a machine that is made up."""

    def judged(self, fails, text="", program="def fee(): pass"):
        right = [suites.Program(f"p{at}", f'"""One."""\n{program}', True) for at in range(6)]
        rng = random.Random(3)
        for one, setting in zip(right, suite_bench.settings(6, rng)):
            one.setting, one.draw = setting, rng.random()
        suite = suites.Suite.__new__(suites.Suite)
        suite.tests, suite.depends, suite.right, suite.wrong = "test_fee.py", None, right, []
        suite.target, suite.interface = "fee.py", disguise.Interface([one.tree for one in right])
        suite.programs = suite.counted = right
        session = types.SimpleNamespace(submitted=lambda path: text, sought=None)
        suite.registry = types.SimpleNamespace(session=session)
        self.runs = []

        def run(source, setting, code=None, meanwhile=None):
            if meanwhile:
                meanwhile()
            self.assertTrue(source)
            self.runs.append(setting)
            result = suite_bench.Result()
            result.collected = 1
            (result.failed if fails(setting) else result.passed).append("test_fee")
            return result

        suite.bench = types.SimpleNamespace(run=run)
        self.assertTrue(suite._run_all(right))
        suite._run_again()
        return suite.depends

    def test_what_it_depends_on_is_named(self):
        for fails, word in (
            (lambda one: one.order == suite_bench.REVERSED, "the order in which its tests run"),
            (lambda one: one.order != suite_bench.AS_WRITTEN, "the order in which its tests run"),
            (lambda one: one.tz != "UTC0", "the time zone"),
            (lambda one: one.lang == "de_DE.UTF-8", "the language"),
            (lambda one: one.tz != "UTC0" and one.order != 0, "order, time zone and language"),
        ):
            self.assertIn(word, self.judged(fails))

    def test_chance_is_named_too(self):
        rng = random.Random(5)
        told = {self.judged(lambda one: rng.random() < 0.4) for _ in range(40)}
        self.assertTrue(any("from run to run" in one for one in told if one))

    def test_one_that_fails_everywhere_asks_too_much_and_depends_on_nothing(self):
        self.assertIsNone(self.judged(lambda one: True))

    def test_a_steady_one_costs_no_further_run(self):
        self.assertIsNone(self.judged(lambda one: False))
        self.assertEqual(len(self.runs), 6)

    def test_sets_are_tried_with_other_hash_seeds(self):
        for text, program in (("x = {1, 2}", "pass"), ("", "def fee(a): return list(set(a))")):
            told = self.judged(lambda one: one.hash != 0, text, program)
            self.assertIn("PYTHONHASHSEED", told)
            self.assertIsNone(self.judged(lambda one: False, text, program))
            self.assertEqual(len({one.hash for one in self.runs if one.hash}), 2)


class Sought(unittest.TestCase):
    """A suite on a made-up machine, in a trial that asks about one of its checks."""

    def suite(self, rejects, sought=None, may_miss=0):
        """Runs a suite that rejects programs by their sentences; returns it and those it met."""
        programs = [
            suites.Program(f"{kind}{at}", f'"""{kind.title()} number {at}."""\ndef fee(): pass', kind == "right")
            for kind in ("right", "wrong")
            for at in range(8)
        ]
        link = types.SimpleNamespace(will_need=lambda *_: None, use_own=lambda: None)
        session = types.SimpleNamespace(
            seed=3, files={}, link=link, sought=sought, submitted=lambda path: "", prove_once=lambda *_: None
        )
        suite = suites.Suite.__new__(suites.Suite)
        suite.registry = types.SimpleNamespace(session=session)
        suite.target, suite.tests, suite.max_tests = "fee.py", "test_fee.py", None
        suite.programs, suite.may_miss = programs, may_miss
        suite.right = [one for one in programs if one.right]
        suite.wrong = [one for one in programs if not one.right]
        suite.interface = disguise.Interface([one.tree for one in suite.right])
        suite.counted, suite.done, suite.depends = [], False, None
        met = []

        def run(source, setting, code=None, meanwhile=None):
            if meanwhile:
                meanwhile()
            program = next(one for one in programs if one.source == source)
            met.append(program.says)
            result = suite_bench.Result()
            result.collected = 1
            (result.failed if rejects(program.says) else result.passed).append("test_fee")
            return result

        # Whose text is the same cannot be told apart by it.
        with mock.patch.object(suites.disguise, "disguise", lambda tree, interface, draw: repr(draw)):
            with mock.patch.object(suites, "Bench", lambda *_: types.SimpleNamespace(run=run)):
                suite._run()
        return suite, met

    def failed(self, check):
        with self.assertRaises(Unmet) as caught:
            check()
        return str(caught.exception), caught.exception.programs

    def test_a_judging_rests_on_every_program(self):
        suite, met = self.suite(lambda says: False)
        self.assertEqual(len(met), 16)
        says, programs = self.failed(suite._catches)
        self.assertIn("8 wrong programs of 8", says)
        self.assertEqual(len(programs), 8)

    def test_a_trial_meets_the_program_it_asks_about_and_no_other(self):
        suite, met = self.suite(lambda says: False, ("catches_wrong_programs", "number 5"))
        # Two programs say so, and the right one shows nothing.
        self.assertEqual({*met} | {"Right number 5."}, {"Right number 5.", "Wrong number 5."})
        says, programs = self.failed(suite._catches)
        self.assertIn("One wrong program", says)
        self.assertEqual([one["says"] for one in programs], ["Wrong number 5."])

        suite, met = self.suite(lambda says: True, ("accepts_right_programs", "right number 2"))
        # It is then looked into, so that what only depends on its surroundings is told from it.
        self.assertEqual(met[0], "Right number 2.")
        self.assertEqual({*met}, {"Right number 2."})

    def test_it_goes_on_until_the_fault_shows(self):
        suite, met = self.suite(lambda says: "Wrong" in says, ("catches_wrong_programs", "number 5"))
        self.assertEqual(len(met), 16)
        suite._catches()
        suite, met = self.suite(lambda says: False, ("catches_wrong_programs", "number 5"), may_miss=2)
        self.assertGreater(sum("Wrong" in one for one in met), 2)
        self.assertIn("3 wrong programs", self.failed(suite._catches)[0])

    def test_where_no_program_says_it_any_will_do(self):
        suite, met = self.suite(lambda says: False, ("catches_wrong_programs", "got past"))
        self.assertEqual(sum("Wrong" in one for one in met), 1)

    def test_other_checks_are_tried_on_every_program(self):
        for check in ("collects", "one_of_the_task"):
            self.assertEqual(len(self.suite(lambda says: False, (check, "number 5"))[1]), 16)


class Link:
    """Answers for S as `kind` would."""

    def __init__(self, kind):
        self.kind = kind
        self.header = None
        self.runs = 0

    def bare(self, hash_seed=0):
        self.runs += 1

    def order(self, header):
        self.header = header

    def receive(self):
        scope = {}
        exec(self.header["source"], scope)  # noqa: S102
        name = next(one for one in scope if one.startswith("planted_"))
        suite = self.header["files"][self.header["tests"]]["text"]
        number = int(suite.split("    return ")[1].split("\n")[0])

        def outcome(fails):
            return "failed" if fails else "passed"

        def refuses():
            try:
                scope[name](-1)
            except ValueError:
                return True
            return False

        tests = {
            "test_sum[0]": outcome(scope[name](0) != number),
            "test_sum[1]": outcome(scope[name](1) != number + 1),
            "test_refusal": outcome(not refuses()),
        }
        if self.kind == "accepts everything":
            tests = dict.fromkeys(tests, "passed")
        elif self.kind == "turns everything down":
            tests = dict.fromkeys(tests, "failed")
        elif self.kind == "runs half":
            tests.popitem()
        elif self.kind == "skips":
            tests["test_refusal"] = "skipped"
        listed = [{"id": one, "outcome": outcome} for one, outcome in tests.items()]
        errors = ["no plug-in"] if self.kind == "cannot collect" else []
        return {"ok": True, "collected": len(tests), "tests": listed, "errors": errors}, ()


class Canary(unittest.TestCase):
    def test_a_machinery_that_sees_is_trusted(self):
        for seed in range(30):
            link = Link("sees")
            suite_bench.canary(link, "fee.py", seed)
            self.assertEqual(link.runs, 2)

    def test_one_that_does_not_see_judges_nothing(self):
        for kind in ("accepts everything", "turns everything down", "runs half", "skips", "cannot collect"):
            for seed in range(30):
                with self.subTest(kind=kind), self.assertRaisesRegex(OurFault, "cannot judge yours"):
                    suite_bench.canary(Link(kind), "fee.py", seed)


if __name__ == "__main__":
    unittest.main()
