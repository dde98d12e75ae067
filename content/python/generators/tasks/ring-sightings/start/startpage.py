"""One view of our start page: python startpage.py"""

from client import first
from service import Service

PLACES = ["Utsira", "Texel", "Rye", "Vadehavet", "Arcachon", "Tarifa"]


def row(number):
    return {"ring": f"NOS {4400 + number}", "place": PLACES[number % len(PLACES)]}


def main():
    pages = [[row(number) for number in range(at, at + 4)] for at in range(0, 40, 4)]
    for found in first(Service({"dunlin": pages}), "dunlin", 5):
        print(f"{found['ring']} was seen at {found['place']}")


if __name__ == "__main__":
    main()
