"""The suite must let six right programs through and turn seven wrong ones down."""

from piton.suites import suite

mileage = suite(
    target="mileage.py",
    tests="test_mileage.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=20,
)
