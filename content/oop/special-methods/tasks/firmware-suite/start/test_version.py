"""The acceptance tests: a version.py that fails one of them is not shipped."""

from version import Version


def test_versions_can_be_sorted():
    assert sorted([Version("4.10"), Version("4.9")])[0] == Version("4.9")


def test_a_version_shows_its_text():
    assert str(Version("4.10.2")) == "4.10.2"
