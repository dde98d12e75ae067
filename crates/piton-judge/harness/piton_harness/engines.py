"""J's engines: asked of the supervisor when a check needs them, and trusted in nothing.

An engine that has run what a learner wrote is the learner's from then on: its end is a failure. The
end of one that ran only the author's statements is trouble of ours.
"""

import signal
import socket

from piton_harness import wire
from piton_harness.outcome import Ended, OurFault

# Rows take a MiB at most.
MAX_ANSWER = 4 << 20


class Engines:
    """The engines of one judging, by the name under which a library asks for them."""

    def __init__(self, supervisor):
        self._supervisor = supervisor
        self._open = {}

    def get(self, name):
        """Returns the engine of that name, a fresh one if there is none or it has ended."""
        engine = self._open.get(name)
        if engine is None or engine.is_lost:
            self._supervisor.send({"ask": "engine"})
            answer, _ = self._supervisor.receive()
            fd = self._supervisor.take_fd()
            if type(answer.get("engine")) is not int or fd is None:
                raise OurFault(answer.get("why") or "The supervisor gave no engine.")
            engine = self._open[name] = Engine(self._supervisor, answer["engine"], fd)
        return engine

    def end_check(self):
        """Gives up those that a learner's statements have reached; the next check gets fresh ones."""
        for name, engine in list(self._open.items()):
            if engine.is_learners:
                self._give_up(name)

    def close(self):
        """Gives all of them up."""
        for name in list(self._open):
            self._give_up(name)

    def _give_up(self, name):
        engine = self._open.pop(name)
        if not engine.is_lost:
            engine.give_up("done")


class Engine:
    """One engine's process, as J sees it."""

    def __init__(self, supervisor, number, fd):
        self._supervisor = supervisor
        self._number = number
        self._channel = wire.Channel(socket.socket(fileno=fd), MAX_ANSWER)
        self.is_learners = False
        self.is_lost = False

    def ask(self, header, documents=(), *, learners):
        """Sends an order and waits for its answer; `learners` says whether a learner wrote it."""
        self.is_learners = self.is_learners or learners
        self._tell("asks")
        try:
            self._channel.send(header, documents)
            answer, documents = self._channel.receive()
        except wire.Closed:
            raise self._ended(self.give_up("lost")) from None
        except wire.Malformed as error:
            self.give_up("malformed")
            raise self.malformed(error) from None
        self._tell("answered")
        return answer, documents

    def malformed(self, error):
        """Makes the failure of an answer that cannot be read."""
        says = f"The answer of the database's process could not be read: {error}."
        return self._blamed("malformed", says, None)

    def out_of_memory(self, limit_kib):
        """Makes the failure of what took more memory than there is."""
        limit = limit_kib if type(limit_kib) is int else 0
        says = f"Your SQL asked for more memory than the limit of {limit >> 10} MiB allows."
        return self._blamed("overrun", says, {"resource": "memory", "limit": limit, "used": limit})

    def give_up(self, why):
        """Ends it; returns how it ended."""
        self.is_lost = True
        self._channel.close()
        self._supervisor.send({"ask": "engine", "why": why, "engine": self._number})
        answer, _ = self._supervisor.receive()
        return answer.get("previous") or {}

    def _tell(self, event):
        self._supervisor.send({"event": event, "engine": self._number})

    def _ended(self, previous):
        return self._blamed(*_words(previous))

    def _blamed(self, kind, says, overrun):
        if self.is_learners:
            return Ended(kind, says, overrun)
        return OurFault(f"The task's own SQL failed. {says.replace('Your SQL', 'It', 1)}")


def _words(previous):
    """Says how an engine ended: kind, sentence and overrun for a failure."""
    cause = previous.get("cause")
    limit, used = previous.get("limit") or 0, previous.get("used") or 0
    overrun = {"resource": cause, "limit": limit, "used": used}
    if cause in ("cpu", "wall"):
        what = " of CPU time" if cause == "cpu" else " without an answer"
        says = f"Your SQL was stopped after {used / 1000:.1f} s{what}; the limit is {limit / 1000:g} s."
        return "overrun", says, overrun
    if cause in ("memory", "output"):
        says = (
            f"Your SQL was stopped: the database used {used / 1024:.0f} MiB of {cause}; the limit is "
            f"{limit / 1024:g} MiB."
        )
        return "overrun", says, overrun
    if cause == "processes":
        says = f"Your SQL was stopped: the database had {used} processes and threads."
        return "overrun", says, overrun
    if cause == "signal":
        number = previous.get("signal")
        try:
            name = f" ({signal.Signals(number).name})"
        except ValueError:
            name = ""
        says = f"Your SQL ended the database's process by signal {number}{name} before it answered."
        return "died", says, None
    return "died", "Your SQL ended the database's process before it answered.", None
