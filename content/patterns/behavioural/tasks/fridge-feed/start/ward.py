"""Those who listen to a fridge."""

from dataclasses import dataclass


@dataclass
class Display:
    """A screen on a ward; two screens that show the same are equal."""

    ward: str
    last: float | None = None

    def __call__(self, reading):
        self.last = reading
        print(f"  {self.ward} shows {reading}")


class Pager:
    """Sends a message; the server is not always there."""

    def __init__(self, is_up=True):
        self.is_up = is_up

    def __call__(self, reading):
        if not self.is_up:
            raise ConnectionError("the paging server does not answer")
        print(f"  paged: {reading}")


class Siren:
    """Sounds once, when it is warmer than 8 degrees, and then wants no more."""

    def __init__(self):
        self.cancel = None

    def __call__(self, reading):
        if reading > 8:
            print(f"  siren at {reading}")
            self.cancel()
