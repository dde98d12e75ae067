"""Which records are of one person."""

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
    """Give a list of records for each person."""
    group = {}  # from a key to its person
    found = []
    for record in records:
        own = list(keys(record))
        person = next((group[key] for key in own if key in group), None)
        if person is None:
            person = []
            found.append(person)
        person.append(record)
        for key in own:
            group.setdefault(key, person)
    return found


def contradicts(person):
    numbers = {record.insured for record in person if record.insured is not None}
    birthdays = {record.born for record in person if record.born is not None}
    return len(numbers) > 1 or len(birthdays) > 1


def doubtful(records):
    """Give the people whose records contradict each other."""
    return [person for person in people(records) if contradicts(person)]
