"""A judging without a supervisor: J in this process, S and engines in forks of it, no walls.

For tests of the libraries' own rules. What walls and limits do is tested through the real judge.
"""

import os
import socket
import sys
import threading

import support  # noqa: F401 - makes the harness importable
from piton_harness import engine, judge, subject, trials, wire

# As in a zygote: what learner code changes must not reach the writing of bytecode.
sys.dont_write_bytecode = True

NO_PROBE = "# Nothing is called.\n"

# A trial of all checks, without its files.
TRIAL = {
    "seeds": [7],
    "only": [],
    "about": "",
    "says": "",
    "counts": [],
    "cpu_ms": 0,
    **dict.fromkeys(("alone", "reverse", "fresh", "stops", "enough", "explains"), False),
}


class Verdict:
    """The results of a judging by check, and what kept it from being one."""

    def __init__(self, events):
        self.results = {}
        self.trouble = None
        self.author_fault = None
        for event in events:
            if event.get("event") == "result":
                self.results[event["result"]["name"]] = event["result"]
            elif event.get("event") == "trouble":
                self.trouble = event["says"]
            elif event.get("event") == "done":
                self.author_fault = event["author_fault"]

    def status(self, name):
        return self.results[name]["status"]

    def failed(self):
        return [name for name, one in self.results.items() if one["status"] == "fail"]

    def says(self, name):
        failure = self.results[name].get("failure") or {}
        return failure.get("says", "")


def run(checks, files, *, support=None, alone=None, **more):
    """Judges `files`, the learner's, with the task's own files `support` beside them."""
    together = {**(support or {}), **files}
    order = _order(checks, together, list(files), **more)
    supervisor, channel = _supervised()
    try:
        session = judge.Session(channel, order)
        if alone is not None:
            session._wanted = lambda: [
                one for one in session.registry.checks if one.name == alone
            ]
        session.judge()
    finally:
        if session.link and session.link._subject is not None:
            session.link._subject.close()
        supervisor.leave(channel)
    return Verdict(supervisor.events)


def trial(series, **wanted):
    """Makes a trial that is not run."""
    return trials.Trial(None, _order("", {}, []), None, series, {**TRIAL, **wanted})


def series(checks, submissions, **more):
    """Tries submissions one after the other; returns the outcomes and how many engines were begun."""
    order = _order(checks, {}, [], **more)
    order["trials"] = [{**TRIAL, "files": _contents(files)} for files in submissions]
    supervisor, channel = _supervised()
    try:
        trials.serve(channel, order)
    finally:
        supervisor.leave(channel)
    outcomes = [event["trial"] for event in supervisor.events if event["event"] == "trial"]
    return outcomes, supervisor.n_begun()


def _order(checks, files, submission, *, probe=NO_PROBE, resources=None, visible=(), **more):
    return {
        "op": "judge",
        "seed": 7,
        "mode": "practice",
        "checks": checks,
        "probe": probe,
        "resources": resources or {},
        "visible": list(visible),
        "files": _contents(files),
        "submission": submission,
        "again": {},
        "memory_mib": 512,
        **more,
    }


def _contents(files):
    return {path: {"text": text} for path, text in files.items()}


def _supervised():
    """Starts a supervisor; returns it and J's channel to it."""
    ours, theirs = socket.socketpair()
    supervisor = _Supervisor(ours)
    supervisor.start()
    return supervisor, wire.Channel(theirs, fds=True)


class _Supervisor:
    """Gives J a process for learner code whenever it asks, and keeps what J says."""

    def __init__(self, sock):
        self._sock = sock
        self._channel = wire.Channel(sock)
        self._pid = None
        self._engines = {}
        self._thread = threading.Thread(target=self.serve)
        self.events = []

    def start(self):
        self._thread.start()

    def leave(self, channel):
        """Closes J's channel, waits until all it said was heard, and ends what runs."""
        channel.close()
        self._thread.join()
        self.end()

    def serve(self):
        try:
            while True:
                said, _ = self._channel.receive()
                if said.get("ask") == "engine":
                    self._answer_engine(said)
                    continue
                if said.get("ask") != "subject":
                    self.events.append(said)
                    continue
                previous = self.end()
                self._give(previous)
        except wire.Closed:
            self._sock.close()

    def end(self):
        """Ends the present process; says how it ended, as a supervisor does."""
        if self._pid is None:
            return {}
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if pid == 0:
            os.kill(self._pid, 9)
            os.waitpid(self._pid, 0)
        self._pid = None
        if pid and os.WIFEXITED(status):
            return {"cause": "exit", "code": os.WEXITSTATUS(status)}
        return {"cause": "killed"}

    def _answer_engine(self, said):
        number = said.get("engine")
        if number is None:
            number = len(self._engines)
            pid, near = _forked(engine.main)
            self._engines[number] = pid
            self._reply({"engine": number}, near)
            return
        pid = self._engines[number]
        if said["why"] != "lost":
            os.kill(pid, 9)
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        how = {"cause": "signal", "signal": -code} if code < 0 else {"cause": "exit", "code": code}
        self._engines[number] = None
        self._reply({"engine": number, "previous": how})

    def n_begun(self):
        """Returns how many engines were begun."""
        return len(self._engines)

    def n_engines(self):
        """Returns how many engines were not given up."""
        return sum(pid is not None for pid in self._engines.values())

    def _give(self, previous):
        self._pid, near = _forked(subject.main)
        self._reply({"subject": True, "previous": previous}, near)

    def _reply(self, reply, near=None):
        body = wire._encode(reply).encode()
        data = len(body).to_bytes(4, "big") + body
        if near is None:
            self._sock.sendall(data)
            return
        socket.send_fds(self._sock, [data], [near.fileno()])
        near.close()


def _forked(main):
    """Forks a process that runs `main` on one end of a channel; returns its id and the other end."""
    near, far = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            # Whoever holds a copy of J's or the supervisor's end would keep it open.
            os.dup2(far.fileno(), 3)
            os.closerange(4, 1024)
            _serve(main, socket.socket(fileno=3))
        finally:
            os._exit(0)
    far.close()
    return pid, near


def _serve(main, sock):
    import tempfile

    folder, pid = os.path.realpath(tempfile.mkdtemp(prefix="piton-bench-")), os.getpid()
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    os.dup2(null, 2)
    os.chdir(folder)
    try:
        main(sock)
    finally:
        import shutil

        # A fork of it that comes to its end leaves the folder to the others.
        if os.getpid() == pid:
            shutil.rmtree(folder, ignore_errors=True)
