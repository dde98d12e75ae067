"""What S tells about the learner's own lines: where an exception came from, and what ran.

It is a courtesy to the learner, never a reason to pass: everything here runs beside learner code.
"""

import builtins
import linecache
import os
import sys

# Learner code may replace builtins in its process; this module keeps those it was written with.
__builtins__ = dict(vars(builtins))

MAX_MESSAGE = 2000
MAX_FRAMES = 20
MAX_RAN = 400
MAX_CALLED = 50
# `inspect.CO_OPTIMIZED`, which functions have and bodies of modules and classes lack.
FUNCTION = 1


def describe(error, root):
    """Says what was raised, with the lines of the learner's own files, innermost last."""
    kind = type(error)
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = relative(code.co_filename, root)
        if place is not None:
            lines.append((place, trace.tb_lineno, code.co_name, code.co_filename))
            del lines[:-MAX_FRAMES]
        trace = trace.tb_next
    syntax = isinstance(error, SyntaxError)
    if syntax:
        message = str(error.msg or "invalid syntax")
        place = relative(str(error.filename or ""), root)
        if place is not None and type(error.lineno) is int and error.lineno > 0:
            lines.append((place, error.lineno, "<module>", error.filename))
    else:
        message = _message(error)
    # The private folder has another name in every process and tells nothing.
    message = message.replace(root + os.sep, "")
    if len(message) > MAX_MESSAGE:
        message = message[:MAX_MESSAGE] + " … (cut)"
    return {
        "type": _name(kind),
        "mro": [_name(one) for one in kind.__mro__[:MAX_FRAMES]],
        "message": message,
        "lines": [line_of(*line) for line in lines[-MAX_FRAMES:]],
        "syntax": syntax,
    }


def _message(error):
    try:
        return str(error)
    except BaseException:  # noqa: BLE001 - learner code may write the message
        return "(its message could not be read)"


def _name(kind):
    return type.__dict__["__name__"].__get__(kind)[:120]


def relative(filename, root):
    """Returns a learner's file as the learner knows it; None for other files."""
    if filename.startswith(root + os.sep):
        return filename[len(root) + 1 :]
    return None


def line_of(place, number, function, filename):
    """Returns a line of a learner's file with its text."""
    try:
        text = linecache.getline(filename, number).rstrip("\n")
    except BaseException:  # noqa: BLE001 - learner code may have changed what reads files
        text = ""
    return {"file": place, "line": number, "function": function[:120], "text": text[:400]}


class Tracer:
    """Notes which definition was called and which lines ran, for one call."""

    def __init__(self, root):
        self._root = root
        self._called = {}
        self._ran = {}
        self._watch = _Monitor(self) if hasattr(sys, "monitoring") else _Trace(self)

    def start(self):
        self._watch.start()

    def stop(self):
        self._watch.stop()

    def report(self):
        """Returns the definitions and the lines in the order in which they were entered and ran."""
        return {
            "called": [line_of(*line) for line in self._called.values()],
            "ran": [line_of(*line) for line in self._ran.values()],
        }

    def entered(self, code):
        """Notes that a definition began; returns whether it is the learner's."""
        place = relative(code.co_filename, self._root)
        if place is None:
            return False
        if not code.co_flags & FUNCTION:
            return False
        if not code.co_name.startswith("<") and len(self._called) < MAX_CALLED:
            line = (place, code.co_firstlineno, code.co_name, code.co_filename)
            self._called.setdefault((place, code.co_firstlineno), line)
        return True

    def ran(self, code, number):
        """Notes that a line began."""
        # Lines of modules and class bodies only say that something was imported.
        place = relative(code.co_filename, self._root) if code.co_flags & FUNCTION else None
        if place is not None and len(self._ran) < MAX_RAN:
            line = (place, number, code.co_name, code.co_filename)
            self._ran.setdefault((place, number), line)


class _Monitor:
    """From Python 3.12: each place is told once, so that a long call stays fast."""

    TOOL = 4

    def __init__(self, tracer):
        self._tracer = tracer

    def start(self):
        events = sys.monitoring.events
        off = sys.monitoring.DISABLE

        def started(code, offset):
            self._tracer.entered(code)
            return off

        def line(code, number):
            self._tracer.ran(code, number)
            return off

        sys.monitoring.use_tool_id(self.TOOL, "piton")
        sys.monitoring.register_callback(self.TOOL, events.PY_START, started)
        sys.monitoring.register_callback(self.TOOL, events.LINE, line)
        sys.monitoring.set_events(self.TOOL, events.PY_START | events.LINE)

    def stop(self):
        sys.monitoring.set_events(self.TOOL, 0)
        sys.monitoring.free_tool_id(self.TOOL)


class _Trace:
    """Before Python 3.12: every line of learner code is told."""

    def __init__(self, tracer):
        self._tracer = tracer

    def start(self):
        sys.settrace(self._call)

    def stop(self):
        sys.settrace(None)

    def _call(self, frame, event, arg):
        return self._line if self._tracer.entered(frame.f_code) else None

    def _line(self, frame, event, arg):
        if event == "line":
            self._tracer.ran(frame.f_code, frame.f_lineno)
        return self._line
