//! Code cut into pieces that have one role each.
//!
//! The roles are few on purpose: both faces give them the same meaning with a handful of colours,
//! and a terminal's own palette is respected. The syntaxes are loaded when code is first shown.

use std::ops::Range;
use std::sync::LazyLock;

use syntect::easy::ScopeRangeIterator;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// The part a piece of code plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Plain,
    Comment,
    Text,
    Number,
    Constant,
    Keyword,
    Function,
    Type,
    Inserted,
    Deleted,
}

impl Role {
    /// Returns the name of the CSS class.
    pub(super) fn class(self) -> Option<&'static str> {
        match self {
            Role::Plain => None,
            Role::Comment => Some("hl-comment"),
            Role::Text => Some("hl-string"),
            Role::Number => Some("hl-number"),
            Role::Constant => Some("hl-constant"),
            Role::Keyword => Some("hl-keyword"),
            Role::Function => Some("hl-function"),
            Role::Type => Some("hl-type"),
            Role::Inserted => Some("hl-inserted"),
            Role::Deleted => Some("hl-deleted"),
        }
    }

    /// Returns the parameters of the terminal's colour sequence.
    pub(super) fn ansi(self) -> &'static str {
        match self {
            Role::Plain => "",
            Role::Comment => "2;3",
            Role::Text | Role::Inserted => "32",
            Role::Number | Role::Constant => "33",
            Role::Keyword => "35",
            Role::Function => "34",
            Role::Type => "36",
            Role::Deleted => "31",
        }
    }
}

/// Cuts code into lines of pieces; nothing if the language is not known.
pub(super) fn lines<'a>(language: &str, code: &'a str) -> Option<Vec<Vec<(Role, &'a str)>>> {
    let syntax = syntax(language)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut lines = Vec::new();
    for line in code.split_inclusive('\n') {
        let ops = state.parse_line(line, &SYNTAXES).ok()?;
        let mut pieces: Vec<(Role, Range<usize>)> = Vec::new();
        for (range, op) in ScopeRangeIterator::new(&ops, line) {
            stack.apply(op).ok()?;
            let text = line[range.clone()].trim_end_matches('\n');
            let role = if text.trim().is_empty() { Role::Plain } else { role(&stack) };
            match pieces.last_mut() {
                _ if text.is_empty() => {}
                // Neighbours of one role are one piece: `"`, `text` and `"` are a string.
                Some((last, span)) if *last == role => span.end += text.len(),
                _ => {
                    let start = range.start;
                    pieces.push((role, start..start + text.len()));
                }
            }
        }
        lines.push(pieces.into_iter().map(|(role, span)| (role, &line[span])).collect());
    }
    Some(lines)
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Finds a syntax. Words that never name a language must not load the syntaxes.
fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() || matches!(language, "text" | "output" | "txt" | "plain") {
        return None;
    }
    SYNTAXES.find_syntax_by_token(language)
}

/// The scopes that have a role, by prefix.
static ROLES: LazyLock<Vec<(Scope, Role)>> = LazyLock::new(|| {
    [
        ("comment", Role::Comment),
        ("string", Role::Text),
        ("constant.numeric", Role::Number),
        ("constant", Role::Constant),
        ("variable.language", Role::Constant),
        ("keyword.operator.logical", Role::Keyword),
        ("keyword.operator", Role::Plain),
        ("keyword", Role::Keyword),
        ("storage", Role::Keyword),
        ("entity.name.function", Role::Function),
        ("support.function", Role::Function),
        ("variable.function", Role::Function),
        ("variable.annotation", Role::Function),
        ("entity.name.tag", Role::Keyword),
        ("entity.name", Role::Type),
        ("entity.other.inherited-class", Role::Type),
        ("support.type", Role::Type),
        ("support.class", Role::Type),
        ("markup.inserted", Role::Inserted),
        ("markup.deleted", Role::Deleted),
        ("meta.interpolation", Role::Plain),
        ("source.python.embedded", Role::Plain),
    ]
    .into_iter()
    .filter_map(|(scope, role)| Some((Scope::new(scope).ok()?, role)))
    .collect()
});

/// Returns the role of the innermost scope that has one.
fn role(stack: &ScopeStack) -> Role {
    for scope in stack.as_slice().iter().rev() {
        if let Some((_, role)) = ROLES.iter().find(|(known, _)| known.is_prefix_of(*scope)) {
            return *role;
        }
    }
    Role::Plain
}
