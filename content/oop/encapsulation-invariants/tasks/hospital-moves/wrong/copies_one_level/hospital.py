"""Who lies where in the whole hospital."""

import copy
from itertools import chain


class BedError(Exception):
    """The hospital cannot do this."""


def need(condition, why):
    if not condition:
        raise BedError(why)


class Bed:
    """One bed: empty, used, held or closed."""

    def __init__(self, name, room):
        self.name = name
        self.room = room
        self.patient = None
        self.is_closed = False
        self.held_for = None
        self.held_until = 0

    def holder(self, now):
        return self.held_for if self.held_for is not None and now < self.held_until else None

    def need_for(self, patient, now):
        """Whether this patient may be put here, whoever lies here now."""
        need(not self.is_closed, f"bed {self.name} is closed")
        need(self.holder(now) in (None, patient), f"bed {self.name} is held for somebody else")


class Told:
    """Passes events on to listeners, each to all of them before the next."""

    def __init__(self):
        self.listeners = []
        self.waiting = None

    def __call__(self, *event):
        if self.waiting is not None:
            self.waiting.append(event)
            return
        self.waiting = [event]
        trouble = []
        # The list may grow while it is walked through.
        for one in self.waiting:
            for listener in list(self.listeners):
                try:
                    listener(one)
                except Exception as error:
                    trouble.append(error)
        self.waiting = None
        for error in trouble:
            raise error


class Hospital:
    """Each call looks at everything first, then writes, then changes, then tells."""

    def __init__(self, rooms, journal, clock):
        self._beds = {bed: Bed(bed, room) for room, beds in rooms.items() for bed in beds}
        self._rooms = dict(rooms)
        self._isolated = set()
        self._journal = journal
        self._clock = clock
        self._tell = Told()

    def subscribe(self, listener):
        self._tell.listeners.append(listener)

    def trial(self):
        """A hospital to try things on."""
        twin = Hospital({}, None, self._clock)
        twin._beds = {name: copy.copy(bed) for name, bed in self._beds.items()}
        twin._rooms = self._rooms
        twin._isolated = set(self._isolated)
        return twin

    def patients(self):
        return {name: bed.patient for name, bed in self._beds.items() if bed.patient is not None}

    def isolated(self):
        return set(self._isolated)

    def holds(self):
        now = self._clock()
        held = {name: bed.holder(now) for name, bed in self._beds.items()}
        return {name: patient for name, patient in held.items() if patient is not None}

    def closed_beds(self):
        return {name for name, bed in self._beds.items() if bed.is_closed}

    def free_beds(self):
        now = self._clock()
        alone = {bed.room for bed in self._beds.values() if bed.patient in self._isolated}
        return {
            name
            for name, bed in self._beds.items()
            if bed.patient is None and not bed.is_closed and bed.holder(now) is None
            if bed.room not in alone
        }

    def _bed(self, name):
        need(name in self._beds, f"there is no bed {name}")
        return self._beds[name]

    def _bed_of(self, patient):
        for bed in self._beds.values():
            if bed.patient is not None and bed.patient == patient:
                return bed
        raise BedError(f"{patient} is not here")

    def _is_here(self, patient):
        return patient in self.patients().values()

    def _need_isolation(self, patients, isolated):
        """Look at a table from bed to patient before it becomes true."""
        for beds in self._rooms.values():
            lying = [patients[bed] for bed in beds if bed in patients]
            need(len(lying) < 2 or isolated.isdisjoint(lying), "somebody would not be alone")

    def _write(self, *event):
        if self._journal is not None:
            self._journal.write(*event)

    def _drop_hold(self, patient):
        for bed in self._beds.values():
            if bed.held_for == patient:
                bed.held_for = None

    def admit(self, patient, bed, isolated=False):
        need(not self._is_here(patient), f"{patient} is here already")
        target = self._bed(bed)
        target.need_for(patient, self._clock())
        need(target.patient is None, f"bed {bed} is not empty")
        extra = {patient} if isolated else set()
        self._need_isolation({**self.patients(), bed: patient}, self._isolated | extra)
        self._write("admit", patient, bed, isolated)
        target.patient = patient
        self._isolated |= extra
        self._drop_hold(patient)
        self._tell("admit", patient, bed, isolated)

    def discharge(self, patient):
        bed = self._bed_of(patient)
        self._write("discharge", patient, bed.name)
        bed.patient = None
        self._isolated.discard(patient)
        self._tell("discharge", patient, bed.name)

    def move(self, patient, bed):
        self.carry_out(((patient, bed),))

    def carry_out(self, moves):
        """Move several patients at once."""
        goals = {}
        for patient, bed in moves:
            need(patient not in goals, f"{patient} is moved twice")
            goals[patient] = bed
        now = self._clock()
        real = []
        for patient, bed in goals.items():
            old = self._bed_of(patient)
            if old.name != bed:
                self._bed(bed).need_for(patient, now)
                real.append((patient, bed))
        if not real:
            return
        moved = dict(real)
        stay = [(bed, one) for bed, one in self.patients().items() if one not in moved]
        after = dict(chain(stay, ((bed, one) for one, bed in real)))
        need(len(after) == len(stay) + len(real), "a bed would have two patients")
        self._need_isolation(after, self._isolated)
        self._write("moves", tuple(real))
        for name, bed in self._beds.items():
            bed.patient = after.get(name)
        for patient in moved:
            self._drop_hold(patient)
        self._tell("moves", tuple(real))

    def hold(self, bed, patient, minutes):
        """Keep an empty bed for a patient."""
        need(minutes >= 1, "a hold lasts at least a minute")
        now = self._clock()
        target = self._bed(bed)
        target.need_for(patient, now)
        need(target.patient is None, f"bed {bed} is not empty")
        until = now + minutes
        self._write("hold", patient, bed, until)
        self._drop_hold(patient)
        target.held_for, target.held_until = patient, until
        self._tell("hold", patient, bed, until)

    def release(self, patient):
        now = self._clock()
        held = [bed for bed in self._beds.values() if bed.holder(now) == patient]
        need(held, f"nothing is held for {patient}")
        self._write("release", patient, held[0].name)
        self._drop_hold(patient)
        self._tell("release", patient, held[0].name)

    def close_bed(self, bed):
        target = self._bed(bed)
        need(not target.is_closed, f"bed {bed} is closed already")
        need(target.patient is None, f"bed {bed} is not empty")
        need(target.holder(self._clock()) is None, f"bed {bed} is held")
        self._write("close", bed)
        target.is_closed = True
        self._tell("close", bed)

    def open_bed(self, bed):
        target = self._bed(bed)
        need(target.is_closed, f"bed {bed} is not closed")
        self._write("open", bed)
        target.is_closed = False
        self._tell("open", bed)

    def isolate(self, patient):
        self._bed_of(patient)
        if patient in self._isolated:
            return
        self._need_isolation(self.patients(), self._isolated | {patient})
        self._write("isolate", patient)
        self._isolated.add(patient)
        self._tell("isolate", patient)

    def end_isolation(self, patient):
        self._bed_of(patient)
        if patient not in self._isolated:
            return
        self._write("end isolation", patient)
        self._isolated.remove(patient)
        self._tell("end isolation", patient)
