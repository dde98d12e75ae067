"""The league's table of strengths. It is far away, and changes after each match somewhere."""

TABLE = {"Ada": 3, "Bo": 2, "Cem": 5, "Dina": 4}

# Everybody who was asked for; the league sends a bill.
asked = []


def strength(player):
    asked.append(str(player))
    return TABLE[player]
