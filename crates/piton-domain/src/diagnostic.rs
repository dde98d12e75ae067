//! Faults in material somebody wrote, with the place and the way out.

/// A range of bytes in a source text.
///
/// Units: byte offsets, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// How much a fault weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The content can be used; something is worth mending.
    Warning,
    /// The content is not used as it stands.
    Error,
}

/// A place in a source text with a few words about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is wrong just there.
    pub text: String,
}

/// One fault of a content tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the rule, such as `skill/unknown-need`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The path inside the tree, with forward slashes.
    pub path: String,
    /// What is wrong, as a sentence fragment.
    pub message: String,
    /// The places, most important first; empty if the whole file is meant.
    pub labels: Vec<Label>,
    /// What the author can do.
    pub help: Option<String>,
}
