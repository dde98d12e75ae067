"""Python source as trees, read in J with limits, and how much two trees differ."""

import ast
import collections

from piton_harness.libraries import text
from piton_harness.outcome import Unmet

MAX_BYTES = 512 << 10
MAX_NODES = 60_000
MAX_DEPTH = 150
# How many pairs of nodes are compared before the rest of a difference is counted as a whole.
MAX_STEPS = 200_000
# Gaps of more statements than this are not aligned.
MAX_GAP = 60

# Fields that say nothing of what a program does, or that are told by the node's place.
SILENT = {"ctx", "type_comment", "type_ignores", "annotation", "returns", "kind", "simple"}
CONTAINERS = (ast.List, ast.Tuple, ast.Set, ast.Dict)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def parse(sources):
    """Parses files by path; raises what keeps them from being read."""
    total = sum(len(source) for source in sources.values())
    if total > MAX_BYTES:
        raise text.unmet(f"The Python files are larger than {MAX_BYTES >> 10} KiB together.")
    trees, nodes = {}, 0
    for path, source in sorted(sources.items()):
        trees[path] = tree = _parse(path, source)
        nodes += _measure(path, tree)
        if nodes > MAX_NODES:
            raise text.unmet(f"The Python files have more than {MAX_NODES} parts together.")
    return trees


def _parse(path, source):
    try:
        return ast.parse(source, path)
    except SyntaxError as error:
        number = error.lineno or 1
        line = text.Line(path, number, (error.text or "").rstrip("\n"))
        raise text.unmet(f"Python cannot read {path}: {error.msg} (line {number})", [line]) from None
    except (ValueError, RecursionError, MemoryError):
        raise text.unmet(f"Python cannot read {path}: it is nested too deep") from None


def _measure(path, tree):
    """Counts the nodes of a tree, without a call for each level."""
    nodes, level = 0, [tree]
    depth = 0
    while level:
        nodes += len(level)
        depth += 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            raise text.unmet(f"The code in {path} is nested too deep, or has too many parts")
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return nodes


class Node:
    """A node in normal form: what it is, its parts, its size."""

    __slots__ = ("kind", "label", "children", "own", "size", "key", "name", "is_literal")

    def __init__(self, kind, label, children, name=None, own=1, is_literal=False):
        self.kind = kind
        self.label = label
        self.children = children
        self.own = own
        self.size = own + sum(child.size for child in children)
        self.key = hash((kind, label, tuple(child.key for child in children)))
        self.name = name
        self.is_literal = is_literal

    def with_children(self, children):
        """Returns the same node with other parts."""
        return Node(self.kind, self.label, children, self.name, self.own, self.is_literal)


def normal(node):
    """Brings a tree into normal form: no places, docstrings, annotations or type comments.

    A literal is one node, however many elements it has: a table is one thing to read.
    """
    label, children = [], []
    for field, value in ast.iter_fields(node):
        if field in SILENT:
            continue
        if field == "body" and isinstance(value, list):
            value = _without_docstring(node, value)
        if isinstance(value, list):
            parts = [normal(one) if isinstance(one, ast.AST) else _leaf(one) for one in value]
            # Two lists beside one another must not run together. The list itself is no syntax.
            children.append(Node(field, "", parts, own=0))
        elif isinstance(value, ast.AST):
            children.append(normal(value))
        else:
            label.append((field, type(value).__name__, repr(value)))
    name = node.name if isinstance(node, DEFINITIONS) else None
    if _is_literal(node, children):
        label.append(("literal", "", tuple(child.key for child in children)))
        return Node(type(node).__name__, tuple(label), [], is_literal=True)
    return Node(type(node).__name__, tuple(label), children, name)


def _is_literal(node, children):
    if isinstance(node, CONTAINERS):
        return all(part.is_literal for child in children for part in child.children)
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and children[1].is_literal
    )


def _leaf(value):
    return Node("leaf", (type(value).__name__, repr(value)), [])


def _without_docstring(node, body):
    if not isinstance(node, (ast.Module, *DEFINITIONS)) or not body:
        return body
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return body[1:] if type(first.value.value) is str else body
    return body


class Difference:
    """How many nodes of one tree have to go and of the other to come."""

    def __init__(self):
        self._known = {}
        self._steps = 0

    def of(self, one, other):
        """Counts the nodes that differ."""
        if one.key == other.key:
            return 0
        if one.kind != other.kind:
            return one.size + other.size
        pair = (id(one), id(other))
        if pair not in self._known:
            self._steps += 1
            if self._steps > MAX_STEPS:
                return one.size + other.size
            changed = 0 if one.label == other.label else 2
            if changed and not one.children and not other.children:
                cost = 2
            else:
                cost = changed + self._lists(one.children, other.children)
            self._known[pair] = min(cost, one.size + other.size)
        return self._known[pair]

    def _lists(self, one, other):
        """Aligns two lists of nodes; equal ones at either end stand."""
        start = 0
        while start < min(len(one), len(other)) and one[start].key == other[start].key:
            start += 1
        one, other = one[start:], other[start:]
        while one and other and one[-1].key == other[-1].key:
            one, other = one[:-1], other[:-1]
        if not one or not other:
            return sum(node.size for node in (*one, *other))
        if len(one) > MAX_GAP or len(other) > MAX_GAP:
            return self._by_key(one, other)
        above = [0]
        for node in other:
            above.append(above[-1] + node.size)
        for node in one:
            row = [above[0] + node.size]
            for at, against in enumerate(other, 1):
                best = min(above[at] + node.size, row[at - 1] + against.size)
                row.append(min(best, above[at - 1] + self.of(node, against)))
            above = row
        return above[-1]

    def _by_key(self, one, other):
        left = collections.Counter(node.key for node in one)
        right = collections.Counter(node.key for node in other)
        size = {node.key: node.size for node in (*one, *other)}
        both = (left - right) + (right - left)
        return sum(size[key] * count for key, count in both.items())


def definitions(node, inside=""):
    """Gives the definitions of a tree with their qualified names."""
    for child in node.children:
        if child.name is not None:
            name = f"{inside}{child.name}"
            yield name, child
            yield from definitions(child, f"{name}.")
        else:
            yield from definitions(child, inside)


def syntax_error(error):
    """Returns whether a failure is about text that cannot be read."""
    return isinstance(error, Unmet) and error.place == "library"
