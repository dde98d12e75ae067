"""Which records are of one person."""

def plain(text):
    """A name without what the desk does not care about."""
    return " ".join(text.casefold().split())


def linked(one, other):
    """Whether two records share a card, or a name and a birthday."""
    if one.insured is not None and one.insured == other.insured:
        return True
    return one.born is not None and (one.born, plain(one.surname), plain(one.given)) == (
        other.born,
        plain(other.surname),
        plain(other.given),
    )


def people(records):
    """Give a list of records for each person."""
    found = []
    left = list(enumerate(records))
    while left:
        person = [left.pop(0)]
        for _, one in person:
            person += [pair for pair in left if linked(one, pair[1])]
            left = [pair for pair in left if not linked(one, pair[1])]
        found.append([record for _, record in sorted(person, key=lambda pair: pair[0])])
    return found


def contradicts(person):
    numbers = {record.insured for record in person if record.insured is not None}
    birthdays = {record.born for record in person if record.born is not None}
    return len(numbers) > 1 or len(birthdays) > 1


def doubtful(records):
    """Give the people whose records contradict each other."""
    return [person for person in people(records) if contradicts(person)]
