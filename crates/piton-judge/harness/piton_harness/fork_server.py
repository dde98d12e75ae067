"""The loop of a zygote, and what a fork does to itself before it serves.

It must never load a task, a check or learner code, start a thread, or return from a fork into its
own loop.
"""

import fcntl
import gc
import importlib
import json
import mmap
import os
import random
import resource
import signal
import socket
import sys
import tempfile
import threading
import time

from piton_harness import immortal, pages

# What checks and learner code import most, imported once. Nothing here may start a thread.
WARM = {
    "judge": (
        "bisect calendar collections copy datetime functools heapq itertools math operator re "
        "statistics string textwrap"
    ),
    "learner": (
        "abc bisect collections contextlib copy csv dataclasses datetime decimal enum functools "
        "heapq itertools json math operator pathlib random re statistics string textwrap typing"
    ),
    "engine": "sqlite3",
}

# After so many forks a zygote is one that goes on, and takes some 35 ms to make the next cheaper.
# Whoever judges once does not wait for that; what judges suites forks often, and does it at once.
GOES_ON = 2


def serve(start):
    """Imports what forks will need, says so, and forks on command until the socket closes."""
    control = socket.socket(fileno=start["fd"])
    try:
        role = _prepare(start)
        walls = _walls(start)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the supervisor must hear it
        _answer(control, {"trouble": f"{type(error).__name__}: {error}"})
        os._exit(1)
    version = ".".join(str(part) for part in sys.version_info[:3])
    _answer(control, {"ready": True, "python": version, "threads": threading.active_count()})
    forks, hot = 0, None
    goes_on = 0 if "pytest" in start["preload"] else GOES_ON
    while True:
        if forks >= goes_on and hot is None:
            hot = _make_cheaper(role, walls)
        message, fds, _, _ = socket.recv_fds(control, 1 << 16, 8)
        if not message:
            os._exit(0)
        command = json.loads(message)
        op = command["op"]
        if op == "fork":
            _fork(control, command, fds, role, walls, hot)
            forks += 1
        elif op == "reap":
            _answer(control, _reap(command["pid"], command["clear"], role.progress))
        elif op == "orphans":
            _answer(control, {"reaped": _orphans()})
        elif op == "nothing":
            _answer(control, {"took_us": _nothing()})
        else:
            _answer(control, {"trouble": f"no command {op!r}"})


def _prepare(start):
    _adopt_orphans()
    paths = [str(path) for path in start["paths"]]
    for name in WARM[start["role"]].split():
        importlib.import_module(name)
    if start["role"] == "judge":
        from piton_harness import trials as role

        # The first seed that is a text imports a module.
        random.Random("warm")
    elif start["role"] == "engine":
        from piton_harness import engine as role
    else:
        from piton_harness import subject as role

        sys.path.extend(paths)
        for name in start["preload"]:
            importlib.import_module(name)
        role.environment_paths = paths
        # Shared with forks, so that it outlives them.
        role.progress = mmap.mmap(-1, mmap.PAGESIZE)
        # What was printed before an endless loop must be seen.
        sys.stdout.reconfigure(line_buffering=True)
    if "pytest" in start["preload"]:
        from piton_harness import suite

        suite.warm()
        role.rehearse = suite.rehearse
    if threading.active_count() != 1:
        raise RuntimeError("a module of the preload set started a thread")
    gc.collect()
    gc.freeze()
    gc.disable()
    return role


def _make_cheaper(role, walls):
    """Spares all further forks some page faults; returns the pages they should copy as they begin."""
    gc.unfreeze()
    immortal.make_all()
    gc.freeze()
    return pages.written_by(walls.show, role.rehearse) if role.rehearse else []


def _walls(start):
    """Prepares the walls of forks, and tries them on one that does nothing else."""
    try:
        from piton_harness.walls import Walls

        walls = Walls(start["walls"])
        walls.hide_zygote()
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            _try_walls(walls, writer)
        os.close(writer)
        with open(reader, encoding="utf-8", errors="replace") as pipe:
            trouble = pipe.read()
        _, status = os.waitpid(pid, 0)
    except OSError as error:
        raise RuntimeError(f"the walls do not stand: {error}") from None
    if status != 0:
        raise RuntimeError(f"the walls do not stand: {trouble or f'status {status}'}")
    return walls


def _try_walls(walls, writer):
    try:
        folder = walls.furnish(16) if walls.has_room else "/"
        walls.close(folder)
    except BaseException as error:  # noqa: BLE001 - told to the zygote, which tells the supervisor
        os.write(writer, str(error).encode())
        os._exit(1)
    os._exit(0)


def _adopt_orphans():
    """Makes strays of a fork children of this process, so that they can be found and ended."""
    import ctypes

    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _answer(control, message):
    control.send(json.dumps(message).encode())


def _reap(pid, clear, progress):
    try:
        _, status, usage = os.wait4(pid, 0)
    except ChildProcessError as error:
        return {"trouble": str(error)}
    if clear:
        _clear()
    return {
        "pid": pid,
        "status": status,
        "utime_us": int(usage.ru_utime * 1_000_000),
        "stime_us": int(usage.ru_stime * 1_000_000),
        "maxrss_kib": usage.ru_maxrss,
        "begun": int.from_bytes(progress[:8], "little"),
    }


def _orphans():
    reaped = 0
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return reaped
        if pid == 0:
            return reaped
        reaped += 1


def _nothing():
    """Forks, lets the fork exit, and waits for it: the floor under every judging."""
    began = time.perf_counter_ns()
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return (time.perf_counter_ns() - began) // 1000


def _clear():
    """Ends everything in the room but this process, the first in it."""
    if os.getpid() != 1:
        raise RuntimeError("only the first process of a room may clear it")
    while True:
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            pass
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _fork(control, command, fds, role, walls, hot):
    if len(fds) != 3:
        for fd in fds:
            os.close(fd)
        _answer(control, {"trouble": f"a fork takes 3 descriptors, not {len(fds)}"})
        return
    role.progress[:8] = bytes(8)
    try:
        pid = os.fork()
    except OSError as error:
        for fd in fds:
            os.close(fd)
        _answer(control, {"trouble": f"could not fork: {error}"})
        return
    if pid:
        for fd in fds:
            os.close(fd)
        # Numbers of processes differ from room to room; a descriptor means the same everywhere.
        pidfd = os.pidfd_open(pid)
        socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [pidfd])
        os.close(pidfd)
        return
    status = 1
    try:
        channel = _settle(fds, command, walls)
        pages.copy(hot or ())
        gc.enable()
        role.main(channel)
        status = 0
    except SystemExit:
        status = 0
    except BaseException:  # noqa: BLE001 - said on standard error, which the supervisor reads
        import traceback

        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:  # noqa: BLE001
            pass
        os._exit(status)


def _settle(fds, command, walls):
    """Makes the fork a process of its own: session, folder, descriptors, variables, limits, walls."""
    os.setsid()
    folder = command["dir"]
    if walls.has_room:
        folder = walls.furnish(command["limits"]["box_mib"])
    channel, out, err = fds
    null = os.open(os.devnull, os.O_RDONLY)
    # The four may themselves be low numbers, so they are moved up before 0 to 3 are laid over.
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (null, out, err, channel)]
    for number, fd in enumerate(high):
        os.dup2(fd, number, inheritable=number < 3)
    # One call of the kernel's, whatever the upper end.
    os.closerange(4, 1 << 20)
    os.chdir(folder)
    hash_seed = os.environ["PYTHONHASHSEED"]
    os.environ.clear()
    os.environ.update(
        {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": folder,
            "TMPDIR": walls.temporary(folder),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONHASHSEED": hash_seed,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
    )
    tempfile.tempdir = None
    # Neither the harness's place nor its order is of use to what runs here.
    sys.argv[:] = [""]
    _limit(command["limits"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    walls.close(folder)
    return socket.socket(fileno=3)


def _limit(limits):
    mib = 1 << 20

    def set_limit(what, soft, hard=None):
        ceiling = resource.getrlimit(what)[1]
        hard = soft if hard is None else hard
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(what, (soft, hard))

    set_limit(resource.RLIMIT_CORE, 0)
    set_limit(resource.RLIMIT_MEMLOCK, 0)
    set_limit(resource.RLIMIT_CPU, limits["cpu_s"], limits["cpu_s"] + 1)
    set_limit(resource.RLIMIT_AS, limits["memory_mib"] * mib)
    set_limit(resource.RLIMIT_FSIZE, limits["file_mib"] * mib)
    set_limit(resource.RLIMIT_NOFILE, limits["open_files"])
    set_limit(resource.RLIMIT_NPROC, limits["processes"])
