"""Which records are of one person."""


def plain(text):
    """A name without what the desk does not care about."""
    return tuple(text.casefold().split())


def people(records):
    """Give a list of records for each person."""
    records = list(records)
    above = list(range(len(records)))  # a record of the same person that came in earlier, or itself

    def first(at):
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    by_number, by_name = {}, {}
    for at, record in enumerate(records):
        earlier = []
        if record.insured is not None:
            earlier.append(by_number.setdefault(record.insured, at))
        if record.born is not None:
            name = plain(record.given), plain(record.surname), record.born
            earlier.append(by_name.setdefault(name, at))
        for other in earlier:
            one, other = sorted([first(at), first(other)])
            above[other] = one
    found = {}
    for at, record in enumerate(records):
        found.setdefault(first(at), []).append(record)
    return list(found.values())


def doubtful(records):
    """Give the people whose records contradict each other."""
    found = []
    for person in people(records):
        for what in ("insured", "born"):
            known = [getattr(record, what) for record in person]
            known = [one for one in known if one is not None]
            if any(one != known[0] for one in known):
                found.append(person)
                break
    return found
