"""The suite must let eight right programs through and turn nine wrong ones down."""

from piton.suites import suite

doses = suite(
    target="doses.py",
    tests="test_doses.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=14,
    skill="testing/effective-cases",
)
