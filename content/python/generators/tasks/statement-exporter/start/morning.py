"""The statements of this morning once more: python morning.py"""

from desk import Preview
from exporter import Exporter
from ledger import Ledger, Row

ROWS = [
    Row(1036, "Mill & Sons", "rent", -80_000, True),
    Row(1037, "Orchard Ltd", "invoice 88", 12_450, True),
    Row(1038, "Orchard Ltd", "invoice 89", 9_900, False),
    Row(1041, "Mill & Sons", "rent, right amount", -8_000, True, 1036),
    Row(1044, "Orchard Ltd", "refund", -1_205, True),
]


def main():
    exporter = Exporter(Ledger(ROWS))
    for account in ["Mill & Sons", "Orchard Ltd"]:
        for text in exporter.export(account):
            print(text)
        print()
    print("on the desk's screen:", Preview(exporter, "Orchard Ltd").more())


if __name__ == "__main__":
    main()
