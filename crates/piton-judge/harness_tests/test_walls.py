"""Walls that cannot stand say so before anything runs behind them."""

import unittest
from unittest import mock

import support  # noqa: F401 - makes the harness importable
from piton_harness import walls


def order(tier):
    return {"tier": tier, "read": [], "box": None, "over": [], "filters": []}


class WhatAKernelLacks(unittest.TestCase):
    def test_each_tier_names_what_it_misses(self):
        for tier, version, says in [
            ("namespaces", 0, "this kernel has no Landlock"),
            ("landlock", 5, "Landlock has version 5; 6 is needed"),
        ]:
            with mock.patch.object(walls, "_landlock_version", return_value=version):
                with self.assertRaisesRegex(OSError, says):
                    walls.Walls(order(tier))

    def test_without_walls_none_are_looked_for(self):
        with mock.patch.object(walls, "_landlock_version", side_effect=AssertionError):
            walls.Walls(order("unsandboxed")).close("/")


if __name__ == "__main__":
    unittest.main()
