"""Good cases that pytest never finds: the functions' names do not begin with test."""

from version import Version


def check_order():
    assert Version("4.9.1") < Version("4.10")


def check_hash():
    assert hash(Version("4.10")) == hash(Version("4.10.0"))
