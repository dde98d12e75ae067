"""Which records are of one person."""


def plain(text):
    """A name without what the desk does not care about."""
    return " ".join(text.lower().split())


class People:
    """The people so far. A record that belongs to two of them makes one of the two."""

    def __init__(self):
        self._group = {}  # from a key to the group to which it leads

    def add(self, at, record):
        group = {"records": [(at, record)], "keys": []}
        for key in self.keys(record):
            known = self._group.get(key)
            if known is None:
                group["keys"].append(key)
                self._group[key] = group
            elif known is not group:
                group = self._join(known, group)

    def _join(self, one, other):
        """The smaller group moves into the larger, so no record moves more than log n times."""
        if len(one["records"]) < len(other["records"]):
            one, other = other, one
        one["records"] += other["records"]
        one["keys"] += other["keys"]
        for key in other["keys"]:
            self._group[key] = one
        return one

    @staticmethod
    def keys(record):
        found = []
        if record.insured is not None:
            found.append((record.insured,))
        if record.born is not None:
            found.append((record.born, plain(record.surname), plain(record.given)))
        return found

    def groups(self):
        return {id(group): group["records"] for group in self._group.values()}.values()


def people(records):
    """Give a list of records for each person."""
    found = People()
    alone = []
    for at, record in enumerate(records):
        if found.keys(record):
            found.add(at, record)
        else:
            alone.append([(at, record)])
    groups = sorted((sorted(group, key=lambda pair: pair[0]) for group in [*found.groups(), *alone]), key=lambda group: group[0][0])
    return [[record for _, record in group] for group in groups]


def doubtful(records):
    """Give the people whose records contradict each other."""
    return [
        person
        for person in people(records)
        if len({record.born for record in person} - {None}) > 1
        or len({record.insured for record in person} - {None}) > 1
    ]
