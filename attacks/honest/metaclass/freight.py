from desk import pack, totals


class Registry(type):
    known = []

    def __new__(mcls, name, bases, space, most=None):
        made = super().__new__(mcls, name, bases, space)
        if most is not None:
            mcls.known.append((most, name.lower()))
        return made


class Band(metaclass=Registry):
    pass


class Letter(Band, most=50):
    pass


class Packet(Band, most=2_000):
    pass


class Parcel(Band, most=31_500):
    pass


def band(grams):
    if grams <= 0:
        raise ValueError(grams)
    return next((name for most, name in Registry.known if grams <= most), "pallet")
