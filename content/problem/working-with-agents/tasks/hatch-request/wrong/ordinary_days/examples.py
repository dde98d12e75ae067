"""The request for the hatch, as examples that any program for it must agree with."""

EXAMPLES = [
    ((1, 0, None), 1),
    ((2, 0, None), 1),
    ((4, 0, None), 2),
    ((6, 0, None), 3),
    ((8, 0, None), 4),
    ((2, 1, None), 2),
    ((4, 0, 7), 1),
    ((6, 0, 7), 2),
    ((8, 0, 7), 2),
    ((8, 0, 90), 4),
]

QUESTIONS = ["pairs", "counted", "day"]
