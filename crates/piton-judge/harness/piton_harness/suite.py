"""Runs a learner's pytest suite in S against one program, and reports each test's outcome.

S does not know whether the program is right: only J does, and no outcome is shown before all
programs were run. pytest is made ready once, in the zygote; a fork only collects and runs.
"""

import contextlib
import importlib.machinery
import locale
import os
import pathlib
import random
import sys
import tempfile
import time
import types
import warnings

import pytest
from _pytest.config import _prepareconfig
from _pytest.main import Session
from piton_harness import beside, bytecode, guard, subject, suite_protocol
from piton_harness.witness import describe

# Plug-ins that only serve a terminal, a report or a cache; that for `unittest` needs `debugging`.
WITHOUT = (
    "cacheprovider terminal stepwise junitxml pastebin faulthandler unraisableexception "
    "threadexception setuponly setupplan doctest"
)
# A suite that uses most of what makes pytest import something, so that forks need not.
WARM = """
import pytest


@pytest.fixture
def one():
    yield 1


@pytest.mark.parametrize("number", [pytest.param(1, id="a name")])
def test_passes(one, number):
    assert one == pytest.approx(number)


def test_raises(monkeypatch):
    with pytest.raises(ValueError, match="x"):
        raise ValueError("x")


def test_fails():
    assert not 1


@pytest.mark.skipif(True, reason="to see a test skipped")
def test_is_skipped():
    pass
"""
# Plug-ins that cost each test time, by the word of a suite that asks for one.
ASKED_FOR = {"caplog": "logging-plugin", "filterwarnings": "warnings"}
# How the order of tests is told: as they stand in the file, the other way round, else a seed.
AS_WRITTEN, REVERSED = 0, -1


class _Watch:
    """Collects outcomes; the only plug-in beside pytest's own."""

    def __init__(self):
        self.order = AS_WRITTEN
        self.most = None
        # Whether plain tests are run without the hooks around them.
        self.is_brief = True
        self.collected = 0
        self.tests = []
        self.errors = []
        self._known = {}

    def pytest_configure(self, config):
        config.option.tbstyle = "native"

    def pytest_collection_modifyitems(self, items):
        self.collected = len(items)
        if self.most is not None and self.collected > self.most:
            # The suite is refused for its size: there is no need to run it.
            items.clear()
        if self.order == REVERSED:
            items.reverse()
        elif self.order != AS_WRITTEN:
            random.Random(self.order).shuffle(items)

    def pytest_runtest_protocol(self, item, nextitem):
        if not self.is_brief or not suite_protocol.is_plain(item):
            return None
        suite_protocol.run(item, nextitem, lambda when, outcome: self._note(item, when, outcome))
        return True

    # Not the first of all: the plug-in for `unittest` says before what its tests ended with.
    def pytest_runtest_makereport(self, item, call):
        # Only how it ended is told, so no traceback is drawn.
        outcome = "passed"
        if call.excinfo is not None:
            outcome = "skipped" if call.excinfo.errisinstance(pytest.skip.Exception) else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def pytest_internalerror(self, excinfo):
        # `SystemExit` at module level, for one; pytest would print its own insides.
        self.errors.append(f"{excinfo.typename}: {excinfo.value}"[:2000])
        return True

    def pytest_collectreport(self, report):
        if report.failed:
            self.errors.append(str(report.longrepr)[-2000:])

    def pytest_runtest_logreport(self, report):
        outcome = "skipped" if hasattr(report, "wasxfail") else report.outcome
        self._note(report, report.when, outcome)

    def _note(self, test, when, outcome):
        if when != "call" and outcome == "passed":
            return
        name = test.nodeid.partition("::")[2]
        if outcome == "failed" and when != "call":
            outcome = "error"
        worse = {"passed": 0, "skipped": 1, "failed": 2, "error": 3}
        known = self._known.get(name)
        if known is None:
            self._known[name] = entry = {"id": name, "outcome": outcome}
            self.tests.append(entry)
        elif worse[outcome] > worse[known["outcome"]]:
            known.update(outcome=outcome)


class _Session(Session):
    """A session of one file, which is not looked for among all others of its folder."""

    def collect(self):
        path = self._initial_parts[0].path
        if path.parent != self.path:
            yield from super().collect()
            return
        folder = self.ihook.pytest_collect_directory(path=path.parent, parent=self)
        yield from self.ihook.pytest_collect_file(file_path=path, parent=folder)


class _Pytest:
    """A session of pytest that has read its options and plug-ins, and not yet seen a test."""

    def __init__(self, asked_for=()):
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        self.watch = _Watch()
        arguments = [
            "/",
            "-c",
            os.devnull,
            "--rootdir=/",
            "--noconftest",
            "--import-mode=importlib",
            # Only whether a test failed is told, so nothing is spent on telling how.
            "--assert=plain",
            "--capture=no",
            *(f"-pno:{plugin}" for plugin in WITHOUT.split()),
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._config = _prepareconfig(arguments, [self.watch])
            self._session = _Session.from_config(self._config)
            self._config._do_configure()
            self._config.hook.pytest_sessionstart(session=self._session)
        for word in set(ASKED_FOR) - set(asked_for):
            self._config.pluginmanager.unregister(name=ASKED_FOR[word])

    def run(self, root, tests):
        """Collects and runs; may be called once. What the suite ends with is raised."""
        session, config = self._session, self._config
        folder = pathlib.Path(root)
        # What was made ready in the zygote is moved to the place of this fork.
        config._rootpath = session.path = folder
        session._bestrelpathcache = type(session._bestrelpathcache)(folder)
        # Without it pytest looks through every folder above.
        config.pluginmanager._confcutdir = folder
        config.args = [os.path.join(root, tests)]
        os.environ["PYTEST_VERSION"] = pytest.__version__
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                config.hook.pytest_collection(session=session)
                config.hook.pytest_runtestloop(session=session)
            except (pytest.exit.Exception, Session.Interrupted, Session.Failed, pytest.UsageError):
                # What was collected and run by then has been told.
                pass
            except Exception as error:
                # A plug-in's trouble with the suite; anything worse is raised as it is.
                self.watch.errors.append(f"{type(error).__name__}: {error}"[:2000])
            finally:
                config.hook.pytest_sessionfinish(session=session, exitstatus=0)


_ready = None


def warm():
    """Makes pytest ready for forks, after a small session that finds pytest's own work done.

    Raises what keeps pytest from running here.
    """
    global _ready
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "test_warm.py"), "w", encoding="utf-8") as file:
            file.write(WARM)
        known = set(sys.modules)
        trial = _Pytest()
        trial.run(folder, "test_warm.py")
        trial._config._ensure_unconfigure()
        outcomes = sorted(test["outcome"] for test in trial.watch.tests)
        if outcomes != ["failed", "passed", "passed", "skipped"]:
            raise RuntimeError(f"pytest does not run here: it gave {trial.watch.errors} {outcomes}")
        for name in set(sys.modules) - known:
            if name.endswith("test_warm"):
                del sys.modules[name]
    _ready = _Pytest()


def rehearse():
    """Runs a suite against a program of nobody's, to show what that takes."""
    with tempfile.TemporaryDirectory() as folder:
        report = run(
            folder,
            {
                "files": {"test_warm.py": {"text": WARM}},
                "tests": "test_warm.py",
                "target": "rehearsed.py",
                "source": "def rehearsed():\n    return 1\n",
                "order": AS_WRITTEN,
            },
        )
    if report.get("collected") != 4:
        raise RuntimeError(f"pytest does not run in a fork: {report}")


def run(root, header):
    """Makes the program, runs the suite, and returns the report."""
    path = [one for one in sys.path if one not in subject.environment_paths and one != root]
    sys.path[:] = [*path, root, *subject.environment_paths]
    sys.path_importer_cache.pop(root, None)
    files = header.pop("files", {})
    subject.write_files(root, files)
    bytecode.cache(root, header["tests"], header.pop("tests_code", None))
    _settle(header)
    try:
        if "beside" in header:
            sources = {**header.pop("beside"), header["target"]: header.pop("source")}
            targets = beside.load(root, sources)
        else:
            target = header["target"]
            code = bytecode.taken(header.pop("source"), header.pop("code", None), target)
            targets = {target: _program(root, target, code)}
    except BaseException as error:  # noqa: BLE001 - a wrong program may not even load
        return {"raised": describe(error, root)}
    text = _texts(files)
    asked_for = [word for word in ASKED_FOR if word in text]
    session = _Pytest(asked_for) if asked_for or not _ready else _ready
    watch = session.watch
    watch.is_brief = not any(word in text for word in suite_protocol.WORDS)
    watch.order, watch.most = header["order"], header.get("most")
    guard.install(root, targets)
    # What a suite prints may be the program, and is shown to nobody.
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        session.run(root, header["tests"])
    except BaseException as error:  # noqa: BLE001 - SystemExit in a test file is a result
        return {"raised": describe(error, root)}
    return {
        "ok": True,
        "collected": watch.collected,
        "tests": watch.tests,
        "errors": watch.errors,
    }


def _texts(files):
    """Returns all Python text there is beside the program."""
    texts = (subject.content(one) for path, one in files.items() if path.endswith(".py"))
    return b"\n".join(texts).decode("utf-8", "replace")


def _settle(header):
    """Sets the time zone and the language."""
    if header.get("tz"):
        os.environ["TZ"] = header["tz"]
        time.tzset()
    if header.get("lang"):
        os.environ["LANG"] = os.environ["LC_ALL"] = header["lang"]
        # A language that is not installed is a name only, as on any such machine.
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, "")


def _program(root, path, code):
    """Makes the module under test without a file, so that there is nothing to read."""
    with contextlib.suppress(FileNotFoundError):
        os.remove(os.path.join(root, path))
    name = path.removesuffix(".py").replace("/", ".")
    module = types.ModuleType(name)
    module.__spec__ = importlib.machinery.ModuleSpec(name, None, origin="a program of the task")
    sys.modules[name] = module
    exec(code, module.__dict__)  # noqa: S102
    return module
