"""The suite must let six right programs through and turn seven wrong ones down."""

from piton.suites import suite

fee = suite(
    target="fee.py",
    tests="test_fee.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=10,
    skill="testing/effective-cases",
)
