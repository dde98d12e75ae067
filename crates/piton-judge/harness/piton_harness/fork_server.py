"""The loop of a zygote, and what a fork does to itself before it serves."""

import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
import threading


def serve(start):
    """Imports what forks will need, says so, and forks on command until the socket closes."""
    control = socket.socket(fileno=start["fd"])
    try:
        main = _prepare(start)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the supervisor must hear it
        _answer(control, {"trouble": f"{type(error).__name__}: {error}"})
        os._exit(1)
    version = ".".join(str(part) for part in sys.version_info[:3])
    _answer(control, {"ready": True, "python": version, "threads": threading.active_count()})
    while True:
        message, fds, _, _ = socket.recv_fds(control, 1 << 16, 8)
        if not message:
            os._exit(0)
        command = json.loads(message)
        op = command["op"]
        if op == "fork":
            _fork(control, command, fds, main)
        elif op == "reap":
            _answer(control, _reap(command["pid"]))
        elif op == "orphans":
            _answer(control, {"reaped": _orphans()})
        elif op == "nothing":
            pid = os.fork()
            if pid == 0:
                os._exit(0)
            os.waitpid(pid, 0)
            _answer(control, {"pid": pid})
        else:
            _answer(control, {"trouble": f"no command {op!r}"})


def _prepare(start):
    _adopt_orphans()
    paths = [str(path) for path in start["paths"]]
    if start["role"] == "judge":
        from piton_harness import judge as role
    else:
        from piton_harness import subject as role

        sys.path.extend(paths)
        for name in start["preload"]:
            importlib.import_module(name)
        role.environment_paths = paths
    if "pytest" in start["preload"]:
        from piton_harness import suite

        suite.warm()
    if threading.active_count() != 1:
        raise RuntimeError("a module of the preload set started a thread")
    gc.collect()
    gc.freeze()
    gc.disable()
    return role.main


def _adopt_orphans():
    """Makes strays of a fork children of this process, so that they can be found and ended."""
    import ctypes

    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _answer(control, message):
    control.send(json.dumps(message).encode())


def _reap(pid):
    try:
        _, status, usage = os.wait4(pid, 0)
    except ChildProcessError as error:
        return {"trouble": str(error)}
    return {
        "pid": pid,
        "status": status,
        "utime_us": int(usage.ru_utime * 1_000_000),
        "stime_us": int(usage.ru_stime * 1_000_000),
        "maxrss_kib": usage.ru_maxrss,
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


def _fork(control, command, fds, main):
    if len(fds) != 3:
        for fd in fds:
            os.close(fd)
        _answer(control, {"trouble": f"a fork takes 3 descriptors, not {len(fds)}"})
        return
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
        _answer(control, {"pid": pid})
        return
    status = 1
    try:
        channel = _settle(fds, command)
        gc.enable()
        main(channel)
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


def _settle(fds, command):
    """Makes the fork a process of its own: session, descriptors, folder, limits, variables."""
    os.setsid()
    channel, out, err = fds
    null = os.open(os.devnull, os.O_RDONLY)
    # The three may themselves be low numbers, so they are moved up before 0 to 2 are laid over.
    high = [os.dup2(fd, 200 + at) for at, fd in enumerate((channel, null, out, err))]
    os.dup2(high[1], 0)
    os.dup2(high[2], 1)
    os.dup2(high[3], 2)
    os.dup2(high[0], 3, inheritable=False)
    os.closerange(4, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    folder = command["dir"]
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(
        {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": folder,
            "TMPDIR": folder,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
    )
    import tempfile

    tempfile.tempdir = None
    _limit(command["limits"])
    for number in (signal.SIGINT, signal.SIGPIPE):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_IGN)
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
