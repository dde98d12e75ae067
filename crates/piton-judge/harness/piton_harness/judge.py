"""J: the process that decides. It runs `checks.py`, holds no learner code, and trusts no answer."""

import base64
import json
import marshal
import sys
import time
import traceback

from piton_harness import bytecode, checks, codec, explain, rewrite, wire
from piton_harness import libraries as _libraries  # noqa: F401 - imported before forks
from piton_harness import suites as _suites  # noqa: F401 - imported before forks
from piton_harness.engines import Engines
from piton_harness.link import Link
from piton_harness.outcome import AuthorFault, Ended, OurFault, Raised, Unmet
from piton_harness.run import Run

LOADS = "loads"

PRACTICE = "practice"
CERTIFY_SAVE = "certify-save"
CERTIFY_SUBMIT = "certify-submit"

# Read by the fork server: J makes no calls that could be counted.
progress = bytearray(8)


def main(sock, others):
    """Serves one judging, or one of the `others` by the name of the operation."""
    # Values of learners may be nested as deep as the codec lets them.
    sys.setrecursionlimit(5000)
    channel = wire.Channel(sock, fds=True)
    try:
        header, _ = channel.receive()
        if header.get("op") == "judge":
            Session(channel, header).judge()
        elif header.get("op") in others:
            others[header["op"]](channel, header)
    except wire.Closed:
        pass


class Compiled:
    """What is made of a task's `checks.py` and `probe.py` once, for all its judgings.

    It is made by a process like this one before it meets any learner's code.
    """

    def __init__(self, checks, probes, probe):
        self.checks = checks
        self.probes = probes
        # With the number of the bytecode's format, since learner code may run in another Python.
        self.probe = probe

    @classmethod
    def make(cls, order):
        """Compiles both, unless the author's text is broken."""
        source = order["probe"]
        probe = bytecode.compiled(source, "<probe>")
        checks = rewrite.compile_checks(order["checks"], "checks.py")
        return cls(checks, rewrite.probe_names(source), probe)

    @classmethod
    def read(cls, text):
        """Reads what `text` wrote."""
        return cls(*marshal.loads(base64.b64decode(text)))

    def text(self):
        """Writes it for the supervisor."""
        return base64.b64encode(marshal.dumps((self.checks, self.probes, self.probe))).decode()


class Session:
    """One judging."""

    def __init__(self, channel, order):
        self.channel = channel
        self.order = order
        self.seed = order["seed"]
        self.mode = order["mode"]
        self.files = order["files"]
        self.submission = frozenset(order["submission"])
        self.visible = frozenset(order["visible"])
        self.memory_kib = int(order.get("memory_mib") or 0) * 1024
        self.registry = checks.Registry(self, order["resources"])
        self.engines = Engines(channel)
        self.status = {}
        self.author_fault = None
        self.compiled = None
        self.link = None
        # The one check a trial asks for, and words in small letters that it should say.
        self.sought = None
        # The machinery that was seen to notice a planted fault.
        self.proven = set()

    def judge(self):
        """Judges, and tells the supervisor everything it comes to know."""
        try:
            try:
                self._read_checks()
                self._announce()
                if self._check_loads():
                    for check in self._wanted():
                        self._check(check)
            finally:
                self.engines.close()
        except OurFault as error:
            self._say({"event": "trouble", "says": str(error), "detail": ""})
        except Exception as error:  # noqa: BLE001 - the supervisor must hear of it
            says = str(error)
            if not isinstance(error, AuthorFault):
                says = f"checks.py cannot be used: {type(error).__name__}: {error}"
            detail = traceback.format_exc()[-4000:]
            self._say({"event": "trouble", "says": says, "detail": detail})
        else:
            self._say({"event": "done", "author_fault": self.author_fault})

    def _read_checks(self):
        order = self.order
        self.compiled = self._compiled()
        self.link = Link(self.channel, order["files"], order["probe"], self.compiled.probe)
        self.registry.install(self.compiled.probes)
        module = {"__name__": "checks", rewrite.NAME: self.registry.assertion}
        exec(self.compiled.checks, module)  # noqa: S102
        if not self.registry.checks:
            raise AuthorFault("checks.py declares no check")
        known = {LOADS}
        for check in self.registry.checks:
            for need in check.needs:
                if need not in known:
                    raise AuthorFault(f"{check.name} needs {need!r}, which is no check before it")
            known.add(check.name)
        for name in sorted(self.visible - known):
            raise AuthorFault(f"checks.py has no check {name!r}, which is to be visible")

    def _compiled(self):
        known = self.order.get("compiled")
        return Compiled.read(known) if known else Compiled.make(self.order)

    def _wanted(self):
        if self.mode == CERTIFY_SAVE:
            return [one for one in self.registry.checks if one.name in self.visible]
        return self.registry.checks

    def _announce(self):
        said = [
            {
                "name": LOADS,
                "sentence": "the code loads",
                "skill": None,
                "visible": True,
                "blocking": True,
                "grade": "A",
            }
        ]
        for check in self._wanted():
            said.append(
                {
                    "name": check.name,
                    "sentence": check.sentence,
                    "skill": check.skill,
                    "visible": check.name in self.visible,
                    "blocking": check.blocking,
                    "grade": check.grade,
                }
            )
        # Where it was known, the supervisor has it.
        compiled = None if self.order.get("compiled") else self.compiled.text()
        private = self.registry.is_private
        self._say({"event": "checks", "checks": said, "compiled": compiled, "private": private})

    def _check_loads(self):
        self._say({"event": "start", "check": LOADS})
        started = time.perf_counter_ns()
        failure = None
        self.link.begin_check()
        try:
            self.link.first()
        except Ended as error:
            failure = {"kind": error.kind, "says": error.says, "overrun": error.overrun}
        except Raised as error:
            failure = explain.not_loaded(error)
        self._result(LOADS, failure, started, 0)
        if failure is None:
            return True
        for check in self._wanted():
            self._not_reached(check.name, LOADS)
        return False

    def _check(self, check):
        wanted = {one.name for one in self._wanted()}
        for need in check.needs:
            if need in wanted and self.status.get(need) != "pass":
                self._not_reached(check.name, need)
                return
        self._say({"event": "start", "check": check.name})
        started = time.perf_counter_ns()
        self.link.begin_check()
        try:
            run, error = self._attempt(check)
            if isinstance(error, Ended) and error.retry:
                run, error = self._attempt(check)
            failure = None if error is None else self._failure(check, run, error)
        finally:
            self.engines.end_check()
        self._result(check.name, failure, started, run.n_calls)

    def _attempt(self, check):
        """Runs a check; an earlier counter-example that it no longer understands is left out."""
        again = self._again(check.name)
        run = Run(self, check, again=again)
        if check.fresh == "check":
            try:
                self.link.renew()
            except Ended as error:
                return run, error
        error = run.attempt()
        if again and error is not None and not isinstance(error, (Unmet, Raised, Ended)):
            run = Run(self, check)
            error = run.attempt()
        return run, error

    def _again(self, name):
        raw = self.order.get("again", {}).get(name)
        if raw is None:
            return ()
        try:
            ordinal, value = codec.decode(json.dumps(raw), nonfinite=True)
        except (codec.NotPlain, ValueError, TypeError):
            return ()
        return ((ordinal, value),) if type(ordinal) is int else ()

    def _failure(self, check, run, error):
        if isinstance(error, (Unmet, Raised)):
            if self.mode != CERTIFY_SUBMIT and getattr(error, "programs", None) is None:
                return explain.explained(self, check, run, error)
        elif not isinstance(error, Ended):
            fault = f"{check.name}: {type(error).__name__}: {error}"
            if isinstance(error, AuthorFault):
                raise AuthorFault(f"{check.name}: {error}") from error
            if run.n_calls == 0:
                # No value of the learner's was there that it could have stumbled over.
                raise AuthorFault(fault) from error
            self.author_fault = self.author_fault or fault
        return explain.described(self, check, run, error)

    def _say(self, message):
        self.channel.send(message)

    def _not_reached(self, name, because):
        self.status[name] = "not-reached"
        result = {
            "name": name,
            "status": "not-reached",
            "because": because,
            "cost": {"wall_us": 0, "calls": 0},
        }
        self._say({"event": "result", "result": result})

    def _result(self, name, failure, started, calls):
        self.status[name] = "fail" if failure else "pass"
        result = {
            "name": name,
            "status": self.status[name],
            "cost": {"wall_us": (time.perf_counter_ns() - started) // 1000, "calls": calls},
        }
        if failure:
            result["failure"] = self._told(failure)
        self._say({"event": "result", "result": result})

    def _told(self, failure):
        """Keeps what the mode allows a learner to see."""
        failure = {key: value for key, value in failure.items() if value is not None}
        if self.mode != CERTIFY_SUBMIT or failure["kind"] == "not-loaded":
            return failure
        plain = failure.get("overrun") or failure["kind"] in ("died", "malformed")
        kept = {"kind": failure["kind"]}
        kept["says"] = failure["says"] if plain else "This requirement is not met."
        if failure.get("overrun"):
            kept["overrun"] = failure["overrun"]
        return kept

    def prove_once(self, what, prove):
        """Calls what lets a machinery meet planted faults, unless it has stood that before."""
        if what in self.proven:
            return
        # Before, as what proves it uses it.
        self.proven.add(what)
        try:
            prove()
        except BaseException:
            self.proven.discard(what)
            raise

    def drawing(self, key, draw):
        """Returns what gives the inputs of a stream one by one, given what draws them."""
        return draw

    def known(self, key, find):
        """Returns what `find` gives, which hangs on the key alone and is not changed."""
        return find()

    def own(self, lines):
        """Keeps the lines of files the learner handed in; all of them where none is."""
        return [line for line in lines if line["file"] in self.submission] or lines

    def submitted(self, path):
        """Returns a submitted file as text, for libraries that read it."""
        content = self.files.get(path)
        if content is None:
            return None
        if "text" in content:
            return content["text"]
        return base64.b64decode(content["b64"]).decode("utf-8", "replace")
