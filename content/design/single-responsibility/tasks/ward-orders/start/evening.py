"""An evening of orders, to look at: `python evening.py step1` or `python evening.py step2`."""

import sys
from datetime import date

sys.path.insert(0, sys.argv[1] if len(sys.argv) > 1 else "step1")
from orders import handle

DAY = date(2026, 3, 9)
SHELF = [
    {"number": "U-17", "group": "A+", "expires": date(2026, 3, 12)},
    {"number": "U-21", "group": "O-", "expires": date(2026, 3, 30)},
    {"number": "U-22", "group": "O-", "expires": date(2026, 4, 1)},
    {"number": "U-23", "group": "O-", "expires": date(2026, 4, 2)},
]


def show(to, text):
    print(f"--- to {to}\n{text}")


log = []
for number, group, units, urgent in [
    ("B-1", "A+", 2, False),
    ("B-2", "O-", 1, False),
    ("B-3", "A-", 3, True),
]:
    order = {"number": number, "ward": "Ward 4", "group": group, "units": units}
    handle({**order, "urgent": urgent, "day": DAY}, SHELF, log, show)
print("\n".join(log))
