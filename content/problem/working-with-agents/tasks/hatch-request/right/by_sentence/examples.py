"""Every sentence of the request with the calls that show it."""

LIMIT = 5
LARGER_HALF = LIMIT - LIMIT // 2

SENTENCES = {
    "a bag for every two people": {(6, 0, None): 3},
    "each gets at least one, the baby's bag not meant": {(1, 0, None): 1, (2, 1, None): 2},
    "one bag more for any number of babies, also beyond the limit": {(60, 2, None): LIMIT + 1},
    "half of what it would get otherwise": {(4, 0, 13): 1, (60, 0, 13): LARGER_HALF},
    "the larger part": {(6, 0, 2): 2},
    "the baby's bag is never halved": {(2, 1, 1): 2, (60, 4, 1): LARGER_HALF + 1},
    "only in the last 14 days": {(4, 0, 15): 2},
}

EXAMPLES = [[list(call), result] for shown in SENTENCES.values() for call, result in shown.items()]
QUESTIONS = ("day", "counted", "seven")
