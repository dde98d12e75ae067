"""The agent's change has five defects and two false claims; a fence must hold what comes next."""

from piton.review import Claim, Decoy, Defect, Fair, review
from piton.suites import suite

SKILL = "problem/working-with-agents"

DEFECTS = [
    Defect(
        "tax_of_each",
        "refunds.py",
        ["return (twice + charge.paid) // (2 * charge.paid)", "def _tax(self, charge, cents):"],
        ["wrong-result"],
        "major",
    ),
    Defect(
        "age_first",
        "refunds.py",
        ["if key in self._done:", "self._check_age(charge, on)"],
        ["wrong-result", "error-handling", "missing-check"],
        "major",
    ),
    Defect(
        "mail_stops_it",
        "refunds.py",
        [
            "# Nobody may think that the customer knows.",
            "self._tell(charge, entry)",
            "self._done[key] = entry",
        ],
        ["error-handling", "wrong-result"],
        "blocker",
    ),
    Defect(
        "until_left_out",
        "statement.py",
        # A range that begins or ends a line beside the condition means it all the same.
        ["if not since <= entry.on < until:", "for entry in ledger.entries:", "continue"],
        ["wrong-result", "missing-check"],
        "major",
    ),
    Defect(
        "never_reached",
        "test_refunds.py",
        [
            "def test_amounts_that_are_none_are_refused(refunds, ledger):",
            'refunds.refund(CHARGE, -5, on=PAID, key="b")',
            "assert ledger.entries == []",
        ],
        ["weak-test"],
        "minor",
    ),
]
DECOYS = [
    Decoy(
        "refunds.py",
        "if days > REFUND_DAYS:",
        "Day 90 is still in time by rule 3, so `>` is right",
    ),
    Decoy(
        "statement.py",
        "until = until or date.max",
        "A date is never false, so `or` stands in for None alone",
    ),
    Decoy(
        "statement.py",
        "for number in sorted(sums, key=lambda number: (len(number), number)):",
        "C-2 before C-10 is the order that rule 9 asks for",
    ),
    Decoy(
        "notices.py",
        'return f"{cents // 100}.{cents % 100:02} EUR"',
        "An amount in a notice is at least one cent, and for those this is exact, which a float is not",
    ),
]
# True, and not what the merge waits for.
FAIR = [
    Fair("refunds.py", "self._done = {}"),
    Fair("notices.py", "if entry.cents == charge.paid:"),
    Fair("test_refunds.py"),
]
CLAIMS = [
    Claim(
        "description.md",
        "Tax adds up to the cent",
        False,
        "Each refund is rounded by itself.",
    ),
    Claim(
        "description.md",
        "A repeated request gets the entry of the first",
        False,
        "After 90 days it is refused.",
    ),
    Claim(
        "description.md",
        "All refunds of a charge together stay within",
        True,
        "`_check_left` takes off what the ledger has, also where a request is paid twice.",
    ),
    Claim(
        "description.md",
        "A refused request leaves nothing behind",
        True,
        "The key is remembered only when there is an entry.",
    ),
    Claim("description.md", "A notice that cannot be sent is kept", True, "`_tell` appends it."),
    Claim("description.md", "A statement walks through the ledger once", True, "There is one loop."),
    Claim("description.md", "there is no float in the change", True, "All divisions are `//`."),
    Claim("description.md", "Tested with nine new tests", True, "There are nine, and they pass."),
]

review(
    findings="findings.txt",
    classes=[
        "wrong-result",
        "missing-check",
        "error-handling",
        "race",
        "compatibility",
        "performance",
        "weak-test",
        "style",
    ],
    defects=DEFECTS,
    decoys=DECOYS,
    fair=FAIR,
    claims=CLAIMS,
    enough=0.8,
    skill=SKILL,
)

fence = suite(
    target="refunds.py",
    tests="test_fence.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=20,
    skill="testing/effective-cases",
)
