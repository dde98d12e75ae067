"""Bills as before, and files of the tariff department put beside the learner's."""

import ast

from piton import cases, check, raises, require
from piton.shape import added, keeps_api, same_as_before, submitted

from probe import bill, plans, problems, title

PLANS = ["BASE", "DAILY", "FLAT", "NIGHT", "SOCIAL", "STAFF", "STEP", "SUN"]
EDGES = [0, 1, 49, 50, 51, 99, 100, 101, 249, 250, 251, 299, 300, 301]


def households(rng):
    plan = rng.choice([*PLANS, "base", "CARGO"])
    return plan, rng.choice([28, 30, 31]), rng.randrange(400), rng.choice([0, rng.randrange(300)]), rng.randrange(200)


def household(plan, days, day_kwh, night_kwh, fed_kwh):
    return type(plan) is str and all(type(n) is int and n >= 0 for n in (days, day_kwh, night_kwh, fed_kwh))


@check(
    "our plans cost what they cost, to the cent",
    skill="patterns/pythonic-forms",
    advice="Each plan rounds in its own way and at its own place. Compare the old branch with the new file, line by line.",
)
def bills():
    edges = [(plan, 30, kwh, 0, 7) for plan in PLANS for kwh in EDGES]
    same_as_before(bill, households, n=150, valid=household, examples=edges, messages=False)


@check(
    "bill, title and plans can be called as before",
    skill="patterns/pythonic-forms",
    advice="Others import these names.",
)
def api():
    keeps_api("billing.py")


@check(
    "codes and titles are what they were",
    skill="patterns/pythonic-forms",
    advice="The name on the invoice belongs to the tariff, too.",
    needs=["api"],
)
def titles():
    same_as_before(title, lambda rng: rng.choice([*PLANS, "CARGO"]), n=12, valid=lambda plan: type(plan) is str, examples=PLANS, messages=False)
    got = plans()
    require(got == sorted(PLANS), "The codes of all plans are not the same any more, sorted", got=got, expected=sorted(PLANS))


@check(
    "no plan is named outside of tariffs",
    skill="patterns/pythonic-forms",
    advice="Where a code stands, the next tariff has to be added. What does the file of a tariff know that this line could ask it?",
)
def no_plan_named():
    for path, tree in sorted(submitted().trees.items()):
        if not path.startswith("tariffs/"):
            for node in ast.walk(tree):
                named = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
                require(named not in PLANS, f"The plan {named} is named in {path}, line {getattr(node, 'lineno', 0)}")


def require_problems(files, *, more=0):
    names, n_reasons = problems()
    for file in files:
        require(file in names, f"{file} cannot be used, and problems() does not tell", got=names, expected=files)
        require(names.count(file) == 1, f"{file} is told more than once", got=names, expected=files)
    others = [name for name in names if name not in files]
    require(len(others) == more, "problems() tells of files that can be used", got=names, expected=files)
    require(n_reasons == len(names), "A problem has no text that says why", got=n_reasons, expected=len(names))


def require_ours():
    """Our plans work as if the other files were not there."""
    got = [bill(plan, 30, 212, 95, 40) for plan in ("BASE", "FLAT", "STEP")]
    expected = [[10855, 2062], [6901, 1311], [11056, 2101]]
    require(got == expected, "Our own plans do not work any more beside the new files", got=got, expected=expected)


@check(
    "a new tariff is a new file and nothing else",
    skill="patterns/pythonic-forms",
    advice="Who looks for the files? A list that has to be edited is an if in other words. And may a file name have a hyphen?",
    needs=["bills", "titles"],
)
def new_tariffs():
    expected = sorted([*PLANS, "COOP", "TRUCK"])
    with added("plugins/good"):
        got = plans()
        require(got == expected, "With two new files in tariffs, plans() does not give their codes as well", got=got, expected=expected)
        for days, day_kwh, night_kwh in cases(lambda rng: (rng.choice([28, 30, 31]), rng.randrange(300), rng.randrange(300)), n=8, valid=lambda *numbers: all(type(n) is int and n >= 0 for n in numbers)):
            assert bill("TRUCK", days, day_kwh, night_kwh, 0) == [30 * night_kwh + 900, (30 * night_kwh + 900) * 19 // 100], "The new tariff TRUCK is not used"
            assert bill("COOP", days, day_kwh, night_kwh, 0) == [11 * days, 0], "The new tariff COOP is not used"
        got = [title("TRUCK"), title("COOP")]
        require(got == ["Depot at night", "Farmers' share"], "The titles are not those of the new files", got=got, expected=["Depot at night", "Farmers' share"])
        require_problems([])
        require_ours()


@check(
    "broken files are told, and all other plans work",
    skill="patterns/pythonic-forms",
    advice="Read each file for itself: what can go wrong while it is read, and what can be missing afterwards, or be there and be of no use?",
    needs=["new_tariffs"],
)
def broken():
    with added("plugins/broken"):
        got, expected = plans(), sorted([*PLANS, "WIND"])
        require(got == expected, "Beside seven broken files and a good one, plans() is not right", got=got, expected=expected)
        require(bill("WIND", 30, 1, 1, 1) == [77, 7], "The good file beside the broken ones is not used")
        require_ours()
        require_problems([f"T-20{n}.py" for n in range(7)])
        for code in ("HALF", "MUTE"):
            with raises("ValueError"):
                bill(code, 30, 1, 1, 1)
    with added("plugins/numbers"):
        require_problems(["T-208.py", "T-209.py"])
        got, expected = plans(), sorted(PLANS)
        require(got == expected, "Beside two files with a number for a string, plans() is not right", got=got, expected=expected)


@check(
    "of two files with one code neither is used",
    skill="patterns/pythonic-forms",
    advice="A dictionary keeps the last that comes, setdefault the first, and nobody hears of the other one.",
    needs=["new_tariffs"],
)
def twins():
    with added("plugins/twins"):
        for code in ("BOAT", "NIGHT"):
            with raises("ValueError"):
                bill(code, 30, 1, 1, 1)
        got, expected = plans(), sorted({*PLANS, "WIND"} - {"NIGHT"})
        require(got == expected, "With BOAT and NIGHT claimed twice, plans() is not right", got=got, expected=expected)
        require_ours()
        require_problems(["T-300.py", "T-301.py", "T-302.py"], more=1)


@check(
    "STAFF costs what it costs, also when BASE is claimed twice",
    skill="patterns/pythonic-forms",
    advice="STAFF is reckoned from a price of ours. Whom does it ask for that price: our arithmetic, or whoever holds the code BASE today?",
    needs=["twins"],
)
def reckoned():
    with added("plugins/household"):
        with raises("ValueError"):
            bill("BASE", 30, 212, 95, 40)
        got = bill("STAFF", 30, 212, 95, 40)
        require(got == [8684, 1650], "Where BASE is claimed twice, STAFF does not cost what it did", got=got, expected=[8684, 1650])
        require_problems(["T-310.py"], more=1)
