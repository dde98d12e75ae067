"""J's link to S: asks the supervisor for processes, hands files and calls over, reads answers.

It trusts no frame: what cannot be read ends the process that sent it.
"""

import socket
import time

from piton_harness import answers, codec, guard, wire, words
from piton_harness.outcome import Ended, OurFault, Raised

# A value takes a MiB at most; reports of suites may take more.
MAX_ANSWER = 8 << 20

# The limits that add up over the calls of one process.
ADDING_UP = ("cpu", "memory", "output", "processes")


class Link:
    """The way to the present process with learner code, and to the next."""

    def __init__(self, supervisor, files, probe, probe_code):
        self._supervisor = supervisor
        self._own = files, probe, probe_code
        self._files = files
        self._probe = probe
        self._probe_code = probe_code
        self._subject = None
        self._loaded = False
        self._spoiled = False
        self._calls = 0
        self._begun = 0
        # What an end of the present process could be blamed on other than the check that runs.
        self._calls_before = 0
        self._check_began = 0.0

    def begin_check(self):
        """Notes that from here on another check uses the process."""
        self._calls_before = self._calls
        self._check_began = time.monotonic()

    def first(self):
        """Takes the first process and loads the files in it."""
        self._ask("first")
        self.load()

    def renew(self):
        """Replaces the process by one that has answered no call; returns how the old one ended."""
        previous = self._ask("fresh")
        self._reload()
        return previous or {}

    @property
    def files(self):
        """The learner's files and those beside them, as they are handed over."""
        return self._files

    def renew_watched(self, files):
        """Does the same, watches what learner code looks at, and then loads `files` over its own.

        Learner code has run by then, so whatever its loading changes is changed for them too.
        """
        self._ask("fresh")
        self._reload(watch=True)
        self._send({**self._loading(), "files": files, "again": True})
        self._take_loaded()

    def bare(self, hash_seed=0):
        """Replaces the process by one in which nothing is loaded."""
        self._ask("fresh", hash_seed)

    def will_need(self, hash_seed):
        """Lets a process with another hash seed be made ready, or with the usual one the next of
        many while the present one runs.
        """
        self._supervisor.send({"event": "soon", "hash_seed": hash_seed})

    def use(self, files, probe=None):
        """Replaces the process by one with other files; raises `Raised` if they do not load."""
        self._files = files
        if probe is not None:
            # Not compiled yet, as the empty number of its format says.
            self._probe, self._probe_code = probe, {"magic": "", "code": ""}
        self._ask("fresh")
        self.load()

    def use_own(self):
        """Goes back to the files that are judged, when the next call is made."""
        self._files, self._probe, self._probe_code = self._own
        # What runs now holds other files, however well it may be.
        self._spoiled, self._loaded = True, False

    def spoil(self):
        """Says that what the process sends from now on is of no use."""
        self._spoiled = True

    def load(self, **more):
        """Hands the files over; raises `Raised` if they do not load."""
        self._send({**self._loading(), **more})
        self._take_loaded()

    def _loading(self):
        probe = {"probe": self._probe, "probe_code": self._probe_code}
        return {"op": "load", "files": self._files, **probe}

    def _take_loaded(self):
        header, _ = self.receive()
        self._loaded = True
        if header.get("ok") is True:
            return
        try:
            raised = answers.raised(header.get("raised"))
        except codec.NotPlain as error:
            raise self.malformed(error) from None
        raise Raised(raised)

    def _reload(self, **more):
        try:
            self.load(**more)
        except Raised as error:
            says = f"Your code loaded before and now does not: {error.told}"
            raise Ended("unstable", says if says.endswith(".") else says + ".") from None

    def send_calls(self, name, documents, trace):
        """Sends calls in one frame; returns the number under which they are answered."""
        if self._spoiled:
            self._ask("fresh")
        if not self._loaded:
            self._reload()
        self._calls += 1
        header = {"op": "call", "id": self._calls, "begun": self._begun, "probe": name}
        self._begun += len(documents)
        self._send({**header, "trace": trace}, documents)
        return self._calls

    def order(self, header):
        """Sends any other order."""
        self._send(header)

    def receive(self):
        """Waits for a frame."""
        try:
            return self._subject.receive()
        except wire.Closed:
            raise self._lost() from None
        except wire.Malformed as error:
            raise self.malformed(error) from None

    def malformed(self, error):
        """Makes the failure of an answer that cannot be read."""
        self.spoil()
        return Ended(
            "malformed",
            f"The answer from your code's process could not be read: {error}. Something in your "
            "code writes where only the judge should.",
        )

    def _send(self, header, documents=()):
        try:
            self._subject.send(header, documents)
        except wire.Closed:
            raise self._lost() from None

    def _lost(self):
        calls_of_others, asked = self._calls_before, self._begun
        took_ms = (time.monotonic() - self._check_began) * 1000
        previous = self._ask("lost") or {}
        ended = Ended(*words.end(previous))
        ended.looked = previous.get("cause") == "exit" and previous.get("code") == guard.STATUS
        begun = previous.get("begun")
        if type(begun) is int and 0 < begun <= asked:
            ended.unanswered = asked - begun
        # Earlier checks may have used up most of what the process had.
        if calls_of_others and previous.get("cause") in ADDING_UP:
            limit = previous.get("limit") or 0
            ended.retry = previous["cause"] != "cpu" or took_ms < 0.9 * limit
        return ended

    def _ask(self, why, hash_seed=0):
        if self._subject is not None:
            self._subject.close()
            self._subject = None
        self._loaded = False
        self._spoiled = False
        self._calls = 0
        self._begun = 0
        self._calls_before = 0
        self._supervisor.send({"ask": "subject", "why": why, "hash_seed": hash_seed})
        answer, _ = self._supervisor.receive()
        fd = self._supervisor.take_fd()
        if answer.get("subject") is not True or fd is None:
            raise OurFault(answer.get("why") or "the supervisor gave no process for learner code")
        self._subject = wire.Channel(socket.socket(fileno=fd), MAX_ANSWER)
        return answer.get("previous")
