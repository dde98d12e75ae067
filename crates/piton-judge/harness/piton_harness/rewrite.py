"""Assertions that know what they compared: `assert got == expected` keeps both sides."""

import ast

NAME = "__piton_assert__"

_OPERATORS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}


class _Asserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        self.generic_visit(node)
        test = node.test
        message = ast.Lambda(
            args=ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]),
            body=node.msg or ast.Constant(None),
        )
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            arguments = [
                ast.Constant(_OPERATORS[type(test.ops[0])]),
                test.left,
                test.comparators[0],
            ]
        else:
            arguments = [ast.Constant("true"), test, ast.Constant(None)]
        call = ast.Call(
            func=ast.Name(NAME, ast.Load()),
            args=[ast.Constant(node.lineno), *arguments, message],
            keywords=[],
        )
        return ast.copy_location(ast.Expr(call), node)


def compile_checks(source, name):
    """Compiles an author's module with its assertions rewritten."""
    tree = _Asserts().visit(ast.parse(source, name))
    ast.fix_missing_locations(tree)
    return compile(tree, name, "exec", dont_inherit=True)


def holds(operator, left, right):
    """Compares as the assertion does."""
    if operator == "true":
        return bool(left)
    if operator == "==":
        return left == right
    if operator == "!=":
        return left != right
    if operator == "<":
        return left < right
    if operator == "<=":
        return left <= right
    if operator == ">":
        return left > right
    if operator == ">=":
        return left >= right
    if operator == "is":
        return left is right
    if operator == "is not":
        return left is not right
    if operator == "in":
        return left in right
    return left not in right


def probe_names(source):
    """Reads which functions of `probe.py` are marked, with their options; runs nothing."""
    probes = {}
    for node in ast.parse(source, "probe.py").body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            named = call.func if call else decorator
            if isinstance(named, ast.Name) and named.id == "probe":
                options = {}
                for keyword in call.keywords if call else ():
                    if isinstance(keyword.value, ast.Constant):
                        options[keyword.arg] = keyword.value.value
                probes[node.name] = options
    return probes
