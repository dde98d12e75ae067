"""One household in every plan: python month_end.py"""

import billing
from meters import Month


def main():
    month = Month(days=30, day_kwh=212, night_kwh=95, fed_kwh=40)
    for plan in billing.plans():
        net, tax = billing.bill(plan, month)
        print(f"{billing.title(plan):20} {net / 100:9.2f} {tax / 100:8.2f}")


if __name__ == "__main__":
    main()
