"""S: the process that holds learner code, and answers calls to it.

It knows no expected value and decides nothing. What it reports beside values (lines, changed
arguments) is a courtesy to the learner, never a reason to pass.
"""

import asyncio
import base64
import importlib
import inspect
import linecache
import os
import sys
import types

from piton_harness import codec, wire

# Set by the fork server: the packages of the learner's environment.
environment_paths = []

DRAIN_LIMIT = 10_000


class Probe:
    """A function of `probe.py` that J may call."""

    def __init__(self, function, mutates, limit):
        self.function = function
        self.mutates = mutates
        self.limit = limit


def _probe_module():
    """Makes the module `piton` that `probe.py` imports from."""
    module = types.ModuleType("piton")
    probes = {}

    def probe(returns=None, *, mutates=False, limit=DRAIN_LIMIT, nonfinite=False):
        """Marks a function that the checks may call."""

        def mark(function):
            probes[function.__name__] = Probe(function, mutates, limit)
            return function

        return mark

    module.probe = probe
    module.__all__ = ["probe"]
    sys.modules["piton"] = module
    return probes


def main(sock):
    """Serves one other process until it closes the channel."""
    channel = wire.Channel(sock)
    # Bound now: learner code may replace what these names stand for.
    server = _Server(channel)
    try:
        while server.answer(*channel.receive()):
            pass
    except wire.Closed:
        pass


class _Server:
    def __init__(self, channel):
        self.channel = channel
        self.root = os.getcwd()
        self.probes = {}

    def answer(self, header, documents):
        op = header.get("op")
        if op == "load":
            self._load(header)
        elif op == "call":
            self._call(header, documents)
        elif op == "suite":
            self._suite(header)
        elif op == "script":
            self._script(header)
        elif op == "exit":
            return False
        return True

    def _reply(self, header, documents=()):
        _flush()
        self.channel.send(header, documents)

    def _load(self, header):
        write_files(self.root, header["files"])
        known = set(environment_paths)
        rest = [path for path in sys.path if path not in known]
        # The standard library stands first: a file named random.py hides nobody's random.
        sys.path[:] = [*rest, self.root, *environment_paths]
        importlib.invalidate_caches()
        self.probes = _probe_module()
        try:
            code = compile(header["probe"], "<probe>", "exec", dont_inherit=True)
            module = types.ModuleType("probe")
            sys.modules["probe"] = module
            exec(code, module.__dict__)  # noqa: S102 - that is what it is for
        except BaseException as error:  # noqa: BLE001 - SystemExit of a module is a result too
            self._reply({"raised": describe(error, self.root)})
            return
        self._reply({"ok": True, "probes": sorted(self.probes)})

    def _call(self, header, documents):
        probe = self.probes.get(header["probe"])
        for index, document in enumerate(documents):
            if probe is None:
                self._reply({"i": index, "refused": f"there is no probe {header['probe']!r}"})
                continue
            tracer = _Tracer(self.root) if header.get("trace") else None
            self._reply(*self._one(index, probe, document, tracer))

    def _one(self, index, probe, document, tracer):
        reply = {"i": index}
        try:
            arguments = codec.decode(document, nonfinite=True)
            if tracer:
                tracer.start()
            try:
                value = _drain(probe.function(*arguments), probe.limit)
            finally:
                if tracer:
                    tracer.stop()
                    reply.update(tracer.report())
        except BaseException as error:  # noqa: BLE001 - whatever learner code raises is a result
            reply["raised"] = describe(error, self.root)
            return (reply,)
        try:
            text = codec.encode(value)
        except codec.NotPlain as error:
            reply["refused"] = str(error)
            return (reply,)
        except BaseException as error:  # noqa: BLE001 - a value may fight its own reading
            reply["refused"] = f"the value could not be read: {type(error).__name__}"
            return (reply,)
        if not probe.mutates:
            try:
                if codec.encode(arguments) != document:
                    reply["mutated"] = True
            except BaseException:  # noqa: BLE001
                reply["mutated"] = True
        reply["ok"] = True
        return reply, (text,)

    def _suite(self, header):
        from piton_harness import suite

        self._reply(suite.run(self.root, header))

    def _script(self, header):
        write_files(self.root, header.get("files", {}))
        sys.path[:] = [path for path in sys.path if path not in environment_paths]
        sys.path[:] = [self.root, *sys.path, *environment_paths]
        sys.argv = ["main.py", *header.get("argv", [])]
        source = header["source"]
        name = os.path.join(self.root, "main.py")
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        module = types.ModuleType("__main__")
        module.__file__ = name
        sys.modules["__main__"] = module
        try:
            exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
        except SystemExit as error:
            if error.code not in (None, 0):
                self._reply({"raised": describe(error, self.root)})
                return
        except BaseException as error:  # noqa: BLE001
            self._reply({"raised": describe(error, self.root)})
            return
        self._reply({"ok": True})


def write_files(root, files):
    """Writes files below the private folder, as real files."""
    for path, content in files.items():
        target = os.path.join(root, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        data = content["text"].encode() if "text" in content else base64.b64decode(content["b64"])
        with open(target, "wb") as file:
            file.write(data)


def _drain(value, limit):
    """Awaits a coroutine and drains an iterator to a list, up to a stated cap."""
    if inspect.iscoroutine(value):
        value = asyncio.run(value)
    if inspect.isasyncgen(value):

        async def collect():
            return [one async for one in value]

        return asyncio.run(collect())
    kind = type(value)
    if kind in (list, tuple, dict, set, frozenset, str, bytes, bytearray, range):
        return value
    if hasattr(kind, "__next__"):
        drained = []
        for one in value:
            drained.append(one)
            if len(drained) > limit:
                raise OverflowError(f"the iterator gave more than {limit} values")
        return drained
    return value


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # noqa: BLE001 - learner code may have closed or replaced it
            pass


def describe(error, root):
    """Says what was raised, with the lines of the learner's own files, innermost last."""
    kind = type(error)
    try:
        message = str(error)
    except BaseException:  # noqa: BLE001
        message = "(its message could not be read)"
    if len(message) > 2000:
        message = message[:2000] + " … (cut)"
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = relative(code.co_filename, root)
        if place is not None:
            lines.append(line_of(place, trace.tb_lineno, code.co_name, code.co_filename))
        trace = trace.tb_next
    syntax = isinstance(error, SyntaxError)
    if syntax:
        message = error.msg or "invalid syntax"
        place = relative(error.filename or "", root)
        if place is not None and error.lineno:
            lines.append(line_of(place, error.lineno, "<module>", error.filename))
    return {
        "type": kind.__name__,
        "mro": [one.__name__ for one in kind.__mro__],
        "message": message,
        "lines": lines[-20:],
        "syntax": syntax,
    }


def relative(filename, root):
    """Returns a learner's file as the learner knows it; None for other files."""
    if filename.startswith(root + os.sep):
        return filename[len(root) + 1 :]
    return None


def line_of(place, number, function, filename):
    text = linecache.getline(filename, number).rstrip("\n")
    return {"file": place, "line": number, "function": function, "text": text[:400]}


class _Tracer:
    """Notes which learner lines run, for one call."""

    LIMIT = 400

    def __init__(self, root):
        self.root = root
        self.called = []
        self.ran = []
        self.seen = set()

    def start(self):
        sys.settrace(self._call)

    def stop(self):
        sys.settrace(None)

    def _call(self, frame, event, arg):
        code = frame.f_code
        place = relative(code.co_filename, self.root)
        if place is None:
            return None
        if code.co_name != "<module>" and not self.called:
            self.called.append(line_of(place, code.co_firstlineno, code.co_name, code.co_filename))
        return self._line

    def _line(self, frame, event, arg):
        if event == "line" and len(self.ran) < self.LIMIT:
            code = frame.f_code
            key = (code.co_filename, frame.f_lineno)
            if key not in self.seen:
                self.seen.add(key)
                place = relative(code.co_filename, self.root)
                self.ran.append(line_of(place, frame.f_lineno, code.co_name, code.co_filename))
        return self._line

    def report(self):
        return {"called": self.called, "ran": self.ran}
