"""Source in a plain form, in which names that only explain and the way text is put together vanish.

It serves to measure a change, and never runs.
"""

import ast
import collections
import copy

from piton_harness.libraries import syntax

# A name that is read more often than this holds something; it does not only explain.
MAX_USES = 2
# Values with more nodes than this stay where they are.
MAX_VALUE = 60
# The nodes of all values that are moved in a module, at most.
MAX_MOVED = 20_000
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# What would happen elsewhere, or twice, if it were moved.
BOUND = (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)


def plain(source):
    """Returns the tree of readable source in plain form, or None where that would be too large."""
    tree, left = ast.parse(source), MAX_MOVED
    try:
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                left = _inline(node, _may_move, left)
        _inline(tree, lambda value: syntax.normal(value).is_literal, left)
        return _Text().visit(tree) if left > 0 else None
    except RecursionError:
        return None


def _may_move(value):
    return not any(isinstance(one, BOUND) for one in ast.walk(value))


def _inline(scope, may_move, left):
    """Puts values where their names are read, and drops the names; returns what is `left` to move."""
    explained = _explained(scope, may_move)
    values = {}
    for name, statement in explained.items():
        if left <= 0:
            return left
        value = _Inline(values).visit(copy.deepcopy(statement.value))
        size = syntax.normal(value).size
        left -= size
        if size <= MAX_VALUE:
            values[name] = value
    if values:
        gone = {id(explained[name]) for name in values}
        _Inline(values, gone).generic_visit(scope)
    return left


def _explained(scope, may_move):
    """Returns the assignments of names that are bound once and read once or twice."""
    bound, read, assigned = collections.Counter(), collections.Counter(), {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound)[node.id] += 1
        elif isinstance(node, ast.arg):
            bound[node.arg] += 2
        elif isinstance(node, ast.alias):
            bound[(node.asname or node.name).split(".")[0]] += 2
        elif isinstance(node, ast.Global | ast.Nonlocal):
            bound.update(node.names * 2)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            if isinstance(node.targets[0], ast.Name):
                assigned[node.targets[0].id] = node
        elif isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            assigned[node.target.id] = node
        elif isinstance(getattr(node, "name", None), str):
            # Definitions, `except … as name`, `case … as name`.
            bound[node.name] += 2
    return {
        name: node
        for name, node in sorted(assigned.items(), key=lambda one: one[1].lineno)
        if bound[name] == 1 and 1 <= read[name] <= MAX_USES and may_move(node.value)
    }


class _Inline(ast.NodeTransformer):
    """Writes values for names; drops the statements whose names are so gone."""

    def __init__(self, values, gone=()):
        self.values = values
        self.gone = gone

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load) and node.id in self.values:
            return copy.deepcopy(self.values[node.id])
        return node

    def visit_Assign(self, node):
        return None if id(node) in self.gone else self.generic_visit(node)

    visit_AnnAssign = visit_Assign


class _Text(ast.NodeTransformer):
    """Writes text that is put together as one f-string, however it was put together."""

    def visit_JoinedStr(self, node):
        self.generic_visit(node)
        return _joined(node.values)

    def visit_FormattedValue(self, node):
        node.value = self.visit(node.value)
        if node.format_spec:
            # It is an f-string by its place, and stays one.
            self.generic_visit(node.format_spec)
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        both = node.left, node.right
        if isinstance(node.op, ast.Add) and any(_is_text(one) for one in both):
            return _joined(
                [
                    one if _is_text(one) else ast.FormattedValue(value=one, conversion=-1, format_spec=None)
                    for one in both
                ]
            )
        return node


def _is_text(node):
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and type(node.value) is str
    )


def _joined(values):
    """Joins the parts of a text; texts inside become parts, and constants that touch become one."""
    parts = []
    for one in values:
        is_bare = isinstance(one, ast.FormattedValue) and one.conversion == -1 and not one.format_spec
        inner = one.value if is_bare and _is_text(one.value) else one
        for part in inner.values if isinstance(inner, ast.JoinedStr) else [inner]:
            if parts and isinstance(part, ast.Constant) and isinstance(parts[-1], ast.Constant):
                parts[-1] = ast.Constant(value=parts[-1].value + part.value)
            elif part.value != "":
                parts.append(part)
    if len(parts) == 1 and isinstance(parts[0], ast.Constant):
        return parts[0]
    return ast.JoinedStr(values=parts)
