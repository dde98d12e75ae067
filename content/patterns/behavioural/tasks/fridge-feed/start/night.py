"""Last night once more: python night.py"""

from feed import Feed
from ward import Display, Pager, Siren


def main():
    feed = Feed(lambda error: print(f"  reported: {error!r}"))
    siren = Siren()
    siren.cancel = feed.subscribe(siren)
    feed.subscribe(Display("ward 2"))
    feed.subscribe(Pager(is_up=False))
    feed.subscribe(Display("laboratory"))
    for reading in (5, 9, 10):
        print(f"{reading} degrees")
        feed.publish(reading)


if __name__ == "__main__":
    main()
