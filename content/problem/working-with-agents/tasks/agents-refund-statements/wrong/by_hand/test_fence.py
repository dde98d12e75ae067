"""The fence, to be run by hand."""

from datetime import date

from ledger import Ledger
from outbox import Outbox
from refunds import Charge, Refunds

PAID = date(2026, 3, 2)


def main():
    charge = Charge("C-1", "ada@example.org", 1_000, 160, PAID)
    refunds = Refunds(Ledger(), Outbox())
    print(refunds.refund(charge, 500, on=PAID, key="a"))


if __name__ == "__main__":
    main()
