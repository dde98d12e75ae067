"""Makes a failure out of what ended a check: confirmed, as small as it can be, and in words.

It decides nothing: that the check failed stands before anything here runs.
"""

import json
import time

from piton_harness import shrink, table, words
from piton_harness.outcome import Ended, Raised, Unmet
from piton_harness.run import Run

# Slow code is not made to wait longer for a smaller case.
SHRINK_S = 2.0

# Of the lines that ran those that came last are shown: what was built first is seldom the fault.
RAN_SHOWN = 12

SURVIVES = (
    "Look for state that outlives a call: module variables, class attributes, default arguments, "
    "caches, open iterators."
)


def explained(session, check, run, error):
    """Confirms a failure in a fresh process, makes its case smaller, and traces it."""
    if isinstance(error, Unmet) and error.place == table.TOO_MANY:
        # Counted here, so it is certain, and to see it again would take as long again.
        return described(session, check, run, error)
    case = run.case()
    try:
        previous = session.link.renew()
    except Ended:
        return described(session, check, run, error)
    if previous.get("cause") == "processes":
        # That it could not have one more is why it raised.
        return described(session, check, run, Ended(*words.end(previous)))
    second = Run(session, check, only=case)
    again = second.attempt()
    if again is None:
        return _unstable(check, run, second)
    if not isinstance(again, (Unmet, Raised)):
        return described(session, check, run, error)
    run, error = second, again
    if case is not None:
        case = _shrunk(session, check, case, run.stream.valid, error)
    try:
        session.link.renew()
    except Ended:
        return described(session, check, run, error)
    traced = Run(session, check, only=case, trace=True)
    last = traced.attempt()
    if _like(last, error):
        run, error = traced, last
    return described(session, check, run, error)


def _shrunk(session, check, case, valid, error):
    ordinal, value = case
    bare = type(value) is not tuple
    until = time.monotonic() + SHRINK_S

    def still_fails(candidate):
        if time.monotonic() > until:
            raise shrink.Enough
        one = candidate[0] if bare else candidate
        found = Run(session, check, only=(ordinal, one)).attempt()
        if isinstance(found, Ended):
            # Each further candidate might cost as much as the limits allow.
            raise shrink.Enough
        return _like(found, error)

    smaller = shrink.shrink((value,) if bare else value, still_fails, valid)
    return ordinal, smaller[0] if bare else smaller


def _like(error, other):
    """Returns whether two failures are the same one: same assertion, or same exception type."""
    if type(error) is not type(other):
        return False
    if isinstance(error, Unmet):
        return error.place == other.place
    if isinstance(error, Raised):
        return error.type == other.type
    return False


def not_loaded(error):
    """Makes the failure of code that could not be loaded."""
    place = ""
    if error.lines:
        last = error.lines[-1]
        place = f" ({last['file']}, line {last['line']})"
    return {
        "kind": "not-loaded",
        "says": f"Your code could not be loaded: {error.told}{place}.",
        "advice": "Nothing else can be judged before it loads.",
        "lines": [{**line, "role": "raised"} for line in error.lines[-1:]],
    }


def _unstable(check, run, second):
    failure = {
        "kind": "unstable",
        "says": "The same call gave different answers: something survives from one call to the "
        "next.",
        "advice": check.advice or SURVIVES,
        "lines": [],
    }
    first, last = run.last_call(), second.last_call()
    if first and last and (first.name, first.document) == (last.name, last.document):
        failure["call"] = _told(first)
        failure["expected"] = f"{last.outcome()}  (in a fresh process)"
        failure["got"] = f"{first.outcome()}  (after the calls before it)"
    _add_case(failure, run)
    return failure


def described(session, check, run, error):
    """Makes a failure of what ended a check, without running anything again."""
    failure = {"advice": getattr(error, "advice", None) or check.advice, "lines": []}
    last = run.last_call()
    if last:
        failure["call"] = _told(last)
    _add_case(failure, run)
    if isinstance(error, Unmet):
        _describe_unmet(failure, run, error)
    elif isinstance(error, Raised):
        _describe_raised(failure, error, session)
    elif isinstance(error, Ended):
        failure.update(kind=error.kind, says=error.says, overrun=error.overrun)
    else:
        failure["kind"] = "check"
        what = "what your code gave"
        if last and last.answered:
            what = f"what {failure['call']} gave"
            failure["got"] = words.show(last.value)
        failure["says"] = (
            f"The check could not handle {what} ({type(error).__name__}: {words.cut(error, 300)}). "
            "A value of another type than the ticket asks for does this; if yours is right, the "
            "check is at fault."
        )
    return failure


def _told(call):
    """Writes a call as its learner knows it: one that is none of Python's says so itself."""
    return getattr(call, "text", None) or words.call_text(call.name, call.arguments)


def _in_order(lines):
    """Puts lines as they stand in each function, the functions as they ran."""
    functions = list(dict.fromkeys((line["file"], line["function"]) for line in lines))
    place = {function: at for at, function in enumerate(functions)}
    return sorted(lines, key=lambda one: (place[one["file"], one["function"]], one["line"]))


def _describe_unmet(failure, run, error):
    last = run.last_call()
    failure["kind"] = "mismatch"
    failure["says"] = words.unmet(error, failure.get("call"), last.value if last else None)
    if error.has_values:
        failure["got"] = words.show(error.got)
        failure["expected"] = words.show(error.expected)
        if error.operator not in (None, "=="):
            failure["expected"] = f"{error.operator} {failure['expected']}"
    called, ran = run.session.own(run.called), run.session.own(run.ran)
    failure["lines"] = [{**line, "role": "raised"} for line in error.lines]
    failure["lines"] += [{**line, "role": "called"} for line in called[:1]]
    failure["lines"] += [{**line, "role": "ran"} for line in _in_order(ran[-RAN_SHOWN:])]
    if error.programs is not None:
        failure["programs"] = error.programs


def _describe_raised(failure, error, session):
    memory_kib = session.memory_kib
    call = failure.get("call", "A call")
    failure["kind"] = "raised"
    failure["says"] = f"{call} raised {error.told}"
    if error.wanted:
        failure["expected"] = " or ".join(error.wanted)
        failure["got"] = error.told
    if "MemoryError" in error.mro:
        failure["kind"] = "overrun"
        limit = f" of {memory_kib // 1024} MiB" if memory_kib else ""
        failure["says"] = f"{call} asked for more memory than the limit{limit} allows."
        failure["overrun"] = {"resource": "memory", "limit": memory_kib, "used": memory_kib}
    lines = session.own(error.lines)
    failure["lines"] = [{**line, "role": "raised"} for line in lines[-1:]]


def _add_case(failure, run):
    document = run.case_document()
    if document:
        failure["case"] = json.loads(document)
