"""Runs a learner's pytest suite in S against one program, and reports each test's outcome.

S does not know whether the program is right: only J does, and no outcome is shown before all
programs were run.
"""

import contextlib
import importlib.machinery
import os
import random
import sys
import tempfile
import types
import warnings

import pytest
from piton_harness import beside, guard
from piton_harness.subject import environment_paths
from piton_harness.witness import describe


class _Watch:
    """Collects outcomes; the only plug-in beside pytest's own."""

    def __init__(self, order, most=None):
        self.order = order
        self.most = most
        self.collected = 0
        self.tests = []
        self.errors = []
        self._failed = {}

    def pytest_configure(self, config):
        config.option.tbstyle = "native"

    def pytest_collection_modifyitems(self, items):
        self.collected = len(items)
        if self.most is not None and self.collected > self.most:
            # The suite is refused for its size: there is no need to run it.
            items.clear()
        random.Random(self.order).shuffle(items)

    def pytest_internalerror(self, excinfo):
        # `SystemExit` at module level, for one; pytest would print its own insides.
        self.errors.append(f"{excinfo.typename}: {excinfo.value}"[:2000])
        return True

    def pytest_collectreport(self, report):
        if report.failed:
            self.errors.append(str(report.longrepr)[-2000:])

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.failed or report.skipped:
            name = report.nodeid.partition("::")[2]
            outcome = report.outcome
            if hasattr(report, "wasxfail"):
                outcome = "skipped"
            elif report.failed and report.when != "call":
                outcome = "error"
            message = ""
            if report.failed:
                crash = getattr(report.longrepr, "reprcrash", None)
                message = (crash.message if crash else str(report.longrepr))[:600]
            worse = {"passed": 0, "skipped": 1, "failed": 2, "error": 3}
            known = self._failed.get(name)
            if known is None:
                self._failed[name] = entry = {"id": name, "outcome": outcome, "message": message}
                self.tests.append(entry)
            elif worse[outcome] > worse[known["outcome"]]:
                known.update(outcome=outcome, message=message)


def warm():
    """Runs a small session once, so that forks find pytest's own work done.

    Raises what keeps pytest from running here.
    """
    with tempfile.TemporaryDirectory() as folder:
        tests = os.path.join(folder, "test_warm.py")
        with open(tests, "w", encoding="utf-8") as file:
            file.write("def test_passes(): pass\ndef test_fails(): assert not 1\n")
        known = set(sys.modules)
        watch = _Watch(0)
        status = _session(folder, [tests], watch)
        outcomes = sorted(test["outcome"] for test in watch.tests)
        if outcomes != ["failed", "passed"]:
            raise RuntimeError(f"pytest does not run here: it gave {status!r} and {outcomes}")
        for name in set(sys.modules) - known:
            if name.endswith("test_warm"):
                del sys.modules[name]


def run(root, header):
    """Writes the program, runs the suite, and returns the report."""
    sys.path[:] = [path for path in sys.path if path not in environment_paths and path != root]
    sys.path[:] = [*sys.path, root, *environment_paths]
    try:
        if "beside" in header:
            files = {**header.pop("beside"), header["target"]: header.pop("source")}
            targets = beside.load(root, files).values()
        else:
            targets = [_program(root, header["target"], header.pop("source"))]
    except BaseException as error:  # noqa: BLE001 - a wrong program may not even load
        return {"raised": describe(error, root)}
    for target in targets:
        guard.install(root, target)
    watch = _Watch(header["order"], header.get("most"))
    try:
        _session(root, [os.path.join(root, header["tests"])], watch)
    except BaseException as error:  # noqa: BLE001 - SystemExit in a test file is a result
        return {"raised": describe(error, root)}
    return {
        "ok": True,
        "collected": watch.collected,
        "tests": watch.tests,
        "errors": watch.errors,
    }


def _program(root, path, source):
    """Makes the module under test without a file, so that there is nothing to read."""
    with contextlib.suppress(FileNotFoundError):
        os.remove(os.path.join(root, path))
    name = path.removesuffix(".py").replace("/", ".")
    module = types.ModuleType(name)
    module.__spec__ = importlib.machinery.ModuleSpec(name, None, origin="a program of the task")
    sys.modules[name] = module
    exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    return module


def _session(root, paths, watch):
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    without = "cacheprovider terminal stepwise junitxml pastebin faulthandler unraisableexception"
    arguments = [
        *paths,
        "-c",
        os.devnull,
        f"--rootdir={root}",
        # Without it pytest looks through every folder above.
        f"--confcutdir={root}",
        "--noconftest",
        "--import-mode=importlib",
        # Only whether a test failed is told, so nothing is spent on telling how.
        "--assert=plain",
        *(f"-pno:{plugin}" for plugin in without.split()),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.main(arguments, plugins=[watch])
