"""Some messages of last night: python night.py"""

from message import Message
from relay import once

NIGHT = [
    Message(100, "7f", "swell 2.1"),
    Message(101, "7f", "swell 2.1"),
    Message(104, "80", "drifting"),
    Message(159, "7f", "swell 2.1"),
    Message(160, "7f", "swell 3.4"),
    Message(219, "7f", "swell 3.4"),
    Message(220, "7f", "swell 3.9"),
]

if __name__ == "__main__":
    for message in once(NIGHT, 60):
        print(message.when, message.key, message.body)
