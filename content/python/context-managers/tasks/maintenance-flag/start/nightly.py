"""Last night once more, on a shop in memory: python nightly.py"""

from maintenance import maintenance
from shop import Shop


def import_department(name):
    print(f"import: {name}")
    if name == "sea charts":
        raise ValueError("row 212 has no year")


def main():
    shop = Shop()
    try:
        with maintenance(shop, "new map collection"):
            for name in ["globes", "town plans", "sea charts"]:
                import_department(name)
    except ValueError as error:
        print(f"the import failed: {error}")
    print(f"flags still up: {len(shop.flags)}, pauses still on: {shop.pauses}")


if __name__ == "__main__":
    main()
