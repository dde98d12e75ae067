"""The parcels of this morning: python morning.py"""

from dispatch import Dispatch

if __name__ == "__main__":
    dispatch = Dispatch()
    for number, due, to in [
        (51, 930, "Mill Lane"),
        (52, 940, "Harbour"),
        (53, 960, "Old Town"),
        (54, 910, "North Gate"),
        (55, 995, "Station"),
        (56, 950, "Hill Street"),
    ]:
        dispatch.add(number, due, {"to": to})
    dispatch.cancel(52)
    dispatch.move(54, 1000)
    while len(dispatch):
        number, parcel = dispatch.next()
        print(number, parcel["to"])
