"""A short morning at the till: python today.py"""

from money import Money, MixedCurrencies
from till import total_of

CATALOGUE = {
    "rye": Money(420, "EUR"),
    "seed roll": Money(90, "EUR"),
    "plum cake": Money(910, "EUR"),
    "school bag": Money(2500, "DKK"),
}


def main():
    print("rye:", CATALOGUE["rye"])
    print("order:", total_of(["rye", "seed roll", "plum cake"], CATALOGUE))
    print("rye:", CATALOGUE["rye"])
    try:
        print("with kroner:", total_of(["plum cake", "school bag"], CATALOGUE))
    except MixedCurrencies:
        print("with kroner: refused")
    except TypeError as error:
        print("with kroner: refused,", error)


if __name__ == "__main__":
    main()
