"""Everything that sorted() can see, and nothing else."""

from version import Version

ORDER = ["4.9", "4.9.1", "4.10-rc2", "4.10-rc10", "4.10", "4.10.0.1", "5"]


def test_sorted():
    versions = [Version(text) for text in reversed(ORDER)]
    assert [str(version) for version in sorted(versions)] == ORDER


def test_newest():
    assert str(max(Version(text) for text in ORDER)) == "5"


def test_zeros():
    assert Version("4.10") == Version("4.10.0")
