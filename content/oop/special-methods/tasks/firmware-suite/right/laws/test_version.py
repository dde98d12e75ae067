"""The acceptance tests: a version.py that fails one of them is not shipped."""

from itertools import combinations, product
from unittest.mock import ANY

import pytest

from version import Version

# From the oldest to the newest; what stands in one row is one version.
RANKS = [
    ["4.9"],
    ["4.9.1"],
    ["4.10-rc2", "4.10.0-rc2"],
    ["4.10-rc9"],
    ["4.10-rc10"],
    ["4.10", "4.10.0", "4.10.0.0"],
    ["4.10.0.1"],
    ["5"],
]
STRANGERS = [None, 4, "4.10", (4, 10, 0, 0), object()]


def versions():
    """Pairs of rank and version."""
    return [(rank, Version(text)) for rank, row in enumerate(RANKS) for text in row]


def test_comparisons_agree_with_the_ranks():
    for (r, a), (s, b) in product(versions(), repeat=2):
        assert (a == b) is (r == s)
        assert (a != b) is (r != s)
        assert (a < b) is (r < s)
        assert (a <= b) is (r <= s)
        assert (a > b) is (r > s)
        assert (a >= b) is (r >= s)


def test_sorting_puts_every_pair_in_order():
    for (_, a), (_, b) in combinations(versions(), 2):
        assert sorted([b, a])[0] == min(a, b) == a


def test_equal_versions_are_one_key():
    for row in RANKS:
        assert len({Version(text) for text in row}) == 1
    counts = {}
    for rank, version in versions():
        counts.setdefault(version, []).append(rank)
    assert sorted(counts.values()) == [[rank] * len(row) for rank, row in enumerate(RANKS)]


@pytest.mark.parametrize("stranger", STRANGERS, ids=["none", "int", "text", "tuple", "object"])
def test_nothing_else_is_a_version(stranger):
    version = Version("4.10")
    assert (version == stranger) is False
    assert (version != stranger) is True
    with pytest.raises(TypeError):
        version < stranger
    with pytest.raises(TypeError):
        version >= stranger


def test_who_knows_better_is_asked():
    assert Version("4.10") == ANY
    assert ANY == Version("4.10")
    assert not Version("4.10") != ANY


def test_the_text_stays():
    for row in RANKS:
        for text in row:
            assert str(Version(text)) == text
