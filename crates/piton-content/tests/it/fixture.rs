//! Trees in text form, and the words for what is found in them.

use std::fmt::Write as _;

use piton_content::{Tree, load};
use piton_domain::{Diagnostic, Files, Roadmap, Severity};

/// The smallest tree without a fault: one area, two skills, one task with everything.
pub(crate) const GOOD: &str = include_str!("good.txt");

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

/// A tree that starts good and is then spoilt.
pub(crate) struct Spoilt(Files);

impl Spoilt {
    pub(crate) fn new() -> Self {
        Self(files(GOOD))
    }

    /// Replaces a text, which must be there, in a file.
    pub(crate) fn edit(mut self, path: &str, old: &str, new: &str) -> Self {
        let content = self.0.get_mut(path).unwrap_or_else(|| panic!("no file {path}"));
        let text = std::str::from_utf8(content).expect("the fixture is text");
        assert!(text.contains(old), "{path} does not hold {old:?}");
        *content = text.replacen(old, new, 1).into_bytes();
        self
    }

    /// Writes a file.
    pub(crate) fn put(mut self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.0.insert(path.to_owned(), content.as_ref().to_vec());
        self
    }

    /// Removes a file, or all files below a folder.
    pub(crate) fn remove(mut self, path: &str) -> Self {
        let n_before = self.0.len();
        self.0.retain(|known, _| known != path && !known.starts_with(&format!("{path}/")));
        assert!(self.0.len() < n_before, "nothing at {path}");
        self
    }

    pub(crate) fn load(self) -> (Tree, Roadmap, Vec<Diagnostic>) {
        let tree = Tree::from_files(self.0);
        let (roadmap, found) = load(&tree);
        (tree, roadmap, found)
    }

    /// Compares what is found with what is expected.
    pub(crate) fn check(self, expected: expect_test::Expect) {
        let (tree, _, found) = self.load();
        expected.assert_eq(&render(&tree, &found));
    }
}
