"""Some messages of last night: python night.py"""

from message import Message
from relay import once

NIGHT = [
    Message(500, "7f", "swell 2.1"),
    Message(520, "80", "drifting"),
    Message(470, "7f", "swell 2.0"),
    Message(430, "7f", "swell 1.7"),
    Message(610, "81", "battery low"),
    Message(490, "81", "battery low"),
    Message(489, "82", "swell 2.2"),
    Message(550, "81", "battery low"),
]

if __name__ == "__main__":
    for message in once(NIGHT, 60, 120):
        print(message.when, message.key, message.body)
