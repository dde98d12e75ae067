"""Good cases, run when the file is started by hand, which pytest never does."""

from datetime import time

from fee import fee

CASES = [
    (15, time(8, 0), False, 0),
    (61, time(8, 0), False, 2 * 200),
    (60, time(22, 0), False, 100),
    (60, time(6, 0), False, 200),
    (60, time(21, 30), False, 200),
    (90, time(21, 30), False, 200 + 100),
    (7 * 60, time(22, 0), False, 7 * 100),
    (24 * 60, time(12, 0), False, 1200),
    (5, time(8, 0), True, 2000),
    (3 * 24 * 60, time(8, 0), True, 3 * 1200),
]

if __name__ == "__main__":
    for minutes, arrived, lost, cents in CASES:
        assert fee(minutes, arrived, lost) == cents
