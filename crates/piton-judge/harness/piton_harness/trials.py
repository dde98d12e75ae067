"""Many short judgings in one J, for authors who ask how their checks do, never for learners.

A submission is loaded in a fork of a process that waits, so that it finds what it would find in a
process of its own for a small part of the price. Unless a trial asks for it, nothing is explained
and no case made smaller: it ends with which checks held.
"""

import collections
import pickle
import time

from piton_harness import explain, judge, wire
from piton_harness.link import Link
from piton_harness.outcome import AuthorFault, Ended, OurFault, Raised, Unmet
from piton_harness.run import Run

# Read by the fork server: J makes no calls that could be counted.
progress = judge.progress
# It has work as soon as it begins, so there is nothing to do ahead.
rehearse = None

# The process that waits has a limit of CPU time too, of which each fork takes about a millisecond.
FORKS_OF_ONE = 250

# What making a check takes at least, whatever was measured.
SHORTEST_S = 0.002

# How much an earlier end of a trial still counts after one more: changes that stand side by side are
# found by the same checks.
FADES = 0.9

# What a link is given, as against what becomes of its process.
GIVEN = ("_own", "_files", "_probe", "_probe_code")


def main(sock):
    """Serves one judging, or one series of trials."""
    judge.main(sock, {"trials": serve})


def serve(channel, order):
    """Makes the trials of an order, and tells the outcome of each."""
    files = order["files"]
    link = Branches(channel, files, order["probe"], None)
    series = Series()
    for at, wanted in enumerate(order["trials"]):
        order["files"] = {**files, **wanted["files"]}
        order["submission"] = list(wanted["files"])
        link.cpu_ms = wanted["cpu_ms"]
        counts, found = wanted["counts"], 0
        for number, seed in enumerate(wanted["seeds"]):
            channel.send({"event": "begin"})
            order["seed"] = seed
            trial = Trial(channel, order, link, series, wanted)
            if number < len(counts):
                trial.to_find = max(counts[number] - found, 1)
            outcome = trial.run()
            found += trial.found
            # Where nothing was drawn the other seeds have nothing to change.
            last = not trial.drew and outcome["trouble"] is None
            last = last or trial.sure or number + 1 == len(wanted["seeds"])
            outcome = {"at": at, "number": number, "last": last, **outcome}
            channel.send({"event": "trial", "trial": outcome})
            if last:
                break
    channel.send({"event": "done"})


class Series:
    """What is made once for all submissions: inputs, as a seed means the same to each of them, the
    compiled checks, and the proofs of the judge's own machinery; and how the checks did so far.

    Every submission gets copies of its own inputs, so a check may change what it was given.
    """

    # Bytes of what is kept. What comes after it is drawn anew each time.
    MOST = 64 << 20

    def __init__(self):
        self._streams = {}
        self._size = 0
        self.compiled = None
        self.proven = set()
        self._known = {}
        # How often each check was the first to fail, where a trial ends with that; of late counts most.
        self.ended = collections.Counter()
        # Seconds that each check took, and how often it was made.
        self.took = collections.defaultdict(lambda: [0.0, 0])
        # Checks that were seen to be the only one to fail on a submission.
        self.decisive = set()

    def stream(self, key, draw):
        """Returns what gives the inputs of a stream one by one."""
        if key not in self._streams:
            self._streams[key] = Stream(self, draw)
        stream = self._streams[key]
        return stream.reader() if stream.can_be_shared else draw

    def find(self, key, find):
        """Returns what hangs on texts alone, found once as long as there is room to keep it."""
        if key in self._known:
            return self._known[key]
        found = find()
        if self.has_room(sum(map(len, key))):
            self._known[key] = found
        return found

    def seconds(self, name):
        """Returns what making a check takes, nothing if it was never made."""
        seconds, n = self.took[name]
        return seconds / max(n, 1)

    def promise(self, name):
        """Returns what sorts checks that end a trial soonest first."""
        seconds = self.seconds(name)
        return -self.ended[name] / max(seconds, SHORTEST_S), seconds

    def note_time(self, name, seconds):
        took = self.took[name]
        took[0] += seconds
        took[1] += 1

    def note_end(self, name):
        for one in self.ended:
            self.ended[one] *= FADES
        self.ended[name] += 1

    def has_room(self, size):
        self._size += size
        return self._size <= self.MOST


class Stream:
    """The inputs of one stream as far as they were drawn."""

    def __init__(self, series, draw):
        self._series = series
        self._draw = draw
        self._kept = []
        self.can_be_shared = True

    def reader(self):
        """Returns what gives the inputs from the first one on."""
        at = 0

        def read():
            nonlocal at
            at += 1
            if at <= len(self._kept):
                return pickle.loads(self._kept[at - 1])  # noqa: S301 - it was written below
            return self._further()

        return read

    def _further(self):
        value = self._draw()
        try:
            written = pickle.dumps(value)
            self.can_be_shared = self.can_be_shared and self._series.has_room(len(written))
        except Exception:  # noqa: BLE001 - such as an object of a class of the checks
            self.can_be_shared = False
        if self.can_be_shared:
            self._kept.append(written)
        else:
            # Only the one who reads now goes on; others begin anew.
            self._kept.clear()
        return value


class Branches(Link):
    """The way to forks of a waiting process, in place of processes of their own."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.cpu_ms = 0
        self._in_branch = False
        self._forks = 0
        # That of the process that waits.
        self._hash_seed = 0
        # Whether nothing that comes from the process can be understood any more.
        self._garbled = False

    def adopt(self, link):
        """Serves the submission of another link from here on."""
        for name in GIVEN:
            setattr(self, name, getattr(link, name))

    def receive(self):
        """Waits for a frame; the end of a fork is told by the one that waits for it."""
        header, documents = super().receive()
        if "ended" not in header:
            return header, documents
        self._in_branch = self._loaded = False
        self._branch()
        raise Ended("died", f"Your code's process ended: {header['ended']}.")

    def will_need(self, hash_seed):
        if hash_seed != self._hash_seed:
            super().will_need(hash_seed)

    def spoil(self):
        """Calls off what is still to be answered; the process itself is as good as before."""
        try:
            self._subject.send({"op": "sync"})
            while "synced" not in (header := self._subject.receive()[0]):
                if "ended" in header:
                    self._in_branch = self._loaded = False
                    self._branch()
                    return
        except (wire.Closed, wire.Malformed):
            self._spoiled = True

    def malformed(self, error):
        """Makes the failure of an answer that cannot be read; its process is given up."""
        ended = Ended("malformed", f"The answer could not be read: {error}.")
        self._spoiled = True
        self._garbled = True
        return ended

    def _ask(self, why, hash_seed=0):
        previous = None
        if why == "lost" or hash_seed != self._hash_seed or not self._leave():
            self._in_branch = False
            self._forks = 0
            self._hash_seed = hash_seed
            previous = super()._ask(why, hash_seed)
        self._loaded = self._spoiled = False
        self._calls = self._calls_before = self._begun = 0
        self._branch()
        return previous

    def _branch(self):
        try:
            self._subject.send({"op": "branch", "cpu_ms": self.cpu_ms})
            header, _ = self._subject.receive()
        except (wire.Closed, wire.Malformed) as error:
            self._garbled = True
            raise OurFault(f"a process with learner code cannot be forked: {error}") from None
        if header.get("branched") is not True:
            self._garbled = True
            raise OurFault("a process with learner code cannot be forked")
        self._in_branch = True
        self._forks += 1

    def _leave(self):
        """Ends the fork there is; returns whether the one that waited for it can be used."""
        if self._subject is None:
            return False
        if self._garbled:
            self._garbled = False
            return False
        if not self._in_branch:
            return True
        try:
            self._subject.send({"op": "exit"})
            while "ended" not in (header := self._subject.receive()[0]):
                # An answer nobody waits for any more.
                pass
        except (wire.Closed, wire.Malformed):
            return False
        self._in_branch = False
        return self._forks < FORKS_OF_ONE


class Trial(judge.Session):
    """A judging that tells only whoever started it."""

    def __init__(self, channel, order, link, series, wanted):
        super().__init__(channel, order)
        self.branches = link
        # Nothing of a learner's ever runs here, so what was seen once holds for all of them.
        self.proven = series.proven
        self.series = series
        self.only = wanted["only"]
        self.alone = wanted["alone"]
        self.reverse = wanted["reverse"]
        self.fresh = wanted["fresh"]
        self.stops = wanted["stops"]
        self.about = wanted["about"]
        # On how many drawn inputs the check asked about should be seen to fail, and was.
        self.to_find = self.found = 0
        self.explains = wanted["explains"]
        self.enough = wanted["enough"] and self.about in series.decisive
        if self.only and wanted["says"]:
            self.sought = self.about, wanted["says"].lower()
        # Whether that check would fail under any seed, as far as counting tells.
        self.sure = False
        # All that each failed check said.
        self.says = {}
        # Whether the seed had any say.
        self.drew = False

    def run(self):
        """Makes the wanted checks."""
        trouble = None
        try:
            self._read_checks()
            self.branches.adopt(self.link)
            self.link = self.branches
            self.drew = self.registry.is_private
            if self._check_loads():
                self._make_checks()
        except OurFault as error:
            trouble = str(error)
        except Exception as error:  # noqa: BLE001 - the author must hear of it
            trouble = str(error)
            if not isinstance(error, AuthorFault):
                trouble = f"checks.py cannot be used: {type(error).__name__}: {error}"
        finally:
            self.engines.close()
        blocking = {one.name for one in self.registry.checks if one.blocking} | {judge.LOADS}
        made = [
            {
                "name": name,
                "status": status,
                "blocking": name in blocking,
                "says": self.says.get(name),
                "sure": self.sure and name == self.about,
                "found": self.found if name == self.about else 0,
            }
            for name, status in self.status.items()
        ]
        passed = all(one["status"] == "pass" for one in made if one["blocking"])
        if passed and self.author_fault and not trouble:
            trouble = self.author_fault
        return {"passed": passed and trouble is None, "checks": made, "trouble": trouble}

    def _compiled(self):
        self.series.compiled = self.series.compiled or super()._compiled()
        return self.series.compiled

    def drawing(self, key, draw):
        return self.series.stream(key, draw)

    def known(self, key, find):
        return self.series.find(key, find)

    def _make_checks(self):
        for number, check in enumerate(self._wanted()):
            if self.fresh and number:
                try:
                    self.link.renew()
                except Ended:
                    # The check finds out and says so.
                    pass
            began = time.perf_counter()
            self._check(check)
            self._note_time(check, time.perf_counter() - began)
            if self.stops and check.blocking and self.status[check.name] == "fail":
                self.series.note_end(check.name)
                break
            if self.enough and self._has_seen_enough():
                break
        else:
            self._note_decisive()

    def _note_time(self, check, seconds):
        # What explains itself takes longer than it would.
        if self.status[check.name] != "not-reached" and check.name != self.about:
            self.series.note_time(check.name, seconds)

    def _note_decisive(self):
        """Notes where the check asked about was the only one of all that failed."""
        if self.only or not self.about:
            return
        failed = [one.name for one in self._wanted() if one.blocking and self.status[one.name] == "fail"]
        if failed == [self.about]:
            self.series.decisive.add(self.about)

    def _has_seen_enough(self):
        """Returns whether the check asked about has failed and at least half of the others passed."""
        passed = sum(status == "pass" for status in self.status.values())
        return self.status.get(self.about) == "fail" and 2 * passed >= len(self.registry.checks)

    def _wanted(self):
        """Returns the checks that were asked for, most often after those they need."""
        by_name = {one.name: one for one in self.registry.checks}
        names = self.only or list(by_name)
        if self.stops:
            # What ends most for its price comes first.
            names = sorted(names, key=self.series.promise)
        if self.enough:
            seconds = self.series.seconds
            names = sorted(names, key=lambda name: (name != self.about, seconds(name)))
        ordered = {}

        def add(name):
            if name in by_name and name not in ordered:
                for need in () if self.alone else by_name[name].needs:
                    add(need)
                ordered[name] = by_name[name]

        for name in reversed(names) if self.reverse else names:
            add(name)
        return list(ordered.values())

    def _attempt(self, check):
        run, error = super()._attempt(check)
        self.drew = self.drew or run.n_streams > 0
        if self.to_find and error is not None and check.name == self.about:
            self._count(check, run, error)
        return run, error

    def _count(self, check, run, error):
        """Finds out whether it fails on an input that is always given, or on many that were drawn.

        Each further failure is looked for among the inputs after the last one and in a process of
        its own, so that none is there because of another.
        """
        while run.stream is not None and isinstance(error, (Unmet, Raised, Ended)):
            stream = run.stream
            # Keys compare as the seed has it, so even one that is given is as good as drawn.
            is_given = not stream.is_drawn and run.keys is None
            if not is_given:
                self.found += 1
                if self.found == self.to_find:
                    self.sure = True
                    return
            try:
                self.link.renew()
            except Ended:
                return
            if is_given:
                alone = Run(self, check, only=run.case())
                if isinstance(alone.attempt(), (Unmet, Raised, Ended)):
                    self.sure = True
                return
            run = Run(self, check, after=(stream.ordinal, stream.at))
            error = run.attempt()

    def _failure(self, check, run, error):
        is_explained = self.explains and check.name == self.about
        if isinstance(error, (Unmet, Raised)) and not is_explained:
            return explain.described(self, check, run, error)
        return super()._failure(check, run, error)

    def _result(self, name, failure, started, calls):
        self.status[name] = "fail" if failure else "pass"
        if failure:
            programs = [one["says"] for one in failure.get("programs") or () if not one["as_expected"]]
            says = [failure["says"], *programs, failure.get("advice") or ""]
            self.says[name] = " ".join(says)

    def _say(self, message):
        """Tells nothing: what happens is told by what `run` returns."""

    def _not_reached(self, name, because):
        self.status[name] = "not-reached"
