"""What a stay at the Mill Street garage costs: the signature alone, for the programs stay with their vendors."""


def fee(minutes, arrived, lost=False):
    """Return the price of a stay, in cents.

    minutes -- how long it lasted, a whole number
    arrived -- the time of day at which it began, a datetime.time
    lost -- whether the ticket was lost
    """
    raise NotImplementedError("`piton check` puts the vendors' programs here")
