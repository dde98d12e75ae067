"""A program that is written anew does the same, and its text and bytecode name nothing again."""

import ast
import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import disguise

RIGHT = [
    '''
"""One."""
from math import ceil
LIMIT = 1200

class Refused(ValueError):
    """Its own kind."""
    def __init__(self, minutes):
        super().__init__(minutes)
        self.minutes = minutes

def helper(minutes, step=60):
    """Says what it does."""
    return ceil(minutes / step)

def fee(minutes, lost=False):
    if minutes < 0:
        raise Refused(minutes)
    try:
        price = min(helper(minutes, step=60) * 200, LIMIT)
    except TypeError as trouble:
        raise ValueError(f"{minutes} is no number") from trouble
    match price:
        case 0:
            return 0
        case other:
            return {"price": other + 2000 if lost else other}["price"]
''',
    '''
def fee(minutes, lost=False):
    if minutes < 0:
        raise ValueError("below zero")
    if type(minutes) is not int:
        raise ValueError("no number")
    total = sum(200 for start in range(0, minutes, 60) if (last := start) < 360)
    return min(total, 1200) + (2000 if lost and minutes else 0)
''',
]
INPUTS = [(0,), (1,), (60,), (61,), (359,), (1440, True), (5, True)]


def trees():
    return [ast.parse(text) for text in RIGHT]


def behaviour(text):
    module = {}
    exec(compile(text, "fee.py", "exec"), module)  # noqa: S102
    told = [module["fee"](*one) for one in INPUTS]
    for wrong in (-1, "x"):
        try:
            module["fee"](wrong)
        except (ValueError, TypeError) as error:
            told.append(isinstance(error, ValueError))
    return told, module["fee"](minutes=61, lost=False)


class Disguise(unittest.TestCase):
    def setUp(self):
        self.trees = trees()
        self.interface = disguise.Interface(self.trees)

    def test_the_interface_is_what_right_programs_share(self):
        self.assertEqual(self.interface.names, {"fee"})
        self.assertEqual(self.interface.parameters, {("fee", "minutes"), ("fee", "lost")})
        self.assertFalse(self.interface.binds_words)

    def test_a_program_does_the_same_however_it_is_written(self):
        for at, tree in enumerate(self.trees):
            expected = behaviour(RIGHT[at])
            texts = {disguise.disguise(tree, self.interface, seed) for seed in range(60)}
            self.assertGreater(len(texts), 55)
            for text in texts:
                self.assertEqual(behaviour(text), expected, text)

    def test_equal_seeds_give_equal_texts(self):
        for tree in self.trees:
            one, other = (disguise.disguise(tree, self.interface, "7") for _ in range(2))
            self.assertEqual(one, other)

    def test_no_name_or_word_of_its_own_is_left(self):
        for seed in range(40):
            text = disguise.disguise(self.trees[0], self.interface, seed)
            for word in ("helper", "LIMIT", "Refused", "trouble", "Its own", "no number"):
                self.assertNotIn(word, text)
            # What others call by name stays.
            for word in ("fee", "minutes", "lost", "step=", "self.minutes".split(".")[1]):
                self.assertIn(word, text)

    def test_names_in_bytecode_differ_from_judging_to_judging(self):
        def names(seed):
            code = compile(disguise.disguise(self.trees[1], self.interface, seed), "fee.py", "exec")
            inner = next(one for one in code.co_consts if hasattr(one, "co_varnames"))
            return {*inner.co_varnames, *inner.co_names} - {"minutes", "lost"} - disguise._BUILTINS

        seen = [names(seed) for seed in range(20)]
        shared = set.intersection(*seen)
        self.assertEqual(shared, set())

    def test_words_all_right_programs_agree_on_are_kept(self):
        sources = ["def f(a):\n    raise ValueError('sold out')\n"] * 2
        trees = [ast.parse(one) for one in sources]
        interface = disguise.Interface(trees)
        self.assertTrue(interface.binds_words)
        self.assertIn("sold out", disguise.disguise(trees[0], interface, 1))

    def test_a_program_that_looks_its_names_up_keeps_them(self):
        tree = ast.parse("rate = 3\ndef f():\n    return globals()['rate'] * 1\n")
        text = disguise.disguise(tree, disguise.Interface([tree]), 1)
        module = {}
        exec(text, module)  # noqa: S102
        self.assertEqual(module["f"](), 3)

    def test_attributes_fields_and_nested_scopes_keep_their_meaning(self):
        source = """
from dataclasses import dataclass, field
import os.path
TABLE = {'a': 1}

@dataclass
class Row:
    count: int = 0
    parts: list = field(default_factory=list)

    def more(self, count=1):
        total = 0
        def inner():
            nonlocal total
            total += count
            return total
        self.count += inner()
        return self

def f(x):
    global calls
    calls = len(os.path.join('a', 'b'))
    row = Row(count=x).more(count=4)
    return [row.count, *(count + calls for count in TABLE.values()), (lambda row: row)(5)]
"""
        tree = ast.parse(source)
        expected = {}
        exec(source, expected)  # noqa: S102
        interface = disguise.Interface([ast.parse("def f(x): pass")])
        for seed in range(60):
            module = {}
            text = disguise.disguise(tree, interface, seed)
            exec(text, module)  # noqa: S102
            self.assertEqual(module["f"](3), expected["f"](3), text)


if __name__ == "__main__":
    unittest.main()
