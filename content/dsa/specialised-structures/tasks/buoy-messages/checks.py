"""Nights at sea, drawn by seed, against a relay that looks at all that went on before."""

from piton import Raised, cases, check, require

from probe import (
    after_a_storm,
    before_it_breaks,
    long_night,
    night_of_large_keys,
    one_each_second,
    side_by_side,
    through,
)

WINDOWS = [10, 60, 90]


def right_numbers(rows, window):
    """The numbers of the messages that go on, from the rules."""
    went_on = []
    for number, (when, key) in enumerate(rows):
        if not any(rows[other][1] == key and when - rows[other][0] < window for other in went_on):
            went_on.append(number)
    return went_on


def draw_night(rng, n=None, keys=4):
    """Messages in the order of their times, often just a window apart."""
    window = rng.choice(WINDOWS)
    when, rows = rng.randint(0, 500), []
    for _ in range(rng.choice([0, 1, 2, 4, 8, 14]) if n is None else n):
        when += rng.choice([0, 0, 1, 2, window // 2, window - 1, window, window + 1])
        rows.append([when, rng.randint(1, keys)])
    return rows, window


def draw_storm(rng):
    """So many messages at once that few of them are old, and then some of them again."""
    window = rng.choice(WINDOWS)
    rows = [[100 + at * (window - 2) // 80, at] for at in range(80)]
    again = rng.sample(range(80), 5)
    return [*rows, *([100 + window - 1, key] for key in again)], window


def good(rows, window):
    times = [row[0] for row in rows]
    return (
        all(type(row) is list and len(row) == 2 for row in rows)
        and all(type(one) is int and one >= 0 for row in rows for one in row)
        and times == sorted(times)
        and window in WINDOWS
    )


def exact(rows, window):
    """Whether two messages of a key stand just a window apart."""
    return any(
        one[1] == other[1] and one[0] - other[0] == window
        for at, one in enumerate(rows)
        for other in rows[:at]
    )


def with_repeats_of_repeats(rows, window):
    """Whether it makes a difference that a dropped message does not count."""
    last, went_on = {}, []
    for number, (when, key) in enumerate(rows):
        if key not in last or when - last[key] >= window:
            went_on.append(number)
        last[key] = when
    return went_on != right_numbers(rows, window)


def same(rows, window, says):
    got, expected = through(rows, window)["went on"], right_numbers(rows, window)
    assert got == expected, says


def drawn(also):
    def draw(rng):
        while True:
            rows, window = draw_night(rng)
            if also(rows, window):
                return rows, window

    return draw


def plain(rows, window):
    return not exact(rows, window) and not with_repeats_of_repeats(rows, window)


@check(
    "a message goes on, and its repeats within the window do not",
    skill="dsa/specialised-structures",
    advice="Which keys went on in the last `window` seconds of *this* message? Not the last thousand, and not since the last cleaning.",
)
def repeats_are_dropped():
    def valid(rows, window):
        return good(rows, window) and plain(rows, window)

    says = "The messages that went on are not the right ones"
    for rows, window in cases(drawn(plain), n=120, valid=valid, examples=[([], 60)]):
        same(rows, window, says)
    for rows, window in cases(draw_storm, n=3, valid=valid):
        same(rows, window, says)


@check(
    "a key that comes again just when the window is over goes on",
    skill="dsa/specialised-structures",
    advice="Less than `window` seconds is a repeat. Equal is not less.",
    needs=["repeats_are_dropped"],
)
def end_of_the_window():
    def also(rows, window):
        return exact(rows, window) and not with_repeats_of_repeats(rows, window)

    def valid(rows, window):
        return good(rows, window) and also(rows, window)

    examples = [([[100, 1], [160, 1]], 60)]
    for rows, window in cases(drawn(also), n=60, valid=valid, examples=examples):
        same(rows, window, "A message just a window after its like was not treated right")


@check(
    "a dropped repeat does not make the window longer",
    skill="dsa/specialised-structures",
    advice="Count from the message that went on. A mast that repeats for ever must not silence a buoy.",
    needs=["end_of_the_window"],
)
def repeats_do_not_count():
    examples = [([[100, 1], [159, 1], [160, 1]], 60)]
    for rows, window in cases(
        drawn(with_repeats_of_repeats), n=60, valid=lambda *one: good(*one), examples=examples
    ):
        same(rows, window, "After a dropped repeat the messages that went on are not the right ones")


@check(
    "a list of messages stays as it was",
    skill="dsa/specialised-structures",
    advice="The log of the mast is read by others, too.",
)
def list_kept():
    for rows, window in cases(draw_night, n=20, valid=good):
        assert through(rows, window)["list kept"] is True, "The list of messages was changed"


@check(
    "a message goes on before the next one is read",
    skill="dsa/specialised-structures",
    advice="Something reads ahead, perhaps by one. When the mast breaks off, whoever reads must have what came in.",
    needs=["repeats_are_dropped"],
)
def one_by_one():
    def valid(rows, window):
        return good(rows, window) and plain(rows, window)

    for rows, window in cases(drawn(plain), n=40, valid=valid, examples=[([[100, 1]], 60)]):
        got = before_it_breaks(rows, window)
        assert got["went on"] == right_numbers(rows, window), (
            "When the mast broke off, not all messages before had gone on"
        )
        assert got["error"] == "ConnectionError", "The mast broke off, and the caller did not get to know"


@check(
    "two relays know nothing of each other",
    skill="dsa/specialised-structures",
    advice="What one call remembers must live in that call. When is a default value made?",
    needs=["repeats_are_dropped"],
)
def two_relays():
    def draw(rng):
        while True:
            (rows, window), (other, _) = draw_night(rng, 6), draw_night(rng, 6)
            if plain(rows, window) and plain(other, window):
                return rows, other, window

    def valid(rows, other, window):
        return all(good(one, window) and plain(one, window) for one in (rows, other))

    examples = [([[100, 1]], [[100, 1]], 60)]
    for rows, other, window in cases(draw, n=40, valid=valid, examples=examples):
        got = side_by_side(rows, other, window)
        expected = [right_numbers(one, window) for one in (rows, other)]
        assert got == expected, "Two relays that are read in turn do not give the right messages"


@check(
    "a message costs a few looks at keys, however many went on in the window",
    skill="dsa/specialised-structures",
    advice="`in` on a list or a deque compares one by one; a dict that is built anew hashes all its keys.",
    grade="C",
    needs=["repeats_do_not_count"],
)
def few_looks():
    def draw(rng):
        return rng.randint(1, 3), 2 * rng.randint(20, 40) + 1, rng.randint(250, 300), 500

    for step, apart, window, number in cases(draw, n=1, valid=lambda *_: False):
        got = long_night(step, apart, window, number)
        rows = [[at * step, at - apart if at % 2 and at >= apart else at] for at in range(number)]
        # Whoever counts wrongly must still know which messages of this night go on.
        assert got["went on"] == right_numbers(rows, window), "On a long night a message is missing or too many"
        for what in ("hashed", "compared"):
            each = got[what] // number
            require(
                each <= 8,
                f"For each message keys are {what} {each} times, and at most 8 times are allowed",
                got=each,
                expected=8,
            )


@check(
    "keys are forgotten when their window is over",
    skill="dsa/specialised-structures",
    advice="The relay runs for months. Who takes a key out that never comes again, also when few new ones come in?",
    grade="B",
    needs=["repeats_do_not_count"],
)
def keys_forgotten():
    def bound(went_on):
        why = f"twice the {went_on} that went on in the last two windows, and a hundred"
        return 2 * went_on + 100, why

    def draw(rng):
        return 500, rng.randint(10, 40)

    for number, window in cases(draw, n=1, valid=lambda *_: False):
        got = one_each_second(number, window)
        limit, why = bound(2 * window)
        require(
            got <= limit,
            f"{number} messages came in, one each second, and with a window of {window} seconds {got} of "
            f"their keys are kept; at most {limit} may be, {why}",
            got=got,
            expected=limit,
        )

    def draw_storm(rng):
        return rng.randint(350, 450), 4 * rng.randint(5, 10)

    for number, window in cases(draw_storm, n=1, valid=lambda *_: False):
        got = after_a_storm(number, window)
        # Four messages in a window went on since the storm.
        limit, why = bound(8)
        require(
            got <= limit,
            f"Two windows after a storm of {number} keys {got} keys are still kept; at most {limit} may be, "
            f"{why}",
            got=got,
            expected=limit,
        )

    # What is counted above is seen from inside; this night is held against the limit of the process.
    for number, window in cases(draw, n=1, valid=lambda *_: False):
        try:
            got = night_of_large_keys(window, number)
        except Raised as error:
            require(
                "MemoryError" not in error.mro,
                f"{number} messages came in, one each second, each with a key of 1 MiB, and 512 MiB were "
                f"not enough, though the window of {window} seconds holds {window} of them",
            )
            raise
        assert got == number, "On a night with large keys not every message went on once"
