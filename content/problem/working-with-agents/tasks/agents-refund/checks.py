"""The agent's change has two defects that matter; two tests must prove them."""

from piton.review import Decoy, Defect, Fair, review

DEFECTS = [
    Defect(
        "left_over",
        "refunds.py",
        # A range that begins or ends a line beside the comparison means it all the same.
        [
            "if cents > charge.paid:",
            'raise RefundRefused(f"{cents} cents are no refund")',
            'raise RefundRefused(f"{charge.number} was paid with',
            "def _check(self, charge, cents, on):",
            '"""Refuse what may not be refunded."""',
            "self._check(charge, cents, on)",
        ],
        ["wrong-result", "missing-check"],
        "blocker",
    ),
    Defect(
        "key_kept",
        "refunds.py",
        ["self._done[key] = None", "if key in self._done:"],
        ["error-handling", "wrong-result", "missing-check"],
        "blocker",
    ),
]
DECOYS = [
    Decoy(
        "refunds.py",
        "owed = (2 * back * charge.tax + charge.paid) // (2 * charge.paid)",
        "Twice the exact tax plus one, halved downwards: that is rounding to the nearest cent, half "
        "a cent up, in whole numbers, as rule 4 asks",
    ),
    Decoy(
        "refunds.py",
        "if on - charge.paid_on > timedelta(days=REFUND_DAYS):",
        "Day 90 is still in time by rule 3, so `>` is right",
    ),
    Decoy(
        "refunds.py",
        "if cents <= 0:",
        "Rule 2 refuses nothing and less than nothing, and this does",
    ),
]
# True, and not what the release waits for.
FAIR = [Fair("refunds.py", "self._done = {}"), Fair("test_refunds.py")]

review(
    findings="findings.txt",
    classes=[
        "wrong-result",
        "missing-check",
        "error-handling",
        "race",
        "compatibility",
        "weak-test",
        "style",
    ],
    defects=DEFECTS,
    decoys=DECOYS,
    fair=FAIR,
    decoys_allowed=0,
    proof={
        "tests": "test_proof.py",
        "target": "refunds.py",
        "right": "programs/right",
        "planted": "programs/planted",
        "at_least": 2,
    },
    skill="problem/working-with-agents",
)
