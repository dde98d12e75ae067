"""Examples that hold for all readings of the request, and the questions that part these."""

from piton.spec import Question, spec
from probe import read_examples, read_questions


def legal(size, babies, days):
    are_numbers = type(size) is int and type(babies) is int
    is_card = are_numbers and size >= 1 and 0 <= babies < size
    return is_card and (days is None or type(days) is int and days >= 1)


spec(
    get=read_examples,
    asked=read_questions,
    function="bags",
    right="right",
    wrong="wrong",
    legal=legal,
    at_most=12,
    questions={
        "pairs": Question(
            "Does a household of three without babies get one bag or two?", (3, 0, None)
        ),
        "seven": Question(
            "Does a household of seven without babies get three bags or four?", (7, 0, None)
        ),
        "counted": Question(
            "Is a baby one of the people when bags are counted for every two of them?",
            (4, 2, None),
            (6, 2, None),
        ),
        "one-baby": Question(
            "Does a household of three with one baby get two bags or three?",
            (3, 1, None),
        ),
        "limit": Question("Does a household of forty get more than five bags?", (40, 0, None)),
        "babies": Question("Do three babies bring more than one bag?", (40, 3, None)),
        "day": Question(
            "Does a household get half if it was served exactly 14 days ago?", (8, 0, 14)
        ),
        "both": Question(
            "Does a household of two, one of them a baby, get a bag beside the baby's?",
            (2, 1, None),
        ),
        # No card is empty, so no program can be told from another by it.
        "empty": Question("What is done about a card with nobody on it?", (1, 0, None)),
    },
    pick=3,
    skill="problem/working-with-agents",
)
