"""The library of review tasks: every guard trips, and hostile text costs nothing but a sentence."""

import time
import unittest

import bench

CHANGE = '''\
def refund(charge, cents):
    if cents > charge.cents:
        raise ValueError("too much")
    charge.refunded = cents
    fee = cents * 2 // 100
    log(fee)
    return cents - fee


def log(fee):
    open("log.txt", "a").write(str(fee))


def odd(cents):
    return cents and cents
'''
DESCRIPTION = "# Partial refunds\n\n- Second refunds add up.\n- Fees are kept.\n"

CHECKS = '''
from piton.review import Claim, Decoy, Defect, review

review(
    findings="findings.txt",
    defects=[
        Defect("adds_up", "refunds.py", "charge.refunded = cents", "wrong-result", "blocker"),
        Defect("left_open", "refunds.py", 'open("log.txt", "a")', ("resource",), "minor"),
    ],
    decoys=[Decoy("refunds.py", "return cents and cents", "It is odd, and gives what it should.")],
    claims=[
        Claim("description.md", "Second refunds add up.", False, "They replace one another."),
        Claim("description.md", "Fees are kept.", True, "Line 7 takes the fee off."),
    ],
    false_alarms=0,
)
'''
SUPPORT = {"refunds.py": CHANGE, "description.md": DESCRIPTION}
GOOD = """\
# what I found
refunds.py:4 wrong-result blocker - the second refund replaces the first
- `refunds.py:11` minor resource: never closed
description.md:3 claim major - they replace one another
"""


def judged(findings, checks=CHECKS, **more):
    return bench.run(checks, {"findings.txt": findings}, support=SUPPORT, **more)


class Review(unittest.TestCase):
    def trips(self, findings, check, *says, checks=CHECKS):
        verdict = judged(findings, checks)
        self.assertIsNone(verdict.trouble)
        self.assertEqual(verdict.status(check), "fail", verdict.results)
        for words in says:
            self.assertIn(words, verdict.says(check))
        return verdict

    def test_a_good_review_passes(self):
        verdict = judged(GOOD)
        self.assertEqual((verdict.failed(), verdict.trouble), ([], None))

    def test_lines_that_cannot_be_read_are_told_with_their_number(self):
        for line, says in {
            "the refund is wrong": "does not begin with a place",
            "refund.py:4 wrong-result major - x": "none of the reviewed files",
            "refunds.py:99 wrong-result major - x": "has the lines 1 to",
            "refunds.py:1-16 wrong-result major - x": "it marks 16 lines",
            "refunds.py:4 wrong major - x": "`wrong` is no class",
            "refunds.py:4 wrong-result huge - x": "`huge` is no severity",
            "refunds.py:4": "is no class",
        }.items():
            self.trips(f"# one\n{line}\n", "reads", "Line 2 of findings.txt", says)
        self.trips("# nothing\n", "reads", "holds no finding yet")

    def test_what_is_missed_is_told_by_class_and_file_and_never_by_line(self):
        verdict = self.trips(
            "refunds.py:11 resource minor - never closed\nrefunds.py:6 style nit - a name\n",
            "finds",
            "1 of 2 planted defects are found",
            "one `wrong-result` in refunds.py",
        )
        self.assertNotIn("line 4", verdict.says("finds").lower())

    def test_another_class_and_a_nit_at_the_right_place_have_their_sentences(self):
        self.trips("refunds.py:4 race blocker - x\n", "finds", "of another class than you say")
        self.trips("refunds.py:4 wrong-result nit - x\n", "finds", "you call it a nit")

    def test_where_every_place_is_right_the_advice_stays_there(self):
        for findings, says in {
            "refunds.py:4 race blocker - x\nrefunds.py:11 race minor - y\n": "choose the class",
            "refunds.py:4 wrong-result nit - x\nrefunds.py:11 resource nit - y\n": "asks for nothing",
            "refunds.py:4 race blocker - x\n": "Read the ticket sentence by sentence",
        }.items():
            failure = self.trips(findings, "finds").results["finds"]["failure"]
            self.assertIn(says, failure["advice"])

    def test_two_defects_that_lie_close_together_take_two_findings_in_either_order(self):
        checks = CHECKS.replace(
            '"charge.refunded = cents", "wrong-result", "blocker"),',
            '["charge.refunded = cents", "fee = cents * 2 // 100"], "wrong-result", "blocker"),'
            'Defect("checked", "refunds.py", "if cents > charge.cents:", '
            '["wrong-result", "missing-check"], "blocker"),',
        )
        log = "refunds.py:11 resource minor - never closed\n"
        claim = "description.md:3 claim major - they replace one another\n"
        # The first line lies nearer to the one, and the second can mean only that one.
        for findings in (
            "refunds.py:4 wrong-result blocker - x\nrefunds.py:6 wrong-result blocker - y\n",
            "refunds.py:6 wrong-result blocker - y\nrefunds.py:4 wrong-result blocker - x\n",
            "refunds.py:4 wrong-result blocker - x\nrefunds.py:2 missing-check blocker - y\n",
        ):
            verdict = judged(findings + log + claim, checks)
            self.assertEqual((verdict.failed(), verdict.trouble), ([], None), findings)
        both = "refunds.py:5 wrong-result blocker - x\nrefunds.py:6 wrong-result blocker - y\n"
        self.trips(both, "finds", "1 of 3 planted", checks=checks)

    def test_a_decoy_and_a_mark_on_nothing_are_false_alarms(self):
        self.trips(GOOD + "refunds.py:15 wrong-result major - odd\n", "spares", "It is odd")
        self.trips(GOOD + "refunds.py:1 style minor - name\n", "spares", "hold to be right")
        lenient = CHECKS.replace("false_alarms=0", "false_alarms=2, enough=0.6")
        self.trips(GOOD + "refunds.py:15 race major - odd\n", "spares", "It is odd", checks=lenient)

    def test_a_range_that_ends_a_line_off_is_still_of_its_defect(self):
        beside = 'Decoy("refunds.py", "charge.refunded = cents", "The ticket asks for it."),'
        checks = CHECKS.replace('"charge.refunded = cents"', '"fee = cents * 2"')
        checks = checks.replace("decoys=[", f"decoys=[{beside}")
        ranged = GOOD.replace("refunds.py:4 ", "refunds.py:3-4 ")
        self.assertEqual(judged(ranged, checks).failed(), [])
        # One line that is the decoy's means the decoy.
        self.trips(GOOD, "spares", "The ticket asks for it", checks=checks)

    def test_what_is_fair_to_say_is_neither_found_nor_a_false_alarm(self):
        fair = 'fair=[Fair("refunds.py", "return cents - fee"), Fair("description.md")],'
        checks = CHECKS.replace("Claim,", "Claim, Fair,").replace("false_alarms", fair + "false_alarms")
        more = "refunds.py:7 style minor - name\ndescription.md:1 style major - title\n"
        verdict = judged(GOOD + more, checks)
        self.assertEqual((verdict.failed(), verdict.trouble), ([], None))

    def test_marking_everything_is_no_review(self):
        every = "".join(f"refunds.py:{n} wrong-result blocker - x\n" for n in range(1, 16))
        self.assertIn("finds", judged(every).failed())
        many = "refunds.py:4 wrong-result blocker - x\n" * 61
        self.trips(many, "reads", "marks everything")

    def test_severities_turned_round_are_told(self):
        turned = GOOD.replace("blocker", "minor", 1).replace("minor resource", "blocker resource")
        self.trips(turned, "ranks", "Line 2 is called less severe than line 3")
        level = GOOD.replace("minor resource", "blocker resource")
        self.trips(level, "ranks", "the same severity as")

    def test_claims_that_hold_and_claims_that_do_not(self):
        without = "".join(GOOD.splitlines(True)[:-1])
        self.trips(without, "claims", "One claim of the description")
        wrong = GOOD + "description.md:4 claim minor - fees\n"
        self.trips(wrong, "claims", "that claim holds", "takes the fee off")
        nothing = GOOD + "description.md:1 claim minor - title\n"
        self.trips(nothing, "claims", "no claim stands there")

    def test_a_library_used_wrongly_could_not_judge(self):
        for old, new, says in [
            ('"charge.refunded = cents"', '"charge.lost = cents"', "stands nowhere"),
            ('"charge.refunded = cents"', '"cents"', "times in refunds.py"),
            ('"refunds.py", "return', '"other.py", "return', "no file of the change"),
            ('"blocker"),', '"nit"),', "no known class or severity"),
            ("false_alarms=0", "enough=1.5", "tells a full review from none no more"),
            ('"return cents and cents"', '"charge.refunded = cents"', "stands on a defect"),
        ]:
            verdict = judged(GOOD, CHECKS.replace(old, new))
            self.assertIn(says, verdict.trouble or "", (old, verdict.results))

    def test_hostile_text_costs_a_sentence(self):
        began = time.process_time()
        for findings, says in {
            "a" * 70_000: "larger than 64 KiB",
            "refunds.py:4\0 wrong-result blocker": "zero byte",
            "\n" * 1_001: "at most 1000 are read",
            "refunds.py:4 wrong-result blocker " + "x" * 2_000: "longer than",
            "refunds.py:" + "9" * 900 + " race major - x": "does not begin with a place",
            "-" * 900 + "*" * 50: "does not begin with a place",
            "../../etc/passwd:1 race major - x": "none of the reviewed files",
            "refunds.py:4 __class__ blocker - {0.__class__}": "is no class",
            "refunds.py:4 wrong-result blocker\u2028refunds.py:99 x": "planted defects are found",
        }.items():
            verdict = judged(findings)
            self.assertIsNone(verdict.trouble)
            told = " ".join(verdict.says(name) for name in verdict.failed())
            self.assertIn(says, told)
        self.assertLess(time.process_time() - began, 5)


if __name__ == "__main__":
    unittest.main()
