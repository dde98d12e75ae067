"""Some parcels of this morning: python morning.py"""

from dispatch import Dispatch

if __name__ == "__main__":
    dispatch = Dispatch()
    for number, ready, due, to in [
        (61, 600, 700, "Harbour"),
        (62, 660, 680, "Mill Lane"),
        (63, 600, 720, "Old Town"),
        (64, 690, 800, "Station"),
    ]:
        dispatch.add(number, ready, due, {"to": to})
    dispatch.move(63, 670, 710)
    for now in (590, 600, 605, 660, 661, 671, 672, 690):
        wait = dispatch.wait(now)
        if wait:
            print(now, "wait", wait)
        else:
            found = dispatch.next(now)
            print(now, *(["nothing left"] if found is None else [found[0], found[1]["to"]]))
