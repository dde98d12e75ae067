"""Programs a second that a suite is run against: by `piton.suites`, by mutmut, by pytest processes.

The module, the suite and the mutants are the same for all three, on the same interpreter, in turns.
The mutants are those that mutmut makes. Prints JSON, ratios first; see `cargo xtask bench suites`.
"""

import argparse
import ast
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TASK = ROOT / "content/testing/effective-cases/tasks/parking-fee-night"
ID = "testing/effective-cases/parking-fee-mutants"
LIMITS = "\n[limits]\ncpu_s = 10\nwall_s = 120\n"
SETUP = '[tool.mutmut]\nsource_paths = ["fees/"]\npaths_to_mutate = ["fees/"]\ntests_dir = ["tests/"]\n'


class Trouble(Exception):
    """Why nothing can be measured."""


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def must(command, what, **options):
    ran = run(command, **options)
    if ran.returncode != 0:
        raise Trouble(f"{what}: {(ran.stderr or ran.stdout).strip()[-600:]}")
    return ran.stdout


class NoPeer(Trouble):
    """The peer comes from the package index, which a machine may not reach."""


class Piton:
    """The binary, with a home of its own."""

    def __init__(self, binary, folder):
        self.binary = binary
        self.content = folder / "content"
        self.workspace = folder / "workspace"
        self.workspace.mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, "PITON_HOME": str(folder / "home")}
        self.environment["PITON_WORKSPACE"] = str(self.workspace)
        must([binary, "setup"], "the learner's environment cannot be made", env=self.environment)
        told = must([binary, "env", "--json"], "there is no environment", env=self.environment)
        self.python = json.loads(told)["python"]

    def lay_out(self, mutants):
        """Makes a task whose wrong programs are the mutants, beside as many right ones."""
        area, skill, name = ID.split("/")
        folder = self.content / area / skill / "tasks" / name
        shutil.rmtree(self.content, ignore_errors=True)
        shutil.copytree(TASK, folder)
        for unwanted in ("variants.toml", "wrong", "resources/programs"):
            path = folder / unwanted
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        about = (folder / "task.toml").read_text().split("\n[wrong.")[0]
        about = about.replace('family = "parking-fee"\n', "")
        (folder / "task.toml").write_text(about + LIMITS)
        right = (TASK / "resources/programs/right/alike.py").read_text().split('"""')[2]
        for kind, texts in (("right", [right] * len(mutants)), ("wrong", mutants)):
            programs = folder / "resources/programs" / kind
            programs.mkdir(parents=True)
            for at, text in enumerate(texts):
                (programs / f"p{at}.py").write_text(f'"""Program {at}."""\n{text}')
        for at in range(3):
            wrong = folder / f"wrong/nothing{at}"
            wrong.mkdir(parents=True)
            (wrong / "test_fee.py").write_text("def test_nothing():\n    assert True\n")
        with (folder / "task.toml").open("a") as file:
            for at in range(3):
                file.write(f'\n[wrong.nothing{at}]\ncaught_by = "catches_wrong_programs"\nsays = "got past"\n')
        self._piton("open", ID, "--no-editor")
        self.folder = self.workspace / area / skill / name
        shutil.copy(TASK / "right/table/test_fee.py", self.folder / "test_fee.py")

    def _piton(self, *arguments, **options):
        command = [self.binary, *arguments, "--content", str(self.content)]
        return must(command, "piton failed", env=self.environment, **options)

    def measure(self):
        """Judges once; returns programs a second, of which half are the mutants."""
        with (self.folder / "test_fee.py").open("a") as file:
            file.write("#\n")
        began = time.perf_counter()
        command = [self.binary, "check", "--json", "--content", str(self.content)]
        ran = run(command, env=self.environment, cwd=self.folder)
        whole = time.perf_counter() - began
        verdict = json.loads(ran.stdout)
        if verdict.get("trouble"):
            raise Trouble(f"the judge could not judge: {verdict['trouble']}")
        checks = {one["name"]: one for one in verdict["checks"]}
        for name in ("collects", "steady", "accepts_right_programs"):
            if checks[name]["status"] != "pass":
                raise Trouble(f"{name}: {checks[name]['failure']['says']}")
        failure = checks["catches_wrong_programs"]["failure"] or {"says": "0 "}
        missed = re.match(r"(\d+|One)", failure["says"])[0]
        return checks["collects"]["cost"]["wall_ms"] / 1000, whole, 1 if missed == "One" else int(missed)


class Mutmut:
    """mutmut in an environment of its own."""

    def __init__(self, python, folder):
        venv = folder / "venv"
        self.python = venv / "bin/python"
        if not self.python.is_file():
            must([python, "-m", "venv", str(venv)], "no environment for the peers can be made")
        wanted = [self.python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"]
        installed = run(wanted)
        if installed.returncode != 0:
            told = (installed.stderr or installed.stdout).strip()[-600:]
            raise NoPeer(f"mutmut cannot be installed from the package index: {told}")
        self.folder = folder / "project"
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "fees").mkdir(parents=True)
        (self.folder / "tests").mkdir()
        self.module = (TASK / "resources/programs/right/alike.py").read_text()
        suite = (TASK / "right/table/test_fee.py").read_text()
        (self.folder / "fees/__init__.py").write_text("")
        (self.folder / "fees/fee.py").write_text(self.module)
        (self.folder / "tests/test_fee.py").write_text(suite.replace("from fee ", "from fees.fee "))
        (self.folder / "pyproject.toml").write_text(SETUP)

    def measure(self):
        """Runs it anew; returns mutants a second as it counts them, seconds in all, and survivors."""
        shutil.rmtree(self.folder / "mutants", ignore_errors=True)
        began = time.perf_counter()
        told = must([self.python, "-m", "mutmut", "run"], "mutmut failed", cwd=self.folder)
        whole = time.perf_counter() - began
        rate = re.search(r"([\d.]+) mutations/second", told)
        counts = re.findall(r"(\d+)/(\d+)  🎉 (\d+).*?🙁 (\d+)", told)
        if not rate or not counts:
            raise Trouble(f"mutmut told no figures: {told[-300:]}")
        return float(rate[1]), whole, int(counts[-1][3])

    def mutants(self):
        """Returns each mutant as a module."""
        tree = ast.parse((self.folder / "mutants/fees/fee.py").read_text())
        found = []
        for node in tree.body:
            name = isinstance(node, ast.FunctionDef) and re.fullmatch(r"x_(\w+)__mutmut_\d+", node.name)
            if not name:
                continue
            module = ast.parse(self.module)
            for at, one in enumerate(module.body):
                if isinstance(one, ast.FunctionDef) and one.name == name[1]:
                    node.name = name[1]
                    module.body[at] = node
            module.body = module.body[1:]
            found.append(ast.unparse(module) + "\n")
        return found


class Processes:
    """One pytest process for each mutant, stopped at its first failure."""

    def __init__(self, python, folder):
        self.python, self.folder = python, folder / "processes"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.copy(TASK / "right/table/test_fee.py", self.folder / "test_fee.py")

    def measure(self, mutants):
        began = time.perf_counter()
        for text in mutants:
            (self.folder / "fee.py").write_text(text)
            command = [self.python, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
            run(command, cwd=self.folder)
        return len(mutants) / (time.perf_counter() - began)


def measure(arguments):
    folder = pathlib.Path(arguments.folder)
    folder.mkdir(parents=True, exist_ok=True)
    piton = Piton(arguments.piton, folder)
    mutmut = Mutmut(piton.python, folder)
    processes = Processes(mutmut.python, folder)
    mutmut.measure()
    mutants = mutmut.mutants()
    piton.lay_out(mutants)
    piton.measure()
    ours, theirs, plain, whole, whole_theirs = [], [], [], [], []
    for at in range(arguments.rounds):
        seconds, in_all, missed = piton.measure()
        # Each right program costs what a mutant does, and the canary two programs more.
        ours.append((2 * len(mutants) + 2) / seconds)
        whole.append(2 * len(mutants) / in_all)
        rate, in_all, survived = mutmut.measure()
        theirs.append(rate)
        whole_theirs.append(len(mutants) / in_all)
        few = [mutants[(at * 7 + step * 5) % len(mutants)] for step in range(arguments.processes)]
        plain.append(processes.measure(few))
    ours, theirs, plain = (statistics.median(one) for one in (ours, theirs, plain))
    return {
        "ours_over_mutmut": round(ours / theirs, 2),
        "ours_over_pytest_processes": round(ours / plain, 2),
        "ours_over_mutmut_from_start_to_end": round(
            statistics.median(whole) / statistics.median(whole_theirs), 2
        ),
        "programs_a_second": {
            "piton_suites": round(ours, 2),
            "mutmut": round(theirs, 2),
            "pytest_processes": round(plain, 2),
        },
        "mutants": len(mutants),
        "survived": {"piton_suites": missed, "mutmut": survived},
        "rounds": arguments.rounds,
        "versions": (HERE / "requirements.txt").read_text().split(),
        "cores": os.cpu_count(),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--piton", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--brief", action="store_true", help="a missing peer is no failure")
    arguments = parser.parse_args()
    try:
        print(json.dumps(measure(arguments), indent=2, ensure_ascii=False))
    except Trouble as error:
        print(f"suites cannot be measured: {error}", file=sys.stderr)
        sys.exit(0 if arguments.brief and isinstance(error, NoPeer) else 1)


if __name__ == "__main__":
    main()
