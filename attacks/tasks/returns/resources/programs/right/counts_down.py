"""A right program that keeps what is still out."""


class Order:
    def __init__(self, sent):
        self.out = sent

    def take(self, count):
        if not 1 <= count <= self.out:
            raise ValueError(count)
        self.out -= count
        return self.out
