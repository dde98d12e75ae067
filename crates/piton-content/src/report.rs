//! Building diagnostics in few words.

use std::ops::Range;

use piton_domain::{Diagnostic, Label, Severity, Span};

/// Starts an error about a file.
pub(crate) fn error(
    rule: &'static str,
    path: impl Into<String>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        rule,
        severity: Severity::Error,
        path: path.into(),
        message: message.into(),
        labels: Vec::new(),
        help: None,
    }
}

/// Starts a warning about a file.
pub(crate) fn warning(
    rule: &'static str,
    path: impl Into<String>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(rule, path, message) }
}

/// What can be added to a diagnostic.
pub(crate) trait Build {
    /// Points at a place.
    fn at(self, span: Range<usize>, text: impl Into<String>) -> Self;
    /// Says what the author can do.
    fn help(self, text: impl Into<String>) -> Self;
}

impl Build for Diagnostic {
    fn at(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        let span = Span { start: span.start, end: span.end.max(span.start) };
        self.labels.push(Label { span, text: text.into() });
        self
    }

    fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// Returns whether one of the diagnostics is an error.
pub(crate) fn any_error(found: &[Diagnostic]) -> bool {
    found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Puts diagnostics in the order in which an author works through them.
pub(crate) fn sort(found: &mut Vec<Diagnostic>) {
    found.sort_by(|a, b| {
        (&a.path, &a.labels, a.rule, &a.message).cmp(&(&b.path, &b.labels, b.rule, &b.message))
    });
    found.dedup();
}
