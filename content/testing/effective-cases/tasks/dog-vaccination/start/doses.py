"""When a dog needs its next dose: the signature alone, for the programs stay with their vendors."""


def next_due(born, given):
    """Return the date at which the next dose is due, or None.

    born -- the date of birth, a datetime.date
    given -- a list of the dates at which doses were given, in any order
    """
    raise NotImplementedError("`piton check` puts the vendors' programs here")
