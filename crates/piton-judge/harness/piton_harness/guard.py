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
    "sys._getframe sys._getframemodulename sys._current_frames sys._current_exceptions "
    "sys.addaudithook code.__new__ marshal.loads".split()
)
# Events that matter when learner code is anywhere above them.
ANYWHERE = frozenset(
    "gc.get_objects gc.get_referrers gc.get_referents sys.settrace sys.setprofile "
    "sys.monitoring.register_callback".split()
)
# Attributes that lead from an exception or a generator to what runs.
FRAMES = frozenset("tb_frame f_code gi_frame gi_code cr_frame cr_code ag_frame ag_code".split())
WATCHED = DIRECT | ANYWHERE | {"object.__getattr__", "open", "compile"}
# The frames of whoever imports: what a library does while it is loaded is its own affair.
IMPORTS = "<frozen importlib"


def install(root, targets):
    """Watches from here on; `targets` are the modules, by path, whose functions must not be read."""
    exit_now, frame_of, busy = os._exit, sys._getframe, set()
    prefix = root + os.sep
    places = frozenset(prefix + path for path in targets)
    names = tuple(path.rpartition("/")[2] for path in targets)
    absolute = os.path.abspath
    function, secrets = types.FunctionType, [id(module.__dict__) for module in targets.values()]

    def is_learners(frame):
        # What learner code compiles has no file, or one that it made up.
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(prefix):
                return True
            if not file.startswith("<") or file.startswith("<frozen "):
                return False
            frame = frame.f_back
        return False

    def is_below_learner(frame):
        while frame is not None:
            if frame.f_code.co_filename.startswith(prefix):
                return True
            frame = frame.f_back
        return False

    def is_learners_doing(frame):
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(prefix):
                return True
            if file.startswith(IMPORTS):
                return False
            frame = frame.f_back
        return False

    def looks(event, args, frame):
        if event == "object.__getattr__":
            thing, attribute = args
            if type(thing) is function and id(thing.__globals__) in secrets:
                return is_below_learner(frame)
            return attribute in FRAMES and is_learners(frame)
        if event == "open":
            file = args[0]
            if type(file) is bytes:
                file = file.decode("utf-8", "replace")
            if type(file) is not str or not file.startswith("/proc/"):
                if type(file) is not str or not file.endswith(names) or absolute(file) not in places:
                    return False
            return is_below_learner(frame)
        if event == "compile":
            # A made-up file would hide whose code it is.
            file = args[1]
            made_up = type(file) is str and not file.startswith(prefix)
            if made_up and file.startswith("<") and not file.startswith("<frozen "):
                made_up = False
            return made_up and is_learners(frame)
        if event in ANYWHERE or event.startswith("ctypes."):
            return is_learners_doing(frame)
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
