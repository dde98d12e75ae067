"""Facts of Python source that a refactoring may change: state, imports, clones, signatures.

A fact is compared with the same fact of the original; none of them is good or bad by itself.
"""

import ast
import collections

from piton_harness.libraries import plain, syntax, text

MUTATING = frozenset(
    "append add update setdefault pop popitem clear extend insert remove discard appendleft "
    "popleft sort reverse".split()
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Statements that are alike count as a clone from this size on.
CLONE_NODES = 30
CLONE_WINDOW = 8


class Fact:
    """Something found at a line; `what` is compared, so it holds no place."""

    def __init__(self, what, path, line, says):
        self.what = what
        self.path = path
        self.line = line
        self.says = says


class Facts:
    """The facts of some files."""

    def __init__(self, sources):
        self.sources = sources
        self.trees = syntax.parse(sources)
        self.normal = {path: syntax.normal(tree) for path, tree in self.trees.items()}
        self._plain = {}

    def plain(self, path):
        """Returns a module in normal form without what only explains, or None if it is not there."""
        if path not in self._plain and path in self.normal:
            tree = plain.plain(self.sources[path])
            self._plain[path] = syntax.normal(tree) if tree else self.normal[path]
        return self._plain.get(path)

    def line(self, fact):
        """Returns the line of a fact, as verdicts show it."""
        lines = self.sources[fact.path].split("\n")
        shown = lines[fact.line - 1] if fact.line <= len(lines) else ""
        return text.Line(fact.path, fact.line, shown)

    def of(self, kind):
        """Returns the facts of a kind."""
        return {
            "state": self.state,
            "bags": self.bags,
            "flags": self.flags,
            "clones": self.clones,
            "imports": self.imports,
            "cycles": self.cycles,
        }[kind]()

    # State that outlives a call

    def state(self):
        """Finds names of modules, classes and defaults that functions change."""
        found = []
        for path, tree in self.trees.items():
            shared = _bound(tree.body)
            for function in _functions(tree):
                found += _changes(path, function, shared)
        return found

    def bags(self):
        """Finds functions that hand their results back in an argument."""
        found = []
        for path, tree in self.trees.items():
            for function in _functions(tree):
                names = {one.arg for one in _arguments(function)} - {"self", "cls"}
                for name, line in _filled(function):
                    if name in names:
                        what = f"{function.name} fills its argument {name}"
                        found.append(Fact(what, path, line, what))
                        names.discard(name)
        return found

    def flags(self):
        """Finds parameters that switch a function between two behaviours."""
        found = []
        for path, tree in self.trees.items():
            for function in _functions(tree):
                for argument, default in _defaults(function):
                    if isinstance(default, ast.Constant) and type(default.value) is bool:
                        what = f"{function.name} has the switch {argument.arg}"
                        found.append(Fact(what, path, argument.lineno, what))
        return found

    # Imports

    def modules(self):
        """Returns the paths of the modules by name."""
        names = {}
        for path in self.trees:
            name = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
            names[name] = path
        return names

    def imports(self):
        """Finds who imports what, at any depth, by name or by `import_module`."""
        own = self.modules()
        found = []
        for name, path in own.items():
            for target, line in _imported(self.trees[path], name, path.endswith("__init__.py")):
                while target and target not in own and "." in target:
                    known = target.rpartition(".")[0]
                    if known not in own:
                        break
                    target = known
                what = (name, target)
                found.append(Fact(what, path, line, f"{name} imports {target}"))
        return found

    def cycles(self):
        """Finds modules that import one another, over however many steps."""
        edges = collections.defaultdict(set)
        places = {}
        for fact in self.imports():
            edges[fact.what[0]].add(fact.what[1])
            places.setdefault(fact.what, fact)
        found = []
        for one, other in sorted(places):
            if one != other and one in _reachable(edges, other):
                fact = places[one, other]
                found.append(
                    Fact(
                        ("cycle", one, other),
                        fact.path,
                        fact.line,
                        f"{one} and {other} import one another",
                    )
                )
        return found

    # Clones

    def clones(self):
        """Finds runs of statements that are alike but for names and constants."""
        groups = collections.defaultdict(list)
        for path, tree in self.trees.items():
            for node in ast.walk(tree):
                for field in ("body", "orelse", "finalbody"):
                    block = getattr(node, field, None)
                    if isinstance(block, list) and not isinstance(node, ast.ClassDef | ast.Module):
                        for window in _windows(block):
                            groups[_alike(window)].append((path, window))
        covered, found = set(), []
        for runs in sorted(groups.values(), key=lambda runs: -_size(runs[0][1])):
            free = [run for run in runs if not covered & {id(one) for one in run[1]}]
            if len(free) < 2:
                continue
            for _, window in free:
                for statement in window:
                    covered |= {id(one) for one in ast.walk(statement)}
            first = free[0]
            for path, window in free[1:]:
                line, other = window[0].lineno, first[1][0].lineno
                says = f"what stands at line {line} of {path} stands at line {other} of {first[0]} too"
                found.append(Fact("clone", path, line, says))
        return found

    # Signatures

    def api(self, path, seen=()):
        """Returns what a module offers: name to `Signature`, `{method: Signature}` or None."""
        tree = self.trees.get(path)
        offered = {}
        if tree is None or path in seen:
            return offered
        own = self.modules()
        here = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for node in _flat(tree.body):
            if isinstance(node, FUNCTIONS):
                offered[node.name] = Signature.of(node)
            elif isinstance(node, ast.ClassDef):
                offered[node.name] = self._methods(node, offered)
            elif isinstance(node, ast.ImportFrom):
                base = _base(node, here, path.endswith("__init__.py"))
                there = self.api(own[base], (*seen, path)) if base in own else {}
                for alias in node.names:
                    if alias.name == "*":
                        offered.update(there)
                    else:
                        offered[alias.asname or alias.name] = there.get(alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    offered[alias.asname or alias.name.split(".")[0]] = None
            else:
                offered.update(dict.fromkeys(_bound([node])))
        return {name: one for name, one in offered.items() if not name.startswith("_")}

    def _methods(self, node, known):
        methods = {}
        for base in reversed(node.bases):
            inherited = known.get(base.id) if isinstance(base, ast.Name) else None
            if isinstance(inherited, dict):
                methods.update(inherited)
            else:
                # Whatever an unknown base class has may be there too.
                methods["*"] = None
        for one in node.body:
            if isinstance(one, FUNCTIONS) and (not one.name.startswith("_") or one.name == "__init__"):
                methods[one.name] = Signature.of(one, bound=not _is_static(one))
            elif not isinstance(one, FUNCTIONS):
                methods.update(dict.fromkeys(_bound([one])))
        return methods

    # Depth

    def class_depth(self):
        """Returns how many of these classes stand above one another at most."""
        bases = {}
        for tree in self.trees.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    names = [getattr(one, "id", getattr(one, "attr", "")) for one in node.bases]
                    bases[node.name] = names

        def depth(name, seen):
            if name not in bases or name in seen:
                return 0
            return 1 + max((depth(one, {*seen, name}) for one in bases[name]), default=0)

        return max((depth(name, frozenset()) for name in bases), default=0)


class Signature:
    """What a function may be called with."""

    def __init__(self, positional, keyword, only, needed, args, kwargs):
        self.positional = positional
        self.keyword = keyword
        self.only = only
        self.needed = needed
        self.args = args
        self.kwargs = kwargs

    @classmethod
    def of(cls, node, bound=False):
        """Reads the signature of a definition."""
        arguments = node.args
        plain = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
        only = [one.arg for one in arguments.posonlyargs]
        free = len(plain) - len(arguments.defaults)
        needed = set(plain[:free])
        needed |= {
            one.arg
            for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults)
            if default is None
        }
        if bound and plain:
            needed.discard(plain[0])
            only = [one for one in only if one != plain[0]]
            plain = plain[1:]
        keyword = {one.arg for one in arguments.kwonlyargs}
        return cls(plain, keyword, set(only), needed, bool(arguments.vararg), bool(arguments.kwarg))

    def misses(self, new):
        """Says which calls that were right the new signature does not take, if any."""
        if not isinstance(new, Signature):
            return None
        for at, name in enumerate(self.positional):
            if at >= len(new.positional):
                if not new.args:
                    return f"it takes {len(new.positional)} positional arguments, and took more"
            elif name not in self.only and new.positional[at] != name:
                known = {*new.positional, *new.keyword}
                if name not in known and not new.kwargs:
                    return f"its argument {name} is gone"
                return f"its argument {at + 1} was {name} and is {new.positional[at]}"
        for name in sorted(self.keyword):
            if name not in new.keyword and name not in new.positional and not new.kwargs:
                return f"its argument {name} is gone"
        known = {*self.positional, *self.keyword}
        for name in sorted(new.needed - known):
            return f"its new argument {name} has no default, so old calls fail"
        for name in sorted((new.needed & known) - self.needed):
            return f"its argument {name} may no more be left out"
        return None


def _flat(body):
    """Gives the statements of a module that run when it is loaded."""
    for node in body:
        yield node
        for field in ("body", "orelse", "finalbody"):
            inner = getattr(node, field, None)
            if isinstance(inner, list) and not isinstance(node, syntax.DEFINITIONS):
                yield from _flat(inner)


def _bound(body):
    """Returns the names that statements bind, definitions and imports included."""
    names = set()
    for node in _flat(body):
        if isinstance(node, syntax.DEFINITIONS):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        else:
            for part in ast.walk(node):
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                    names.add(part.id)
    return names


def _functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def _arguments(function):
    arguments = function.args
    more = [one for one in (arguments.vararg, arguments.kwarg) if one]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *more]


def _defaults(function):
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = list(zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults))
    return pairs + [
        (one, default)
        for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults)
        if default is not None
    ]


def _root(node):
    """Returns the name at the left end of `a.b[c].d`."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _written(function):
    """Gives the names whose objects a function changes, with the line."""
    for node in ast.walk(function):
        targets = []
        if isinstance(node, (ast.Assign, ast.Delete)):
            targets = node.targets
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            targets = [node.target]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in MUTATING:
                targets = [node.func]
        for target in targets:
            parts = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
            for part in parts:
                if isinstance(part, (ast.Attribute, ast.Subscript)) and _root(part):
                    yield _root(part), node.lineno


def _filled(function):
    """Gives the names into whose named slots a function puts something, with the line."""
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            targets = [node.target]
        for target in targets:
            for part in target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]:
                is_slot = isinstance(part, ast.Attribute) or (
                    isinstance(part, ast.Subscript)
                    and isinstance(part.slice, ast.Constant)
                    and type(part.slice.value) is str
                )
                if is_slot and isinstance(part.value, ast.Name):
                    yield part.value.id, node.lineno


def _changes(path, function, shared):
    """Finds what a function changes that outlives its call."""
    statements = [node for node in ast.walk(function) if isinstance(node, ast.Global)]
    globals_ = {name for node in statements for name in node.names}
    local = {one.arg for one in _arguments(function)}
    local |= {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } - globals_
    kept = {
        argument.arg
        for argument, default in _defaults(function)
        if isinstance(default, (ast.List, ast.Dict, ast.Set, ast.Call))
    }
    found = []
    for name in sorted(globals_):
        says = f"{function.name} sets the module's name {name}"
        found.append(Fact(("global", name), path, function.lineno, says))
    for name, line in _written(function):
        if name in shared and name not in local:
            what, says = ("shared", name), f"{function.name} changes {name}, which outlives the call"
        elif name in kept:
            what, says = ("default", function.name, name), f"{function.name} changes its default {name}"
        else:
            continue
        if all(fact.what != what for fact in found):
            found.append(Fact(what, path, line, says))
    return found


def _imported(tree, here, is_package):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, here, is_package)
            for alias in node.names:
                # `from package import module` names a module, `from module import name` does not.
                yield (f"{base}.{alias.name}" if base else alias.name), node.lineno
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("import_module", "__import__") and type(node.args[0].value) is str:
                yield node.args[0].value, node.lineno


def _base(node, here, is_package):
    """Returns the module of a `from … import`, relative ones made absolute."""
    if not node.level:
        return node.module or ""
    parts = here.split(".")
    parts = parts[: len(parts) - node.level + is_package]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _reachable(edges, start):
    seen, waiting = set(), [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += edges.get(one, ())
    return seen


def _windows(block):
    for start in range(len(block)):
        for end in range(start + 1, min(start + CLONE_WINDOW, len(block)) + 1):
            window = block[start:end]
            if _size(window) >= CLONE_NODES:
                yield window


def _size(window):
    return sum(sum(1 for _ in ast.walk(one)) for one in window)


def _alike(window):
    """Writes statements so that names and constants do not matter, but where they recur does."""
    names, written = {}, []
    for statement in window:
        for node in ast.walk(statement):
            kind = type(node).__name__
            if isinstance(node, ast.Name):
                kind += str(names.setdefault(node.id, len(names)))
            elif isinstance(node, ast.arg):
                kind += str(names.setdefault(node.arg, len(names)))
            elif isinstance(node, ast.Attribute):
                kind += node.attr
            elif isinstance(node, ast.Constant):
                kind += type(node.value).__name__
            elif isinstance(node, syntax.DEFINITIONS):
                kind += str(len(node.body))
            written.append(kind)
    return tuple(written)


def _is_static(function):
    names = [one.id for one in function.decorator_list if isinstance(one, ast.Name)]
    return "staticmethod" in names
