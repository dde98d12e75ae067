"""Runs a suite in S: one program in one fresh process, in surroundings that J chose.

It knows neither what a program is nor what is expected of it, and first shows that it sees a fault
that was planted.
"""

import dataclasses
import random

from piton_harness import answers, bytecode, codec
from piton_harness.outcome import Ended, OurFault, Raised

AS_WRITTEN, REVERSED = 0, -1
# Rules without a zone's name, so that they need no files.
ZONES = ("UTC0", "NPT-5:45", "PST8PDT,M3.2.0,M11.1.0")
LANGUAGES = ("C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")


@dataclasses.dataclass(frozen=True)
class Setting:
    """What surrounds a run and must not matter to it; a `hash` seed needs a zygote of its own."""

    order: int = AS_WRITTEN
    tz: str = ZONES[0]
    lang: str = LANGUAGES[0]
    hash: int = 0


PLAIN = Setting()


def settings(number, rng):
    """Draws settings for so many programs: all kinds, in equal parts."""
    drawn = []
    for at in range(number):
        order = (AS_WRITTEN, REVERSED)[at % 3] if at % 3 < 2 else rng.randrange(1, 1 << 30)
        drawn.append(Setting(order, ZONES[at % 3], LANGUAGES[at % 3]))
    # Each kind is mixed for itself, so that any order meets any zone.
    columns = [[getattr(one, name) for one in drawn] for name in ("order", "tz", "lang")]
    for column in columns:
        rng.shuffle(column)
    return [Setting(*row) for row in zip(*columns)]


class Result:
    """What came of one run of the suite against one program."""

    def __init__(self):
        self.collected = 0
        self.failed = []
        self.passed = []
        self.errors = []
        self.ended = None

    @property
    def rejected(self):
        return bool(self.failed or self.errors or self.ended)

    @property
    def outcome(self):
        return sorted(self.failed), bool(self.errors), bool(self.ended)


def _compiled(text, path):
    """Compiles a suite once for all programs; what is wrong with it is told where it is run."""
    try:
        return None if text is None else bytecode.compiled(text, path)
    except Exception:  # noqa: BLE001 - a text may exceed any bound of the compiler
        return None


class Bench:
    """Runs a suite against programs, each in a process of its own."""

    def __init__(self, link, target, tests, files, most=None):
        self.link = link
        self.target = target
        self.tests = tests
        self.files = files
        self.most = most
        self.tests_code = _compiled(files.get(tests, {}).get("text"), tests)

    def run(self, source, setting, code=None, meanwhile=None):
        """Runs the suite in a fresh S, unless it has more tests than `most`.

        `code` is the program compiled, if it is. `meanwhile` is called while S is busy.
        """
        result = Result()
        try:
            self.link.bare(setting.hash)
            surroundings = {"order": setting.order, "tz": setting.tz, "lang": setting.lang}
            self.link.order(
                {
                    "op": "suite",
                    "target": self.target,
                    "source": source,
                    "code": code,
                    "files": self.files,
                    "tests": self.tests,
                    "tests_code": self.tests_code,
                    "most": self.most,
                    **surroundings,
                }
            )
            if meanwhile:
                meanwhile()
            report, _ = self.link.receive()
            self._read(result, report)
        except Ended as error:
            result.ended = error
        except Raised as error:
            result.errors = [error.told]
        return result

    def _read(self, result, report):
        try:
            if "raised" in report:
                raise Raised(answers.raised(report["raised"]))
            result.collected, tests, result.errors = answers.suite(report)
        except codec.NotPlain as error:
            raise self.link.malformed(error) from None
        for name, outcome in tests:
            if outcome in ("failed", "error"):
                result.failed.append(name)
            elif outcome == "passed":
                result.passed.append(name)


CANARY = """
import pytest
import {module} as planted


@pytest.fixture
def number():
    return {number}


@pytest.mark.parametrize("more", [0, 1])
def test_sum(number, more):
    assert planted.{name}(more) == number + more


def test_refusal():
    with pytest.raises(ValueError):
        planted.{name}(-1)
"""
PLANTED = """
def {name}(more):
    if more < {limit}:
        raise ValueError(more)
    return {number} + more
"""


def canary(link, target, seed):
    """Sees a planted fault, and none where there is none, or says that nothing can be judged.

    It takes the same way as every program, before any text of the learner's is in a process.
    """
    rng = random.Random(seed)
    name = "planted_" + "".join(rng.choice("abcdefghij") for _ in range(6))
    number = rng.randrange(100, 1000)
    tests = "test_planted.py"
    module = target.removesuffix(".py").replace("/", ".")
    suite = CANARY.format(module=module, name=name, number=number)
    bench = Bench(link, target, tests, {tests: {"text": suite}})
    every = {"test_sum[0]", "test_sum[1]", "test_refusal"}
    sound = (0, 0, set())
    fault = rng.choice([(0, 1, {"test_sum[0]", "test_sum[1]"}), (-1, 0, {"test_refusal"})])
    for limit, off, faults in rng.sample([sound, fault], 2):
        source = PLANTED.format(name=name, number=number + off, limit=limit)
        result = bench.run(source, Setting(rng.randrange(1, 1 << 30)))
        seen = set(result.failed), set(result.passed)
        if result.errors or result.ended or seen != (faults, every - faults):
            what = "a planted fault was not seen" if faults else "a fault was seen where none is"
            detail = result.errors[0] if result.errors else result.ended or ""
            raise OurFault(
                f"The judge tried its own suite first, and {what}; so it cannot judge yours. {detail}".strip()
            )
