//! What a source is at heart: its syntax without form.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ruff_python_ast::comparable::ComparableModModule;
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::source_order::{self, SourceOrderVisitor};
use ruff_python_ast::visitor::transformer::{self, Transformer};
use ruff_python_ast::{
    ExceptHandler, Expr, ExprContext, Identifier, Parameter, Pattern, Stmt, StmtFunctionDef,
};

use crate::SyntaxFault;
use crate::splice::parse;

/// Returns a text that is equal for two sources which differ only in layout, comments, docstrings,
/// annotations and the names of local variables.
///
/// Names are local to the outermost function; a function inside another shares its names.
///
/// Errors: [`SyntaxFault`] if the source is no Python.
pub fn normal_form(source: &str) -> Result<String, SyntaxFault> {
    let mut module = parse(source)?.into_syntax();
    drop_docstring(&mut module.body);
    Plain.visit_body(&mut module.body);
    Ok(format!("{:?}", ComparableModModule::from(&module)))
}

fn drop_docstring(body: &mut ruff_python_ast::Suite) {
    let is_text =
        |stmt: &Stmt| matches!(stmt, Stmt::Expr(one) if one.value.is_string_literal_expr());
    if body.first().is_some_and(is_text) {
        body.remove(0);
    }
}

/// Takes form away, and names where a function begins.
struct Plain;

impl Transformer for Plain {
    fn visit_stmt(&self, stmt: &mut Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                let names = Locals::of(function);
                Renamed { names }.function(function);
                return;
            }
            Stmt::ClassDef(class) => drop_docstring(&mut class.body),
            _ => {}
        }
        transformer::walk_stmt(self, stmt);
    }
}

/// Gives local names their number.
struct Renamed {
    names: BTreeMap<String, usize>,
}

impl Renamed {
    fn function(&self, function: &mut StmtFunctionDef) {
        drop_docstring(&mut function.body);
        function.returns = None;
        for decorator in &mut function.decorator_list {
            self.visit_decorator(decorator);
        }
        self.visit_parameters(&mut function.parameters);
        self.visit_body(&mut function.body);
    }

    fn name(&self, id: &mut Name) {
        if let Some(number) = self.names.get(id.as_str()) {
            *id = Name::new(format!("_{number}"));
        }
    }

    fn identifier(&self, identifier: &mut Identifier) {
        self.name(&mut identifier.id);
    }
}

impl Transformer for Renamed {
    fn visit_stmt(&self, stmt: &mut Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.identifier(&mut function.name);
                self.function(function);
                return;
            }
            Stmt::ClassDef(class) => {
                self.identifier(&mut class.name);
                drop_docstring(&mut class.body);
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &mut assign.value {
                    self.visit_expr(value);
                }
                self.visit_expr(&mut assign.target);
                *assign.annotation = Expr::NoneLiteral(ruff_python_ast::ExprNoneLiteral {
                    range: ruff_text_size::TextRange::default(),
                    node_index: ruff_python_ast::AtomicNodeIndex::NONE,
                });
                return;
            }
            Stmt::Nonlocal(stmt) => stmt.names.iter_mut().for_each(|name| self.identifier(name)),
            Stmt::Import(stmt) => {
                for alias in &mut stmt.names {
                    alias.asname.iter_mut().for_each(|name| self.identifier(name));
                }
            }
            Stmt::ImportFrom(stmt) => {
                for alias in &mut stmt.names {
                    alias.asname.iter_mut().for_each(|name| self.identifier(name));
                }
            }
            _ => {}
        }
        transformer::walk_stmt(self, stmt);
    }

    fn visit_expr(&self, expr: &mut Expr) {
        if let Expr::Name(name) = expr {
            self.name(&mut name.id);
        }
        transformer::walk_expr(self, expr);
    }

    fn visit_parameter(&self, parameter: &mut Parameter) {
        self.identifier(&mut parameter.name);
        parameter.annotation = None;
    }

    fn visit_except_handler(&self, handler: &mut ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.name.iter_mut().for_each(|name| self.identifier(name));
        transformer::walk_except_handler(self, handler);
    }

    fn visit_pattern(&self, pattern: &mut Pattern) {
        match pattern {
            Pattern::MatchAs(one) => one.name.iter_mut().for_each(|name| self.identifier(name)),
            Pattern::MatchStar(one) => one.name.iter_mut().for_each(|name| self.identifier(name)),
            Pattern::MatchMapping(one) => {
                one.rest.iter_mut().for_each(|name| self.identifier(name));
            }
            _ => {}
        }
        transformer::walk_pattern(self, pattern);
    }
}

/// The names a function binds, in the order in which they first stand.
struct Locals {
    names: RefCell<BTreeMap<String, usize>>,
    global: Vec<String>,
}

impl Locals {
    fn of(function: &StmtFunctionDef) -> BTreeMap<String, usize> {
        let mut locals = Self { names: RefCell::default(), global: Vec::new() };
        source_order::SourceOrderVisitor::visit_parameters(&mut locals, &function.parameters);
        locals.visit_body(&function.body);
        let mut names = locals.names.into_inner();
        names.retain(|name, _| !locals.global.contains(name));
        names
    }

    fn bind(&self, name: &str) {
        let mut names = self.names.borrow_mut();
        let number = names.len();
        names.entry(name.to_owned()).or_insert(number);
    }
}

impl<'a> SourceOrderVisitor<'a> for Locals {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => self.bind(&function.name),
            Stmt::ClassDef(class) => self.bind(&class.name),
            Stmt::Global(stmt) => {
                self.global.extend(stmt.names.iter().map(|name| name.to_string()));
            }
            Stmt::Import(stmt) => {
                for alias in &stmt.names {
                    alias.asname.iter().for_each(|name| self.bind(name));
                }
            }
            Stmt::ImportFrom(stmt) => {
                for alias in &stmt.names {
                    alias.asname.iter().for_each(|name| self.bind(name));
                }
            }
            _ => {}
        }
        source_order::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && name.ctx == ExprContext::Store
        {
            self.bind(&name.id);
        }
        source_order::walk_expr(self, expr);
    }

    fn visit_parameter(&mut self, parameter: &'a Parameter) {
        self.bind(&parameter.name);
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        inner.name.iter().for_each(|name| self.bind(name));
        source_order::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        match pattern {
            Pattern::MatchAs(one) => one.name.iter().for_each(|name| self.bind(name)),
            Pattern::MatchStar(one) => one.name.iter().for_each(|name| self.bind(name)),
            Pattern::MatchMapping(one) => one.rest.iter().for_each(|name| self.bind(name)),
            _ => {}
        }
        source_order::walk_pattern(self, pattern);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        normal_form(one).unwrap() == normal_form(other).unwrap()
    }

    #[test]
    fn form_makes_no_difference() {
        let plain = "def total(rows, start=0):\n    sum = start\n    for row in rows:\n        \
                     sum += row[\"n\"]\n    return sum\n";
        for other in [
            "def total(items, begin=0):\n  all_of_it = begin\n  for item in items: all_of_it += item['n']\n  return (all_of_it)\n",
            "# A comment\ndef total(rows: list, start: int = 0) -> int:\n    \"\"\"Adds.\"\"\"\n\n    sum: int = start\n    for row in rows:\n        sum += row[\n            \"n\"\n        ]\n    return sum\n",
        ] {
            let expected = other.contains("sum: int");
            // An annotated assignment is another statement; everything else is form.
            assert_eq!(same(plain, other), !expected, "{other}");
        }
        assert!(same("class A:\n    \"\"\"Says.\"\"\"\n    x = 1\n", "class A:\n    x = 1\n"));
        assert!(same("\"\"\"Says.\"\"\"\nx = 1\n", "x   =   (1)\n"));
    }

    #[test]
    fn every_sort_of_local_name_is_a_local_name() {
        for (one, other) in [
            ("def f():\n    with g() as a: return a\n", "def f():\n    with g() as b: return b\n"),
            (
                "def f():\n    try: g()\n    except E as a: return a\n",
                "def f():\n    try: g()\n    except E as b: return b\n",
            ),
            (
                "def f(x):\n    return [a for a in x if a]\n",
                "def f(y):\n    return [b for b in y if b]\n",
            ),
            (
                "def f(x):\n    return (lambda a: a)(x)\n",
                "def f(x):\n    return (lambda b: b)(x)\n",
            ),
            ("def f(x):\n    if (a := x): return a\n", "def f(x):\n    if (b := x): return b\n"),
            (
                "def f(x):\n    def a(): return x\n    return a\n",
                "def f(y):\n    def b(): return y\n    return b\n",
            ),
            (
                "def f(x):\n    match x:\n        case [a, *r]: return a\n        case {\"k\": v, **w}: return v\n",
                "def f(x):\n    match x:\n        case [b, *s]: return b\n        case {\"k\": m, **n}: return m\n",
            ),
            (
                "def f(*a, k=1, **b):\n    return a, k, b\n",
                "def f(*x, l=1, **y):\n    return x, l, y\n",
            ),
            (
                "def f():\n    import os as a\n    return a\n",
                "def f():\n    import os as b\n    return b\n",
            ),
            (
                "class C:\n    def m(self): return self.x\n",
                "class C:\n    def m(this): return this.x\n",
            ),
        ] {
            assert!(same(one, other), "{one}\n{other}");
        }
    }

    #[test]
    fn what_runs_makes_a_difference() {
        for (one, other) in [
            ("def f(a, b): return a - b\n", "def f(a, b): return b - a\n"),
            ("def f(a): return a.x\n", "def f(a): return a.y\n"),
            ("def f(a): return g(a)\n", "def f(a): return h(a)\n"),
            ("def f(a): return g(k=a)\n", "def f(a): return g(l=a)\n"),
            ("def f(a): return \"x\"\n", "def f(a): return \"y\"\n"),
            ("x = 1\n", "y = 1\n"),
            ("def f():\n    global x\n    x = 1\n", "def f():\n    global y\n    y = 1\n"),
            ("def f(a):\n    return a\n", "async def f(a):\n    return a\n"),
            ("def f(a):\n    for x in a: yield x\n", "def f(a):\n    return [x for x in a]\n"),
        ] {
            assert!(!same(one, other), "{one}\n{other}");
        }
    }

    #[test]
    fn what_is_no_python_is_told_with_its_line() {
        let fault = normal_form("x = 1\ndef f(:\n").unwrap_err();
        assert_eq!(fault.line, 2, "{fault}");
    }
}
