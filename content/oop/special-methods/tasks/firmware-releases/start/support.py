"""What the support desk asks about releases: python support.py"""

from releases import Releases
from version import Version

TEXTS = ["4.9.1", "4.10", "4.9", "4.10.0", "4.11-rc1"]


def newest_two(releases):
    match releases:
        case [*_, older, newer]:
            return f"{older} and {newer}"
        case [only]:
            return str(only)
        case []:
            return "nothing yet"


def main():
    releases = Releases(Version(text) for text in TEXTS)
    print("releases:", ", ".join(str(version) for version in releases))
    print("newest two:", newest_two(releases))
    print("up to 4.10:", type(releases.between(Version("4.9"), Version("4.10"))).__name__)
    print("the first three:", type(releases[:3]).__name__)
    releases.append(Version("4.8"))
    print("newest:", releases[-1])
    try:
        print("without candidates:", releases - Releases([Version("4.11-rc1")]))
    except TypeError as error:
        print("without candidates:", error)


if __name__ == "__main__":
    main()
