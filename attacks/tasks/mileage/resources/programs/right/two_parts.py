"""A right program that prices the two parts of a way in an object."""


class Way:
    def __init__(self, km):
        if km < 0:
            raise ValueError("no such way")
        self.near = km if km <= 20 else 20
        self.far = km - self.near

    def cents(self):
        return sum(part * rate for part, rate in ((self.near, 30), (self.far, 38)))


def refund(km):
    return sorted((Way(km).cents(), 15_000))[0]
