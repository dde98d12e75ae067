"""Returns of parcels."""


class Order:
    def __init__(self, sent):
        self._sent = sent
        self._back = 0

    def take(self, count):
        sent = self._sent
        if count < 1:
            raise ValueError("nothing came back")
        if count > sent:
            raise ValueError("more than were sent")
        self._back += count
        return sent - self._back
