"""An evening at the till: python tonight.py"""

from money import Money, Rounded, Voucher
from tills import evening, pay

PRICES = {"rye": Money(420, "EUR"), "plum cake": Money(910, "EUR")}


def main():
    owed, paid = Money(1003, "EUR"), Rounded(1003, "EUR")
    print("owed == paid:", owed == paid)
    print("paid == 10.08:", paid == Money(1008, "EUR"))

    print("tonight:", evening(PRICES, 30)["rye"])
    print("tomorrow:", PRICES["rye"])

    first, second = Voucher(1000, "EUR", "K-7"), Voucher(1000, "EUR", "K-9")
    print("voucher == 10.00:", first == Money(1000, "EUR"), second == Money(1000, "EUR"))
    handed_out = {first, second}
    try:
        print("left:", pay(Money(420, "EUR"), first, handed_out))
        print("handed out:", len(handed_out))
    except KeyError as error:
        print("not handed out:", error)


if __name__ == "__main__":
    main()
