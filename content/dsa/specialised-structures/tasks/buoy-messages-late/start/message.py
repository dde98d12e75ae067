"""What the masts send on."""

from typing import NamedTuple


class Message(NamedTuple):
    """A message of a buoy: when it was sent, in seconds, its key, and what it says."""

    when: int
    key: object
    body: object
