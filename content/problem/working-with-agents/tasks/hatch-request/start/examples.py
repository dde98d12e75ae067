"""The request for the hatch, as examples that any program for it must agree with."""

# Pairs: (size, babies, days), and how many bags. At most twelve.
EXAMPLES = [
    ((8, 0, None), 4),
]

# The names of three of these questions:
#
#   pairs     Does a household of three without babies get one bag or two?
#   seven     Does a household of seven without babies get three bags or four?
#   counted   Is a baby one of the people when bags are counted for every two of them?
#   one-baby  Does a household of three with one baby get two bags or three?
#   limit     Does a household of forty get more than five bags?
#   babies    Do three babies bring more than one bag?
#   day       Does a household get half if it was served exactly 14 days ago?
#   both      Does a household of two, one of them a baby, get a bag beside the baby's?
#   empty     What is done about a card with nobody on it?
QUESTIONS = []
