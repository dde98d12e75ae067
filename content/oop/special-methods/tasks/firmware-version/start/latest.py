"""Which version do the pumps get? python latest.py"""

from version import Version

PUBLISHED = ["4.9", "4.9.1", "4.10", "4.10.0", "4.10-rc2"]


def main():
    versions = [Version(text) for text in PUBLISHED]
    print("newest:", max(versions))
    print("different versions:", len(set(versions)))


if __name__ == "__main__":
    main()
