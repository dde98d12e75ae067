"""The suite must let seven right classes through and turn eight wrong ones down."""

from piton.suites import suite

version = suite(
    target="version.py",
    tests="test_version.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=16,
    skill="oop/special-methods",
)
