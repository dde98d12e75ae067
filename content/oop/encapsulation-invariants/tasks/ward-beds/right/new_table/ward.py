"""Who lies in which bed of a ward."""


class BedError(Exception):
    """The ward cannot do this."""


class Ward:
    """The beds of a ward and their patients; each change is written to the journal.

    The table from patient to bed is never changed: a method makes a new one, has the change
    written, and only then puts the new table in the place of the old one.
    """

    def __init__(self, beds, journal):
        self._order = tuple(beds)
        self._beds = frozenset(self._order)
        self._table = {}
        self._journal = journal

    beds = property(lambda self: self._order)

    def free_beds(self):
        return self._beds.difference(self._table.values())

    def patients(self):
        """A dict from bed to patient."""
        return {bed: patient for patient, bed in self._table.items()}

    def bed_of(self, patient):
        try:
            return self._table[patient]
        except KeyError:
            raise BedError(f"{patient} is not here") from None

    def _become(self, table, kind, *details):
        taken = list(table.values())
        if len(set(taken)) < len(taken) or not self._beds.issuperset(taken):
            raise BedError(f"the bed is not free: {kind} {details}")
        if table == self._table:
            return
        self._journal.write(kind, *details)
        self._table = table

    def admit(self, patient, bed):
        if patient in self._table:
            raise BedError(f"{patient} is here already")
        self._become({**self._table, patient: bed}, "admit", patient, bed)

    def discharge(self, patient):
        bed = self.bed_of(patient)
        rest = {other: at for other, at in self._table.items() if other != patient}
        self._become(rest, "discharge", patient, bed)

    def move(self, patient, bed):
        self.bed_of(patient)
        self._become({**self._table, patient: bed}, "move", patient, bed)

    def swap(self, one, other):
        """Two patients change their beds."""
        beds = {one: self.bed_of(other), other: self.bed_of(one)}
        self._become({**self._table, **beds}, "swap", one, other)
