"""What is told of a suite's tests."""

import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import suites

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


if __name__ == "__main__":
    unittest.main()
