//! Whole words and what takes their place.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use piton_domain::Files;
use regex::Regex;

use crate::wire::{At, TaskFile};
use crate::{read, variant};

/// Up to this length a text is searched word by word, which needs no preparation.
///
/// Units: bytes.
const SHORT: usize = 200;

/// The words to be replaced, longest first.
pub(crate) struct Words<'a> {
    pairs: Vec<(&'a str, &'a str)>,
    /// Finds any of them in a long text; made when first needed.
    any: OnceCell<Option<Regex>>,
}

impl<'a> Words<'a> {
    /// Prepares the words of one variant, or for looking them up those of several.
    pub(crate) fn of(replace: impl IntoIterator<Item = (&'a At<String>, &'a At<String>)>) -> Self {
        Self::new(replace.into_iter().map(|(old, new)| (old.as_str(), new.as_str())).collect())
    }

    fn new(mut pairs: Vec<(&'a str, &'a str)>) -> Self {
        pairs.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        pairs.dedup_by_key(|(old, _)| *old);
        Self { pairs, any: OnceCell::new() }
    }

    /// Replaces the words in a text, in one pass.
    pub(crate) fn replace(&self, text: &str) -> String {
        let mut made = String::with_capacity(text.len());
        let mut copied = 0;
        let mut from = 0;
        while let Some((start, old, new)) = self.next(text, from) {
            made.push_str(&text[copied..start]);
            made.push_str(new);
            copied = start + old.len();
            from = copied;
        }
        made.push_str(&text[copied..]);
        made
    }

    /// Finds the next of the words from a place on; of several at one place the longest.
    fn next(&self, text: &str, mut from: usize) -> Option<(usize, &'a str, &'a str)> {
        loop {
            let start = self.candidate(text, from)?;
            if let Some((old, new)) = self.whole_at(text, start).next() {
                return Some((start, old, new));
            }
            from = after(text, start);
        }
    }

    /// Walks over the words that stand whole at a place, the longest first.
    fn whole_at(&self, text: &str, start: usize) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs.iter().copied().filter(move |(old, _)| {
            text[start..].starts_with(old) && is_whole(text, start..start + old.len())
        })
    }

    /// Finds the next place where one of the words starts, whole or not.
    fn candidate(&self, text: &str, from: usize) -> Option<usize> {
        if text.len() <= SHORT {
            let places = self.pairs.iter().filter_map(|(old, _)| text[from..].find(old));
            return Some(from + places.min()?);
        }
        // Whole words are told by `is_whole`: a Unicode `\b` would cost the regex its fast engine.
        let any = self.any.get_or_init(|| {
            let words: Vec<String> = self.pairs.iter().map(|(old, _)| regex::escape(old)).collect();
            (!words.is_empty()).then(|| Regex::new(&words.join("|")).ok()).flatten()
        });
        Some(any.as_ref()?.find_at(text, from)?.start())
    }

    /// Replaces in the part of a path that is not one of the task's bones.
    pub(crate) fn rename(&self, path: &str) -> String {
        let (fixed, rest) = path.split_at(bones(path));
        format!("{fixed}{}", self.replace(rest))
    }

    /// Replaces in those values of `task.toml` that speak of the domain.
    pub(crate) fn replace_values(&self, text: &str) -> String {
        let mut made = String::with_capacity(text.len());
        let mut copied = 0;
        for span in values(text) {
            made.push_str(&text[copied..span.start]);
            made.push_str(&self.replace(&text[span.clone()]));
            copied = span.end;
        }
        made.push_str(&text[copied..]);
        made
    }

    /// Returns which of the words stand anywhere in a task, its overlays included.
    ///
    /// One word may lie within another here. Nearly every word stands in one of the first texts,
    /// so looking for one after the other is quicker than one walk for all of them.
    pub(crate) fn standing(&self, bundle: &Files) -> BTreeSet<&'a str> {
        let mut texts = Vec::new();
        for (path, content) in bundle.iter().filter(|(path, _)| *path != variant::FILE) {
            texts.push(&path[bones(path)..]);
            match std::str::from_utf8(content) {
                Ok(text) if path.ends_with("task.toml") => {
                    texts.extend(values(text).into_iter().map(|span| &text[span]));
                }
                Ok(text) if !text.contains('\0') => texts.push(text),
                _ => {}
            }
        }
        let words = self.pairs.iter().map(|(old, _)| *old);
        words.filter(|word| texts.iter().any(|text| stands(text, word))).collect()
    }
}

/// Returns whether a word stands whole in a text.
fn stands(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(start) = text[from..].find(word).map(|at| from + at) {
        if is_whole(text, start..start + word.len()) {
            return true;
        }
        from = after(text, start);
    }
    false
}

/// Returns the place behind the character at a place.
fn after(text: &str, start: usize) -> usize {
    start + text[start..].chars().next().map_or(1, char::len_utf8)
}

/// Returns how much of a path is the bones of a task, which no variant renames.
fn bones(path: &str) -> usize {
    match path.split_once('/') {
        Some((folder @ ("right" | "wrong"), rest)) => {
            rest.find('/').map_or(path.len(), |at| folder.len() + 1 + at + 1)
        }
        Some((folder, _)) => folder.len() + 1,
        None => path.len(),
    }
}

/// Returns the places of the values in `task.toml` that speak of the domain.
fn values(text: &str) -> Vec<Range<usize>> {
    let Some(file) = read::toml::<TaskFile>("", text, &mut Vec::new()) else { return Vec::new() };
    let caught = file.wrong.iter().flatten().map(|(_, caught)| caught);
    let mut spans: Vec<Range<usize>> = file
        .title
        .iter()
        .chain(file.files.iter().flatten())
        .chain(file.visible.iter().flatten())
        .chain(caught.flat_map(|caught| [&caught.caught_by, &caught.says]).flatten())
        .map(At::span)
        .collect();
    spans.sort_by_key(|span| span.start);
    spans
}

/// Returns whether a match is a word of its own; `_` belongs to words.
fn is_whole(text: &str, span: Range<usize>) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let cuts = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(is_word) && outside.is_some_and(is_word)
    };
    let old = &text[span.clone()];
    !cuts(old.chars().next(), text[..span.start].chars().next_back())
        && !cuts(old.chars().next_back(), text[span.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&str, &str)], text: &str, expected: &str) {
        let words = Words::new(pairs.to_vec());
        assert_eq!(words.replace(text), expected);
        // A long text takes the other way.
        let blank = " ".repeat(SHORT);
        assert_eq!(words.replace(&format!("{text}{blank}")), format!("{expected}{blank}"));
    }

    #[test]
    fn only_whole_words_are_replaced() {
        check(
            &[("day", "shelf")],
            "day days day_count a-day daß.day",
            "shelf days day_count a-shelf daß.shelf",
        );
        check(&[("caf", "bar")], "café caf", "café bar");
        check(&[("€", "$")], "5€ €5 a€b", "5$ $5 a$b");
    }

    #[test]
    fn the_longest_word_wins_and_nothing_is_replaced_twice() {
        check(&[("a", "b"), ("b", "a")], "a b a", "b a b");
        check(&[("night", "day"), ("late night", "evening")], "late night, night", "evening, day");
        check(&[("a b", "x"), ("a", "y")], "a bc a b", "y bc x");
    }

    #[test]
    fn a_word_within_another_stands_there_too() {
        let words =
            Words::new(vec![("night fee", "x"), ("night", "y"), ("fee", "z"), ("day", "w")]);
        let bundle = Files::from([("brief.md".to_owned(), b"The night fee.".to_vec())]);
        let standing = words.standing(&bundle);
        assert_eq!(standing.into_iter().collect::<Vec<_>>(), ["fee", "night", "night fee"]);
    }

    #[test]
    fn the_bones_of_a_task_stay() {
        let words =
            Words::new(vec![("start", "x"), ("ledger", "loan"), ("brief", "x"), ("plain", "x")]);
        for (old, new) in [
            ("start/ledger.py", "start/loan.py"),
            ("right/plain/ledger.py", "right/plain/loan.py"),
            ("resources/ledger/start.py", "resources/loan/x.py"),
            ("brief.md", "brief.md"),
            ("start/start/ledger_old.py", "start/x/ledger_old.py"),
        ] {
            assert_eq!(words.rename(old), new);
        }
    }
}
