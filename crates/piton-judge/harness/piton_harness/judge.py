"""J: the process that decides. It runs `checks.py`, holds no learner code, and trusts no answer."""

import base64
import json
import socket
import sys
import time
import traceback

from piton_harness import checks, codec, rewrite, shrink, wire, words
from piton_harness import suites as _suites  # noqa: F401 - imported before forks
from piton_harness.outcome import Ended, OurFault, Raised, Unmet
from piton_harness.run import Run

LOADS = "loads"


def main(sock):
    """Serves one judging."""
    channel = wire.Channel(sock)
    try:
        header, _ = channel.receive()
        if header.get("op") == "judge":
            Session(channel, header).judge()
    except wire.Closed:
        pass


class Session:
    """One judging."""

    def __init__(self, channel, order):
        self.channel = channel
        self.order = order
        self.seed = order["seed"]
        self.mode = order["mode"]
        self.files = order["files"]
        self.registry = checks.Registry(self, order["resources"])
        self.subject = None
        self.loaded = False
        self.status = {}
        self.author_fault = None

    # The judging

    def judge(self):
        try:
            self._read_checks()
            self._announce()
            if self._check_loads():
                for check in self._wanted():
                    self._check(check)
        except OurFault as error:
            self._say({"event": "trouble", "says": str(error), "detail": ""})
        except Exception as error:  # noqa: BLE001 - the supervisor must hear of it
            self._say(
                {
                    "event": "trouble",
                    "says": f"{type(error).__name__}: {error}",
                    "detail": traceback.format_exc()[-4000:],
                }
            )
        else:
            self._say({"event": "done", "author_fault": self.author_fault})

    def _read_checks(self):
        probes = rewrite.probe_names(self.order["probe"])
        self.registry.install(probes)
        module = {"__name__": "checks", rewrite.NAME: checks.assertion}
        exec(rewrite.compile_checks(self.order["checks"], "checks.py"), module)  # noqa: S102
        if not self.registry.checks:
            raise OurFault("checks.py declares no check")

    def _wanted(self):
        if self.mode == "certify-save":
            visible = set(self.order["visible"])
            return [one for one in self.registry.checks if one.name in visible]
        return self.registry.checks

    def _announce(self):
        visible = set(self.order["visible"])
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
                    "visible": check.name in visible,
                    "blocking": check.blocking,
                    "grade": check.grade,
                }
            )
        self._say({"event": "checks", "checks": said})

    def _check_loads(self):
        self._say({"event": "start", "check": LOADS})
        started = time.perf_counter_ns()
        failure = None
        try:
            self.ask_subject("first")
            self.load()
        except Ended as error:
            failure = {"kind": error.kind, "says": error.says, "overrun": error.overrun}
        except Raised as error:
            failure = self._not_loaded(error)
        self._result(LOADS, failure, started, 0)
        if failure is None:
            return True
        for check in self._wanted():
            self._not_reached(check.name, LOADS)
        return False

    def _not_loaded(self, error):
        what = f"{error.type}: {error.message}" if error.message else error.type
        place = ""
        if error.lines:
            last = error.lines[-1]
            place = f" ({last['file']}, line {last['line']})"
        return {
            "kind": "not-loaded",
            "says": f"Your code could not be loaded: {what}{place}.",
            "advice": "Nothing else can be judged before it loads.",
            "lines": [{**line, "role": "raised"} for line in error.lines[-1:]],
        }

    def _check(self, check):
        for need in check.needs:
            if self.status.get(need) != "pass":
                self._not_reached(check.name, need)
                return
        self._say({"event": "start", "check": check.name})
        started = time.perf_counter_ns()
        if check.fresh == "check":
            self.fresh_subject()
        run = Run(self, check, again=self._again(check.name))
        error = run.attempt()
        failure = None if error is None else self._failure(check, run, error)
        self._result(check.name, failure, started, run.n_calls)

    def _again(self, name):
        raw = self.order.get("again", {}).get(name)
        if raw is None:
            return ()
        try:
            ordinal, value = codec.decode(json.dumps(raw))
        except (codec.NotPlain, ValueError, TypeError):
            return ()
        return ((ordinal, value),) if type(ordinal) is int else ()

    # Failures

    def _failure(self, check, run, error):
        if isinstance(error, (Unmet, Raised)):
            if self.mode == "practice" and not hasattr(error, "programs"):
                return self._explained(check, run, error)
        elif not isinstance(error, Ended):
            self.author_fault = self.author_fault or f"{check.name}: {type(error).__name__}: {error}"
        return self._described(check, run, error)

    def _explained(self, check, run, error):
        """Confirms a failure on a fresh S, makes its case smaller, and traces it."""
        first_answer = run.last_call()
        case = run.case()
        self.fresh_subject()
        second = Run(self, check, only=case)
        again = second.attempt()
        if again is None:
            return self._unstable(check, run, first_answer, second)
        if not isinstance(again, (Unmet, Raised)):
            return self._described(check, run, error)
        run, error = second, again
        if case is not None:
            case = self._shrunk(check, case, run.stream.valid, error)
        self.fresh_subject()
        traced = Run(self, check, only=case, trace=True)
        last = traced.attempt()
        if _like(last, error):
            run, error = traced, last
        return self._described(check, run, error)

    def _shrunk(self, check, case, valid, error):
        ordinal, value = case
        bare = type(value) is not tuple

        def still_fails(candidate):
            one = candidate[0] if bare else candidate
            return _like(Run(self, check, only=(ordinal, one)).attempt(), error)

        smaller = shrink.shrink((value,) if bare else value, still_fails, valid)
        return ordinal, smaller[0] if bare else smaller

    def _unstable(self, check, run, first, second):
        failure = {
            "kind": "unstable",
            "says": "The same call gave different answers: something survives from one call to the "
            "next.",
            "advice": check.advice
            or "Look for state that outlives a call: module variables, class attributes, default "
            "arguments, caches, open iterators.",
        }
        last = second.last_call()
        if first and last and first[0] == last[0]:
            failure["call"] = words.call_text(first[0], first[1])
            failure["expected"] = f"{words.show(last[2])}  (in a fresh process)"
            failure["got"] = f"{words.show(first[2])}  (after the calls before it)"
        document = run.case_document()
        if document:
            failure["case"] = json.loads(document)
        return failure

    def _described(self, check, run, error):
        failure = {"advice": getattr(error, "advice", None) or check.advice, "lines": []}
        last = run.last_call()
        if last:
            failure["call"] = words.call_text(last[0], last[1])
        document = run.case_document()
        if document:
            failure["case"] = json.loads(document)
        if isinstance(error, Unmet):
            failure["kind"] = "mismatch"
            failure["says"] = _unmet_sentence(error, failure.get("call"))
            if error.has_values:
                failure["got"] = words.show(error.got)
                failure["expected"] = words.show(error.expected)
                if error.operator not in (None, "=="):
                    failure["expected"] = f"{error.operator} {failure['expected']}"
            failure["lines"] = _traced_lines(run.traced)
            if hasattr(error, "programs"):
                failure["programs"] = error.programs
        elif isinstance(error, Raised):
            failure["kind"] = "raised"
            call = failure.get("call", "A call")
            what = f"{error.type}: {error.message}" if error.message else error.type
            failure["says"] = f"{call} raised {what}"
            if "MemoryError" in error.mro:
                failure["kind"] = "overrun"
                failure["says"] = f"{call} asked for more memory than the limit allows."
                failure["overrun"] = {"resource": "memory", "limit": self._memory_kib(), "used": self._memory_kib()}
            failure["lines"] = [{**line, "role": "raised"} for line in error.lines[-1:]]
        elif isinstance(error, Ended):
            failure["kind"] = error.kind
            failure["says"] = error.says
            failure["overrun"] = error.overrun
        else:
            failure["kind"] = "check"
            failure["says"] = (
                f"The check could not handle what your code gave: {type(error).__name__}: {error}. "
                "A value of another type than the ticket asks for does this; if yours is right, "
                "the check is at fault."
            )
        return failure

    def _memory_kib(self):
        return int(self.order.get("memory_mib") or 0) * 1024

    # Words to the supervisor

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
        if self.mode != "certify-submit" or failure["kind"] == "not-loaded":
            return failure
        says = failure["says"] if failure.get("overrun") or failure["kind"] == "died" else "This requirement is not met."
        kept = {"kind": failure["kind"], "says": says}
        if failure.get("overrun"):
            kept["overrun"] = failure["overrun"]
        return kept

    # S

    def ask_subject(self, why):
        """Has the supervisor end the present S, if any, and give a new one."""
        if self.subject is not None:
            self.subject.close()
            self.subject = None
        self.loaded = False
        self._say({"ask": "subject", "why": why})
        answer, _ = self.channel.receive()
        fd = self.channel.take_fd()
        if answer.get("subject") is not True or fd is None:
            raise OurFault(answer.get("why") or "the supervisor gave no process for learner code")
        self.subject = wire.Channel(socket.socket(fileno=fd))
        return answer.get("previous")

    def load(self):
        """Hands the files to S; raises Raised if they do not load."""
        self.send({"op": "load", "files": self.files, "probe": self.order["probe"]})
        header, _ = self.receive_answer()
        self.loaded = True
        if "raised" in header:
            raise Raised(header["raised"])
        if header.get("ok") is not True:
            raise Ended("malformed", "The process with your code did not say that it loaded.")

    def fresh_subject(self):
        """Replaces S by one that has answered no call."""
        self.ask_subject("fresh")
        self.load()

    def send(self, header, documents=()):
        try:
            self.subject.send(header, documents)
        except wire.Closed:
            raise self._lost() from None

    def send_calls(self, name, documents, trace):
        if not self.loaded:
            self.load()
        self.send({"op": "call", "probe": name, "n": len(documents), "trace": trace}, documents)

    def receive_answer(self):
        """Waits for a frame of S."""
        try:
            return self.subject.receive()
        except wire.Closed:
            raise self._lost() from None
        except wire.Malformed as error:
            self.ask_subject("fresh")
            raise Ended(
                "malformed", f"The answer of your code's process could not be read: {error}."
            ) from None

    def _lost(self):
        return Ended(*words.end(self.ask_subject("lost")))

    def submitted(self, path):
        """Returns a submitted file as text, for libraries that read it."""
        content = self.files.get(path)
        if content is None:
            return None
        if "text" in content:
            return content["text"]
        return base64.b64decode(content["b64"]).decode("utf-8", "replace")


def _like(error, other):
    """Returns whether two failures are the same one: same assertion, or same exception type."""
    if type(error) is not type(other):
        return False
    if isinstance(error, Unmet):
        return error.place == other.place and (error.place is not None or _kin(error, other))
    if isinstance(error, Raised):
        return error.type == other.type
    return False


def _kin(error, other):
    """Compares sentences of `require`, which may name values."""
    return (error.says or "")[:24] == (other.says or "")[:24]


def _unmet_sentence(error, call):
    if error.says:
        says = error.says[0].upper() + error.says[1:]
        return says if says.endswith((".", "!", "?")) else says + "."
    call = call or "The call"
    if not error.has_values:
        return f"After {call} the check does not hold."
    got, expected = words.show(error.got, 200), words.show(error.expected, 200)
    if error.operator == "==":
        return f"{call} gave {got} where {expected} was expected."
    return f"{call} gave {got}, which should be {error.operator} {expected}."


def _traced_lines(traced):
    if not traced:
        return []
    called = [{**line, "role": "called"} for line in traced.get("called", ())[:1]]
    ran = [{**line, "role": "ran"} for line in traced.get("ran", ())[:12]]
    return called + ran


sys.setrecursionlimit(5000)
