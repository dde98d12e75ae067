"""Which records are of one person."""


def plain(text):
    """A name without what the desk does not care about."""
    return " ".join(text.casefold().split())


def linked(one, other):
    """Whether two records are of one person."""
    if one.insured == other.insured:
        return True
    return (plain(one.given), plain(one.surname), one.born) == (
        plain(other.given),
        plain(other.surname),
        other.born,
    )


def people(records):
    """Give a list of records for each person."""
    found = []
    for record in records:
        for person in found:
            if linked(person[0], record):
                person.append(record)
                break
        else:
            found.append([record])
    return found


def doubtful(records):
    """Give the people whose records contradict each other."""
    return [person for person in people(records) if len({record.insured for record in person}) > 1]
