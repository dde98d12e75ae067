"""The libraries of witness, predict, trace, parsons and spec tasks: every guard trips.

The tasks are the examples of `docs/check-libraries.md`, with one thing changed at a time.
"""

import time
import unittest

import bench
from piton_harness.libraries import parsons, predict, text
from piton_harness.libraries.witness import without_one
from test_docs import sections

SECTIONS = {one.title: one for one in sections()}


class Case(unittest.TestCase):
    section = ""

    def setUp(self):
        self.task = SECTIONS[self.section]
        self.right = next(files for (role, *_), files in self.task.answers if role == "right")

    def judged(self, files=None, old="", new=""):
        """Judges an answer, with the checks as the page has them or changed."""
        kept = self.task.task["checks.py"]
        self.assertIn(old, kept)
        self.task.task["checks.py"] = kept.replace(old, new, 1) if old else kept
        try:
            return self.task.judge(files or self.right)
        finally:
            self.task.task["checks.py"] = kept

    def answer(self, content):
        return {next(iter(self.right)): content}

    def trips(self, content, check, says, **more):
        verdict = self.judged(self.answer(content), **more)
        self.assertIsNone(verdict.trouble)
        self.assertIsNone(verdict.author_fault)
        self.assertIn(check, verdict.failed(), verdict.results)
        self.assertIn(says, verdict.says(check))

    def could_not_judge(self, old, new, says):
        verdict = self.judged(old=old, new=new)
        self.assertIn(says, verdict.trouble or "", verdict.results)


class Witnesses(Case):
    section = "witness"

    def test_what_is_no_plain_data_is_no_witness(self):
        for content, says in {
            "class L(list):\n    pass\nWITNESS = L([4, 4, 6, 6])\n": "cannot be judged",
            "WITNESS = []\nWITNESS.append(WITNESS)\n": "cannot be judged",
            "WITNESS = 3\n": "whole weights",
            "WITNESS = [True, True]\n": "whole weights",
            "WITNESS = [10 ** 5000]\n": "cannot be judged",
        }.items():
            self.trips(content, "legal", says)

    def test_a_rule_that_takes_the_form_for_granted_says_that_it_is_not_legal(self):
        old = "if type(weights) is not list or not all("
        self.trips("WITNESS = 3\n", "legal", "not of the form", old=old, new="if not all(")

    def test_forgeries_in_the_learners_process_do_not_reach_the_programs(self):
        for forgery in (
            "import sys, types\nfake = types.ModuleType('packer')\n"
            "fake.boxes = lambda weights: 99\nsys.modules['packer'] = fake\n",
            "import builtins\nbuiltins.enumerate = lambda one: []\n",
            "open('packer.py', 'w').write('def boxes(weights):\\n    return 99\\n')\n",
            "import importlib\nimportlib.import_module = lambda name: None\n",
        ):
            self.trips(forgery + "WITNESS = [7, 3]\n", "refutes", "so does the best order")

    def test_another_reason_than_the_one_asked_for_has_its_sentence(self):
        asked = "asked=lambda one, run: 'this is about order' if one[0] == 4 else True,\n    limit"
        verdict = self.judged(old="limit", new=asked)
        self.assertIn("this is about order", verdict.says("asked"))

    def test_a_program_that_ends_is_an_outcome(self):
        old = "    packed = run.call(\"packer\", \"boxes\", weights)\n"
        new = old + "    if weights == [4, 4, 6, 6] and run.call('os', '_exit', 3).ended:\n        return 'it ended'\n"
        self.trips("WITNESS = [4, 4, 6, 6]\n", "refutes", "it ended", old=old, new=new)

    def test_the_canary(self):
        self.could_not_judge("known=[2, 2, 8, 8]", "known=[2, 8]", "known witness does not refute")
        self.could_not_judge("harmless=[5, 5]", "harmless=[4, 4, 6, 6]", "harmless witness refutes")
        self.could_not_judge("known=[2, 2, 8, 8]", "known=[0]", "known witness is not legal")
        self.could_not_judge("limit=5,", "", "a size needs a limit")
        self.could_not_judge('"programs"', '"nothing"', "holds no program")
        self.could_not_judge("return True\n\n\nwitness", "return 1\n\n\nwitness", "nor a sentence")

    def test_one_element_less_at_any_depth(self):
        self.assertEqual(list(without_one([1, [2, 3]])), [[[2, 3]], [1], [1, [3]], [1, [2]]])
        self.assertEqual(list(without_one({"a": "xy"})), [{}, {"a": "y"}, {"a": "x"}])
        self.assertEqual(list(without_one({1})), [set()])


class Predictions(Case):
    section = "predict"

    def test_lines_that_cannot_be_read(self):
        for content, says in {
            "first 6\n": "no `=`",
            "third = 6\n": "no question",
            "first = 6\nfirst = 6\n": "answered twice",
            "first = ?\nsecond = 0\n": "no answer to `first`",
            "first = " + "6" * 600 + "\n": "longer than",
            "": "no answer to `first`",
        }.items():
            self.trips(content, "filled", says)

    def test_further_answers_may_be_accepted(self):
        answer = self.answer("first = 6\nsecond = unspecified\n")
        self.assertEqual(self.judged(answer).failed(), ["predicted"])
        accepting = "key=happens,\n    accept={'second': ['Unspecified']},"
        self.assertEqual(self.judged(answer, "key=happens,", accepting).failed(), [])

    def test_the_canary(self):
        self.could_not_judge("lambda run: {\"first\": 6, \"second\": 6}", "happens", "right answers")
        self.could_not_judge("\"second\": 6}", "\"third\": 6}", "other cells")
        self.could_not_judge("lines[0]", "'\u2042'", "do not tell right from wrong")

    def test_cells_are_compared_as_values_or_as_words(self):
        for one, other in [("[1,2]", "[1, 2]"), ("'a'", '"a"'), ("valueerror", "ValueError"), ("`6`", "6")]:
            self.assertTrue(predict.alike(one, other), (one, other))
        for one, other in [("1", "True"), ("1", "1.0"), ("[1]", "(1,)"), ("", "None"), ("{1}", "[1]")]:
            self.assertFalse(predict.alike(one, other), (one, other))

    def test_hostile_cells_cost_nothing(self):
        began = time.process_time()
        for cell in ("(" * 400, "-" * 450 + "1", "9" * 490, "[" * 90 + "]" * 90, "'" + "\\" * 400, "1e999"):
            self.assertFalse(predict.alike(cell, "6"))
        self.assertLess(time.process_time() - began, 2)


class Traces(Case):
    section = "trace"

    def test_tables_that_cannot_be_read(self):
        for content, says in {
            "1 | [1]\n2 | [1] | [1]\n3 | [1] | [1]\n": "it has two cells",
            "1 | [1] | -\n": "has one row",
            "|1 | [1] | -|\n|2|[1]|[1]|\n|3|[1]||\n": "`b` is still open",
        }.items():
            self.trips(content, "filled", says)

    def test_a_closed_table_with_a_rule_is_read(self):
        table = "| line | a | b |\n|---|---|---|\n| 1 | [1] | - |\n| 2 | [1] | [1] |\n| 3 | [1, 2] | [1, 2] |\n"
        self.assertEqual(self.judged(self.answer(table)).failed(), [])

    def test_the_canary(self):
        self.could_not_judge('(3, "[1]", "[1, 2]")', '(3, "[1, 2]", "[1, 2]")', "right answers")
        self.could_not_judge('(1, "[1]", "-")', '(1, "[1]")', "has 2 cells, not 3")


class Arrangements(Case):
    section = "parsons"

    def test_lines_that_cannot_be_read(self):
        for content, says in {
            "def\n    loops\n": "`loops` is no block",
            "def\n    loop\n    loop\n": "stands at line 2 already",
            "def\n   loop\n": "indented by 3 spaces",
            " " * 60 + "def\n": "a level is 4",
            "import os; os._exit(0)\n": "is no block",
            "# nothing\n": "There is no block",
            "def\0\n": "zero byte",
        }.items():
            self.trips(content, "arranged", says)

    def test_tabs_are_levels(self):
        self.assertEqual(self.judged(self.answer("def\n\tloop\n\t\tbefore\n\t\t\tgive\n")).failed(), [])

    def test_blocks_that_cannot_be_used_could_not_judge(self):
        self.could_not_judge('"not-after"}', '"after"}', "no such blocks")
        self.could_not_judge('blocks="blocks.txt"', 'blocks="order.txt"', "not the learner's")

    def test_the_canary(self):
        kept = parsons.WIDTH
        parsons.WIDTH = 1
        try:
            self.assertIn("the blocks allow", self.judged().trouble)
        finally:
            parsons.WIDTH = kept


class Specifications(Case):
    section = "spec"

    def test_what_is_no_list_of_examples(self):
        for content, says in {
            "EXAMPLES = []": "no example yet",
            "EXAMPLES = [(10, 0)]": "no pair of arguments",
            "EXAMPLES = [((10,), 0)] * 21": "at most 20",
            "EXAMPLES = [(('x',), 0)]": "no call the ticket speaks of",
            "EXAMPLES = [((1, 2), 0)]": "no call the ticket speaks of",
        }.items():
            self.trips(content + "\nQUESTIONS = []\n", "examples", says)

    def test_an_example_has_the_type_of_the_result_too(self):
        content = "EXAMPLES = [((200,), 20.0)]\nQUESTIONS = []\n"
        self.trips(content, "allows", "gives 20.0")
        self.trips(content, "allows", "every reading of the ticket gives 20")
        content = "EXAMPLES = [((200,), {'raises': 'ValueError'})]\nQUESTIONS = []\n"
        self.trips(content, "allows", "raises ValueError")

    def test_questions_that_are_none_too_many_or_too_alike(self):
        good = "EXAMPLES = [((90,), 0), ((200,), 20)]\nQUESTIONS = "
        for questions, says in {
            "['limit']": "You ask one question",
            "['limit', 'price']": "`price` is no question",
            "'limit'": "a list of their names",
            "['empty', 'limit']": "Whatever the answer is",
        }.items():
            self.trips(good + questions, "asks", says)

    def test_the_canary(self):
        self.could_not_judge("pick=2", "pick=4", "tells the readings apart as well")
        self.could_not_judge("    asked=questions,\n", "", "questions= needs asked=")
        self.could_not_judge('"right",', '"wrongs",', "holds no program")


class Texts(unittest.TestCase):
    def test_quotations_stand_once_or_the_author_hears_of_it(self):
        self.assertEqual(text.places("a\nb = 1\nc\n", "b = 1", "m.py"), (2, 2))
        self.assertEqual(text.places("a\n  b = 1\n  c\n", "b = 1\nc", "m.py"), (2, 3))

    def test_counts_and_lists_in_words(self):
        self.assertEqual(text.number(1, "mark"), "one mark")
        self.assertEqual(text.number(12, "query", "queries"), "12 queries")
        self.assertEqual(text.listed(["a", "b", "c"]), "a, b and c")


if __name__ == "__main__":
    unittest.main()
