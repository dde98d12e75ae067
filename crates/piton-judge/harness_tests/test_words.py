"""Failures and ends in words."""

import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import words
from piton_harness.outcome import Unmet


class Words(unittest.TestCase):
    def test_a_value_is_cut_with_a_mark(self):
        self.assertEqual(words.show("x" * 20, 10), "'xxxxxxxxx … (12 more characters)")
        self.assertIn("cannot be written", words.show(1 << 20_000))

    def test_a_mismatch_says_what_gave_what(self):
        error = Unmet(operator="==", got=3, expected=4)
        self.assertEqual(words.unmet(error, "fee(1)", 3), "fee(1) gave 3 where 4 was expected.")
        self.assertEqual(
            words.unmet(error, "fee(1)", None), "After fee(1) the check found 3 where 4 was expected."
        )

    def test_authored_sentences_begin_large_and_end_with_a_stop(self):
        self.assertEqual(words.unmet(Unmet("the fee is wrong"), None, None), "The fee is wrong.")

    def test_each_end_has_its_sentence_and_its_figure(self):
        for previous, kind, says in [
            ({"cause": "cpu", "limit": 5000, "used": 5100}, "overrun", "5.1 s of CPU time"),
            ({"cause": "wall", "limit": 9000, "used": 9000}, "overrun", "had not answered"),
            ({"cause": "memory", "limit": 1024, "used": 2048}, "overrun", "2 MiB of memory"),
            ({"cause": "output", "limit": 1024, "used": 2048}, "overrun", "wrote 2 MiB"),
            ({"cause": "processes", "limit": 8, "used": 9}, "overrun", "had 9 processes"),
            ({"cause": "signal", "signal": 11}, "died", "signal 11 (SIGSEGV)"),
            ({"cause": "signal", "signal": 9999}, "died", "signal 9999 before"),
            ({"cause": "exit", "code": 3}, "died", "exit status 3"),
            ({"cause": "killed"}, "died", "closed the connection"),
            ({}, "died", "was gone"),
        ]:
            told, sentence, overrun = words.end(previous)
            self.assertEqual(told, kind)
            self.assertIn(says, sentence)
            self.assertEqual(overrun is not None, kind == "overrun")


if __name__ == "__main__":
    unittest.main()
