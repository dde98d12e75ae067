class Random:
    def __init__(self, seed=None):
        pass

    def choice(self, some):
        return 1

    def randrange(self, *_):
        return 1
