"""Bills as before, and files of the tariff department put beside the learner's."""

import ast

from piton import cases, check, require
from piton.shape import added, keeps_api, same_as_before, submitted

from probe import asked, bill, plans, plans_from_elsewhere, problems, title

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


def require_problems(laid, files, *, more=0):
    names, without = problems()
    for file in files:
        here = [name for name in names if file.removesuffix(".py") in name]
        require(file in names or not here, f"problems() tells of {file}, and not by the name of the file", got=names, expected=files)
        require(file in names, f"{file} cannot be used, and problems() does not tell", got=names, expected=files)
        require(names.count(file) == 1, f"{file} is told more than once", got=names, expected=files)
    others = [name for name in names if name not in files]
    require(len(others) >= more, f"With {laid}: one of our own files cannot be used either, and problems() does not tell", got=names)
    require(len(others) == more, f"With {laid}: problems() tells of files that can be used", got=names, expected=files)
    require(not without, "A problem has no text that says why, or an empty one", got=without, expected=[])


def require_ours(laid):
    """Our plans work as if the other files were not there."""
    got = [bill(plan, 30, 212, 95, 40) for plan in ("BASE", "FLAT", "STEP")]
    expected = [[10855, 2062], [6901, 1311], [11056, 2101]]
    require(got == expected, f"With {laid}: our own plans BASE, FLAT and STEP do not cost what they cost", got=got, expected=expected)


def require_plans(laid, expected):
    got = plans()
    require(got == sorted(expected), f"With {laid}: plans() does not give the right codes", got=got, expected=sorted(expected))


def require_no_plan(laid, code):
    got = asked(code, 30, 1, 1, 1)
    require(got == "ValueError", f"With {laid}: {code} is no plan, and bill does not raise ValueError", got=got, expected="ValueError")


@check(
    "the folder is found wherever the service is started",
    skill="patterns/pythonic-forms",
    advice="Beside which file does the folder lie? That file knows where it is; the current folder is anybody's.",
    needs=["titles"],
)
def anywhere():
    got = plans_from_elsewhere()
    require(got == sorted(PLANS), "Started in another folder, the service does not find its plans", got=got, expected=sorted(PLANS))


@check(
    "a new tariff is a new file and nothing else",
    skill="patterns/pythonic-forms",
    advice="Who looks for the files? A list that has to be edited is an if in other words. And may a file name have a hyphen, and begin as it likes?",
    needs=["bills", "titles"],
)
def new_tariffs():
    laid = "the new tariffs/T-118.py, tariffs/T-97-spring.py and tariffs/CRM-40.py, and the draft _T-119.py"
    with added("plugins/good"):
        require_plans(laid, [*PLANS, "COOP", "POOL", "TRUCK"])
        for days, day_kwh, night_kwh in cases(lambda rng: (rng.choice([28, 30, 31]), rng.randrange(300), rng.randrange(300)), n=8, valid=lambda *numbers: all(type(n) is int and n >= 0 for n in numbers)):
            assert bill("TRUCK", days, day_kwh, night_kwh, 0) == [30 * night_kwh + 900, (30 * night_kwh + 900) * 19 // 100], "The new tariff TRUCK is not used"
            assert bill("COOP", days, day_kwh, night_kwh, 0) == [11 * days, 0], "The new tariff COOP is not used"
            assert bill("POOL", days, day_kwh, night_kwh, 0) == [45 * day_kwh, 0], "The new tariff POOL is not used"
        got, expected = [title(code) for code in ("TRUCK", "COOP", "POOL")], ["Depot at night", "Farmers' share", "Open-air bath"]
        require(got == expected, "The titles are not those of the new files", got=got, expected=expected)
        require_problems(laid, [])
        require_ours(laid)


@check(
    "nobody tries a tariff before a month is billed",
    skill="patterns/pythonic-forms",
    advice="For which months is a tariff made? Its file says so when it is asked for one of them; you cannot know it beforehand.",
    needs=["new_tariffs"],
)
def untried():
    laid = "tariffs/T-400.py, whose bill takes only months of 29 days"
    with added("plugins/leap"):
        require_problems(laid, [])
        require_plans(laid, [*PLANS, "LEAP"])
        got = bill("LEAP", 29, 212, 95, 40)
        require(got == [290, 29], f"With {laid}: such a month does not cost what the file says", got=got, expected=[290, 29])


@check(
    "broken files are told, and all other plans work",
    skill="patterns/pythonic-forms",
    advice="Read each file for itself: what can go wrong while it is read, and what can be missing afterwards, or be there and be of no use? And which exception has no words of its own?",
    needs=["new_tariffs"],
)
def broken():
    laid = "tariffs/T-200.py to T-206.py and T-210.py, all broken, and the good T-207.py"
    with added("plugins/broken"):
        require_plans(laid, [*PLANS, "WIND"])
        require(bill("WIND", 30, 1, 1, 1) == [77, 7], f"With {laid}: the good one is not used")
        require_ours(laid)
        require_problems(laid, [*(f"T-20{n}.py" for n in range(7)), "T-210.py"])
        for code in ("HALF", "MUTE"):
            require_no_plan(laid, code)
    laid = "tariffs/T-208.py and tariffs/T-209.py, where CODE or TITLE is a number"
    with added("plugins/numbers"):
        require_problems(laid, ["T-208.py", "T-209.py"])
        require_plans(laid, PLANS)


@check(
    "of two files with one code neither is used",
    skill="patterns/pythonic-forms",
    advice="A dictionary keeps the last that comes, setdefault the first, and nobody hears of the other one.",
    needs=["new_tariffs"],
)
def twins():
    laid = "tariffs/T-300.py and tariffs/T-301.py, both of code BOAT, and tariffs/T-302.py, of our code NIGHT"
    with added("plugins/twins"):
        for code in ("BOAT", "NIGHT"):
            require_no_plan(laid, code)
        require_plans(laid, {*PLANS, "WIND"} - {"NIGHT"})
        require_ours(laid)
        require_problems(laid, ["T-300.py", "T-301.py", "T-302.py"], more=1)


@check(
    "STAFF costs what it costs, also when BASE is claimed twice",
    skill="patterns/pythonic-forms",
    advice="STAFF is reckoned from a price of ours. Whom does it ask for that price: our arithmetic, or whoever holds the code BASE today?",
    needs=["twins"],
)
def reckoned():
    laid = "tariffs/T-310.py, of our code BASE"
    with added("plugins/household"):
        require_no_plan(laid, "BASE")
        got = bill("STAFF", 30, 212, 95, 40)
        require(got == [8684, 1650], f"With {laid}: STAFF does not cost what it did", got=got, expected=[8684, 1650])
        require_problems(laid, ["T-310.py"], more=1)
