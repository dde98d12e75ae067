"""The suite must let seven right programs through and turn eight wrong ones down."""

from piton.suites import suite

fee = suite(
    target="fee.py",
    tests="test_fee.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=25,
    skill="testing/effective-cases",
)
