"""What S says beside values is looked at before anybody uses it."""

import socket
import struct
import unittest

import support  # noqa: F401 - makes the harness importable
from piton_harness import answers, rewrite, wire
from piton_harness.codec import NotPlain

LINE = {"file": "fee.py", "line": 3, "function": "fee", "text": "return 0"}
RAISED = {"type": "ValueError", "mro": ["ValueError"], "message": "no", "lines": [LINE]}


class Answers(unittest.TestCase):
    def test_what_is_well_formed_is_read_and_nothing_else_kept(self):
        told = answers.raised({**RAISED, "more": 1})
        self.assertEqual(told, RAISED)

    def test_what_is_not_well_formed_is_refused(self):
        faults = [
            None,
            [],
            {},
            {**RAISED, "mro": "ValueError"},
            {**RAISED, "mro": ["x"] * 51},
            {**RAISED, "message": 3},
            {**RAISED, "lines": [LINE] * 51},
            {**RAISED, "lines": [{**LINE, "line": True}]},
            {**RAISED, "lines": [{**LINE, "line": -1}]},
            {**RAISED, "lines": [{**LINE, "file": None}]},
        ]
        for fault in faults:
            with self.subTest(fault=fault), self.assertRaises(NotPlain):
                answers.raised(fault)

    def test_a_long_message_is_cut_with_a_mark(self):
        told = answers.raised({**RAISED, "message": "x" * 10_000})["message"]
        self.assertTrue(told.endswith("… (cut)"))
        self.assertLess(len(told), 5_000)

    def test_the_report_of_a_suite_must_be_one(self):
        good = {"collected": 1, "tests": [{"id": "test_a", "outcome": "passed"}], "errors": []}
        self.assertEqual(answers.suite(good), (1, [("test_a", "passed")], []))
        for fault in (
            {"collected": -1},
            {"collected": 1.0},
            {"tests": {}},
            {"tests": [{"id": "a", "outcome": ["passed"]}]},
            {"tests": [{"id": 3, "outcome": "passed"}]},
            {"errors": None},
            {"errors": [1]},
        ):
            with self.subTest(fault=fault), self.assertRaises(NotPlain):
                answers.suite({**good, **fault})


class Frames(unittest.TestCase):
    def setUp(self):
        self.ours, self.theirs = socket.socketpair()
        self.addCleanup(self.ours.close)
        self.addCleanup(self.theirs.close)
        self.ours.settimeout(5)
        self.channel = wire.Channel(self.ours, most=1 << 16)

    def test_a_frame_comes_as_it_was_sent_however_it_is_cut(self):
        sent = []
        wire.Channel(self.theirs).send({"op": "x", "half": "\ud800"}, ['"a"', "[1]"])
        data = self.ours.recv(1 << 16)
        for at in range(1, len(data)):
            ours, theirs = socket.socketpair()
            with ours, theirs:
                ours.settimeout(5)
                theirs.sendall(data[:at])
                theirs.sendall(data[at:])
                sent.append(wire.Channel(ours).receive())
        self.assertEqual(sent, [({"op": "x", "half": "?"}, ['"a"', "[1]"])] * len(sent))

    def test_a_length_that_is_announced_is_not_trusted(self):
        self.theirs.sendall(struct.pack(">I", (1 << 16) + 1))
        with self.assertRaisesRegex(wire.Malformed, "announces 65537 bytes"):
            self.channel.receive()

    def test_a_header_must_be_an_object(self):
        for body in (b"", b"[]", b"{", b"\xff\xfe", b"[" * 60_000, b'"x"', b"NaN"):
            with self.subTest(body=body[:10]):
                self.theirs.sendall(struct.pack(">I", len(body)) + body)
                with self.assertRaises(wire.Malformed):
                    self.channel.receive()

    def test_an_end_in_the_middle_is_an_end(self):
        self.theirs.sendall(struct.pack(">I", 9) + b"{")
        self.theirs.close()
        with self.assertRaises(wire.Closed):
            self.channel.receive()


class Assertions(unittest.TestCase):
    def caught(self, source, **names):
        seen = []
        names[rewrite.NAME] = lambda *told: seen.append((*told[:-1], told[-1]()))
        exec(rewrite.compile_checks(source, "checks.py"), names)  # noqa: S102
        return seen

    def test_a_comparison_keeps_both_sides(self):
        self.assertEqual(
            self.caught("\nassert a + 1 == b, 'sum'", a=1, b=3), [(2, "==", 2, 3, "sum")]
        )

    def test_anything_else_keeps_its_truth(self):
        self.assertEqual(self.caught("assert 1 < a < 3", a=5), [(1, "true", False, None, None)])

    def test_each_operator_holds_when_python_says_so(self):
        for operator in rewrite._OPERATORS.values():
            for left, right in ((1, 1), (1, 2), (2, 1), (1, [1]), (1, [])):
                try:
                    expected = bool(eval(f"left {operator} right"))  # noqa: S307
                except TypeError:
                    continue
                self.assertEqual(rewrite.holds(operator, left, right), expected, operator)

    def test_probes_are_read_without_running_them(self):
        source = "boom()\n@probe(nonfinite=True)\ndef one(a): 1/0\ndef two(): pass\n@probe\nasync def three(): pass"
        self.assertEqual(rewrite.probe_names(source), {"one": {"nonfinite": True}, "three": {}})


if __name__ == "__main__":
    unittest.main()
