"""Calls that are sent ahead, and what a call does to its arguments."""

import unittest

import bench
from piton_harness import codec

CHECKS = """
from decimal import Decimal
from piton import cases, check
from probe import touch

def values(rng):
    return (rng.choice({values}),)

@check("what it was given stays as it was")
def stays():
    for (one,) in cases(values, n=100):
        touch(one)
"""
AHEAD = """
from piton import cases, check
from probe import touch

def lists(rng):
    return ([rng.randrange(9) for _ in range(4)],)

@check("each answer is that of its own call")
def own():
    for at, (one,) in enumerate(cases(lists, n=100)):
        if at % 7 == 3:
            # Another value than the one that was sent ahead.
            one.append(at)
        assert touch(one) == one
"""
PROBE = """
from piton import probe
import main

@probe()
def touch(one):
    return main.touch(one)
"""


class Arguments(unittest.TestCase):
    def failed(self, touch, values, checks=CHECKS):
        verdict = bench.run(
            checks.replace("{values}", values), {"main.py": touch}, probe=PROBE
        )
        self.assertIsNone(verdict.trouble)
        return verdict.says("stays") if verdict.failed() else None

    def test_what_changes_is_noticed_whatever_it_is(self):
        for touch, values in (
            ("def touch(one): one.append(1)\n", "[[], [1, 2]]"),
            ("def touch(one): one[0]['a'] = None\n", "[[{}], [{'a': 1}]]"),
            ("def touch(one): one.sort()\n", "[[3, 1, 2]]"),
            ("def touch(one): one[0] = 1.0\n", "[[1]]"),
            ("def touch(one): one[0] = True\n", "[[1]]"),
            ("def touch(one): one[0] = bytearray(one[0])\n", "[[b'a']]"),
            ("def touch(one): one.pop()\n", "[[Decimal(1)]]"),
            ("def touch(one): one.append(one)\n", "[[1]]"),
            ("def touch(one): one.append(object())\n", "[[1]]"),
            ("class Int(int): pass\ndef touch(one): one[0] = Int(1)\n", "[[1]]"),
        ):
            with self.subTest(touch):
                says = self.failed(touch, values)
                self.assertIn("changed the value it was given", says or "nothing was noticed")

    def test_what_stays_is_not(self):
        values = "[[1, 2.5, None, 'x', (1,), {'a': [True]}, b'a'], [Decimal('1.50')], {1, 2}, -0.0]"
        self.assertIsNone(self.failed("def touch(one): pass\n", values))

    def test_a_check_may_change_an_input_before_it_calls(self):
        verdict = bench.run(AHEAD, {"main.py": "def touch(one): return one\n"}, probe=PROBE)
        self.assertEqual((verdict.trouble, verdict.failed()), (None, []))


class Fingerprints(unittest.TestCase):
    def test_values_that_differ_in_type_alone_have_others(self):
        values = [[1], [True], [1.0], [(1,)], [[1]], ["1"], [-0.0], [0.0], [None], [{1}], [{1: 1}]]
        prints = [codec.fingerprint(one, codec.encode(one)) for one in values]
        self.assertNotIn(None, prints)
        self.assertEqual(len(set(prints)), len(values))

    def test_where_it_cannot_tell_there_is_none(self):
        for value in ([b"a"], [bytearray(b"a")]):
            self.assertIsNone(codec.fingerprint(value, codec.encode(value)))
        self.assertIsNone(codec.fingerprint([object()], "[]"))


if __name__ == "__main__":
    unittest.main()
