//! Markdown files: text, links, hints, the length of lessons.

use piton_domain::Diagnostic;
use piton_domain::task::Hint;

use crate::Tree;
use crate::markdown::{Facts, blocks, facts};
use crate::report::{Build, error, warning};

/// How long a lesson should be.
///
/// Units: words outside code blocks.
const LESSON_WORDS: std::ops::RangeInclusive<usize> = 400..=900;

/// Reads bytes as text.
pub(crate) fn text<'a>(
    path: &str,
    content: &'a [u8],
    found: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    match std::str::from_utf8(content) {
        Ok(text) => Some(text),
        Err(fault) => {
            let message = format!("byte {} is not UTF-8", fault.valid_up_to());
            found.push(
                error("tree/not-utf8", path, message).help("save the file in the encoding UTF-8"),
            );
            None
        }
    }
}

/// Checks a lesson: its length, its links, the tags of its blocks.
pub(super) fn check_lesson(tree: &Tree, path: &str, markdown: &str, found: &mut Vec<Diagnostic>) {
    if markdown.trim().is_empty() {
        found.push(error("lesson/empty", path, "the lesson is empty"));
        return;
    }
    let facts = facts(markdown);
    if !LESSON_WORDS.contains(&facts.words) {
        let message = format!(
            "the lesson has {} words; {} to {} is a good length",
            facts.words,
            LESSON_WORDS.start(),
            LESSON_WORDS.end()
        );
        found.push(warning("lesson/length", path, message));
    }
    for fault in blocks(&facts.code).1 {
        found.push(error("lesson/block", path, fault.message).at(fault.span, "this block"));
    }
    check_links(tree, path, &facts, found);
}

/// Checks that relative links lead to files of the tree.
pub(super) fn check_links(tree: &Tree, path: &str, facts: &Facts, found: &mut Vec<Diagnostic>) {
    for (url, span) in &facts.links {
        let target = url.split(['#', '?']).next().unwrap_or_default();
        if target.is_empty() || has_scheme(target) {
            continue;
        }
        let exists = join(path, target).is_some_and(|target| {
            tree.get(&target).is_some()
                || tree.paths().any(|path| {
                    path.strip_prefix(target.as_str()).is_some_and(|rest| rest.starts_with('/'))
                })
        });
        if !exists {
            found.push(
                error("markdown/broken-link", path, format!("`{url}` leads nowhere"))
                    .at(span.clone(), "there is no such file in the tree"),
            );
        }
    }
}

fn has_scheme(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// Resolves a link against the file it stands in; nothing if it leaves the tree.
fn join(from: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Reads the hints: each starts with a heading of the second level.
pub(super) fn hints(
    path: &str,
    markdown: &str,
    facts: &Facts,
    found: &mut Vec<Diagnostic>,
) -> Vec<Hint> {
    let starts: Vec<_> = facts.headings.iter().filter(|heading| heading.level <= 2).collect();
    let first = starts.first().map_or(markdown.len(), |heading| heading.span.start);
    if starts.is_empty() {
        found.push(
            error("hint/none", path, "there is no hint").help("a hint starts with `## Its title`"),
        );
    } else if !markdown.get(..first).unwrap_or_default().trim().is_empty() {
        found.push(
            error("hint/outside", path, "text before the first hint is never shown")
                .at(0..first, "belongs to no hint"),
        );
    }
    let mut hints = Vec::new();
    for (idx, heading) in starts.iter().enumerate() {
        let end = starts.get(idx + 1).map_or(markdown.len(), |next| next.span.start);
        let body = markdown.get(heading.span.end..end).unwrap_or_default().trim();
        let (title, shows_code) = match heading.title.strip_suffix("{code}") {
            Some(title) => (title.trim_end(), true),
            None => (heading.title.as_str(), false),
        };
        if heading.level != 2 {
            found.push(
                error("hint/outside", path, "a hint starts with a heading of the second level")
                    .at(heading.span.clone(), "write `## ` here"),
            );
        }
        if title.is_empty() || body.is_empty() {
            found.push(
                error("hint/empty", path, "the hint says nothing").at(
                    heading.span.clone(),
                    if title.is_empty() { "no title" } else { "no text" },
                ),
            );
        }
        hints.push(Hint { title: title.to_owned(), markdown: body.to_owned(), shows_code });
    }
    hints
}
