//! A task in other words: overlays and whole-word replacement.
//!
//! First the overlay's files are laid over the task's folder, then words are replaced in all text
//! files and in file names, in one pass: what a replacement brought in is not replaced again.
//! The bones of a task stay as they are: the names of its own files and folders, the names of
//! solutions, and in `task.toml` everything but the values that speak of the domain (`title`,
//! `files`, `visible`, and what catches the wrong solutions).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use piton_domain::{Diagnostic, Files, Task, TaskId, files::is_inner_path};
use regex::Regex;

use crate::layout::task_folder;
use crate::report::{Build, any_error, error};
use crate::wire::{At, TaskFile, VariantsFile};
use crate::{ContentError, load, read};

/// The variant that is the folder as it stands.
pub(crate) const BASE: &str = "base";

const FILE: &str = "variants.toml";
const FOLDER: &str = "variants/";

/// A variant as its author wrote it.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) id: String,
    span: Range<usize>,
    overlay: Option<At<String>>,
    replace: BTreeMap<At<String>, At<String>>,
}

/// Applies a variant to the task as it stands in its folder.
///
/// Errors: [`ContentError::UnknownVariant`], also for any other variant of a task that is not
/// `base` itself; [`ContentError::BrokenVariant`] if no task is left after it.
pub fn variant(task: &Task, id: &str) -> Result<Task, ContentError> {
    if id == task.variant {
        return Ok(task.clone());
    }
    let folder = task_folder(&task.id);
    let mut found = Vec::new();
    let specs = read(&folder, &task.bundle, &mut found);
    let Some(spec) = specs.into_iter().find(|spec| spec.id == id) else {
        return Err(ContentError::UnknownVariant {
            task: task.id.clone(),
            variant: id.to_owned(),
            known: task.variants.clone(),
        });
    };
    let broken = |faults| ContentError::BrokenVariant {
        task: task.id.clone(),
        variant: id.to_owned(),
        faults,
    };
    let applied = apply(&folder, &task.bundle, &spec, &mut Vec::new());
    let bundle = applied.map_err(|fault| broken(vec![fault]))?;
    let made = load::task_of(&task.id, id, bundle).map_err(broken)?;
    Ok(Task { variants: task.variants.clone(), ..made })
}

/// Reads `variants.toml`.
pub(crate) fn read(folder: &str, files: &Files, found: &mut Vec<Diagnostic>) -> Vec<Spec> {
    let path = format!("{folder}/{FILE}");
    let Some(content) = files.get(FILE) else { return Vec::new() };
    let Some(file) = load::text(&path, content, found)
        .and_then(|text| read::toml::<VariantsFile>(&path, text, found))
    else {
        return Vec::new();
    };
    read::format_version(&path, &file.format_version, found);
    let mut specs: Vec<Spec> = Vec::new();
    for variant in file.variant.into_iter().flatten() {
        let Some(id) = read::need_text(&path, &variant.id, "id", found) else { continue };
        if id.as_str() == BASE || TaskId::new(format!("a/b/{}", **id)).is_err() {
            found.push(
                error("id/malformed", &*path, format!("`{}` cannot name a variant", **id))
                    .at(id.span(), "a kebab-case word other than `base`"),
            );
            continue;
        }
        if let Some(first) = specs.iter().find(|spec| spec.id == id.as_str()) {
            found.push(
                error("id/duplicate", &*path, format!("the variant `{}` is made twice", **id))
                    .at(id.span(), "again")
                    .at(first.span.clone(), "first"),
            );
            continue;
        }
        let replace = variant.replace.unwrap_or_default();
        for word in replace.keys().filter(|word| word.trim().is_empty()) {
            found.push(
                error("toml/empty", &*path, "nothing cannot be replaced")
                    .at(word.span(), "an empty word"),
            );
        }
        specs.push(Spec {
            id: id.to_string(),
            span: id.span(),
            overlay: variant.overlay,
            replace: replace.into_iter().filter(|(word, _)| !word.trim().is_empty()).collect(),
        });
    }
    specs
}

/// Returns the folders that the variants of a task lay over it.
pub(crate) fn overlays(files: &Files) -> Vec<String> {
    read("", files, &mut Vec::new())
        .into_iter()
        .filter_map(|spec| Some(spec.overlay?.trim_end_matches('/').to_owned()))
        .filter(|overlay| overlay.starts_with(FOLDER) && is_inner_path(overlay))
        .collect()
}

/// Reports variants that cannot be made, or that make no difference.
pub(crate) fn check(task: &Task, folder: &str, found: &mut Vec<Diagnostic>) {
    let path = format!("{folder}/{FILE}");
    for spec in read(folder, &task.bundle, &mut Vec::new()) {
        if spec.overlay.is_none() && spec.replace.is_empty() {
            found.push(
                error(
                    "variant/no-change",
                    &*path,
                    format!("the variant `{}` changes nothing", spec.id),
                )
                .at(spec.span.clone(), "neither an overlay nor a replacement"),
            );
            continue;
        }
        let mut unused = Vec::new();
        match apply(folder, &task.bundle, &spec, &mut unused) {
            Err(fault) => found.push(fault),
            Ok(bundle) => {
                found.extend(unused.into_iter().map(|span| {
                    error("variant/no-change", &*path, "the word stands nowhere in the task")
                        .at(span, "replaces nothing")
                }));
                // The variant has to be a task of its own; what is wrong in the base as well is
                // reported there.
                if !any_error(found)
                    && let Err(faults) = load::task_of(&task.id, &spec.id, bundle)
                {
                    let why = faults.first().map_or_else(String::new, |fault| {
                        format!(": {}: {}", fault.path, fault.message)
                    });
                    found.push(
                        error("variant/broken", &*path, format!("the variant is no task{why}"))
                            .at(spec.span.clone(), "this variant"),
                    );
                }
            }
        }
    }
}

/// Makes the files of a variant, and lists the places of words that stand nowhere.
fn apply(
    folder: &str,
    base: &Files,
    spec: &Spec,
    unused: &mut Vec<Range<usize>>,
) -> Result<Files, Diagnostic> {
    let path = format!("{folder}/{FILE}");
    let mut files: Files = base
        .iter()
        .filter(|(path, _)| *path != FILE && !path.starts_with(FOLDER))
        .map(|(path, content)| (path.clone(), content.clone()))
        .collect();
    if let Some(overlay) = &spec.overlay {
        let name = overlay.trim_end_matches('/');
        let laid = load::below(base, name);
        if !name.starts_with(FOLDER) || laid.is_empty() {
            return Err(error(
                "variant/missing-overlay",
                path,
                format!("there is no folder {name}"),
            )
            .at(overlay.span(), "overlays stand in `variants/`"));
        }
        files.extend(laid);
    }
    if spec.replace.is_empty() {
        return Ok(files);
    }
    let words = Words::of(&spec.replace);
    let mut used = BTreeSet::new();
    let mut made = Files::new();
    for (old, content) in files {
        let new = words.rename(&old, &mut used);
        let content = match std::str::from_utf8(&content) {
            Ok(text) if old == "task.toml" => words.replace_values(text, &mut used).into_bytes(),
            Ok(text) if !text.contains('\0') => words.replace(text, &mut used).into_bytes(),
            _ => content,
        };
        if !is_inner_path(&new) {
            return Err(error("variant/bad-path", path, format!("{old} would become `{new}`"))
                .at(spec.span.clone(), "a path that leaves the folder"));
        }
        if made.insert(new.clone(), content).is_some() {
            return Err(error("variant/clash", path, format!("two files would become {new}"))
                .at(spec.span.clone(), "this variant"));
        }
    }
    let words = spec.replace.keys();
    unused.extend(words.filter(|word| !used.contains(word.as_str())).map(At::span));
    Ok(made)
}

/// The words to be replaced, longest first.
struct Words<'a> {
    pairs: Vec<(&'a str, &'a str)>,
    any: Option<Regex>,
}

impl<'a> Words<'a> {
    fn of(replace: &'a BTreeMap<At<String>, At<String>>) -> Self {
        let pairs = replace.iter().map(|(old, new)| (old.as_str(), new.as_str()));
        Self::new(pairs.collect())
    }

    fn new(mut pairs: Vec<(&'a str, &'a str)>) -> Self {
        pairs.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
        // Whole words are told by `is_whole`: a Unicode `\b` would cost the regex its fast engine.
        let any = pairs.iter().map(|(old, _)| regex::escape(old)).collect::<Vec<_>>().join("|");
        Self { pairs, any: Regex::new(&any).ok() }
    }

    fn replace(&self, text: &str, used: &mut BTreeSet<&'a str>) -> String {
        let mut made = String::with_capacity(text.len());
        let mut copied = 0;
        let mut from = 0;
        while let Some(candidate) = self.any.as_ref().and_then(|any| any.find_at(text, from)) {
            let start = candidate.start();
            let rest = &text[start..];
            let whole = self
                .pairs
                .iter()
                .find(|(old, _)| rest.starts_with(old) && is_whole(text, start..start + old.len()));
            if let Some((old, new)) = whole {
                made.push_str(&text[copied..start]);
                made.push_str(new);
                used.insert(old);
                copied = start + old.len();
                from = copied;
            } else {
                from = start + rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        made.push_str(&text[copied..]);
        made
    }

    /// Replaces in the part of a path that is not one of the task's bones.
    fn rename(&self, path: &str, used: &mut BTreeSet<&'a str>) -> String {
        let fixed = match path.split_once('/') {
            Some((folder @ ("right" | "wrong"), rest)) => {
                rest.find('/').map_or(path.len(), |at| folder.len() + 1 + at + 1)
            }
            Some((folder, _)) => folder.len() + 1,
            None => path.len(),
        };
        format!("{}{}", &path[..fixed], self.replace(&path[fixed..], used))
    }

    /// Replaces in those values of `task.toml` that speak of the domain.
    fn replace_values(&self, text: &str, used: &mut BTreeSet<&'a str>) -> String {
        let Some(file) = read::toml::<TaskFile>("", text, &mut Vec::new()) else {
            return text.to_owned();
        };
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
        let mut made = String::with_capacity(text.len());
        let mut copied = 0;
        for span in spans {
            made.push_str(&text[copied..span.start]);
            made.push_str(&self.replace(&text[span.clone()], used));
            copied = span.end;
        }
        made.push_str(&text[copied..]);
        made
    }
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
        assert_eq!(Words::new(pairs.to_vec()).replace(text, &mut BTreeSet::new()), expected);
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
            assert_eq!(words.rename(old, &mut BTreeSet::new()), new);
        }
    }
}
