"""A museum in a folder, with the same calls as the real one."""

from pathlib import Path


class Lock:
    """The lock on the catalogue."""

    def __init__(self, museum):
        self._museum = museum

    def release(self):
        print("release")
        self._museum.locked = False


class Part:
    """What one department delivered."""

    def __init__(self, name, stream):
        self._name = name
        self._stream = stream

    def read(self):
        return self._stream.read()

    def close(self):
        print(f"close {self._name}")
        self._stream.close()


class Museum:
    """Parts lie in `parts`, everything else beside that folder."""

    def __init__(self, folder):
        self._folder = Path(folder)
        self.flags = []
        self.pauses = 0
        self.locked = False

    def raise_flag(self, reason):
        print(f"raise_flag: {reason}")
        self.flags.append(reason)

    def lower_flag(self):
        print("lower_flag")
        self.flags.pop()

    def pause_jobs(self):
        print("pause_jobs")
        self.pauses += 1

    def resume_jobs(self):
        print("resume_jobs")
        self.pauses -= 1

    def lock_catalogue(self):
        print("lock_catalogue")
        if self.locked:
            raise TimeoutError("somebody else holds the catalogue")
        self.locked = True
        return Lock(self)

    def open_part(self, name):
        print(f"open_part {name}")
        return Part(name, (self._folder / "parts" / name).open(encoding="utf-8"))

    def create(self, name):
        print(f"create {name}")
        return (self._folder / name).open("x", encoding="utf-8")

    def rename(self, old, new):
        print(f"rename {old} {new}")
        (self._folder / old).replace(self._folder / new)

    def remove(self, name):
        print(f"remove {name}")
        (self._folder / name).unlink()

    def report(self, error):
        print(f"reported: {error!r}")
