"""Questions in an order drawn by seed, against answers from the rules; then the tests."""

from datetime import date, timedelta

from piton import cases, check, require
from piton.suites import suite

from probe import asked, names_of_the_tests, roster, wages

SKILL = "testing/complex-bugs"
WEEKDAY, WEEKEND, HOLIDAY = 80, 120, 160
TABLE = {"north": ["01-01", "05-17", "12-25"], "south": ["01-01", "06-06", "12-25"]}
REGIONS = list(TABLE)
DAYS = ["05-16", "05-17", "05-18", "06-05", "06-06", "06-08", "12-25", "03-02", "03-07", "03-08"]
CORRECTED = ["05-18", "06-05", "03-02", "03-07"]
NAMES = ["Ida", "Jon", "Kim", "Lea"]
KEPT = [
    "test_names_in_their_order",
    "test_a_name_only_once",
    "test_the_first_duty",
    "test_then_somebody_else",
    "test_duties",
    "test_nobody_on_the_roster",
    "test_pay_on_a_weekday",
    "test_pay_at_the_weekend",
    "test_pay_on_a_holiday",
    "test_loaded_once",
    "test_holidays",
    "test_a_corrected_almanac",
    "test_region_from_the_environment",
    "test_region_that_is_named",
    "test_wages",
]


# The answers, from the rules of the ticket.


def paid(day, holidays):
    if day in holidays:
        return HOLIDAY
    return WEEKEND if date.fromisoformat(day).weekday() >= 5 else WEEKDAY


def expected(script):
    table = {region: list(days) for region, days in TABLE.items()}
    environment, answers, known, loaded = None, [], {}, []
    for what, *rest in script:
        answer = None
        if what == "environment":
            environment = rest[0]
        elif what == "correct":
            region, day = rest
            table[region] = sorted({*table[region], day})
            known = {}
        else:
            year = rest[0] if what == "holidays" else int(rest[0][:4])
            region = (rest[1] if len(rest) > 1 else None) or environment or "north"
            if (year, region) not in known:
                loaded.append([year, region])
                known[year, region] = [f"{year}-{day}" for day in table[region]]
            days = known[year, region]
            answer = sorted(days) if what == "holidays" else paid(rest[0], days)
        answers.append(answer)
    return {"answers": answers, "loaded": loaded}


def legal(script, kinds, years=(2026,), named=True):
    """Whether a shrunk script is still one."""
    for what, *rest in script:
        if what not in kinds:
            return False
        if what == "environment" and rest not in [[None], ["north"], ["south"]]:
            return False
        if what == "correct" and not (rest[0] in REGIONS and rest[1] in CORRECTED):
            return False
        if what in ("pay", "holidays"):
            if len(rest) > 1 and rest[1] not in REGIONS:
                return False
            if named and len(rest) < 2:
                return False
        if what == "pay" and not (rest[0][5:] in DAYS and int(rest[0][:4]) in years):
            return False
        if what == "holidays" and rest[0] not in years:
            return False
    return True


def question(rng, regions, years=(2026,)):
    region = rng.choice(regions)
    named = [] if region is None else [region]
    year = rng.choice(years)
    if rng.random() < 0.6:
        return ["pay", f"{year}-{rng.choice(DAYS)}", *named]
    return ["holidays", year, *named]


YEARS = (2025, 2026, 2027)


def of_one_region(rng):
    region = rng.choice(REGIONS)
    return ([question(rng, [region], YEARS) for _ in range(rng.randint(1, 6))],)


@check(
    "pay and holidays of one region are right, year by year",
    skill=SKILL,
    advice="This was right before. Which of your changes has to do with the year?",
)
def pay_and_holidays():
    def valid(script):
        regions = {rest[-1] for _, *rest in script}
        return legal(script, ("pay", "holidays"), YEARS) and len(regions) == 1

    for (script,) in cases(of_one_region, n=40, valid=valid):
        got = asked(script)["answers"]
        assert got == expected(script)["answers"], "Pay or holidays of one region are not right"
    for days, region in cases(some_days, n=20, valid=good_days):
        right = sum(expected([["pay", day, region or "north"] for day in days])["answers"])
        assert wages(days, region) == right, "The wages are not right"


def some_days(rng):
    days = [f"2026-{day}" for day in rng.sample(DAYS, rng.randint(0, 4))]
    return days, rng.choice([None, *REGIONS])


def good_days(days, region):
    return all(day[:5] == "2026-" and day[5:] in DAYS for day in days)


def of_two_regions(rng):
    return ([question(rng, REGIONS) for _ in range(rng.randint(2, 6))],)


@check(
    "an answer for one region does not depend on what was asked for another one before",
    skill=SKILL,
    advice="One failing test was right. What does the service remember, and under which key?",
)
def regions():
    def valid(script):
        return legal(script, ("pay", "holidays"))

    examples = [([["holidays", 2026, "north"], ["holidays", 2026, "south"]],)]
    for (script,) in cases(of_two_regions, n=40, valid=valid, examples=examples):
        got = asked(script)["answers"]
        assert got == expected(script)["answers"], "An answer depends on what was asked before"


def in_an_environment(rng):
    script = []
    for _ in range(rng.randint(3, 7)):
        if rng.random() < 0.4:
            script.append(["environment", rng.choice([None, "north", "south"])])
        else:
            script.append(question(rng, [None]))
    return (script,)


@check(
    "without a region each call goes by the environment as it is at that moment",
    skill=SKILL,
    advice="The first cache is right now. Where else is an answer kept under a key that lacks "
    "something which decides?",
    needs=["regions"],
)
def region_of_the_call():
    def valid(script):
        return legal(script, ("pay", "holidays", "environment"), named=False) and all(
            len(step) == 2 for step in script
        )

    examples = [([["pay", "2026-06-06"], ["environment", "south"], ["pay", "2026-06-06"]],)]
    for (script,) in cases(in_an_environment, n=40, valid=valid, examples=examples):
        got = asked(script)["answers"]
        assert got == expected(script)["answers"], (
            "An answer is not the right one when DUTY_REGION changes"
        )


def with_corrections(rng):
    region = rng.choice(REGIONS)
    script = []
    for _ in range(rng.randint(3, 7)):
        if rng.random() < 0.3:
            script.append(["correct", region, rng.choice(CORRECTED)])
        else:
            script.append(question(rng, [region]))
    return (script,)


@check(
    "after forget() everything goes by the corrected almanac",
    skill=SKILL,
    advice="Whatever is worked out from the almanac is old when the almanac is.",
)
def corrections():
    def valid(script):
        regions = {rest[0] if what == "correct" else rest[-1] for what, *rest in script}
        return legal(script, ("pay", "holidays", "correct")) and len(regions) == 1

    pay = ["pay", "2026-03-02", "north"]
    examples = [([pay, ["correct", "north", "03-02"], pay],)]
    for (script,) in cases(with_corrections, n=40, valid=valid, examples=examples):
        got = asked(script)["answers"]
        assert got == expected(script)["answers"], "After a correction an answer is still the old one"


@check(
    "the almanac is loaded once for each year and region",
    skill=SKILL,
    advice="A call takes two seconds. What belongs into the key, so that it need not be made again?",
)
def loaded_once():
    def valid(script):
        return legal(script, ("pay", "holidays"))

    for (script,) in cases(of_two_regions, n=30, valid=valid):
        got = asked(script)["loaded"]
        twice = [one for at, one in enumerate(got) if one in got[:at]]
        assert twice == [], "The almanac of a year and region was loaded more than once"


def some_people(rng):
    script = [["add", name] for name in rng.sample(NAMES, rng.randint(0, 3))]
    for _ in range(rng.randint(1, 8)):
        roll = rng.random()
        day = date(2026, 3, 1) + timedelta(days=rng.randrange(28))
        if roll < 0.7:
            script.append(["assign", day.isoformat()])
        elif roll < 0.9:
            script.append(["add", rng.choice(NAMES)])
        else:
            script.append(["names"])
    return [*script, *(["duties", step[1]] for step in script if step[0] == "add")], rng.randrange(99)


def is_day_of_march(day):
    return date(2026, 3, 1) <= date.fromisoformat(day) <= date(2026, 3, 31)


@check(
    "a duty goes to one of those who have had the fewest",
    skill=SKILL,
    advice="Which of them it is was never promised; that it is one of them is.",
)
def people():
    def valid(script, seed):
        added = set()
        for what, *rest in script:
            if what not in ("add", "assign", "names", "duties"):
                return False
            if what == "duties" and rest[0] not in added:
                return False
            if what == "add":
                if rest[0] not in NAMES:
                    return False
                added.add(rest[0])
            if what == "assign" and not is_day_of_march(rest[0]):
                return False
        return type(seed) is int

    late = [["add", "Ida"], ["assign", "2026-03-02"], ["add", "Jon"], *[["assign", "2026-03-03"]] * 2]
    for script, seed in cases(some_people, n=200, valid=valid, examples=[(late, 1)]):
        got = roster(script, seed)
        duties = {}
        require(type(got) is list and len(got) == len(script), "The roster gave no list")
        for (what, *rest), answer in zip(script, got):
            if what == "add":
                right = "ValueError" if rest[0] in duties else None
                duties.setdefault(rest[0], [])
                assert answer == right, f"Adding {rest[0]} is not right"
            elif what == "names":
                assert answer == list(duties), "The names are not those on the roster, in their order"
            elif what == "duties":
                assert answer == duties[rest[0]], f"The duties of {rest[0]} are not right"
            elif not duties:
                assert answer == "LookupError", "There was nobody to give the duty to"
            else:
                least = min(map(len, duties.values()))
                fewest = [name for name, days in duties.items() if len(days) == least]
                require(
                    type(answer) is str and answer in fewest,
                    f"The duty of {rest[0]} did not go to one of those who had had the fewest",
                )
                duties[answer].append(rest[0])


@check(
    "every test that there was is still there",
    skill=SKILL,
    advice="The dashboards look for the fifteen names. Each test keeps its own, whatever it asks now, and "
    "stays a test: not renamed, not taken out, not called from another one.",
)
def tests_kept():
    found = names_of_the_tests()
    gone = [name for name in KEPT if name not in found]
    others = f", and {len(gone) - 1} more" if len(gone) > 1 else ""
    require(not gone, f"A test is no longer there: {''.join(gone[:1])}{others}")


suite_of_tests = suite(
    target="duty.py",
    tests="test_duty.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=40,
    # So that a suite that uses it is turned down by those that have no such parameter, and told so.
    interface=["rng"],
    skill=SKILL,
)
