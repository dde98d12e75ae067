"""Ends a process whose learner code looks into the interpreter instead of calling what it tests.

An audit hook cannot be taken away again, and ends the process before the look gives anything. It
stands wherever learner code runs beside something that it must not read. It is no wall: what it
does not hold is a reason for grade C, not for trust.
"""

import builtins
import os
import sys
import types
from _thread import get_ident

# Learner code may replace builtins in its process; this module keeps those it was written with.
__builtins__ = dict(vars(builtins))

# The exit status by which J knows what happened.
STATUS = 97

# Events that matter when learner code itself causes them; libraries have honest uses.
DIRECT = frozenset(
    "sys._getframe sys._getframemodulename sys._current_frames sys._current_exceptions sys.settrace "
    "sys.setprofile sys.monitoring.register_callback sys.addaudithook code.__new__".split()
)
# Events that matter when learner code is anywhere above them.
ANYWHERE = frozenset("gc.get_objects gc.get_referrers gc.get_referents".split())
# Attributes that lead from an exception or a generator to what runs.
FRAMES = frozenset("tb_frame f_code gi_frame gi_code cr_frame cr_code ag_frame ag_code".split())


def install(root, target):
    """Watches from here on; `target` is the module whose functions must not be read."""
    exit_now, frame_of, busy = os._exit, sys._getframe, set()
    prefix = root + os.sep
    function, secret = types.FunctionType, target.__dict__

    def is_learners(frame):
        return frame.f_code.co_filename.startswith(prefix)

    def is_below_learner(frame):
        while frame is not None:
            if is_learners(frame):
                return True
            frame = frame.f_back
        return False

    def looks(event, args, frame):
        if event == "object.__getattr__":
            thing, name = args
            if type(thing) is function and thing.__globals__ is secret:
                return is_below_learner(frame)
            return name in FRAMES and is_learners(frame)
        if event == "open":
            path = args[0]
            return type(path) is str and path.startswith("/proc/") and is_below_learner(frame)
        if event in ANYWHERE:
            return is_below_learner(frame)
        return is_learners(frame)

    def hook(event, args):
        if event not in WATCHED and not event.startswith("ctypes."):
            return
        thread = get_ident()
        if thread in busy:
            # Looking at frames is itself an event.
            return
        busy.add(thread)
        try:
            if looks(event, args, frame_of(1)):
                exit_now(STATUS)
        finally:
            busy.discard(thread)

    sys.addaudithook(hook)


WATCHED = DIRECT | ANYWHERE | {"object.__getattr__", "open"}
