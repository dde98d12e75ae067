"""Plain tests end as pytest's own protocol has it. Run by the learner's Python, which has pytest.

Each suite is run twice in forks: once with the hooks around every test, once without where that is
allowed. Both must tell the same.
"""

import json
import os
import sys
import tempfile
import unittest
from unittest import mock

from support import HARNESS  # noqa: F401 - makes the harness importable

# Run here too, as the Python of the other tests may know no immortal objects.
from test_immortal import Immortal  # noqa: F401

from piton_harness import pages, suite, suite_protocol, walls

ENDS = """
import asyncio, sys, unittest
import pytest

def test_passes(): pass
def test_fails(): assert 1 == 2
def test_raises(): raise KeyError("x")
def test_leaves(): sys.exit(0)
def test_skips(): pytest.skip("why")
def test_is_expected_to_fail(): pytest.xfail("why")
def test_is_skipped_by_unittest(): raise unittest.SkipTest("why")
def test_returns(): return 3
async def test_is_async(): assert 0

@pytest.mark.skip
def test_never(): assert 0

@pytest.mark.skipif(True, reason="why")
def test_never_either(): assert 0

@pytest.mark.xfail
def test_marked_and_failing(): assert 0

@pytest.mark.xfail(strict=True)
def test_marked_and_passing(): pass

@pytest.mark.filterwarnings("error")
def test_warns():
    import warnings
    warnings.warn("x")

@pytest.mark.slow
def test_with_another_mark(): pass

class TestInside:
    seen = []
    def setup_method(self): self.seen.append(1)
    def test_one(self): assert self.seen == [1]
    def test_two(self): assert len(self.seen) == 3

class TestPlain:
    def test_self(self): assert type(self) is TestPlain
    @staticmethod
    def test_static(): pass

class TestOfUnittest(unittest.TestCase):
    def setUp(self): self.one = 1
    def test_passes(self): self.assertEqual(self.one, 1)
    def test_fails(self): self.assertEqual(self.one, 2)
    def test_skips(self): self.skipTest("why")
    @unittest.expectedFailure
    def test_expected(self): self.assertEqual(1, 2)
"""
FIXTURES = """
import pytest

log = []

@pytest.fixture
def one():
    log.append("one")
    yield 1
    log.append("not one")

@pytest.fixture
def two(one):
    return one + 1

@pytest.fixture(scope="module")
def shared():
    log.append("shared")
    yield log
    log.clear()

@pytest.fixture
def broken(): raise ValueError("set up")

@pytest.fixture
def skips(): pytest.skip("set up")

@pytest.fixture
def ends_badly():
    yield
    raise ValueError("torn down")

@pytest.fixture(params=["a", "b"])
def letter(request): return request.param

@pytest.fixture(autouse=True)
def always(): log.append("always")

def test_order(one, two, shared): assert (one, two) == (1, 2) and log == ["shared", "always", "one"]
def test_torn_down(shared): assert log == ["shared", "always", "one", "not one", "always"]
def test_of_broken(broken): pass
def test_of_skips(skips): pass
def test_of_bad_end(ends_badly): pass
def test_of_bad_end_that_fails(ends_badly): assert 0
def test_of_letters(letter): assert letter == "a"
def test_of_nobody(nobody): pass
def test_monkeypatch(monkeypatch):
    monkeypatch.setenv("A_NAME", "x")
def test_is_undone():
    import os
    assert "A_NAME" not in os.environ
def test_folder(tmp_path): (tmp_path / "x").write_text("x")
def test_prints(capsys):
    print("x")
    assert capsys.readouterr().out == "x\\n"
def test_logs(request): assert request.node.name == "test_logs"

@pytest.mark.usefixtures("one")
def test_uses(): assert log[-1] == "one"

@pytest.mark.parametrize("number", [0, 1, pytest.param(2, marks=pytest.mark.skip)])
@pytest.mark.parametrize("letter", ["x", "y"])
def test_values(number, letter): assert number or letter == "y"

@pytest.mark.parametrize("one", [5], indirect=True)
def test_indirect(one): assert one == 1

@pytest.mark.parametrize("one", [5])
def test_over_a_fixture(one, two): assert (one, two) == (5, 6)

def test_default(number=3): assert number == 3
"""
SUBTESTS = """
def test_inner(subtests):
    with subtests.test("a"):
        assert 0
"""
STOPS = """
import pytest

def test_first(): pass
def test_stops(): {ends}
def test_last(): assert 0
"""
MODULES = """
def setup_module(): global ready; ready = True
def teardown_module(): raise ValueError("torn down")
def test_ready(): assert ready
def test_again(): assert ready
"""
LOGS = """
import logging

def test_logs(caplog):
    logging.getLogger("x").warning("said")
    assert caplog.messages == ["said"]
"""
# With how many tests at least go the short way.
SUITES = {
    "logs": (LOGS, 0),
    "ends": (ENDS, 12),
    "fixtures": (FIXTURES, 16),
    "subtests": (SUBTESTS, 0),
    "exit": (STOPS.format(ends="pytest.exit('enough')"), 2),
    "interrupt": (STOPS.format(ends="raise KeyboardInterrupt"), 2),
    "modules": (MODULES, 0),
    "current": (STOPS.format(ends="import os; os.environ['PYTEST_CURRENT_TEST']"), 0),
}


def outcome(text, is_brief, **more):
    """Runs a suite in a fork; returns its report and how many tests went the short way."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        runs = []
        original = suite_protocol.run
        suite_protocol.run = lambda *given: (runs.append(1), original(*given))[1]
        if not is_brief:
            suite_protocol.is_plain = lambda item: False
        with tempfile.TemporaryDirectory() as root:
            os.chdir(root)
            header = {"files": {"test_it.py": {"text": text}}, "target": "it.py", "source": "", **more}
            report = suite.run(root, {**header, "tests": "test_it.py", "order": suite.AS_WRITTEN})
            os.write(writer, json.dumps([report, len(runs)]).encode())
            os.chdir("/")
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        report, runs = json.loads(pipe.read())
    os.waitpid(pid, 0)
    return report, runs


class Protocol(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        suite.warm()

    def test_the_short_way_ends_as_pytests_own(self):
        for name, (text, least) in SUITES.items():
            with self.subTest(name):
                whole, none = outcome(text, is_brief=False)
                short, runs = outcome(text, is_brief=True)
                self.assertEqual(whole, short)
                self.assertEqual(none, 0)
                self.assertGreaterEqual(runs, least)
                self.assertTrue(whole.get("tests") or whole.get("raised"), whole)

    def test_a_program_of_several_files_is_tried_in_the_same_way(self):
        beside = {"part.py": "ONE = 1\n"}
        suite_text = LOGS + "\ndef test_parts(): import it; assert it.ONE == 1\n"
        report, _ = outcome(suite_text, True, source="from part import ONE\n", beside=beside)
        told = {one["id"]: one["outcome"] for one in report["tests"]}
        self.assertEqual(told, {"test_logs": "passed", "test_parts": "passed"})

    def test_a_rehearsal_shows_what_a_suite_writes(self):
        if not os.access("/proc/self/pagemap", os.R_OK):
            self.skipTest("this machine does not let a process look at its pages")
        # Where there is no room, the place of a room's files does not exist.
        with mock.patch.dict(os.environ, TMPDIR="/nowhere"):
            ranges = pages.written_by(walls.Walls.show, suite.rehearse)
        self.assertGreater(len(ranges), 50)


if __name__ == "__main__":
    unittest.main()
