//! Functions that answer what nobody asked for: code that no check may take, and that must not
//! bring the judge into trouble.

use ruff_python_ast::visitor::source_order::{SourceOrderVisitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged as _, TextRange};

use crate::splice::{Edit, parse, spliced};
use crate::{Mutant, SyntaxFault};

/// What a function gives in place of its result.
const ANSWERS: [(&str, &str, &str); 5] = [
    ("none", "None", "None"),
    ("type", "b\"wrong\"", "bytes"),
    ("nan", "float(\"nan\")", "NaN"),
    ("huge", "10 ** 5000", "an integer of 5000 digits"),
    (
        "deep",
        "__import__(\"functools\").reduce(lambda inner, _: [inner], range(100), [])",
        "a list nested 100 deep",
    ),
];

/// Methods whose result Python itself prescribes.
const BUILDERS: [&str; 4] = ["__init__", "__post_init__", "__init_subclass__", "__set_name__"];

/// Makes the source with the body of one function replaced, for each function and wrong answer.
///
/// Functions inside functions are left alone. One that gives no value gets an empty body instead.
///
/// Errors: [`SyntaxFault`] if the source is no Python.
pub fn enemies(source: &str) -> Result<Vec<Mutant>, SyntaxFault> {
    let parsed = parse(source)?;
    let mut edits = Vec::new();
    for stmt in &parsed.syntax().body {
        match stmt {
            Stmt::FunctionDef(function) => replaced("", function, &mut edits),
            Stmt::ClassDef(class) => {
                for stmt in &class.body {
                    if let Stmt::FunctionDef(method) = stmt {
                        replaced(&format!("{}.", class.name), method, &mut edits);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(spliced(source, edits))
}

fn replaced(class: &str, function: &StmtFunctionDef, edits: &mut Vec<Edit>) {
    let (Some(first), Some(last)) = (function.body.first(), function.body.last()) else { return };
    let name = function.name.as_str();
    let gives = Gives::anything(function);
    let is_empty = matches!(&function.body[..], [Stmt::Pass(_)]);
    if BUILDERS.contains(&name) || (is_empty && !gives) {
        return;
    }
    let answers = if gives { &ANSWERS[..] } else { &ANSWERS[..1] };
    for (operator, answer, words) in answers {
        let says = match gives {
            true => format!("{class}{name} gives {words} instead of its result"),
            false => format!("{class}{name} does nothing"),
        };
        edits.push(Edit {
            place: format!("{class}{name}"),
            operator,
            range: TextRange::new(first.start(), last.end()),
            text: format!("return {answer}"),
            says,
        });
    }
}

/// Finds out whether a function gives a value.
struct Gives(bool);

impl Gives {
    fn anything(function: &StmtFunctionDef) -> bool {
        let mut gives = Self(false);
        gives.visit_body(&function.body);
        gives.0
    }
}

impl<'a> SourceOrderVisitor<'a> for Gives {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Return(stmt) => {
                self.0 |= stmt.value.as_ref().is_some_and(|value| !value.is_none_literal_expr());
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Yield(_) | Expr::YieldFrom(_) => self.0 = true,
            Expr::Lambda(_) => {}
            _ => walk_expr(self, expr),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_is_replaced_by_every_wrong_answer() {
        let source = "def add(a, b):\n    \"\"\"Adds.\"\"\"\n    total = a + b\n    return total\n";
        let made = enemies(source).unwrap();
        assert_eq!(made.len(), ANSWERS.len());
        assert_eq!(made[0].id, "add:none:1");
        assert_eq!(made[0].says, "add gives None instead of its result");
        assert_eq!(made[0].source, "def add(a, b):\n    return None\n");
        for (enemy, (_, answer, _)) in made.iter().zip(ANSWERS) {
            assert!(enemy.source.ends_with(&format!("    return {answer}\n")), "{}", enemy.source);
        }
    }

    #[test]
    fn one_that_gives_nothing_does_nothing() {
        let source = "class Log:\n    def __init__(self):\n        self.rows = []\n\n    \
                      def add(self, row):\n        self.rows.append(row)\n\n    \
                      def close(self): pass\n\n    async def rows(self):\n        yield 1\n";
        let made = enemies(source).unwrap();
        let ids: Vec<_> = made.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "Log.add:none:1",
                "Log.rows:none:1",
                "Log.rows:type:1",
                "Log.rows:nan:1",
                "Log.rows:huge:1",
                "Log.rows:deep:1"
            ]
        );
        assert_eq!(made[0].says, "Log.add does nothing");
        assert!(made[0].source.contains("def add(self, row):\n        return None\n"));
    }

    #[test]
    fn what_stands_inside_is_not_the_functions_own_result() {
        let source = "def outer(rows):\n    def inner():\n        return 1\n    \
                      rows.sort(key=lambda row: (yield))\n    return\n";
        let made = enemies(source).unwrap();
        assert_eq!(made.len(), 1, "{made:?}");
        assert_eq!(made[0].says, "outer does nothing");
    }
}
