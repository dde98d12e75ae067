//! Small plausible faults: what a tired colleague could have written in place of what is there.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::source_order::{
    self, SourceOrderVisitor, walk_expr, walk_keyword, walk_stmt,
};
use ruff_python_ast::{
    BoolOp, CmpOp, Comprehension, Decorator, Expr, FString, Keyword, ModModule, Number, Operator,
    Stmt, UnaryOp,
};
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::splice::{Edit, parse, spliced, text};
use crate::{Mutant, SyntaxFault};

/// Makes every small fault of a source, each alone.
///
/// Left alone is what says nothing about the work: annotations, decorators, docstrings, the words
/// of messages, what only runs as a script, what only a type checker reads.
///
/// Errors: [`SyntaxFault`] if the source is no Python.
pub fn mutants(source: &str) -> Result<Vec<Mutant>, SyntaxFault> {
    let parsed = parse(source)?;
    let mut finder =
        Finder { source, parsed: &parsed, places: Vec::new(), edits: Vec::new(), in_words: 0 };
    finder.visit_body(&parsed.syntax().body);
    let edits = finder.edits;
    Ok(spliced(source, edits))
}

/// Gathers what could be changed.
struct Finder<'a> {
    source: &'a str,
    parsed: &'a Parsed<ModModule>,
    places: Vec<String>,
    edits: Vec<Edit>,
    /// How many things around us are only words for people.
    in_words: usize,
}

impl Finder<'_> {
    fn add(&mut self, operator: &'static str, range: TextRange, text: &str, says: String) {
        let place = match self.places.is_empty() {
            true => "module".to_owned(),
            false => self.places.join("."),
        };
        self.edits.push(Edit { place, operator, range, text: text.to_owned(), says });
    }

    /// Replaces a range, and says so with both texts.
    fn replace(&mut self, operator: &'static str, range: TextRange, new: &str) {
        let old = brief(text(self.source, range));
        self.add(operator, range, new, format!("`{old}` becomes `{}`", brief(new)));
    }

    /// Returns the range of the tokens between two places that are neither brackets nor blank.
    fn between(&self, from: TextSize, until: TextSize) -> Option<TextRange> {
        let is_sign = |kind: TokenKind| {
            !kind.is_trivia()
                && !matches!(
                    kind,
                    TokenKind::Lpar | TokenKind::Rpar | TokenKind::Newline | TokenKind::Comma
                )
        };
        let mut signs =
            self.parsed.tokens().iter().filter(|token| {
                token.start() >= from && token.end() <= until && is_sign(token.kind())
            });
        let first = signs.next()?.range();
        let last = signs.next_back().map_or(first, |token| token.range());
        Some(TextRange::new(first.start(), last.end()))
    }

    fn condition(&mut self, test: &Expr) {
        let is_own = match test {
            Expr::Compare(_) | Expr::BoolOp(_) | Expr::BooleanLiteral(_) => true,
            Expr::UnaryOp(unary) => unary.op == UnaryOp::Not,
            _ => false,
        };
        if !is_own {
            let turned = format!("not ({})", text(self.source, test.range()));
            self.replace("condition", test.range(), &turned);
        }
    }

    fn statement(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Return(stmt) => {
                if let Some(value) = &stmt.value
                    && !value.is_none_literal_expr()
                {
                    let old = brief(text(self.source, value.range()));
                    let says = format!("`return {old}` becomes `return None`");
                    self.add("return", value.range(), "None", says);
                }
            }
            Stmt::Raise(stmt) => {
                let old = brief(text(self.source, stmt.range()));
                self.add("raise", stmt.range(), "pass", format!("`{old}` is left out"));
            }
            Stmt::Expr(stmt) => {
                let called = match &*stmt.value {
                    Expr::Await(awaited) => &awaited.value,
                    _ => &stmt.value,
                };
                if called.is_call_expr() && !is_log(called) {
                    let old = brief(text(self.source, stmt.range()));
                    self.add("call", stmt.range(), "pass", format!("`{old}` is left out"));
                }
            }
            Stmt::Break(stmt) => self.replace("loop", stmt.range(), "continue"),
            Stmt::Continue(stmt) => self.replace("loop", stmt.range(), "break"),
            Stmt::If(stmt) => {
                self.condition(&stmt.test);
                for clause in &stmt.elif_else_clauses {
                    clause.test.iter().for_each(|test| self.condition(test));
                }
            }
            Stmt::While(stmt) => self.condition(&stmt.test),
            Stmt::AugAssign(stmt) => {
                if let Some(new) = swapped(stmt.op)
                    && let Some(range) = self.between(stmt.target.end(), stmt.value.start())
                {
                    self.replace("arithmetic", range, &format!("{new}="));
                }
            }
            _ => {}
        }
    }

    fn expression(&mut self, expr: &Expr) {
        match expr {
            Expr::Compare(compare) => {
                let mut left = &*compare.left;
                for (op, right) in compare.ops.iter().zip(&compare.comparators) {
                    if let Some(range) = self.between(left.end(), right.start()) {
                        for (operator, new) in comparisons(*op) {
                            self.replace(operator, range, new);
                        }
                    }
                    left = right;
                }
            }
            Expr::BinOp(binary) => {
                if let Some(new) = swapped(binary.op)
                    && let Some(range) = self.between(binary.left.end(), binary.right.start())
                {
                    self.replace("arithmetic", range, new);
                }
            }
            Expr::BoolOp(boolean) => {
                let new = if boolean.op == BoolOp::And { "or" } else { "and" };
                for pair in boolean.values.windows(2) {
                    if let Some(range) = self.between(pair[0].end(), pair[1].start()) {
                        self.replace("and-or", range, new);
                    }
                }
            }
            Expr::UnaryOp(unary) if unary.op == UnaryOp::Not => {
                let range = TextRange::at(unary.start(), TextSize::of("not"));
                let operand = brief(text(self.source, unary.operand.range()));
                self.add("not", range, "", format!("`not {operand}` becomes `{operand}`"));
            }
            Expr::If(stmt) => self.condition(&stmt.test),
            Expr::NumberLiteral(number) => self.number(&number.value, number.range()),
            Expr::BooleanLiteral(flag) => {
                self.replace("flag", flag.range(), if flag.value { "False" } else { "True" });
            }
            Expr::StringLiteral(words) if self.in_words == 0 => {
                let new = if words.value.is_empty() { "\"?\"" } else { "\"\"" };
                self.replace("text", words.range(), new);
            }
            Expr::Slice(slice) => {
                for (operator, bound) in [("lower", &slice.lower), ("upper", &slice.upper)] {
                    // A bound that is a number changes as numbers do.
                    if let Some(bound) = bound
                        && !bound.is_number_literal_expr()
                    {
                        let old = brief(text(self.source, slice.range()));
                        let says = format!("the slice `{old}` loses its {operator} bound");
                        self.add(operator, bound.range(), "", says);
                    }
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, value: &Number, range: TextRange) {
        match value {
            Number::Int(int) => {
                let Some(value) = int.as_u64() else { return };
                if let Some(more) = value.checked_add(1) {
                    self.replace("more", range, &more.to_string());
                }
                if let Some(less) = value.checked_sub(1) {
                    self.replace("less", range, &less.to_string());
                }
            }
            Number::Float(value) => self.replace("more", range, &format!("{:?}", value + 1.0)),
            Number::Complex { .. } => {}
        }
    }

    fn words(&mut self, visit: impl FnOnce(&mut Self)) {
        self.in_words += 1;
        visit(self);
        self.in_words -= 1;
    }
}

impl<'a> SourceOrderVisitor<'a> for Finder<'a> {
    fn visit_body(&mut self, body: &'a [Stmt]) {
        let is_text =
            |stmt: &Stmt| matches!(stmt, Stmt::Expr(one) if one.value.is_string_literal_expr());
        let skipped = usize::from(body.first().is_some_and(is_text));
        source_order::walk_body(self, &body[skipped..]);
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.statement(stmt);
        match stmt {
            Stmt::FunctionDef(function) => {
                self.places.push(function.name.to_string());
                self.visit_parameters(&function.parameters);
                self.visit_body(&function.body);
                self.places.pop();
            }
            Stmt::ClassDef(class) => {
                self.places.push(class.name.to_string());
                self.visit_body(&class.body);
                self.places.pop();
            }
            Stmt::If(one) if is_aside(&one.test) => {}
            Stmt::Import(_) | Stmt::ImportFrom(_) => {}
            Stmt::Assign(one) if one.targets.iter().any(is_dunder) => {}
            Stmt::Raise(_) | Stmt::Assert(_) => self.words(|this| walk_stmt(this, stmt)),
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.expression(expr);
        match expr {
            Expr::Call(call) if is_log(expr) || is_print(&call.func) => {
                self.words(|this| walk_expr(this, expr));
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        comprehension.ifs.iter().for_each(|test| self.condition(test));
        source_order::walk_comprehension(self, comprehension);
    }

    fn visit_keyword(&mut self, keyword: &'a Keyword) {
        // How bytes are read is rarely what a ticket is about, and `""` is no encoding.
        if keyword.arg.as_ref().is_some_and(|name| name.as_str() == "encoding") {
            return;
        }
        walk_keyword(self, keyword);
    }

    fn visit_f_string(&mut self, f_string: &'a FString) {
        self.words(|this| source_order::walk_f_string(this, f_string));
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_decorator(&mut self, _: &'a Decorator) {}
}

/// Returns what a comparison could have been.
fn comparisons(op: CmpOp) -> &'static [(&'static str, &'static str)] {
    match op {
        CmpOp::Lt => &[("boundary", "<="), ("comparison", ">=")],
        CmpOp::LtE => &[("boundary", "<"), ("comparison", ">")],
        CmpOp::Gt => &[("boundary", ">="), ("comparison", "<=")],
        CmpOp::GtE => &[("boundary", ">"), ("comparison", "<")],
        CmpOp::Eq => &[("comparison", "!=")],
        CmpOp::NotEq => &[("comparison", "==")],
        CmpOp::Is => &[("comparison", "is not")],
        CmpOp::IsNot => &[("comparison", "is")],
        CmpOp::In => &[("comparison", "not in")],
        CmpOp::NotIn => &[("comparison", "in")],
    }
}

/// Returns what an arithmetic operator could have been.
fn swapped(op: Operator) -> Option<&'static str> {
    Some(match op {
        Operator::Add => "-",
        Operator::Sub => "+",
        Operator::Mult => "//",
        Operator::Div | Operator::Pow => "*",
        Operator::FloorDiv => "/",
        Operator::Mod => "//",
        Operator::BitAnd => "|",
        Operator::BitOr => "&",
        Operator::BitXor => "&",
        Operator::LShift => ">>",
        Operator::RShift => "<<",
        Operator::MatMult => return None,
    })
}

/// Returns whether a condition sets apart what only a script or a type checker sees.
fn is_aside(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        Expr::Compare(compare) => {
            matches!(&*compare.left, Expr::Name(name) if name.id.as_str() == "__name__")
        }
        _ => false,
    }
}

fn is_dunder(target: &Expr) -> bool {
    matches!(target, Expr::Name(name) if name.id.starts_with("__") && name.id.ends_with("__"))
}

fn is_print(function: &Expr) -> bool {
    matches!(function, Expr::Name(name) if name.id.as_str() == "print")
}

/// Returns whether a call tells a log something.
fn is_log(call: &Expr) -> bool {
    let Expr::Call(call) = call else { return false };
    let Expr::Attribute(attribute) = &*call.func else { return false };
    let Expr::Name(owner) = &*attribute.value else { return false };
    let is_logger = matches!(owner.id.as_str(), "log" | "logger" | "logging" | "_log" | "_logger");
    let is_told = matches!(
        attribute.attr.as_str(),
        "debug" | "info" | "warning" | "error" | "critical" | "exception" | "log"
    );
    is_logger && is_told
}

/// Writes a piece of source in one short line.
fn brief(source: &str) -> String {
    const MOST: usize = 60;
    let line = source.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns id, words and the changed line of each mutant.
    fn made(source: &str) -> Vec<(String, String)> {
        mutants(source)
            .unwrap()
            .into_iter()
            .map(|one| {
                (one.id, one.source.lines().nth(one.line - 1).unwrap_or("").trim().to_owned())
            })
            .collect()
    }

    #[track_caller]
    fn check(source: &str, expected: &[(&str, &str)]) {
        let made = made(source);
        let made: Vec<_> = made.iter().map(|(id, line)| (id.as_str(), line.as_str())).collect();
        assert_eq!(made, expected);
    }

    #[test]
    fn comparisons_change_at_the_boundary_and_turn() {
        check(
            "x = a < b\n",
            &[("module:boundary:1", "x = a <= b"), ("module:comparison:1", "x = a >= b")],
        );
        check("x = a is not b\n", &[("module:comparison:1", "x = a is b")]);
        check("x = (a) not in (b)\n", &[("module:comparison:1", "x = (a) in (b)")]);
        check(
            "x = a == b != c\n",
            &[
                ("module:comparison:1", "x = a != b != c"),
                ("module:comparison:2", "x = a == b == c"),
            ],
        );
    }

    #[test]
    fn operators_are_found_where_they_stand() {
        check("x = (a) + (b)\n", &[("module:arithmetic:1", "x = (a) - (b)")]);
        check("x = (a  # plus +\n     + b)\n", &[("module:arithmetic:1", "- b)")]);
        check("x //= y\n", &[("module:arithmetic:1", "x /= y")]);
        check(
            "x = a and b and c\n",
            &[("module:and-or:1", "x = a or b and c"), ("module:and-or:2", "x = a and b or c")],
        );
        check("x = not (a)\n", &[("module:not:1", "x =  (a)")]);
        check("x = a @ b\n", &[]);
    }

    #[test]
    fn constants_change_by_one_step() {
        check(
            "x = [0, 7, 1.5, True, \"a\", \"\"]\n",
            &[
                ("module:more:1", "x = [1, 7, 1.5, True, \"a\", \"\"]"),
                ("module:more:2", "x = [0, 8, 1.5, True, \"a\", \"\"]"),
                ("module:less:1", "x = [0, 6, 1.5, True, \"a\", \"\"]"),
                ("module:more:3", "x = [0, 7, 2.5, True, \"a\", \"\"]"),
                ("module:flag:1", "x = [0, 7, 1.5, False, \"a\", \"\"]"),
                ("module:text:1", "x = [0, 7, 1.5, True, \"\", \"\"]"),
                ("module:text:2", "x = [0, 7, 1.5, True, \"a\", \"?\"]"),
            ],
        );
        check(
            "def f(a, b=2, *, c=False):\n    pass\n",
            &[
                ("f:more:1", "def f(a, b=3, *, c=False):"),
                ("f:less:1", "def f(a, b=1, *, c=False):"),
                ("f:flag:1", "def f(a, b=2, *, c=True):"),
            ],
        );
    }

    #[test]
    fn statements_are_left_out_or_turned() {
        check(
            "def f(a):\n    g(a)\n    for x in a:\n        break\n    if a:\n        raise E\n    return a\n",
            &[
                ("f:call:1", "pass"),
                ("f:loop:1", "continue"),
                ("f:condition:1", "if not (a):"),
                ("f:raise:1", "pass"),
                ("f:return:1", "return None"),
            ],
        );
        check("async def f():\n    await g()\n", &[("f:call:1", "pass")]);
        check(
            "class A:\n    def f(self):\n        return self\n",
            &[("A.f:return:1", "return None")],
        );
        check(
            "x = [y for y in z if y]\n",
            &[("module:condition:1", "x = [y for y in z if not (y)]")],
        );
    }

    #[test]
    fn slices_lose_their_bounds() {
        check("x = y[a:b]\n", &[("module:lower:1", "x = y[:b]"), ("module:upper:1", "x = y[a:]")]);
        check("x = y[1:]\n", &[("module:more:1", "x = y[2:]"), ("module:less:1", "x = y[0:]")]);
    }

    #[test]
    fn what_says_nothing_about_the_work_is_left_alone() {
        check(
            "\"\"\"Says.\"\"\"\nfrom __future__ import annotations\n__all__ = [\"f\"]\n\
             @decorated(\"x\", 3)\ndef f(a: \"int\") -> \"str\":\n    \"\"\"Says 1.\"\"\"\n    \
             log.info(\"done %d\", a)\n    assert a, \"none\"\n\nif __name__ == \"__main__\":\n    f(1)\n",
            &[],
        );
        check("def f():\n    raise E(\"words\")\n", &[("f:raise:1", "pass")]);
        check("x = f\"{a} words\"\n", &[]);
        check("x = f\"{a + b} words\"\n", &[("module:arithmetic:1", "x = f\"{a - b} words\"")]);
        check("x = open(p, encoding=\"utf-8\")\n", &[]);
    }

    #[test]
    fn an_id_stays_when_something_else_changes() {
        let source = "def f(a):\n    return a + 1\n";
        let later = format!("def g(a):\n    return a * 2\n\n{source}");
        let ids: Vec<_> = made(source).into_iter().map(|(id, _)| id).collect();
        let later: Vec<_> =
            made(&later).into_iter().map(|(id, _)| id).filter(|id| id.starts_with("f:")).collect();
        assert_eq!(ids, later);
    }

    #[test]
    fn each_is_one_change_that_parses_and_is_told_in_words() {
        let source = "def f(rows):\n    seen = set()\n    for row in rows:\n        if row in seen and \
                      not row.old:\n            continue\n        seen.add(row)\n    return len(seen) - 1\n";
        let all = mutants(source).unwrap();
        assert!(all.len() >= 8, "{all:#?}");
        for one in &all {
            assert_ne!(one.source, source);
            assert!(parse(&one.source).is_ok(), "{one:?}");
            assert!(!one.says.is_empty() && !one.says.contains('\n'), "{one:?}");
            let twins = all.iter().filter(|other| other.id == one.id || other.source == one.source);
            assert_eq!(twins.count(), 1, "{one:?}");
        }
        let call = all.iter().find(|one| one.id == "f:call:1").unwrap();
        assert_eq!((call.line, call.says.as_str()), (6, "`seen.add(row)` is left out"));
    }

    #[test]
    fn odd_sources_are_read_or_named_and_never_a_panic() {
        for source in ["", "\u{feff}x = 1\n", "x = \"é\" + 'ü'\n", "x = 1\r\ny = 2\r\n", "x = 1"]
        {
            mutants(source).unwrap();
        }
        for source in ["def", "x = (", "\0", "  x", "é = = 1"] {
            assert!(mutants(source).is_err(), "{source:?}");
        }
        let deep = format!("x = {}1{}", "[".repeat(300), "]".repeat(300));
        let _ = mutants(&deep);
    }
}
