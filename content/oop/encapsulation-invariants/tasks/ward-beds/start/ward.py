"""Who lies in which bed of a ward."""


class BedError(Exception):
    """The ward cannot do this."""


class Ward:
    """The beds of a ward and their patients; each change is written to the journal."""

    def __init__(self, beds, journal):
        self.beds = beds
        self._patients = {}
        self._free = set(beds)
        self._journal = journal

    def free_beds(self):
        return self._free

    def patients(self):
        """A dict from bed to patient."""
        return self._patients

    def bed_of(self, patient):
        for bed, other in self._patients.items():
            if other == patient:
                return bed
        raise BedError(f"{patient} is not here")

    def admit(self, patient, bed):
        if bed not in self._free:
            raise BedError(f"bed {bed} is not free")
        self._patients[bed] = patient
        self._free.discard(bed)
        self._journal.write("admit", patient, bed)

    def discharge(self, patient):
        bed = self.bed_of(patient)
        del self._patients[bed]
        self._free.add(bed)
        self._journal.write("discharge", patient, bed)

    def move(self, patient, bed):
        self.discharge(patient)
        self.admit(patient, bed)

    def swap(self, one, other):
        """Two patients change their beds."""
        here = self.bed_of(one)
        self._patients.pop(here)
        there = self.bed_of(other)
        self._patients.pop(there)
        self._patients[here] = other
        self._patients[there] = one
        self._journal.write("swap", one, other)
