"""Plays one night at the museum from a script and tells what was called and what got out."""

from piton import probe

from collection import publish


class MuseumError(Exception):
    """The museum's own kind of error."""


ERRORS = {
    kind.__name__: kind
    for kind in (
        MuseumError,
        ConnectionError,
        OSError,
        TimeoutError,
        ValueError,
        KeyboardInterrupt,
        SystemExit,
    )
}


class Night:
    """What happens, in order, and the faults still to come."""

    def __init__(self, faults):
        self.faults = faults
        self.calls = []
        self.failed = []
        self.reported = []

    def call(self, label, *words):
        self.calls.append(": ".join([label, *words]))
        self.fail(label)

    def fail(self, label):
        if label in self.faults:
            kind, message = self.faults[label]
            error = ERRORS[kind](message)
            self.failed.append((label, error))
            raise error

    def name(self, error):
        """The step whose exception this is; an exception of no step is raised once more."""
        for label, known in self.failed:
            if known is error:
                return label
        if isinstance(error, BaseException):
            raise error
        return f"no exception: {error!r}"


class Lock:
    def __init__(self, night):
        self.night = night

    def release(self):
        self.night.call("release")


class Part:
    def __init__(self, night, name, text):
        self.night = night
        self.name = name
        self.text = text

    def read(self):
        self.night.fail(f"read {self.name}")
        return self.text

    def close(self):
        self.night.call(f"close {self.name}")


class Export:
    def __init__(self, museum, name):
        self.museum = museum
        self.name = name
        self.museum.files[name] = ""

    def write(self, text):
        whole = self.museum.files[self.name] + text
        if self.museum.room is not None and len(whole) > self.museum.room:
            self.museum.night.fail("write")
        self.museum.files[self.name] = whole
        return len(text)

    def close(self):
        self.museum.night.call(f"close {self.name}")


class Museum:
    def __init__(self, night, parts, room):
        self.night = night
        self.parts = parts
        self.room = room
        self.files = {"collection.csv": "yesterday"}

    def raise_flag(self, reason):
        self.night.call("raise_flag", reason)

    def lower_flag(self):
        self.night.call("lower_flag")

    def pause_jobs(self):
        self.night.call("pause_jobs")

    def resume_jobs(self):
        self.night.call("resume_jobs")

    def lock_catalogue(self):
        self.night.call("lock_catalogue")
        return Lock(self.night)

    def open_part(self, name):
        self.night.call(f"open_part {name}")
        return Part(self.night, name, "".join(self.parts[name]))

    def create(self, name):
        self.night.call(f"create {name}")
        return Export(self, name)

    def rename(self, old, new):
        self.night.call(f"rename {old} {new}")
        self.files[new] = self.files.pop(old)

    def remove(self, name):
        self.night.call(f"remove {name}")
        self.files.pop(name, None)

    def report(self, error):
        self.night.reported.append(error)


@probe()
def night(reason, parts, faults, room):
    """Publish once; `parts` holds the lines of each part, the disk holds `room` characters."""
    played = Night(faults)
    museum = Museum(played, parts, room)
    raised = None
    try:
        publish(museum, list(parts), reason)
    except BaseException as error:
        raised = played.name(error)
    return {
        "calls": played.calls,
        "failed": [label for label, _ in played.failed],
        "raised": raised,
        "reported": sorted(map(played.name, played.reported)),
        "live": museum.files.get("collection.csv"),
    }
