"""Questions about a learner's own code: each kind is made, and each key agrees with another run."""

import ast
import os
import pathlib
import re
import shutil
import tempfile
import tomllib
import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import codec, own_code

CONTENT = pathlib.Path(__file__).resolve().parents[3] / "content"
# Real tasks, whose reference is the submission.
TASKS = (
    "python/generators/tasks/ring-sightings",
    "oop/special-methods/tasks/bakery-takings",
    "python/context-managers/tasks/collection-import",
    "design/single-responsibility/tasks/ward-orders",
)

FEE = """def fee(minutes):
    if minutes < 0:
        raise ValueError(minutes)
    total = 0
    for start in range(0, minutes, 60):
        total += 200
    if total > 500:
        total = 500
    return total
"""
PROBE = "from piton import probe\nimport fee as module\n\n@probe()\ndef fee(minutes):\n    return module.fee(minutes)\n"
CHECKS = """
from piton import cases, check, raises
from probe import fee

def minutes(rng):
    return (rng.randrange(1, 400),)

@check("a stay has its price")
def prices():
    for (length,) in cases(minutes, n=20, examples=[(61,), (150,)]):
        assert fee(length) == 1

@check("a long stay has a maximum")
def maximum():
    assert fee(900) == 500

@check("a negative stay is refused")
def refused():
    with raises("ValueError"):
        fee(-5)
"""


class Ground:
    """A task's folder as a box has it, with the calls of its checks."""

    def __init__(self, files, submission, checks, probe, resources=None):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="piton-own-"))
        for path, text in files.items():
            place = pathlib.Path(self.root) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        draw = {"seed": "3", "checks": checks, "probe": probe, "files": resources or {}}
        self.calls = own_code.in_fork(lambda: own_code.draw(draw))
        self.order = {"calls": self.calls, "submission": submission, "probe": probe}

    def ask(self, seed):
        return own_code.ask({**self.order, "seed": seed}, self.root)

    def end(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def named(self, prompt):
        """Returns the call that a question names."""
        for call in self.calls:
            arguments = codec.decode(call["arguments"], nonfinite=True)
            text = f"{call['probe']}({', '.join(map(repr, arguments))})"
            if f"`{text}`" in prompt:
                return call
        raise AssertionError(prompt)

    def noted(self, call, path, change):
        """Makes one call on a changed text, which notes what it pleases with `note`."""

        def work():
            place = pathlib.Path(self.root) / path
            tree = ast.parse(place.read_text(encoding="utf-8"))
            tree = ast.fix_missing_locations(change(tree))
            place.write_text("from builtins import note\n" + ast.unparse(tree), encoding="utf-8")
            import builtins

            notes = []
            builtins.note = lambda *told: notes.append(list(told)) or True
            own_code.run_calls({**self.order, "calls": [call]}, self.root, False)
            return notes

        place = pathlib.Path(self.root) / path
        before = place.read_text(encoding="utf-8")
        try:
            return own_code.in_fork(work)
        finally:
            place.write_text(before, encoding="utf-8")


def real(name):
    task = CONTENT / name
    about = tomllib.loads((task / "task.toml").read_text(encoding="utf-8"))
    files = {}
    for folder in (task / "start", task / "right" / about["reference"]):
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                files[str(path.relative_to(folder))] = path.read_text(encoding="utf-8")
    resources = {
        str(path.relative_to(task / "resources")): path.read_text(encoding="utf-8")
        for path in (task / "resources").rglob("*")
        if path.is_file()
    }
    texts = [(task / one).read_text(encoding="utf-8") for one in ("checks.py", "probe.py")]
    return Ground(files, about["files"], *texts, resources)


def note_values(number, name):
    """Notes a name's value right after a line ran."""

    class Change(ast.NodeTransformer):
        def generic_visit(self, node):
            super().generic_visit(node)
            told = ast.parse(f"note(repr({name}))").body[0]
            if isinstance(node, ast.For) and node.lineno == number:
                node.body.insert(0, told)
            elif isinstance(node, (ast.Assign, ast.AugAssign)) and node.lineno == number:
                return [node, told]
            return node

    return Change().visit


def note_lines(number, lines):
    """Notes when a test is made, and when one of the lines after it begins."""

    class Change(ast.NodeTransformer):
        def generic_visit(self, node):
            super().generic_visit(node)
            if isinstance(node, ast.If) and node.lineno == number:
                node.test = ast.parse(f"note({number}) and ({ast.unparse(node.test)})").body[0].value
            if isinstance(node, ast.stmt) and node.lineno in lines:
                return [ast.parse(f"note({node.lineno})").body[0], node]
            return node

    return Change().visit


class OwnCode(unittest.TestCase):
    def ground(self, ground):
        self.addCleanup(ground.end)
        return ground

    def agrees(self, ground, question):
        """Answers a question by other means than those that made its key."""
        key, prompt = question["options"][question["key"]], question["prompt"]
        if question["kind"] == "value":
            name, turn = re.search(r"what is `(\w+)` .* the (\d+)", prompt).groups()
            path, number = re.search(r"\n(.+?):(\d+)  ", prompt).groups()
            notes = ground.noted(ground.named(prompt), path, note_values(int(number), name))
            self.assertEqual(notes[int(turn) - 1], [key], prompt)
        elif question["kind"] == "branch":
            path, number = re.search(r"\n(.+?):(\d+)  ", prompt).groups()
            offered = {int(one.split(":")[1].split()[0]) for one in question["options"]}
            notes = ground.noted(ground.named(prompt), path, note_lines(int(number), offered))
            at = notes.index([int(number)])
            self.assertEqual(notes[at + 1][0], int(key.split(":")[1].split()[0]), prompt)
        else:
            return False
        return True

    def test_every_kind_has_the_key_that_reading_gives(self):
        ground = self.ground(Ground({"fee.py": FEE}, ["fee.py"], CHECKS, PROBE))
        kinds = {}
        for seed in range(12):
            for one in ground.ask(seed):
                key = one["options"][one["key"]]
                kinds.setdefault(one["kind"], set()).add(key)
                self.assertEqual(len(set(one["options"])), len(one["options"]))
                self.assertGreaterEqual(len(one["options"]), 2)
                if one["kind"] == "removal":
                    line = int(re.search(r"fee.py:(\d+)", one["prompt"])[1])
                    first = {
                        3: "a negative stay is refused",
                        8: "a long stay has a maximum",
                    }.get(line, "a stay has its price")
                    if line == 8:
                        # A drawn stay may be long enough to reach the maximum first.
                        self.assertIn(key, ("a stay has its price", first))
                    else:
                        self.assertEqual(key, first, one)
                self.agrees(ground, one)
        self.assertEqual(set(kinds), {"raises", "value", "branch", "removal"})
        self.assertEqual(kinds["raises"], {"fee.py:3  raise ValueError(minutes)"})

    def test_real_submissions_give_four_questions_with_keys_another_run_confirms(self):
        kinds, confirmed = set(), 0
        for name in TASKS:
            with self.subTest(task=name):
                ground = self.ground(real(name))
                questions = ground.ask(5)
                self.assertGreaterEqual(len(questions), 4)
                kinds |= {one["kind"] for one in questions}
                confirmed += sum(self.agrees(ground, one) for one in questions)
        self.assertGreaterEqual(len(kinds), 3)
        self.assertGreaterEqual(confirmed, 6)

    def test_equal_seeds_give_equal_questions(self):
        ground = self.ground(Ground({"fee.py": FEE}, ["fee.py"], CHECKS, PROBE))
        self.assertEqual(ground.ask("7"), ground.ask("7"))

    def test_a_small_submission_gives_fewer(self):
        small = "def fee(minutes):\n    return minutes * 3\n"
        checks = CHECKS[: CHECKS.index('@check("a long')]
        ground = self.ground(Ground({"fee.py": small}, ["fee.py"], checks, PROBE))
        self.assertEqual(ground.ask("1"), [])

    def test_the_submission_is_left_as_it_was(self):
        ground = self.ground(Ground({"fee.py": FEE}, ["fee.py"], CHECKS, PROBE))
        ground.ask("1")
        self.assertEqual((pathlib.Path(ground.root) / "fee.py").read_text(), FEE)


if __name__ == "__main__":
    unittest.main()
