"""Takes back more than are out. @HIDDEN@"""


class Order:
    def __init__(self, sent):
        self.all = self.out = sent

    def take(self, count):
        if not 1 <= count <= self.all:
            raise ValueError(count)
        self.out -= count
        return self.out
