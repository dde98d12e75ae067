"""The files of yesterday evening once more: python evening.py"""

from itertools import zip_longest

from exporter import export
from ledger import Ledger, Row
from preview import preview

ROWS = [
    Row(1036, "Mill & Sons", "rent", -80_000, True, {"project": "north", "person": "Ida"}),
    Row(1037, "Orchard Ltd", "invoice 88", 12_450, True, {"project": "quay", "vat": "19"}),
    Row(1038, "Orchard Ltd", "invoice 89", 9_900, False, {"project": "quay"}),
    Row(1041, "Mill & Sons", "fee", -1_250, True, {"project": "north", "by": "dk"}),
    Row(1044, "Orchard Ltd", "refund", -1_205, True, {"person": "Juri", "vat": "7"}),
]


def show(title, lines):
    print(f"--- {title}")
    for line in lines:
        print(line)


def main():
    ledger = Ledger(ROWS)
    show("client", export(ledger, "client", ["project", "person"]))
    show("tax", export(ledger, "tax"))
    show("client, at the desk", preview(ledger, "client", n=2))
    show("bank", export(ledger, "bank"))

    print("--- bank and client, line by line in turn")
    other = Ledger(ROWS)
    for pair in zip_longest(export(other, "bank", []), export(other, "client", []), fillvalue="-"):
        print(*pair, sep="   ")


if __name__ == "__main__":
    main()
