"""What goes out of the door: one parcel for each order."""

from dataclasses import dataclass, field


@dataclass
class Parcel:
    depot: str | None
    order: str
    items: list = field(default_factory=list)

    def add(self, article, quantity, grams):
        """Put articles in; `grams` is the weight of one."""
        self.items.append((article, quantity, grams))

    @property
    def pieces(self):
        return sum(quantity for _, quantity, _ in self.items)

    @property
    def grams(self):
        return sum(quantity * grams for _, quantity, grams in self.items)
