"""The runs of Friday and Monday once more: python today.py"""

from datetime import date

from server import Server
from weekly import run

ARTICLES = [("valve", 340), ("seal", 15), ("pump", 4100), ("hose", 800), ("gauge", 260)]


def export(orders, first):
    """Lines as the server writes them: a few articles for each order, two depots."""
    texts = []
    for at in range(orders):
        depot = {0: "North", orders // 3: "Harbour"}.get(at, "")
        for n in range(at % 4 + 1):
            article, grams = ARTICLES[(at + n) % len(ARTICLES)]
            texts.append(f"{depot};{first + at};{article};{n % 2 + 1};{grams}")
            depot = ""
    return texts


def show(day, texts):
    print(f"--- {day:%A}, {len(texts)} lines")
    made = run(Server(texts), day)
    for text in made.labels[:3]:
        print(text)
    print("...")
    for name, depot in made.depots.items():
        print(f"{name}: {depot.parcels} parcels, {depot.cents} cents")


def main():
    show(date(2026, 3, 6), export(18, 4100))
    show(date(2026, 3, 9), export(44, 4118))


if __name__ == "__main__":
    main()
