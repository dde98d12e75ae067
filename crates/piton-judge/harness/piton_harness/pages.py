"""Pages that nearly every fork of a zygote writes, copied before its first order comes.

A fork shares its pages with the zygote, and the first write to one copies it. A fork that waits for
an order has time to let the kernel copy those that will be written anyway, in a few calls and at no
more cost than one by one. Which they are is seen once, in a fork that does something typical.

All of it is a hint: a page that was not copied early is copied when it is written.
"""

import array
import ctypes
import json
import mmap
import os

# linux/mman.h, since Linux 5.14
MADV_POPULATE_WRITE = 23
# Bits of an entry of /proc/self/pagemap (Linux, Documentation/admin-guide/mm/pagemap.rst).
PRESENT, EXCLUSIVE = 1 << 63, 1 << 56

_madvise = ctypes.CDLL(None).madvise
_madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)


def copy(ranges):
    """Makes the pages of ranges, each an address and a length, this process's own."""
    for address, length in ranges:
        _madvise(address, length, MADV_POPULATE_WRITE)


def written_by(show, rehearse):
    """Returns the ranges of this process's memory that a fork writes in which `rehearse` is called.

    `show` lets the fork look at itself. Where the kernel does not let it, there are none.
    """
    reader, writer = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(reader)
        os.close(writer)
        return []
    if pid == 0:
        try:
            show()
            watch = _Watch()
            rehearse()
            os.write(writer, json.dumps(watch.written()).encode())
        except BaseException:  # noqa: BLE001 - then there is no hint
            os._exit(1)
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    return [tuple(one) for one in json.loads(told)] if status == 0 else []


class _Watch:
    """What a fork writes of the pages it shares; to be made as it begins."""

    def __init__(self):
        self._map = os.open("/proc/self/pagemap", os.O_RDONLY)
        self._areas = _areas()

    def written(self):
        """Returns the ranges that were written since."""
        size = mmap.PAGESIZE
        ranges = []
        for start, end in self._areas:
            entries = array.array("Q")
            entries.frombytes(os.pread(self._map, (end - start) // size * 8, start // size * 8))
            for at, entry in enumerate(entries):
                if not (entry & PRESENT and entry & EXCLUSIVE):
                    continue
                address = start + at * size
                if ranges and sum(ranges[-1]) == address:
                    ranges[-1] = (ranges[-1][0], ranges[-1][1] + size)
                else:
                    ranges.append((address, size))
        return ranges


def _areas():
    """Returns where this process has memory of its own that it may write."""
    areas = []
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        for line in maps:
            place, rights, _ = line.split(maxsplit=2)
            if rights == "rw-p":
                start, end = (int(one, 16) for one in place.split("-"))
                areas.append((start, end))
    return areas
