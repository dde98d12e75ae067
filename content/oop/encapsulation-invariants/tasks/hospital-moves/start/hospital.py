"""Who lies where in the whole hospital."""


class BedError(Exception):
    """The hospital cannot do this."""


class Hospital:
    """Rooms with beds, patients, beds that are kept free, and beds that are out of use."""

    def __init__(self, rooms, journal, clock):
        self._rooms = rooms
        self._journal = journal
        self._clock = clock
        self._patients = {}
        self._isolated = set()
        self._holds = {}
        self._closed = set()
        self._listeners = []

    def patients(self):
        return self._patients

    def isolated(self):
        return self._isolated

    def holds(self):
        return {bed: patient for bed, (patient, until) in self._holds.items()}

    def closed_beds(self):
        return self._closed

    def free_beds(self):
        return {
            bed
            for beds in self._rooms.values()
            for bed in beds
            if bed not in self._patients and bed not in self._holds and bed not in self._closed
        }

    def subscribe(self, listener):
        self._listeners.append(listener)

    def admit(self, patient, bed, isolated=False):
        if bed in self._patients or bed in self._closed:
            raise BedError(f"bed {bed} is not free")
        self._patients[bed] = patient
        if isolated:
            self._isolated.add(patient)
        self._tell("admit", patient, bed, isolated)

    def discharge(self, patient):
        bed = self._bed_of(patient)
        del self._patients[bed]
        self._isolated.discard(patient)
        self._tell("discharge", patient, bed)

    def move(self, patient, bed):
        self.carry_out([(patient, bed)])

    def carry_out(self, moves):
        """Move several patients at once."""
        for patient, bed in moves:
            old = self._bed_of(patient)
            if bed in self._patients or bed in self._closed:
                raise BedError(f"bed {bed} is not free")
            del self._patients[old]
            self._patients[bed] = patient
        self._tell("moves", tuple(moves))

    def hold(self, bed, patient, minutes):
        """Keep an empty bed for a patient."""
        until = self._clock() + minutes
        self._holds[bed] = (patient, until)
        self._tell("hold", patient, bed, until)

    def release(self, patient):
        for bed, (other, _) in self._holds.items():
            if other == patient:
                del self._holds[bed]
                self._tell("release", patient, bed)
                return

    def close_bed(self, bed):
        self._closed.add(bed)
        self._tell("close", bed)

    def open_bed(self, bed):
        self._closed.discard(bed)
        self._tell("open", bed)

    def isolate(self, patient):
        self._isolated.add(patient)
        self._tell("isolate", patient)

    def end_isolation(self, patient):
        self._isolated.discard(patient)
        self._tell("end isolation", patient)

    def trial(self):
        """A hospital to try things on."""
        return Hospital(self._rooms, self._journal, self._clock)

    def _bed_of(self, patient):
        for bed, other in self._patients.items():
            if other == patient:
                return bed
        raise BedError(f"{patient} is not here")

    def _tell(self, *event):
        self._journal.write(*event)
        for listener in self._listeners:
            listener(event)
