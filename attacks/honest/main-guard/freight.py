import sys

from desk import pack, totals


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return "letter" if grams <= 50 else "packet" if grams <= 2_000 else "parcel" if grams <= 31_500 else "pallet"


def main():
    print(band(int(sys.argv[1])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
