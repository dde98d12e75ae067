"""The request for the hatch, as examples that any program for it must agree with."""

LIMIT = 5

EXAMPLES = [((size, 0, None), min(LIMIT, size // 2)) for size in range(2, 30, 2)]
EXAMPLES += [((1, 0, None), 1), ((2, 1, None), 2), ((2, 1, 3), 2)]
EXAMPLES += [((40, babies, None), LIMIT + 1) for babies in range(1, 4)]
EXAMPLES += [((40, babies, 13), (LIMIT + 1) // 2 + 1) for babies in range(1, 4)]
EXAMPLES += [((4, 0, 15), 2), ((6, 0, 13), 2)]

QUESTIONS = ["pairs", "counted", "day"]
