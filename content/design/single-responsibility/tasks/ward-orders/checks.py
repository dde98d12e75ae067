"""Step 1 behaves as before; step 2 does the ticket; between the two, little has to be touched."""

import ast
import re
from datetime import date, timedelta

from piton import cases, check, require
from piton.shape import (
    keeps_api,
    no_new,
    original,
    reference,
    resources,
    same_as_before,
    spread,
    spreads_within,
    submitted,
)
from probe import restructured, with_the_ticket

SRP = "design/single-responsibility"
GIVES = {
    "O-": ["O-"],
    "O+": ["O+", "O-"],
    "A-": ["A-", "O-"],
    "A+": ["A+", "A-", "O+", "O-"],
}
RESERVE = 2
DAY = date(2026, 3, 9)
WARDS = ["Ward 4", "Theatre 2", "Maternity"]
MONTHS = (
    "January February March April May June July August September October November December".split()
)


# Evenings, drawn by seed. A unit is number, group, day of expiry; an order is number, ward, group,
# units, urgent. Days are text, as a log writes them.


def after(days, start=DAY):
    return (start + timedelta(days=days)).isoformat()


def evening(rng):
    day = DAY + timedelta(days=rng.randrange(300))
    shelf = [
        [f"U-{n}", rng.choice([*GIVES, "O-", "O-"]), after(rng.randrange(-2, 12), day)]
        for n in rng.sample(range(10, 99), rng.randrange(9))
    ]
    orders = []
    for n in range(rng.randrange(1, 4)):
        group = rng.choice([*GIVES] * 3 + ["C+"])
        units = rng.choice([0, 1, 1, 2, 2, 3, 4, -1])
        orders.append([f"B-{n + 1}", rng.choice(WARDS), group, units, rng.random() < 0.4])
    return day.isoformat(), shelf, orders


def legal(day, shelf, orders):
    numbers = [unit[0] for unit in shelf if type(unit) is list and len(unit) == 3]
    today = date.fromisoformat(day)
    return (
        after(0) <= day < after(300)
        and len(set(numbers)) == len(numbers) == len(shelf)
        and all(type(n) is str and n and g in GIVES and near(e, today) for n, g, e in shelf)
        and all(type(one) is list and len(one) == 5 for one in orders)
        and all(n and w in WARDS and g and type(u) is int for n, w, g, u, _ in orders)
        and all(type(urgent) is bool for *_, urgent in orders)
    )


def near(day, today):
    return abs(date.fromisoformat(day) - today) < timedelta(days=40)


EVENINGS = [
    (
        after(0),
        [["U-17", "A+", after(3)], ["U-21", "O-", after(9)]],
        [["B-1", "Ward 4", "A+", 1, False]],
    ),
    (after(0), [["U-21", "O-", after(0)]], [["B-1", "Ward 4", "A-", 2, True]]),
    (after(0), [["U-21", "O-", after(-1)]], [["B-1", "Ward 4", "O-", 1, True]]),
    (after(0), [["U-2", "O-", after(5)]], [["B-1", "Ward 4", "O-", 1, False]]),
    (
        after(0),
        [[f"U-{n}", "O-", after(n)] for n in (5, 4, 3)],
        [["B-1", "Ward 4", "O-", 1, False], ["B-2", "Maternity", "A+", 3, True]],
    ),
    (after(0), [], [["B-1", "Theatre 2", "C+", 1, True], ["B-2", "Theatre 2", "O+", 0, False]]),
]


# What the ticket asks for, from the rules.


def in_words(written):
    day = date.fromisoformat(written)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def served(day, shelf, orders):
    """Tell what happens when the ticket is done."""
    events, shelf = [], [list(unit) for unit in shelf]
    for order in orders:
        events += _one(day, shelf, order)
        events.append(["shelf", [unit[0] for unit in shelf]])
    return events


def _one(day, shelf, order):
    number, ward, group, wanted, urgent = order
    entry = f"{day} {number}"

    def notice(*lines):
        head = f"Order {number} for {ward}, {in_words(day)}"
        return ["to", ward, "".join(f"{line}\n" for line in (head, *lines, "Questions? Line 4410."))]

    if group not in GIVES:
        return [["log", f"{entry} INVALID {group}"], ["raised", "ValueError", f"no such group: {group}"]]
    if wanted < 1:
        says = notice("cannot be served: it asks for no units.")
        return [["log", f"{entry} REFUSED nothing ordered"], says, ["left", []]]
    found = []
    for one in GIVES[group]:
        units = [unit for unit in shelf if unit[1] == one and unit[2] >= day]
        units.sort(key=lambda unit: (unit[2], unit[0]))
        kept = RESERVE if one == "O-" and not urgent else 0
        found += units[: max(0, len(units) - kept)]
    if not urgent and len(found) < wanted:
        why = f"cannot be served: we can give {len(found)} of {wanted} units."
        says = notice(why, "Call us if fewer will do.")
        return [["log", f"{entry} REFUSED {len(found)} of {wanted}"], says, ["left", []]]
    asking = "The duty doctor is asking other banks."
    doctor = "duty doctor"
    if not found:
        return [
            ["log", f"{entry} EMPTY"],
            ["to", doctor, f"{ward} needs {wanted} units of {group}: none here\n"],
            notice("cannot be served: the shelf is empty.", asking),
            ["left", []],
        ]
    taken = found[:wanted]
    events, lines = [], []
    for unit in taken:
        shelf.remove(unit)
        events.append(["log", f"{entry} ISSUED {unit[0]}"])
        other = "" if unit[1] == group else ", compatible"
        lines.append(f"- {unit[0]} ({unit[1]}), use by {in_words(unit[2])}{other}")
    head = f"is on its way: {len(taken)} units."
    if len(taken) < wanted:
        head = f"is on its way in part: {len(taken)} of {wanted} units."
        lines.append(asking)
        events.append(["log", f"{entry} PART {len(taken)} of {wanted}"])
        missing = wanted - len(taken)
        events.append(["to", doctor, f"{ward} needs {missing} more units of {group}\n"])
    return [*events, notice(head, *lines), ["left", [unit[0] for unit in taken]]]


def texts(events, ward):
    return [one[2] for one in events if type(one) is list and one[0] == "to" and (one[1] in WARDS) == ward]


@check(
    "step1 does what the handler always did, errors and the order of things included",
    skill=SRP,
    advice="Step 1 changes the form alone. Whatever the ticket asks for waits for step 2.",
)
def behaviour():
    same_as_before(restructured, evening, n=120, valid=legal, examples=EVENINGS)


@check(
    "step2 writes the notices of the ticket, and does all else as before",
    skill=SRP,
    advice="The ticket speaks of notices to wards. Who else gets text, and what else is written?",
)
def ticket():
    for day, shelf, orders in cases(evening, n=120, valid=legal, examples=EVENINGS):
        got, expected = with_the_ticket(day, shelf, orders), served(day, shelf, orders)
        assert texts(got, True) == texts(expected, True), "A notice to a ward is not as the ticket asks"
        assert texts(got, False) == texts(expected, False), (
            "The text for the duty doctor was not to change"
        )
        assert got == expected, "Something else than a notice to a ward has changed"


def already(step1):
    """Return what step 1 holds of the ticket: path, line, and what it is."""
    places = []
    months = "|".join(one for one in MONTHS if one != "May")
    of_the_ticket = re.compile(rf"Questions\?|%B|month_name|\b(?:{months})\b")
    for path, tree in sorted(step1.trees.items()):
        documents = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node)
        }
        for node in ast.walk(tree):
            says = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
            if isinstance(node, (ast.Attribute, ast.alias)):
                says = node.attr if isinstance(node, ast.Attribute) else node.name
            found = of_the_ticket.search(says) if type(says) is str else None
            if found and id(node) not in documents:
                places.append((path, node.lineno, found[0]))
    return sorted(places)


def settings(facts):
    """Return the names that modules and classes set to True or False, with the values."""
    return {
        (path, target.id): node.value.value
        for path, tree in facts.trees.items()
        for scope in ast.walk(tree)
        if isinstance(scope, (ast.Module, ast.ClassDef))
        for node in scope.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and type(node.value.value) is bool
    }


@check(
    "nothing of the ticket waits in step1, switched off",
    skill=SRP,
    needs=["behaviour"],
    advice="Step 1 gives each thing the ticket will change a place of its own, with what it holds today. "
    "What it holds tomorrow is written in step 2.",
)
def no_ticket_yet():
    before, after = submitted("step1"), submitted("step2")
    for path, line, what in already(before):
        where = f"`{what}` in step1/{path}, line {line}"
        require(False, f"The ticket stands in step 1 already, where nobody sees it: {where}")
    then = settings(after)
    for (path, name), value in settings(before).items():
        require(
            then.get((path, name), value) == value,
            f"`{name}` in {path} is a switch: {value} in step 1, {not value} in step 2",
        )


@check("handle can be called as before, in both steps", skill=SRP)
def callers():
    for step in ("step1", "step2"):
        keeps_api("orders.py", before=original(step), after=submitted(step))


@check("no state outlives an order", skill=SRP)
def state():
    no_new("state", before=original("step1"), after=submitted("step1"))


@check("no piece hands its results back in an argument", skill=SRP)
def bags():
    no_new("bags", before=original("step1"), after=submitted("step1"))


@check(
    "from step1 to step2 little has to be touched",
    skill=SRP,
    needs=["behaviour", "ticket"],
)
def small_ticket():
    spreads_within(
        submitted("step1"),
        submitted("step2"),
        best=spread(reference("step1"), reference("step2")),
        times=2.5,
        worst=spread(original("step1"), resources("on_the_original")),
    )
