"""Values, failures and ends in words a learner understands."""

import re
import signal

from piton_harness import guard

MAX_REPR = 2000

# A sentence that begins with a name of the code keeps it as it is.
CODE = re.compile(r"\w+[.(\[]|\w*_")


def show(value, limit=MAX_REPR):
    """Writes a value as Python source, cut with a mark."""
    try:
        text = repr(value)
    except Exception as error:  # noqa: BLE001 - an integer may be too long to be written
        text = f"<a {type(value).__name__} that cannot be written: {error}>"
    return _cut(text, limit)


def cut(value, limit):
    """Writes a text, cut with a mark."""
    return _cut(str(value), limit)


def _cut(text, limit):
    if len(text) <= limit:
        return text
    return f"{text[:limit]} … ({len(text) - limit} more characters)"


def call_text(name, arguments):
    """Writes a call as Python source."""
    text = ", ".join(show(one, 600) for one in arguments)
    if len(text) > MAX_REPR:
        text = f"{text[:MAX_REPR]} … (cut)"
    return f"{name}({text})"


def unmet(error, call, value):
    """Says what was not met: in the author's words, or with what the call gave."""
    if error.says:
        says = error.says
        if error.place != "mutated" and not CODE.match(says):
            says = says[0].upper() + says[1:]
        return says if says.endswith((".", "!", "?")) else says + "."
    call = call or "the code"
    if not error.has_values:
        return f"What the check asks for does not hold after {call}."
    got, expected = show(error.got, 200), show(error.expected, 200)
    if _is_same(error.got, value):
        gave = f"{call} gave {got}"
    else:
        gave = f"After {call} the check found {got}"
    if error.operator == "==":
        return f"{gave} where {expected} was expected."
    return f"{gave}, which should be {error.operator} {expected}."


def _is_same(got, value):
    if got is value:
        return True
    try:
        return type(got) is type(value) and bool(got == value)
    except Exception:  # noqa: BLE001 - authors' classes may refuse to compare
        return False


def end(previous):
    """Says how a learner's process ended: kind, sentence and overrun for a failure."""
    cause = previous.get("cause")
    limit, used = previous.get("limit") or 0, previous.get("used") or 0
    overrun = {"resource": cause, "limit": limit, "used": used}
    if cause in ("cpu", "wall"):
        what = f"{used / 1000:.1f} s" + (" of CPU time" if cause == "cpu" else "")
        why = "" if cause == "cpu" else " because it had not answered"
        says = f"Your code was stopped after {what}{why}; the limit is {limit / 1000:g} s."
        return "overrun", says, overrun
    if cause in ("memory", "output"):
        did = "used" if cause == "memory" else "wrote"
        says = (
            f"Your code was stopped: it {did} {used / 1024:.0f} MiB of {cause}; the limit is "
            f"{limit / 1024:g} MiB."
        )
        return "overrun", says, overrun
    if cause == "processes":
        says = f"Your code was stopped: it had {used} processes and threads; the limit is {limit}."
        return "overrun", says, overrun
    if cause == "signal":
        number = previous.get("signal")
        says = f"The process was ended by signal {number}{_name(number)} before it answered."
        return "died", says, None
    if cause == "exit" and previous.get("code") == guard.STATUS:
        says = (
            "Your code looked into the interpreter (frames, code objects, trace functions, gc, ctypes, "
            "/proc, or the file of what it tests). What a program does is seen by calling it, so "
            "call it instead."
        )
        return "died", says, None
    if cause == "exit":
        says = (
            f"The process ended with exit status {previous.get('code')} before it answered: "
            "something called os._exit, or closed what the judge listens on."
        )
        return "died", says, None
    if cause == "killed":
        says = "Your code closed the connection on which the judge waited for its answer."
        return "died", says, None
    return "died", "The process was gone before it answered.", None


def _name(number):
    try:
        return f" ({signal.Signals(number).name})"
    except ValueError:
        return ""
