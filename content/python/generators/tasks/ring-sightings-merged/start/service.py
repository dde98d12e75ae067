"""Ringing centres in memory, with the same calls as the real ones. They print every call."""

from typing import NamedTuple


class Page(NamedTuple):
    """Some rows, and the token of the page after this one, or None."""

    rows: list
    next: str | None


class Connection:
    def __init__(self, name, lists):
        self._name = name
        self._lists = lists

    def page(self, species, token):
        number = 0 if token is None else int(token)
        print(f"{self._name}: page {number + 1} of {species}")
        pages = self._lists[species]
        last = number + 1 == len(pages)
        return Page(list(pages[number]), None if last else f"{number + 1}")

    def close(self):
        print(f"{self._name}: close")


class Service:
    """Keeps a list of pages for each species."""

    def __init__(self, name, lists):
        self._name = name
        self._lists = lists

    def connect(self):
        print(f"{self._name}: connect")
        return Connection(self._name, self._lists)
