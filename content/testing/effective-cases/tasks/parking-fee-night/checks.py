"""The suite must let seven right programs through and turn eight wrong ones down."""

import ast

from piton import check, require
from piton.shape import submitted
from piton.suites import suite

fee = suite(
    target="fee.py",
    tests="test_fee.py",
    right="programs/right",
    wrong="programs/wrong",
    max_tests=25,
    skill="testing/effective-cases",
)


# What repeats its body, and where in it the body is.
REPEATS = {
    ast.For: ("body",),
    ast.AsyncFor: ("body",),
    ast.While: ("test", "body"),
    ast.ListComp: ("elt", "generators"),
    ast.SetComp: ("elt", "generators"),
    ast.GeneratorExp: ("elt", "generators"),
    ast.DictComp: ("key", "value", "generators"),
}


def parts(node):
    """Return what a loop, a comprehension or a `map` does many times."""
    found = []
    for field in REPEATS.get(type(node), ()):
        inner = getattr(node, field)
        found += inner if isinstance(inner, list) else [inner]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("map", "filter", "starmap"):
        found += node.args
    return found


def own_names(node):
    """Return the names that a loop or a comprehension gives to what it goes through."""
    targets = [getattr(node, "target", None), *(one.target for one in getattr(node, "generators", ()))]
    return {one.id for target in targets if target for one in ast.walk(target) if isinstance(one, ast.Name)}


def uses(node, names):
    """Whether one of these functions is named in what is done."""
    return any(
        (isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load) and one.id in names)
        or (isinstance(one, ast.Attribute) and one.attr in names)
        for one in ast.walk(node)
    )


def calls_in_loops(tree, name):
    """Return the lines at which `name` is called in a loop, be it through functions of the file."""
    names = {name}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {one.asname for one in node.names if one.name == name and one.asname}
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    known = 0
    while known < len(names):
        known = len(names)
        names |= {one.name for one in functions if any(uses(line, names) for line in one.body)}
    return sorted({
        part.lineno if hasattr(part, "lineno") else node.lineno
        for node in ast.walk(tree)
        for part in parts(node)
        if uses(part, names - own_names(node))
    })


@check(
    "each stay is a test or a row of its own",
    skill="testing/effective-cases",
    needs=["collects"],
    advice="Whoever reads the suite wants to see each stay with its price. Make each a test or "
    "a row of `parametrize`, with a name that says what it is for.",
)
def one_by_one():
    lines = calls_in_loops(submitted().trees["test_fee.py"], "fee")
    require(
        not lines,
        f"`fee` is called in a loop at line {lines[0] if lines else 0} of test_fee.py",
    )
