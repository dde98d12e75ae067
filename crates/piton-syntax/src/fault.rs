//! Why a source gives no facts.

/// The source is no Python.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not Python: {what}")]
pub struct SyntaxFault {
    /// The line, from 1.
    pub line: usize,
    /// What the parser says.
    pub what: String,
}
