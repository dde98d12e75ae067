"""Nights at sea with late messages, drawn by seed, against a relay that forgets nothing."""

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
LATENESSES = [0, 25, 120, 200]


def numbers_by(rows, window, lateness, slip=None):
    """The numbers of the messages that go on, from the rules, or with one of them misread."""
    newest = None
    went_on = []  # (when, key)
    numbers = []
    for number, (when, key) in enumerate(rows):
        if slip != "newest" or newest is None:
            newest = when if newest is None else max(newest, when)
        behind = newest - when
        if slip not in ("late", "late and forgotten") and (behind > lateness or (slip == "edge of lateness" and behind == lateness > 0)):
            continue
        times = [other for other, its in went_on if its == key]
        if slip == "times":
            times = times[-1:]
        if slip == "memory":
            times = [other for other in times if other > newest - window]
        if slip == "late and forgotten":
            times = [other for other in times if other > newest - lateness - window]
        if slip == "both ways":
            apart = [when - other if other <= when else window + 1 for other in times]
        elif slip == "sign":
            apart = [when - other for other in times]
        else:
            apart = [abs(when - other) for other in times]
        if any(one < window or (slip == "edge of window" and one == window) for one in apart):
            continue
        if slip == "newest":
            newest = max(newest, when)
        went_on.append((when, key))
        numbers.append(number)
    return numbers


SLIPS = [
    "both ways",
    "sign",
    "times",
    "late",
    "late and forgotten",
    "newest",
    "memory",
    "edge of lateness",
    "edge of window",
]


def right_numbers(rows, window, lateness):
    return numbers_by(rows, window, lateness)


def shows_only(rows, window, lateness, shown=()):
    """Whether no misreading makes a difference, except perhaps those in `shown`."""
    right = right_numbers(rows, window, lateness)
    return all(
        slip in shown or numbers_by(rows, window, lateness, slip) == right for slip in SLIPS
    )


# Nights. Each generator draws what one rule is about; other keys come in between.


def draw_night(rng):
    """Some messages with few keys, late now and then."""
    window, lateness = rng.choice(WINDOWS), rng.choice(LATENESSES)
    newest, rows = rng.randint(300, 600), []
    for _ in range(rng.choice([1, 2, 3, 4, 6, 9])):
        newest += rng.choice([0, 1, 5, window // 2, window + 1, rng.randint(0, 99)])
        behind = rng.choice([0, 0, rng.randint(0, lateness), window // 3, lateness + 1])
        rows.append([max(newest - behind, 0), rng.randint(1, 3)])
    return rows, window, lateness


def with_others(draw):
    """Puts messages with keys of their own in between, none of them new in time."""

    def draw_all(rng):
        times, window, lateness = draw(rng)
        begin = rng.randint(300, 600)
        rows, newest = [], begin
        for when, key in times:
            newest = max(newest, begin + when)
            rows.append([begin + when, key])
            if rng.random() < 0.3:
                rows.append([newest - rng.randint(0, lateness // 2), 20 + len(rows)])
        return rows, window, lateness

    return draw_all


@with_others
def at_the_edges(rng):
    window, lateness = rng.choice(WINDOWS), rng.choice(LATENESSES[1:])
    if rng.random() < 0.5:
        return [[0, 1], [window, 1], [window + rng.choice([window - 1, window]), 1]], window, lateness
    if lateness >= window and rng.random() < 0.3:
        return [[0, 1], [-window, 1]], window, lateness
    newest = rng.randint(0, 50)
    return [[0, 1], [newest, 2], [newest - lateness, 3]], window, lateness


@with_others
def the_earlier_one_late(rng):
    window, lateness = rng.choice(WINDOWS[:2]), rng.choice(LATENESSES[2:])
    behind = rng.choice([1, window - 1, window + 1, rng.randint(1, lateness - 1)])
    return [[0, 1], [-behind, 1]], window, lateness


@with_others
def the_key_twice(rng):
    window, lateness = rng.choice(WINDOWS[:2]), 200
    apart = rng.randint(window + 1, 150)
    inside = rng.randint(1, apart - 1)
    two = [[0, 1], [apart, 1]]
    return [*two[:: rng.choice([1, -1])], [inside, 1]], window, lateness


@with_others
def one_too_late(rng):
    window, lateness = rng.choice(WINDOWS), rng.choice(LATENESSES)
    behind = lateness + rng.randint(1, 30)
    return [[0, 1], [-behind, 2], [-behind + rng.choice([0, 5]), 2]], window, lateness


@with_others
def a_repeat_is_newest(rng):
    window, lateness = rng.choice(WINDOWS), rng.choice(LATENESSES)
    later = rng.randint(1, window - 1)
    return [[0, 1], [later, 1], [later - lateness - rng.randint(1, later), 2]], window, lateness


@with_others
def an_old_one_repeated(rng):
    window, lateness = rng.choice(WINDOWS[:2]), 120
    newest = rng.randint(window, window + 119)
    again = rng.randint(max(newest - 119, 1), newest)
    return [[0, 1], [newest, 2], [again, 1]], window, lateness


def showing(draw, *shown):
    """Only nights on which no other misreading shows."""

    def draw_one(rng):
        while True:
            night = draw(rng)
            if shows_only(*night, shown):
                return night

    return draw_one


def good(rows, window, lateness):
    return (
        all(type(row) is list and len(row) == 2 for row in rows)
        and all(type(one) is int and one >= 0 for row in rows for one in row)
        and window in WINDOWS
        and lateness in LATENESSES
    )


def play(says, draw, *shown, n=40, examples=()):
    def valid(rows, window, lateness):
        return good(rows, window, lateness) and shows_only(rows, window, lateness, shown)

    for night in cases(showing(draw, *shown), n=n, valid=valid, examples=examples):
        got, expected = through(*night)["went on"], right_numbers(*night)
        assert got == expected, says


@check(
    "messages in order and out of order go on, and plain repeats do not",
    skill="dsa/specialised-structures",
    advice="Begin with nights on which no message is late. What does the relay of last time do there?",
)
def ordinary_nights():
    play("The messages that went on are not the right ones", draw_night, n=60, examples=[([], 60, 120)])


@check(
    "just a window apart is no repeat, and just `lateness` behind is not too late",
    skill="dsa/specialised-structures",
    advice="Put the numbers of the example into your conditions: 550 after 490 and 610, 490 after 610.",
    needs=["ordinary_nights"],
)
def edges():
    play(
        "A message at the very edge of a rule was not treated right",
        at_the_edges,
        "edge of lateness",
        "edge of window",
        examples=[([[500, 1], [560, 1]], 60, 120), ([[500, 1], [380, 2]], 60, 120)],
    )


@check(
    "a repeat may be the earlier of the two, and comes in late",
    skill="dsa/specialised-structures",
    advice="Less than a window away has two sides. What does `when - other < window` say of a negative number?",
    needs=["ordinary_nights"],
)
def both_ways():
    play(
        "With a repeat that was sent before its like the messages that went on are not the right ones",
        the_earlier_one_late,
        "both ways",
        "sign",
        examples=[([[500, 1], [470, 1]], 60, 120), ([[500, 1], [430, 1]], 60, 120)],
    )


@check(
    "a key is remembered as long as a late message can still repeat it",
    skill="dsa/specialised-structures",
    advice="The oldest message that may still come is `lateness` old, and may repeat one a window older.",
    needs=["both_ways"],
)
def long_memory():
    play(
        "A late repeat went on, or a late message did not",
        an_old_one_repeated,
        "memory",
        "both ways",
        "sign",
        examples=[([[400, 1], [500, 2], [410, 1]], 60, 120), ([[400, 1], [550, 2], [450, 1]], 60, 120)],
    )


@check(
    "each time at which a key went on counts, not only the last",
    skill="dsa/specialised-structures",
    advice="A key can go on at 490 and at 610. Which of the two does a message of 500 repeat?",
    needs=["long_memory"],
)
def all_times():
    play(
        "With a key that went on several times the messages that went on are not the right ones",
        the_key_twice,
        "times",
        "both ways",
        "sign",
        examples=[([[400, 1], [500, 1], [410, 1]], 60, 120), ([[500, 1], [400, 1], [510, 1]], 60, 120)],
    )


@check(
    "a message that is too late is dropped and counts for nothing",
    skill="dsa/specialised-structures",
    advice="Compare with the newest time that has been read, and do it before anything is remembered.",
    needs=["ordinary_nights"],
)
def too_late():
    play(
        "With a message that came too late the messages that went on are not the right ones",
        one_too_late,
        "late",
        "late and forgotten",
        examples=[([[500, 1], [300, 2]], 60, 120)],
    )


@check(
    "the newest time is that of all messages, the dropped ones included",
    skill="dsa/specialised-structures",
    advice="Also a repeat tells what time it is.",
    needs=["too_late"],
)
def newest_of_all():
    play(
        "After a dropped message with the newest time the messages that went on are not the right ones",
        a_repeat_is_newest,
        "newest",
        "late",
        "late and forgotten",
        examples=[([[500, 1], [550, 1], [425, 2]], 60, 120)],
    )


@check(
    "a list of messages stays as it was",
    skill="dsa/specialised-structures",
    advice="The log of the mast is read by others, too, in the order in which it came.",
)
def list_kept():
    for night in cases(draw_night, n=20, valid=good):
        assert through(*night)["list kept"] is True, "The list of messages was changed"


@check(
    "a message goes on before the next one is read",
    skill="dsa/specialised-structures",
    advice="Whoever waits until no earlier message can come, and sorts, makes every message `lateness` late.",
    needs=["ordinary_nights"],
)
def one_by_one():
    def valid(rows, window, lateness):
        return good(rows, window, lateness) and shows_only(rows, window, lateness)

    for night in cases(showing(draw_night), n=30, valid=valid, examples=[([[100, 1]], 60, 120)]):
        got = before_it_breaks(*night)
        assert got["went on"] == right_numbers(*night), (
            "When the mast broke off, not all messages before had gone on"
        )
        assert got["error"] == "ConnectionError", "The mast broke off, and the caller did not get to know"


@check(
    "two relays know nothing of each other",
    skill="dsa/specialised-structures",
    advice="What one call remembers must live in that call, the newest time included.",
    needs=["ordinary_nights"],
)
def two_relays():
    def draw(rng):
        while True:
            (rows, window, lateness), (other, _, _) = draw_night(rng), draw_night(rng)
            if all(shows_only(one, window, lateness) for one in (rows, other)):
                return rows, other, window, lateness

    def valid(rows, other, window, lateness):
        return all(
            good(one, window, lateness) and shows_only(one, window, lateness) for one in (rows, other)
        )

    examples = [([[100, 1]], [[100, 1]], 60, 120), ([[100, 1]], [[900, 2]], 60, 120)]
    for rows, other, window, lateness in cases(draw, n=30, valid=valid, examples=examples):
        got = side_by_side(rows, other, window, lateness)
        expected = [right_numbers(one, window, lateness) for one in (rows, other)]
        assert got == expected, "Two relays that are read in turn do not give the right messages"


@check(
    "a message costs a few looks at keys, however many are remembered",
    skill="dsa/specialised-structures",
    advice="Find by the key, forget by the time. Neither should have to look at everything.",
    grade="C",
    needs=["all_times", "long_memory", "newest_of_all"],
)
def few_looks():
    def draw(rng):
        lateness = rng.randint(40, 60)
        return [rng.randint(0, lateness) for _ in range(500)], rng.randint(100, 140), lateness

    for jitters, window, lateness in cases(draw, n=1, valid=lambda *_: False):
        got = long_night(jitters, window, lateness)
        rows = [[at - one, at - one if at % 2 else at] for at, one in enumerate(jitters)]
        # Whoever counts wrongly must still know which messages of this night go on.
        assert got["went on"] == right_numbers(rows, window, lateness), (
            "On a long night a message is missing or too many"
        )
        for what in ("hashed", "compared"):
            each = got[what] // len(rows)
            require(
                each <= 16,
                f"For each message keys are {what} {each} times, and at most 16 times are allowed",
                got=each,
                expected=16,
            )


@check(
    "keys are forgotten when no message can repeat them any more",
    skill="dsa/specialised-structures",
    advice="The relay runs for months. Who takes a key out that never comes again, also when few new ones come in?",
    grade="B",
    needs=["all_times", "long_memory", "newest_of_all"],
)
def keys_forgotten():
    def bound(went_on):
        why = f"twice the {went_on} that went on in the last 2·(`window` + `lateness`) seconds, and a hundred"
        return 2 * went_on + 100, why

    def draw(rng):
        return 500, rng.randint(20, 40), rng.randint(5, 15)

    for number, window, lateness in cases(draw, n=1, valid=lambda *_: False):
        got = one_each_second(number, window, lateness)
        limit, why = bound(2 * (window + lateness))
        require(
            got <= limit,
            f"{number} messages came in, one each second, and with a window of {window} seconds and a "
            f"lateness of {lateness} {got} of their keys are kept; at most {limit} may be, {why}",
            got=got,
            expected=limit,
        )

    def draw_storm(rng):
        return rng.randint(350, 450), 4 * rng.randint(5, 10), 4 * rng.randint(0, 10)

    for number, window, lateness in cases(draw_storm, n=1, valid=lambda *_: False):
        got = after_a_storm(number, window, lateness)
        # Four messages in a window and a lateness went on since the storm.
        limit, why = bound(8)
        require(
            got <= limit,
            f"Long after a storm of {number} keys {got} keys are still kept; at most {limit} may be, {why}",
            got=got,
            expected=limit,
        )

    # What is counted above is seen from inside; this night is held against the limit of the process.
    for number, window, lateness in cases(draw, n=1, valid=lambda *_: False):
        try:
            got = night_of_large_keys(window, lateness, number)
        except Raised as error:
            require(
                "MemoryError" not in error.mro,
                f"{number} messages came in, one each second, each with a key of 1 MiB, and 512 MiB were "
                f"not enough, though a window of {window} seconds and a lateness of {lateness} hold "
                f"{window + lateness} of them",
            )
            raise
        assert got == number, "On a night with large keys not every message went on once"
