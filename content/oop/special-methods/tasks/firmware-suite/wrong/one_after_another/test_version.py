"""A full suite in which one test leaves something for the next."""

import operator

import pytest

from version import Version


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param("4.9.1", "4.10", id="numbers are no texts"),
        pytest.param("4.10-rc2", "4.10", id="a candidate comes first"),
        pytest.param("4.10-rc9", "4.10-rc10", id="candidates go by their number"),
        pytest.param("4.9.9", "4.10-rc1", id="but after everything older"),
        pytest.param("4.10", "4.10.0.1", id="the fourth number counts"),
    ],
)
def test_older_and_newer(older, newer):
    a, b = Version(older), Version(newer)
    assert a < b and a <= b and b > a and b >= a and a != b
    assert not (a > b or a >= b or b < a or b <= a or a == b)


@pytest.mark.parametrize("text", ["4.10.0", "4.10.0.0"])
def test_missing_numbers_are_zeros(text):
    a, b = Version("4.10"), Version(text)
    assert a == b and b == a and a <= b and a >= b
    assert not (a != b or a < b or a > b)


@pytest.mark.parametrize("text", ["4.10.0", "4.10.0.0"])
def test_equal_versions_have_equal_hashes(text):
    assert hash(Version("4.10")) == hash(Version(text))
    assert len({Version("4.10"), Version(text), Version("4.11")}) == 2


@pytest.mark.parametrize("stranger", ["4.10", 4, None])
def test_a_stranger_is_not_equal(stranger):
    version = Version("4.10")
    assert not version == stranger
    assert version != stranger
    for compare in (operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError):
            compare(version, stranger)


class Knows:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True


def test_both_sides_are_asked():
    assert Version("4.10") == Knows()
    assert Version("4.10") > Knows()


SHIPPED = []


def test_first_release():
    SHIPPED.append(Version("4.9"))
    assert min(SHIPPED) == Version("4.9")


def test_second_release():
    SHIPPED.append(Version("4.10"))
    assert sorted(SHIPPED) == [Version("4.9"), Version("4.10")]


def test_str():
    assert str(Version("4.10.0-rc2")) == "4.10.0-rc2"
