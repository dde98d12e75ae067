"""Runs a learner's tests in S against programs of the author's, one fresh process each.

S is not told which program is which, and reads them from memory alone (`beside`, `guard`).
"""

from piton_harness import answers, codec
from piton_harness.outcome import AuthorFault, Ended, Raised


class Program:
    """Files that stand in place of those the learner sees."""

    def __init__(self, name, files):
        self.name = name
        self.files = files


class Outcome:
    """What the tests made of one program."""

    def __init__(self):
        self.passed = set()
        self.failed = set()
        self.errors = []
        self.ended = None


def programs(registry, folder, target):
    """Reads the programs of a folder of `resources/`: `NAME.py` for the target, or `NAME/…`."""
    folder = folder.strip("/") + "/"
    found = {}
    for path, source in sorted(registry.resources.items()):
        if not path.startswith(folder):
            continue
        name, slash, inner = path[len(folder) :].partition("/")
        if not slash:
            name, inner = name.removesuffix(".py"), target
        if not inner.endswith(".py"):
            raise AuthorFault(f"resources/{path} is no Python file")
        found.setdefault(name, {})[inner] = source
    if not found:
        raise AuthorFault(f"resources/{folder} holds no program")
    return [Program(name, files) for name, files in found.items()]


def run(session, program, target, tests, order):
    """Runs the tests against a program in a fresh S."""
    outcome = Outcome()
    link = session.link
    own = {
        path: content["text"]
        for path, content in session.files.items()
        if path.endswith(".py") and path not in session.submission and "text" in content
    }
    files = {**own, **program.files}
    try:
        link.bare()
        link.load()
        header = {"op": "suite", "target": target, "source": files.pop(target)}
        header["files"] = link.files
        link.order({**header, "beside": files, "tests": tests, "order": order, "most": None})
        report, _ = link.receive()
        _read(link, report, outcome)
    except Ended as error:
        outcome.ended = error
    except Raised as error:
        outcome.errors = [error.told]
    return outcome


def _read(link, report, outcome):
    try:
        if "raised" in report:
            raise Raised(answers.raised(report["raised"]))
        _, tests, errors = answers.suite(report)
    except codec.NotPlain as error:
        raise link.malformed(error) from None
    outcome.errors = errors
    for name, how in tests:
        (outcome.passed if how == "passed" else outcome.failed).add(name)
        if how == "skipped":
            outcome.failed.discard(name)
    outcome.passed -= outcome.failed
