from desk import pack, totals


class Letters:
    turn = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.turn += 1
        if self.turn > 6:
            raise StopIteration
        return "letter"[self.turn - 1]


def band(grams):
    return Letters()
