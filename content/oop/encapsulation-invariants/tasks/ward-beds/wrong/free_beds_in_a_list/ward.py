"""Who lies in which bed of a ward."""


class BedError(Exception):
    """The ward cannot do this."""


class Ward:
    """The beds of a ward and their patients; each change is written to the journal.

    Every method looks first, then writes, and then changes. Nothing can fail behind the write.
    """

    def __init__(self, beds, journal):
        self._beds = tuple(beds)
        self._patients = {}
        self._journal = journal

    @property
    def beds(self):
        return list(self._beds)

    def free_beds(self):
        return [bed for bed in self._beds if bed not in self._patients]

    def patients(self):
        """A dict from bed to patient."""
        return dict(self._patients)

    def bed_of(self, patient):
        for bed, other in self._patients.items():
            if other == patient:
                return bed
        raise BedError(f"{patient} is not here")

    def _check_free(self, bed):
        if bed not in self._beds or bed in self._patients:
            raise BedError(f"bed {bed} is not free")

    def admit(self, patient, bed):
        self._check_free(bed)
        if patient in self._patients.values():
            raise BedError(f"{patient} is here already")
        self._journal.write("admit", patient, bed)
        self._patients[bed] = patient

    def discharge(self, patient):
        bed = self.bed_of(patient)
        self._journal.write("discharge", patient, bed)
        del self._patients[bed]

    def move(self, patient, bed):
        old = self.bed_of(patient)
        if bed == old:
            return
        self._check_free(bed)
        self._journal.write("move", patient, bed)
        del self._patients[old]
        self._patients[bed] = patient

    def swap(self, one, other):
        """Two patients change their beds."""
        here, there = self.bed_of(one), self.bed_of(other)
        if here == there:
            return
        self._journal.write("swap", one, other)
        self._patients[here], self._patients[there] = other, one
