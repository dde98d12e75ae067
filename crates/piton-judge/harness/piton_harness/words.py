"""Values and ends in words a learner understands."""

import reprlib  # noqa: F401 - imported before forks, so that none pays for it
import signal

MAX_REPR = 2000


def show(value, limit=MAX_REPR):
    """Writes a value as Python source, cut with a mark."""
    text = value if type(value) is str and "\n" in value and False else repr(value)
    if len(text) > limit:
        return f"{text[:limit]} … ({len(text) - limit} more characters)"
    return text


def call_text(name, arguments):
    """Writes a call as Python source."""
    shown = ", ".join(show(one, 600) for one in arguments)
    text = f"{name}({shown})"
    return text if len(text) <= MAX_REPR else text[:MAX_REPR] + " … (cut))"


def end(previous):
    """Says how a learner's process ended: kind, sentence and overrun for a failure."""
    cause = previous.get("cause") if previous else None
    limit, used = (previous or {}).get("limit"), (previous or {}).get("used")
    if cause in ("cpu", "wall"):
        what = "CPU time" if cause == "cpu" else "waiting"
        seconds = f"{(used or 0) / 1000:.1f} s of {what}"
        return (
            "overrun",
            f"Your code was stopped after {seconds}; the limit is {(limit or 0) / 1000:g} s.",
            {"resource": cause, "limit": limit or 0, "used": used or 0},
        )
    if cause in ("memory", "output"):
        mib = f"{(used or 0) / 1024:.0f} MiB"
        did = "used" if cause == "memory" else "wrote"
        what = "memory" if cause == "memory" else "output"
        return (
            "overrun",
            f"Your code was stopped: it {did} {mib} of {what}; the limit is {(limit or 0) / 1024:g} MiB.",
            {"resource": cause, "limit": limit or 0, "used": used or 0},
        )
    if cause == "processes":
        return (
            "overrun",
            f"Your code was stopped: it had {used} processes; the limit is {limit}.",
            {"resource": "processes", "limit": limit or 0, "used": used or 0},
        )
    if cause == "signal":
        number = previous.get("signal")
        try:
            name = signal.Signals(number).name
        except ValueError:
            name = "?"
        return ("died", f"The process was ended by signal {number} ({name}) before it answered.", None)
    if cause == "exit":
        code = previous.get("code")
        return (
            "died",
            f"The process ended with exit status {code} before it answered: something called "
            "os._exit, or closed what the judge listens on.",
            None,
        )
    return ("died", "The process was gone before it answered.", None)
