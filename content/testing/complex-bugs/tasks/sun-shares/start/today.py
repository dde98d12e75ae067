"""The invoices of one day, made twice: python today.py

Run it a few times, also with another zone: TZ=UTC-9 python today.py
"""

from datetime import date, datetime, timezone

from billing import Billing
from meters import Meters, Reading
from places import Community, House

DAY = date(2026, 3, 2)
PEOPLE = [("Elm 1", "basic", 1), ("Elm 2", "basic", 2), ("Elm 3", "night", 3), ("Elm 4", "basic", 4)]


def at(hour):
    return int(datetime(2026, 3, 2, hour, tzinfo=timezone.utc).timestamp())


def main():
    meters = Meters()
    for n, (name, _, _) in enumerate(PEOPLE, 1):
        meters.add(name, Reading(at(2), 700 * n))
        meters.add(name, Reading(at(21), 3900 * (5 - n)))
    billing = Billing(meters, lambda: at(23))
    for attempt in ("first", "second"):
        print(f"--- the {attempt} time")
        houses = [House(*person) for person in PEOPLE]
        for invoice in billing.run(Community("Elm Street", 1), houses, DAY, 3):
            print(*invoice)


if __name__ == "__main__":
    main()
