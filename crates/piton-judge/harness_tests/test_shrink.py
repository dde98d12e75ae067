"""Shrinking: smaller, still failing, legal, deterministic, and bounded."""

import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import shrink


def shrunk(case, fails, valid=lambda *arguments: True):
    calls = []

    def still_fails(candidate):
        calls.append(candidate)
        return fails(*candidate)

    return shrink.shrink(case, still_fails, valid), calls


class Shrinking(unittest.TestCase):
    def test_a_list_keeps_only_the_culprit_and_the_culprit_gets_small(self):
        found, _ = shrunk(([3, 17, 250, 4, 9],), lambda rows: any(row >= 100 for row in rows))
        self.assertEqual(found, ([100],))

    def test_every_kind_of_plain_value_gets_smaller(self):
        for value, smallest in [
            (True, False),
            (-40, 0),
            (2.5, 0.0),
            ("Quay 7", ""),
            (b"abc", b""),
            ((1, 2), ()),
            ({"a": 1}, {}),
            ({4, 5}, set()),
        ]:
            with self.subTest(value=value):
                self.assertEqual(shrunk((value,), lambda one: True)[0], (smallest,))

    def test_what_does_not_fail_or_is_not_legal_is_not_taken(self):
        found, calls = shrunk((60, 60), lambda a, b: a + b > 20, lambda a, b: a % 2 == 0 and b > 3)
        a, b = found
        self.assertTrue(a % 2 == 0 and b > 3 and a + b > 20)
        self.assertTrue(all(a % 2 == 0 and b > 3 for a, b in calls))

    def test_a_rule_that_breaks_on_a_candidate_refuses_it(self):
        found, _ = shrunk(([5, 6],), lambda rows: True, lambda rows: rows[0] == 5)
        self.assertEqual(found, ([5],))

    def test_it_is_bounded_and_the_same_each_time(self):
        case = (list(range(400)),)
        fails = lambda rows: sum(rows) % 7 == 0  # noqa: E731
        found, calls = shrunk(case, fails)
        self.assertLessEqual(len(calls), shrink.MAX_CALLS)
        self.assertEqual(shrunk(case, fails), (found, calls))

    def test_enough_keeps_what_was_found(self):
        tried = []

        def still_fails(candidate):
            tried.append(candidate)
            if len(tried) == 6:
                raise shrink.Enough
            return 6 in candidate[0]

        found = shrink.shrink(([1, 2, 3, 4, 5, 6],), still_fails, lambda rows: True)
        self.assertEqual(len(tried), 6)
        self.assertIn(6, found[0])
        self.assertLess(len(found[0]), 6)


if __name__ == "__main__":
    unittest.main()
