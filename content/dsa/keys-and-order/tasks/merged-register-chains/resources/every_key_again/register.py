"""Which records are of one person."""

from collections import defaultdict


def plain(text):
    """A name without what the desk does not care about."""
    return " ".join(text.casefold().split())


def keys(record):
    """What links a record to others. Two records that share one of these are of one person."""
    if record.insured is not None:
        yield "insured", record.insured
    if record.born is not None:
        yield "name", plain(record.given), plain(record.surname), record.born


def people(records):
    """Give a list of records for each person.

    From a record one gets to its keys and from a key to its records; whatever can be reached is
    one person.
    """
    records = list(records)
    places = defaultdict(list)  # from a key to the positions of its records
    own = [list(keys(record)) for record in records]
    for at, found in enumerate(own):
        for key in found:
            places[key].append(at)
    found = []
    seen = [False] * len(records)
    for start in range(len(records)):
        if seen[start]:
            continue
        seen[start] = True
        person, waiting = [], [start]
        while waiting:
            at = waiting.pop()
            person.append(at)
            for key in own[at]:
                for other in places[key]:
                    if not seen[other]:
                        seen[other] = True
                        waiting.append(other)
        found.append([records[at] for at in sorted(person)])
    return found


def contradicts(person):
    numbers = {record.insured for record in person if record.insured is not None}
    birthdays = {record.born for record in person if record.born is not None}
    return len(numbers) > 1 or len(birthdays) > 1


def doubtful(records):
    """Give the people whose records contradict each other."""
    return [person for person in people(records) if contradicts(person)]
