"""The examples of `docs/check-libraries.md`: each is judged, and comes out as the page says."""

import pathlib
import re
import unittest

import bench

PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs" / "check-libraries.md"
BLOCK = re.compile(
    r"^```(\w+) ([\w./]+\.\w+)(?: (start|right|wrong)(?: (\w+): ([^\n]*))?)?\n(.*?)^```$",
    re.M | re.S,
)


class Section:
    """The files and the answers that stand under one heading."""

    def __init__(self, title, text):
        self.title = title
        self.task = {}
        self.answers = []
        for _, path, role, check, says, body in BLOCK.findall(text):
            if role:
                # Further files of the same answer follow it, with the same words.
                same = (role, check, says)
                if self.answers and self.answers[-1][0] == same and path not in self.answers[-1][1]:
                    self.answers[-1][1][path] = body
                else:
                    self.answers.append((same, {path: body}))
            else:
                self.task[path] = body

    def judge(self, files, alone=None):
        support = dict(self.task)
        checks = support.pop("checks.py")
        probe = support.pop("probe.py", bench.NO_PROBE)
        resources = {
            path.removeprefix("resources/"): support.pop(path)
            for path in list(support)
            if path.startswith("resources/")
        }
        start = next(files for (role, *_), files in self.answers if role == "start")
        reference = next(files for (role, *_), files in self.answers if role == "right")
        # A wrong answer is a change of the reference, as in a task's folder.
        together = {**start, **reference, **files} if files is not start else files
        texts = {
            name: {path: {"text": text} for path, text in some.items()}
            for name, some in (("start", start), ("reference", reference))
        }
        more = {"probe": probe, "support": support, "resources": resources}
        return bench.run(checks, together, alone=alone, **more, **texts)


def sections():
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return [Section(*pair) for pair in zip(parts[1::2], parts[2::2])]


class Page(unittest.TestCase):
    def test_every_example_comes_out_as_it_says(self):
        for section in sections():
            roles = {role for (role, *_), _ in section.answers}
            self.assertEqual(roles, {"start", "right", "wrong"}, section.title)
            for (role, check, says), files in section.answers:
                with self.subTest(section=section.title, role=role, check=check):
                    verdict = section.judge(files)
                    self.assertIsNone(verdict.trouble)
                    self.assertIsNone(verdict.author_fault)
                    if role == "right":
                        self.assertEqual(verdict.failed(), [], verdict.results)
                    elif role == "start":
                        self.assertTrue(verdict.failed())
                    else:
                        self.assertIn(check, verdict.failed(), verdict.results)
                        self.assertIn(says.strip(), verdict.says(check))
                        # Authors' tools run one check without those it needs.
                        alone = section.judge(files, alone=check)
                        self.assertEqual(alone.failed(), [check], alone.trouble)


if __name__ == "__main__":
    unittest.main()
