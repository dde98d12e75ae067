//! Trees in text form, and the words for what is found in them.

use std::fmt::Write as _;

use piton_content::Tree;
use piton_domain::{Diagnostic, Files, Severity};

/// Shows diagnostics as lines: severity, rule, place with the text at it, message, labels, help.
pub(crate) fn render(tree: &Tree, found: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in found {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = writeln!(
            text,
            "{severity}[{}] {}: {}",
            diagnostic.rule, diagnostic.path, diagnostic.message
        );
        for label in &diagnostic.labels {
            let source = tree.source(&diagnostic.path).expect("a label has a source");
            let line = source[..label.span.start].matches('\n').count() + 1;
            let at = &source[label.span.start..label.span.end];
            let _ = writeln!(text, "  {line}: {at:?} {}", label.text);
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(text, "  help: {help}");
        }
    }
    text
}

/// Reads files written as `//- path` lines followed by their content.
pub(crate) fn files(text: &str) -> Files {
    let mut files = Files::new();
    for part in text.split("//- ").skip(1) {
        let (path, content) = part.split_once('\n').expect("a path ends its line");
        files.insert(path.trim().to_owned(), content.as_bytes().to_vec());
    }
    files
}
