"""Writes a program anew so that its text and bytecode tell neither which one it is nor whether it
is right.

Drawn from the judging's seed: the names of locals, helpers, classes and constants that are no part
of the interface; which numbers are constants of the module and how numbers are written; the order
of functions; the words of errors, where the right programs do not agree on them. What a program
does stays as it is. A value that the ticket names stays a value of the program.
"""

import ast
import builtins
import random

_BUILTINS = frozenset(dir(builtins))
# Where a program calls one of these, it may look its own names up.
_LOOKS = frozenset("locals globals vars dir eval exec".split())
_SYLLABLES = "ba be bo da de do fa fe go ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to".split()
_REFUSALS = (
    "this cannot be",
    "refused",
    "no such thing",
    "out of bounds",
    "that makes no sense",
    "not possible",
    "the value is not allowed",
    "expected something else",
)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Interface:
    """What the right programs have in common: names a suite may use, and whether words are bound."""

    def __init__(self, trees, also=()):
        names, parameters, words = [], [], []
        for tree in trees:
            names.append(_bound_by(tree.body))
            parameters.append(_parameters(tree))
            words.append(set().union(*map(_words, _raises(tree)), ()))
        self.names = set.intersection(*names) | set(also) if names else set(also)
        self.parameters = set.intersection(*parameters) if parameters else set()
        # Where each right program says something else, the words are its own.
        self.binds_words = bool(words and set.intersection(*words))


def disguise(tree, interface, seed):
    """Returns the text of the program, drawn anew; `tree` itself is left as it is."""
    rng = random.Random(seed)
    tree = ast.parse(ast.unparse(tree))
    _drop_docstrings(tree)
    if not interface.binds_words:
        _draw_words(tree, rng)
    if not _looks_names_up(tree):
        _draw_constants(tree, rng)
        _draw_order(tree, rng)
        _draw_names(tree, interface, rng)
    tree = _Numbers(rng).visit(tree)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _bound_by(body):
    """Returns the names that statements bind, those of nested functions and classes left out."""
    found = set()
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            found.add(node.name)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        waiting.extend(ast.iter_child_nodes(node))
    return found


def _parameters(tree):
    """Returns each function's name with each of its parameters, wherever the function stands."""
    return {
        (node.name, argument.arg)
        for node in ast.walk(tree)
        if isinstance(node, _FUNCTIONS)
        for argument in _arguments(node.args)
    }


def _arguments(args):
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    return [argument for argument in every if argument is not None]


def _raises(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]


def _words(node):
    call = node.exc
    if not isinstance(call, ast.Call):
        return set()
    return {
        part.value
        for part in ast.walk(call)
        if isinstance(part, ast.Constant) and type(part.value) is str and part.value.strip()
    }


def _looks_names_up(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in _LOOKS:
            return True
        if getattr(node, "type_params", None):
            return True
    return False


def _drop_docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, *_FUNCTIONS)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                if type(first.value.value) is str:
                    node.body[:1] = [] if len(node.body) > 1 else [ast.Pass()]


def _draw_words(tree, rng):
    """Gives errors of built-in kinds other words, where they have any of their own."""
    for node in _raises(tree):
        call = node.exc
        if _words(node) and isinstance(call.func, ast.Name) and call.func.id in _BUILTINS:
            if len(call.args) == 1 and not call.keywords:
                call.args[:] = [ast.Constant(rng.choice(_REFUSALS))]


# Constants

def _draw_constants(tree, rng):
    """Makes some numbers of functions constants of the module."""
    hoisted = {}
    taken = _identifiers(tree)

    class Hoist(ast.NodeTransformer):
        inside = 0

        def visit_FunctionDef(self, node):
            # Defaults and annotations belong to the module's own run.
            self.inside += 1
            node.body = [self.visit(one) for one in node.body]
            self.inside -= 1
            return node

        visit_AsyncFunctionDef = visit_FunctionDef

        def visit_JoinedStr(self, node):
            return node

        def visit_Match(self, node):
            return node

        def visit_Constant(self, node):
            if not self.inside or type(node.value) is not int or node.value < 2:
                return node
            name = hoisted.get(node.value)
            if name is None and rng.random() < 0.5:
                name = _fresh(rng, taken)
                hoisted[node.value] = name
            if name is None or rng.random() < 0.3:
                return node
            return ast.Name(name, ast.Load())

    Hoist().visit(tree)
    lines = [
        ast.Assign([ast.Name(name, ast.Store())], ast.Constant(value))
        for value, name in hoisted.items()
    ]
    rng.shuffle(lines)
    at = _after_imports(tree)
    tree.body[at:at] = lines
    ast.fix_missing_locations(tree)


class _Numbers(ast.NodeTransformer):
    """Writes numbers in another way: what the compiler makes of them is the same."""

    def __init__(self, rng):
        self.rng = rng

    def visit_JoinedStr(self, node):
        return node

    def visit_Match(self, node):
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.body = [self.visit(one) for one in case.body]
        return node

    def visit_Constant(self, node):
        value = node.value
        if type(value) is not int or not 2 < value < 1 << 40:
            return node
        way = self.rng.randrange(4)
        if way == 0:
            # `unparse` writes what `repr` gives.
            return ast.Constant(_Hexadecimal(value))
        if way == 1:
            small = [one for one in range(2, 64) if value % one == 0 and value // one > 1]
            if small:
                one = self.rng.choice(small)
                return ast.BinOp(ast.Constant(one), ast.Mult(), ast.Constant(value // one))
        if way == 2:
            one = self.rng.randrange(1, value)
            return ast.BinOp(ast.Constant(one), ast.Add(), ast.Constant(value - one))
        return node


class _Hexadecimal(int):
    def __repr__(self):
        return hex(self)


# Order

def _after_imports(tree):
    """Returns where the first statement stands that is no import."""
    at = 0
    while at < len(tree.body) and isinstance(tree.body[at], (ast.Import, ast.ImportFrom)):
        at += 1
    return at


def _draw_order(tree, rng):
    """Moves functions whose definition runs nothing, in a drawn order, to the imports."""
    bound = [name for one in tree.body for name in _bound_by([one])]
    free = [one for one in tree.body if _is_free(one) and bound.count(one.name) == 1]
    rest = [one for one in tree.body if one not in free]
    rng.shuffle(free)
    tree.body[:] = rest
    at = _after_imports(tree)
    tree.body[at:at] = free


def _is_free(node):
    if not isinstance(node, _FUNCTIONS) or node.decorator_list or node.returns:
        return False
    arguments = _arguments(node.args)
    defaults = [*node.args.defaults, *filter(None, node.args.kw_defaults)]
    return not any(one.annotation for one in arguments) and all(
        isinstance(one, ast.Constant) for one in defaults
    )


# Names

def _identifiers(tree):
    """Returns every word of the program that may be a name."""
    found = set(_BUILTINS)
    for node in ast.walk(tree):
        for field in ("id", "arg", "attr", "name", "asname", "rest"):
            value = getattr(node, field, None)
            if type(value) is str:
                found.add(value)
    return found


def _fresh(rng, taken):
    while True:
        name = "".join(rng.choice(_SYLLABLES) for _ in range(3))
        if name not in taken:
            taken.add(name)
            return name


def _draw_names(tree, interface, rng):
    """Renames, everywhere alike, each name that only the program itself can mean."""
    taken = _identifiers(tree)
    bound, kept = set(), {*_BUILTINS, *interface.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            # They are attributes too.
            kept |= _bound_by(node.body)
        if isinstance(node, _FUNCTIONS):
            for argument in _arguments(node.args):
                if (node.name, argument.arg) in interface.parameters:
                    kept.add(argument.arg)
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            bound.add(node.rest)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                dotted = "." in alias.name and not alias.asname
                (kept if dotted else bound).add(alias.asname or alias.name.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            names = {alias.asname or alias.name for alias in node.names}
            (kept if node.module == "__future__" else bound).update(names)
        elif isinstance(node, ast.keyword) and node.arg:
            kept.add(node.arg)
        elif isinstance(node, ast.Constant) and type(node.value) is str:
            kept.add(node.value)
    names = sorted(one for one in bound - kept if not one.startswith("__") and one != "*")
    _Rename({one: _fresh(rng, taken) for one in names}).visit(tree)


class _Rename(ast.NodeTransformer):
    def __init__(self, names):
        self.names = names

    def generic_visit(self, node):
        super().generic_visit(node)
        if isinstance(node, ast.Name):
            node.id = self.names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = self.names.get(node.arg, node.arg)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [self.names.get(one, one) for one in node.names]
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                name = alias.asname or alias.name
                if name in self.names:
                    alias.asname = self.names[name]
        elif isinstance(node, ast.MatchMapping):
            node.rest = self.names.get(node.rest, node.rest)
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
            node.name = self.names.get(node.name, node.name)
        return node
