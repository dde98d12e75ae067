"""Who lies where in the whole hospital."""

from collections import deque
from dataclasses import dataclass, replace


class BedError(Exception):
    """The hospital cannot do this."""


@dataclass(frozen=True)
class State:
    """All that can change, as one value. The dicts and sets in it are never changed."""

    patients: dict  # bed -> patient
    isolated: frozenset
    holds: dict  # bed -> (patient, until)
    closed: frozenset

    def bed_of(self, patient):
        for bed, other in self.patients.items():
            if other == patient:
                return bed
        raise BedError(f"{patient} is not here")

    def at(self, now):
        """This state without the holds that are over."""
        lasting = {bed: hold for bed, hold in self.holds.items() if now < hold[1]}
        return replace(self, holds=lasting)

    def without_hold_of(self, *patients):
        rest = {bed: hold for bed, hold in self.holds.items() if hold[0] not in patients}
        return replace(self, holds=rest)


class Hospital:
    """Rooms with beds, patients, beds that are kept free, and beds that are out of use.

    Each change is worked out as a new state, checked, written, and put in place of the old one
    in a single assignment; then the listeners hear of it.
    """

    def __init__(self, rooms, journal, clock):
        self._rooms = {room: frozenset(beds) for room, beds in rooms.items()}
        self._room_of = {bed: room for room, beds in self._rooms.items() for bed in beds}
        self._write = journal.write
        self._clock = clock
        self._state = State({}, frozenset(), {}, frozenset())
        self._listeners = []
        self._events = deque()
        self._is_telling = False

    # To look at.

    def _now(self):
        return self._state.at(self._clock())

    def patients(self):
        return dict(self._state.patients)

    def isolated(self):
        return set(self._state.isolated)

    def holds(self):
        return {bed: patient for bed, (patient, _) in self._now().holds.items()}

    def closed_beds(self):
        return set(self._state.closed)

    def free_beds(self):
        state = self._now()
        alone = {self._room_of[state.bed_of(patient)] for patient in state.isolated}
        return {
            bed
            for bed, room in self._room_of.items()
            if room not in alone
            and not (bed in state.patients or bed in state.holds or bed in state.closed)
        }

    # What changes.

    def admit(self, patient, bed, isolated=False):
        state = self._now()
        if patient in state.patients.values():
            raise BedError(f"{patient} is here already")
        if bed in state.patients:
            raise BedError(f"bed {bed} is not empty")
        self._need_open_for(state, bed, patient)
        new = replace(
            state.without_hold_of(patient),
            patients={**state.patients, bed: patient},
            isolated=state.isolated | ({patient} if isolated else set()),
        )
        self._become(new, "admit", patient, bed, isolated)

    def discharge(self, patient):
        state = self._now()
        bed = state.bed_of(patient)
        rest = {at: other for at, other in state.patients.items() if at != bed}
        new = replace(state, patients=rest, isolated=state.isolated - {patient})
        self._become(new, "discharge", patient, bed)

    def move(self, patient, bed):
        self.carry_out([(patient, bed)])

    def carry_out(self, moves):
        """Move several patients at once."""
        moves = [(patient, bed) for patient, bed in moves]
        state = self._now()
        if len({patient for patient, _ in moves}) < len(moves):
            raise BedError("somebody is moved twice")
        moves = tuple((one, bed) for one, bed in moves if state.bed_of(one) != bed)
        if not moves:
            return
        goers = {patient for patient, _ in moves}
        patients = {bed: one for bed, one in state.patients.items() if one not in goers}
        for patient, bed in moves:
            if bed in patients:
                raise BedError(f"bed {bed} would have two patients")
            self._need_open_for(state, bed, patient)
            patients[bed] = patient
        new = replace(state.without_hold_of(*goers), patients=patients)
        self._become(new, "moves", moves)

    def hold(self, bed, patient, minutes):
        """Keep an empty bed for a patient."""
        now = self._clock()
        state = self._state.at(now)
        if minutes < 1:
            raise BedError("a hold lasts at least a minute")
        if bed in state.patients:
            raise BedError(f"bed {bed} is not empty")
        self._need_open_for(state, bed, patient)
        state = state.without_hold_of(patient)
        until = now + minutes
        new = replace(state, holds={**state.holds, bed: (patient, until)})
        self._become(new, "hold", patient, bed, until)

    def release(self, patient):
        state = self._now()
        beds = [bed for bed, (other, _) in state.holds.items() if other == patient]
        if not beds:
            raise BedError(f"nothing is held for {patient}")
        self._become(state.without_hold_of(patient), "release", patient, beds[0])

    def close_bed(self, bed):
        state = self._now()
        if bed not in self._room_of or bed in state.closed:
            raise BedError(f"bed {bed} cannot be closed")
        if bed in state.patients or bed in state.holds:
            raise BedError(f"bed {bed} is in use")
        self._become(replace(state, closed=state.closed | {bed}), "close", bed)

    def open_bed(self, bed):
        state = self._now()
        if bed not in state.closed:
            raise BedError(f"bed {bed} is not closed")
        self._become(replace(state, closed=state.closed - {bed}), "open", bed)

    def isolate(self, patient):
        state = self._now()
        state.bed_of(patient)
        if patient not in state.isolated:
            new = replace(state, isolated=state.isolated | {patient})
            self._become(new, "isolate", patient)

    def end_isolation(self, patient):
        state = self._now()
        state.bed_of(patient)
        if patient in state.isolated:
            new = replace(state, isolated=state.isolated - {patient})
            self._become(new, "end isolation", patient)

    def trial(self):
        """A hospital to try things on."""
        twin = Hospital(self._rooms, NoJournal(), self._clock)
        twin._state = self._state
        return twin

    # Rules that several calls share.

    def _need_open_for(self, state, bed, patient):
        if bed not in self._room_of or bed in state.closed:
            raise BedError(f"there is no bed {bed} in use")
        if state.holds.get(bed, (patient,))[0] != patient:
            raise BedError(f"bed {bed} is held for somebody else")

    def _need_isolation(self, state):
        for patient in state.isolated:
            room = self._rooms[self._room_of[state.bed_of(patient)]]
            if sum(bed in state.patients for bed in room) > 1:
                raise BedError(f"{patient} would not be alone")

    def _become(self, state, *event):
        self._need_isolation(state)
        self._write(*event)
        self._state = state
        self._tell(event)

    # The listeners.

    def subscribe(self, listener):
        self._listeners.append(listener)

    def _tell(self, event):
        self._events.append(event)
        if self._is_telling:
            # Whoever is telling goes on with this one, when all have heard the one before.
            return
        errors = []
        self._is_telling = True
        try:
            while self._events:
                event = self._events.popleft()
                for listener in tuple(self._listeners):
                    try:
                        listener(event)
                    except Exception as error:
                        errors.append(error)
        finally:
            self._is_telling = False
        if errors:
            raise errors[0]


class NoJournal:
    """What a trial writes to."""

    def write(self, *event):
        pass
