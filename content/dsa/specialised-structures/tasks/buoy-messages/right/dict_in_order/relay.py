"""Each message once."""

from collections import OrderedDict


class Gate:
    """Knows which keys went on in the last seconds, the oldest first."""

    def __init__(self, window):
        self.window = window
        self.went_on = OrderedDict()  # from a key to the time at which it went on

    def forget(self, now):
        while self.went_on:
            oldest = next(iter(self.went_on.values()))
            if now - oldest < self.window:
                return
            self.went_on.popitem(last=False)

    def lets_pass(self, message):
        self.forget(message.when)
        if message.key in self.went_on:
            return False
        self.went_on[message.key] = message.when
        return True


def once(messages, window):
    """Give the messages without the repeats."""
    return filter(Gate(window).lets_pass, messages)
