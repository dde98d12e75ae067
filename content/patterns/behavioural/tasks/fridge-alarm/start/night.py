"""A night in the fridge room: python night.py"""

from alarm import Alarm
from feed import Feed


def main():
    feed = Feed(lambda error: print(f"reported: {error!r}"))
    alarm = Alarm(feed, "north")
    feed.subscribe(lambda event: print("  screen:", *event))
    for minute, degrees in [(0, 9), (5, 5), (60, 9), (71, 9), (75, 6)]:
        print(f"minute {minute}, {degrees} degrees")
        feed.publish(("reading", "north", minute, degrees))
        print(f"  {alarm.state}")


if __name__ == "__main__":
    main()
