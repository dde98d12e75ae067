"""S: the process that holds learner code, and answers calls to it.

It knows no expected value and decides nothing. What it reports beside values (lines, changed
arguments) is a courtesy to the learner, never a reason to pass.
"""

import base64
import builtins
import contextlib
import gc
import importlib
import inspect
import linecache
import os
import select
import signal
import sys
import tempfile
import time
import types
import warnings
import weakref

from piton_harness import bytecode, codec, guard, keys, wire, witness

# Learner code may replace builtins; this module keeps those it was written with.
__builtins__ = dict(vars(builtins))

# Set by the fork server: the packages of the learner's environment.
environment_paths = []

# Set by the fork server: memory that outlives this process, for the number of calls begun. It says
# which call a process died in; learner code that falsifies it gets another call of its own named.
progress = bytearray(8)
# It has work as soon as it begins; what runs suites waits, and shows what that takes.
rehearse = None

# How many answers, bytes of them and seconds may gather before they are sent.
MAX_GATHERED = 64
MAX_GATHERED_BYTES = 1 << 15
MAX_GATHERED_S = 0.002
_now = time.monotonic

DRAIN_LIMIT = 10_000
PLAIN_REPLY = ("i", "id", "ok")
PLAIN = frozenset({list, tuple, dict, set, frozenset, str, bytes, bytearray, range})


class Probe:
    """A function of `probe.py` that J may call."""

    def __init__(self, function, mutates, limit):
        self.function = function
        self.mutates = mutates
        self.limit = limit


def main(sock):
    """Serves one other process until it closes the channel."""
    server = _Server(wire.Channel(sock))
    keys.serve(server.channel)
    try:
        while server.answer():
            pass
    except wire.Closed:
        pass


def _probe_module():
    """Makes the module `piton` that `probe.py` imports from; returns what it marks."""
    module = types.ModuleType("piton")
    probes = {}

    def probe(returns=None, *, mutates=False, limit=DRAIN_LIMIT, nonfinite=False):
        """Marks a function that the checks may call."""

        def mark(function):
            probes[function.__name__] = Probe(function, mutates, limit)
            return function

        return mark

    module.probe = probe
    module.watch = _watch
    module.alive = _alive
    module.__all__ = ["alive", "probe", "watch"]
    sys.modules["piton"] = module
    return probes


_reference, _collect = weakref.ref, gc.collect


def _watch(one):
    """Returns a reference to an object that does not keep it."""
    return _reference(one)


def _alive(references):
    """Returns how many of the objects behind references are still there after a collection."""
    # One of learner code's could let go of everything just for the count.
    gc.callbacks.clear()
    _collect()
    return len([one for one in references if one() is not None])


class _Server:
    def __init__(self, channel):
        self.channel = channel
        self.root = os.getcwd()
        self.pid = os.getpid()
        self.streams = (sys.stdout, sys.stderr)
        self.probes = {}
        self.module = types.ModuleType("probe")
        self.is_branch = False
        folders = {self.root, os.environ.get("TMPDIR") or self.root}
        self.there = {folder: set(os.listdir(folder)) for folder in folders}

    def answer(self):
        """Waits for an order and carries it out; returns whether there may be another."""
        header, documents = self.channel.receive()
        op = header.get("op")
        if op == "load":
            self._load(header)
        elif op == "call":
            self._call(header, documents)
        elif op == "suite":
            self._suite(header)
        elif op == "script":
            self._script(header)
        elif op == "scripts":
            self._scripts(header)
        elif op == "branch":
            self._branch(header)
        elif op == "sync":
            self._reply({"synced": True})
        elif op == "exit":
            return False
        return True

    def _branch(self, header):
        """Goes on in a fork, and waits for its end in the process that was there before."""
        pid = os.fork()
        if pid == 0:
            self.pid = os.getpid()
            self.is_branch = True
            # Zero stands for no limit of its own. Its signal ends a process that does not ask.
            signal.setitimer(signal.ITIMER_PROF, header["cpu_ms"] / 1000)
            self._reply({"branched": True})
            return
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        how = f"by signal {-code}" if code < 0 else f"with code {code}"
        self._reply({"ended": how})

    def _reply(self, header, documents=()):
        self._own_process()
        for stream in (*self.streams, sys.stdout, sys.stderr):
            _flush(stream)
        self.channel.send(header, documents)

    def _own_process(self):
        """Ends a fork that learner code made and let return: it has no answer to give."""
        if os.getpid() != self.pid:
            os._exit(0)

    def _load(self, header):
        if header.get("again"):
            self._forget()
        elif self.is_branch:
            self._clear()
        write_files(self.root, header["files"])
        known = {self.root, *environment_paths}
        rest = [path for path in sys.path if path not in known]
        # The standard library stands first: a file named random.py hides nobody's random.
        sys.path[:] = [*rest, self.root, *environment_paths]
        sys.path_importer_cache.pop(self.root, None)
        warnings.simplefilter("ignore")
        self.probes = _probe_module()
        try:
            code = bytecode.taken(header["probe"], header["probe_code"], "<probe>")
            # One and the same for all loads: it is what the guard guards.
            module = self.module
            vars(module).clear()
            module.__name__ = "probe"
            sys.modules["probe"] = module
            if header.get("watch"):
                guard.install(self.root, {"probe.py": module})
            exec(code, module.__dict__)  # noqa: S102 - that is what it is for
        except BaseException as error:  # noqa: BLE001 - SystemExit of a module is a result too
            reply = {"raised": self._described(error)}
        else:
            reply = {"ok": True, "probes": sorted(self.probes)}
        self._reply(reply)

    def _clear(self):
        """Removes what earlier forks left, since all of them have the same folders."""
        left = [
            os.path.join(folder, name)
            for folder, there in self.there.items()
            for name in set(os.listdir(folder)) - there
        ]
        for path in left:
            is_folder = os.path.isdir(path) and not os.path.islink(path)
            inside = os.walk(path, topdown=False) if is_folder else ()
            with contextlib.suppress(OSError):
                for folder, folders, files in inside:
                    for one in (*files, *folders):
                        below = os.path.join(folder, one)
                        is_link = one in files or os.path.islink(below)
                        (os.remove if is_link else os.rmdir)(below)
                (os.rmdir if is_folder else os.remove)(path)

    def _forget(self):
        """Forgets the modules of the files that are there, so that others can be loaded."""
        prefix = self.root + os.sep
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if type(file) is str and file.startswith(prefix):
                del sys.modules[name]
        importlib.invalidate_caches()
        linecache.clearcache()

    def _call(self, header, documents):
        name, number, begun = header["probe"], header["id"], header["begun"]
        probe = self.probes.get(name)
        gathered, size, since = [], 0, _now()
        for index, document in enumerate(documents):
            if self.is_branch and select.select([self.channel], (), (), 0)[0]:
                # Nobody waits for the rest: a further word comes only when J has seen enough.
                return
            progress[:8] = (begun + index + 1).to_bytes(8, "little")
            reply = {"i": index, "id": number}
            answer = ()
            if probe is None:
                reply["refused"] = f"nothing: probe.py marks no function {name!r}"
            else:
                tracer = witness.Tracer(self.root) if header.get("trace") else None
                answer = self._one(reply, probe, document, tracer)
            if tuple(reply) != PLAIN_REPLY:
                self._send_gathered(number, index, gathered)
                gathered, size, since = [], 0, _now()
                self._reply(reply, answer)
                continue
            gathered += answer
            size += len(answer[0])
            full = len(gathered) >= MAX_GATHERED or size >= MAX_GATHERED_BYTES
            if full or _now() - since > MAX_GATHERED_S:
                self._send_gathered(number, index + 1, gathered)
                gathered, size, since = [], 0, _now()
        self._send_gathered(number, len(documents), gathered)

    def _send_gathered(self, number, until, gathered):
        """Sends values that need no word beside them in one frame."""
        if gathered:
            self._reply({"i": until - len(gathered), "id": number, "ok": True}, gathered)

    def _one(self, reply, probe, document, tracer):
        """Makes one call, fills in the reply, and returns the value as a document, if any."""
        try:
            arguments = codec.decode(document, nonfinite=True)
            before = None if probe.mutates else codec.fingerprint(arguments, document)
            try:
                if tracer:
                    tracer.start()
                value = _drained(probe.function(*arguments), probe.limit)
            finally:
                if tracer:
                    tracer.stop()
                # Set by learner code to a few frames, it would keep us from answering.
                sys.setrecursionlimit(max(sys.getrecursionlimit(), 1000))
        except _TooMany as error:
            reply["refused"] = str(error)
            return ()
        except BaseException as error:  # noqa: BLE001 - whatever learner code raises is a result
            reply["raised"] = self._described(error)
            return ()
        finally:
            if tracer:
                reply.update(tracer.report())
        try:
            text = codec.encode(value)
        except codec.NotPlain as error:
            reply["refused"] = str(error)
            return ()
        except BaseException as error:  # noqa: BLE001 - a value may fight its own reading
            reply["refused"] = f"a value that could not be read ({type(error).__name__})"
            return ()
        if not probe.mutates and _has_changed(arguments, document, before):
            reply["mutated"] = True
        reply["ok"] = True
        return (text,)

    def _described(self, error):
        try:
            return witness.describe(error, self.root)
        except BaseException:  # noqa: BLE001 - there may be no memory left to say more
            error.__traceback__ = None
            name = type.__dict__["__name__"].__get__(type(error))
            mro = [type.__dict__["__name__"].__get__(one) for one in type(error).__mro__]
            return {"type": name, "mro": mro[:20], "message": "", "lines": [], "syntax": False}

    def _suite(self, header):
        from piton_harness import suite

        self._reply(suite.run(self.root, header))

    def _script(self, header):
        write_files(self.root, header.get("files", {}))
        error = self._run_script(header["source"], header.get("argv", []))
        self._reply({"ok": True} if error is None else {"raised": self._described(error)})

    def _run_script(self, source, arguments=()):
        """Runs a program as Python runs a file; returns what kept it from its end."""
        rest = [path for path in sys.path if path not in (self.root, *environment_paths)]
        sys.path[:] = [self.root, *rest, *environment_paths]
        sys.argv = ["main.py", *arguments]
        name = os.path.join(self.root, "main.py")
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        module = types.ModuleType("__main__")
        module.__file__ = name
        sys.modules["__main__"] = module
        try:
            exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
        except SystemExit as error:
            return None if error.code in (None, 0) else error
        except BaseException as error:  # noqa: BLE001 - whatever it raises is the outcome
            return error
        return None

    def _scripts(self, header):
        """Runs programs one after the other, each in a fork and in clean folders."""
        told = []
        for source in header["sources"]:
            told.append(self._script_in_fork(source, header["most"]))
            self._clear()
        self._reply({"ok": True, "scripts": told})

    def _script_in_fork(self, source, most):
        """Returns what a program wrote, and whether it came to its end with no more than `most`."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            pid = os.fork()
            if pid == 0:
                self.pid = os.getpid()
                os.setsid()
                os.dup2(out.fileno(), 1)
                os.dup2(err.fileno(), 2)
                error = self._run_script(source)
                self._own_process()
                for stream in (*self.streams, sys.stdout, sys.stderr):
                    _flush(stream)
                os._exit(0 if error is None else 1)
            _, status = os.waitpid(pid, 0)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            written = [os.pread(one.fileno(), most + 1, 0) for one in (out, err)]
        texts = [one.decode("utf-8", "replace") for one in written]
        clean = status == 0 and max(map(len, written)) <= most
        return {"clean": clean, "stdout": texts[0], "stderr": texts[1]}


def write_files(root, files):
    """Writes files below the private folder, as real files."""
    for path, file in files.items():
        target = os.path.join(root, path)
        if "/" in path:
            os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as opened:
            opened.write(content(file))


def content(file):
    """Returns the bytes of a file as it was handed over."""
    return file["text"].encode() if "text" in file else base64.b64decode(file["b64"])


def _has_changed(arguments, document, before):
    try:
        if before is not None:
            return codec.fingerprint(arguments, document) != before
        return codec.encode(arguments) != document
    except BaseException:  # noqa: BLE001 - it was plain before the call
        return True


class _TooMany(Exception):
    """An iterator gave more than it may."""


def _drained(value, limit):
    """Awaits a coroutine and drains an iterator to a list, up to a stated cap."""
    kind = type(value)
    if kind in PLAIN or value is None:
        return value
    if kind is types.CoroutineType:
        return _drained(_awaited(value), limit)
    if inspect.isasyncgen(value):
        return _awaited(_drained_async(value, limit))
    if hasattr(kind, "__next__"):
        drained = []
        for one in value:
            if len(drained) == limit:
                raise _TooMany(f"an iterator of more than {limit} values")
            drained.append(one)
        return drained
    return value


def _awaited(coroutine):
    # Not at the top: with it a zygote is half as large again, and each fork takes the longer.
    import asyncio

    return asyncio.run(coroutine)


async def _drained_async(values, limit):
    drained = []
    async for one in values:
        if len(drained) == limit:
            raise _TooMany(f"an iterator of more than {limit} values")
        drained.append(one)
    return drained


def _flush(stream):
    try:
        stream.flush()
    except BaseException:  # noqa: BLE001 - learner code may have closed or replaced it
        pass
