"""What is made once for many submissions is what each would have had."""

import random
import types
import unittest

import bench
from piton_harness.judge import Session
from piton_harness.trials import Series


class Local:
    """Of a module that nobody can import when it stands in `checks.py`."""

    __module__ = "checks"


class SharedDraws(unittest.TestCase):
    def setUp(self):
        self.n_drawn = 0

    def drawing(self, key="7:a:0", make=lambda rng: [rng.randrange(1000)]):
        rng = random.Random(key)

        def draw():
            self.n_drawn += 1
            return make(rng)

        return draw

    def taken(self, read, number):
        return [read() for _ in range(number)]

    def test_each_reader_gets_what_it_would_have_drawn(self):
        series = Series()
        alone = self.taken(self.drawing(), 9)
        self.n_drawn = 0
        for number in (3, 2, 9, 9, 1):
            read = series.stream("a", self.drawing())
            self.assertEqual(self.taken(read, number), alone[:number])
        self.assertEqual(self.n_drawn, 9)

    def test_a_check_that_changes_its_input_changes_no_others(self):
        series = Series()
        first = self.taken(series.stream("a", self.drawing()), 1)[0]
        first.append("changed")
        self.assertEqual(len(self.taken(series.stream("a", self.drawing()), 1)[0]), 1)

    def test_other_seeds_and_checks_have_their_own(self):
        series = Series()
        one = self.taken(series.stream("a", self.drawing("7:a:0")), 5)
        other = self.taken(series.stream("b", self.drawing("8:a:0")), 5)
        self.assertNotEqual(one, other)
        self.assertEqual(self.n_drawn, 10)

    def test_what_cannot_be_copied_is_drawn_anew_from_the_first_on(self):
        def make(rng):
            number = rng.randrange(1000)
            return number if number % 4 else (number, Local())

        def plain(values):
            return [one[0] if type(one) is tuple else one for one in values]

        series = Series()
        alone = plain(self.taken(self.drawing(make=make), 40))
        for number in (40, 40, 5, 40):
            read = series.stream("a", self.drawing(make=make))
            self.assertEqual(plain(self.taken(read, number)), alone[:number])

    def test_what_takes_too_much_room_is_drawn_anew(self):
        def make(rng):
            return "x" * 1_000_000 + str(rng.random())

        series = Series()
        alone = self.taken(self.drawing(make=make), 80)
        for _ in range(2):
            read = series.stream("a", self.drawing(make=make))
            self.assertEqual(self.taken(read, 80), alone)
        self.assertEqual(self.n_drawn, 240)


class WhatComesFirst(unittest.TestCase):
    def first(self, series):
        return sorted(["never", "slow", "quick"], key=series.promise)[0]

    def test_what_ends_most_trials_for_its_time_comes_first_and_of_late_counts_most(self):
        series = Series()
        for name, seconds in (("slow", 0.2), ("quick", 0.01), ("slow", 0.2)):
            series.note_end(name)
            series.note_time(name, seconds)
        self.assertEqual(self.first(series), "quick")
        for _ in range(30):
            series.note_end("slow")
        self.assertEqual(self.first(series), "slow")

    def test_what_was_never_made_comes_before_what_ends_nothing_and_takes_time(self):
        series = Series()
        series.note_time("slow", 0.2)
        series.note_time("quick", 0.01)
        self.assertEqual(sorted(["slow", "quick", "never"], key=series.promise), ["never", "quick", "slow"])


class WhatASuiteMeets(unittest.TestCase):
    ASKS = {"about": "catches", "says": "Forgets a fee."}

    def test_a_trial_of_all_checks_rests_on_every_program(self):
        self.assertIsNone(bench.trial(Series(), **self.ASKS).sought)
        self.assertIsNone(bench.trial(Series(), **self.ASKS, enough=True).sought)

    def test_one_that_may_end_early_does_too_as_another_check_could_be_the_first_to_fail(self):
        series = Series()
        series.decisive.add("catches")
        trial = bench.trial(series, **self.ASKS, enough=True)
        self.assertTrue(trial.enough)
        self.assertIsNone(trial.sought)

    def test_one_of_its_check_alone_stops_at_what_it_asks_about(self):
        trial = bench.trial(Series(), **self.ASKS, only=["catches"])
        self.assertEqual(trial.sought, ("catches", "forgets a fee."))


class Proofs(unittest.TestCase):
    def test_a_machinery_is_proven_once_and_again_after_it_failed(self):
        session = types.SimpleNamespace(proven=Series().proven)
        runs = []

        def proves(what, works):
            def prove():
                # It is used by what proves it.
                Session.prove_once(session, what, lambda: self.fail("it calls itself"))
                runs.append((what, works))
                if not works:
                    raise ValueError(what)

            return prove

        for what, works in (("a", False), ("a", True), ("b", True), ("a", True), ("b", False)):
            try:
                Session.prove_once(session, what, proves(what, works))
            except ValueError:
                self.assertFalse(works)
        self.assertEqual(runs, [("a", False), ("a", True), ("b", True)])


if __name__ == "__main__":
    unittest.main()
