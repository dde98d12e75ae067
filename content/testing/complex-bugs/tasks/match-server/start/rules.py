"""What a move may be."""

MOST = 100


class Refused(ValueError):
    """A move that is against the rules."""


def check(match, player, points):
    if player not in match.players:
        raise Refused(f"{player} does not play in {match.name}")
    if not 0 < points <= MOST:
        raise Refused(f"{player} cannot make {points} points in {match.name}")
