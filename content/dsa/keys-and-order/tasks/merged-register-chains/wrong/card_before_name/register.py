"""Which records are of one person."""

def plain(text):
    """A name without what the desk does not care about."""
    return " ".join(text.casefold().split())


def people(records):
    """Give a list of records for each person."""
    by_card = {}
    for at, record in enumerate(records):
        key = at if record.insured is None else ("insured", record.insured)
        by_card.setdefault(key, []).append((at, record))
    by_name = {}
    for group in by_card.values():
        at, first = group[0]
        key = at if first.born is None else (plain(first.given), plain(first.surname), first.born)
        by_name.setdefault(key, []).extend(group)
    found = [sorted(group, key=lambda pair: pair[0]) for group in by_name.values()]
    return [[record for _, record in group] for group in found]


def contradicts(person):
    numbers = {record.insured for record in person if record.insured is not None}
    birthdays = {record.born for record in person if record.born is not None}
    return len(numbers) > 1 or len(birthdays) > 1


def doubtful(records):
    """Give the people whose records contradict each other."""
    return [person for person in people(records) if contradicts(person)]
