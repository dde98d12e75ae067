"""The request for the hatch, as examples that any program for it must agree with."""

LIMIT = 5

EXAMPLES = [
    # A bag for every two people, at least one.
    ((8, 0, None), 4),
    ((1, 0, None), 1),
    # Never more than the limit, and the baby's bag also beyond it.
    ((40, 0, None), LIMIT),
    ((40, 1, None), LIMIT + 1),
    ((40, 3, None), LIMIT + 1),
    # At least one beside the baby's.
    ((2, 1, None), 2),
    # Half of what it would be otherwise, the larger part; the baby's bag whole.
    ((8, 0, 13), 2),
    ((2, 0, 1), 1),
    ((40, 0, 3), (LIMIT + 1) // 2),
    ((40, 1, 3), (LIMIT + 1) // 2 + 1),
    # Long enough ago.
    ((8, 0, 15), 4),
    ((8, 0, 90), 4),
]

QUESTIONS = ["pairs", "counted", "day"]
