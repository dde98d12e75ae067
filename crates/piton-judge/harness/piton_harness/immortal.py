"""Objects of a zygote to which nobody counts references any more.

CPython counts them inside the objects, so a fork that only looks at what it shares with its zygote
writes to it, and the kernel copies the page: some 800 pages a judging, at microseconds each. Since
3.12 there are objects that are never counted (PEP 683), and here what a zygote holds is made such.
Nothing of it would be freed anyway: a zygote keeps it, and forks end without taking leave.
"""

import ctypes
import gc
import sys
import types

# The count of an object is its first word; its upper half, where there is one, has no say.
_words = (ctypes.c_uint32 * (1 << 45)).from_address(0)


def make_all():
    """Makes immortal what the collector knows and what hangs on it; returns how many objects.

    Where this Python counts everything, or not as expected, nothing is changed.
    """
    mark = _mark()
    if mark is None:
        return 0
    number, found = 0, gc.get_objects()
    while found:
        # A frame ends, and takes its place in memory along.
        fresh = [one for one in found if _words[id(one) >> 2] != mark and type(one) is not types.FrameType]
        for one in fresh:
            _words[id(one) >> 2] = mark
        number += len(fresh)
        found = gc.get_referents(*fresh)
        for one in fresh:
            if type(one) is types.CodeType:
                # The collector does not look into these.
                found += (one.co_consts, one.co_names, one.co_filename, one.co_name, one.co_qualname)
                found += one.co_consts
    return number


def _mark():
    """Returns the count of an immortal object, if this Python has such and heeds it."""
    if sys.implementation.name != "cpython" or "t" in sys.abiflags or sys.maxsize < 1 << 32:
        return None
    mark = _words[id(None) >> 2]
    trial = object()
    own = _words[id(trial) >> 2]
    _words[id(trial) >> 2] = mark
    references = [trial] * 100
    heeds = _words[id(trial) >> 2] == mark
    del references
    heeds = heeds and _words[id(trial) >> 2] == mark
    # As it was, so that it goes its way.
    _words[id(trial) >> 2] = own
    return mark if heeds and mark >= 1 << 31 else None
