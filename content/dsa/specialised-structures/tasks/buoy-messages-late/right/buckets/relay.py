"""Each message once."""


def once(messages, window, lateness):
    """Give the messages without the repeats.

    Time is cut into pieces as long as a window. In a piece a key goes on at most once, and whatever
    is less than a window away lies in the same piece or in a neighbour.
    """
    pieces = {}  # from the number of a piece to {key: when}
    newest = None
    for message in messages:
        when, piece = message.when, message.when // window
        if newest is None or when > newest:
            newest = when
            useful = (newest - lateness) // window - 1
            for number in [number for number in pieces if number < useful]:
                del pieces[number]
        if when < newest - lateness:
            continue
        near = (pieces.get(number, {}).get(message.key) for number in (piece - 1, piece, piece + 1))
        if any(other is not None and abs(when - other) < window for other in near):
            continue
        pieces.setdefault(piece, {})[message.key] = when
        yield message
