"""The suite must let three right programs through and turn four wrong ones down."""

from piton.suites import suite

mileage = suite(
    target="mileage.py",
    tests="test_mileage.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=20,
)
