"""One view of our start page: python startpage.py"""

from itertools import islice

from client import merged
from service import Service

PLACES = ["Utsira", "Texel", "Rye", "Vadehavet", "Arcachon", "Tarifa"]


def pages(name, days):
    rows = [
        {"day": f"2026-05-{day:02}", "ring": f"{name} {4400 + day}", "place": PLACES[day % len(PLACES)]}
        for day in days
    ]
    return [rows[at : at + 3] for at in range(0, len(rows), 3)]


def main():
    centres = [
        Service("NOS", {"dunlin": pages("NOS", range(30, 0, -2))}),
        Service("HEL", {"dunlin": pages("HEL", range(28, 0, -3))}),
    ]
    for row in islice(merged(centres, "dunlin"), 5):
        print(f"{row['day']}  {row['ring']} was seen at {row['place']}")


if __name__ == "__main__":
    main()
