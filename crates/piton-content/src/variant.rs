//! A task in other words: overlays and whole-word replacement.
//!
//! First the overlay's files are laid over the task's folder, then words are replaced in all text
//! files and in file names, in one pass: what a replacement brought in is not replaced again.
//! The bones of a task stay as they are: the names of its own files and folders, the names of
//! solutions, and in `task.toml` everything but the values that speak of the domain (`title`,
//! `files`, `visible`, and what catches the wrong solutions).

use std::collections::BTreeMap;
use std::ops::Range;

use piton_domain::{Diagnostic, Files, Task, TaskId, files::is_inner_path};

use crate::layout::task_folder;
use crate::report::{Build, error};
use crate::wire::{At, VariantsFile};
use crate::words::Words;
use crate::{ContentError, load, read};

/// The variant that is the folder as it stands.
pub(crate) const BASE: &str = "base";

pub(crate) const FILE: &str = "variants.toml";
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
    let bundle = apply(&folder, &task.bundle, &spec).map_err(|fault| broken(vec![fault]))?;
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
        let Some(id) = read::need_text((&*path, &variant), &variant.id, "id", found) else {
            continue;
        };
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
        let replace = variant.replace.clone().unwrap_or_default();
        for word in replace.keys().filter(|word| word.trim().is_empty()) {
            found.push(
                error("toml/empty", &*path, "nothing cannot be replaced")
                    .at(word.span(), "an empty word"),
            );
        }
        specs.push(Spec {
            id: id.to_string(),
            span: id.span(),
            overlay: variant.overlay.clone(),
            replace: replace.into_iter().filter(|(word, _)| !word.trim().is_empty()).collect(),
        });
    }
    specs
}

/// Returns the folders that the variants of a task lay over it.
pub(crate) fn overlays(files: &Files) -> Vec<String> {
    let content = files.get(FILE).and_then(|content| std::str::from_utf8(content).ok());
    content
        .and_then(|text| read::toml::<VariantsFile>("", text, &mut Vec::new()))
        .and_then(|file| file.variant)
        .into_iter()
        .flatten()
        .filter_map(|variant| Some(variant.overlay.as_ref()?.trim_end_matches('/').to_owned()))
        .filter(|overlay| overlay.starts_with(FOLDER) && is_inner_path(overlay))
        .collect()
}

/// Reports variants that cannot be made, or that make no difference.
///
/// Whether a variant is a sound task is for the judge to show; here it must only be a change.
pub(crate) fn check(folder: &str, bundle: &Files, found: &mut Vec<Diagnostic>) {
    let path = format!("{folder}/{FILE}");
    let specs = read(folder, bundle, &mut Vec::new());
    // One walk over the texts serves all variants.
    let standing = Words::of(specs.iter().flat_map(|spec| &spec.replace)).standing(bundle);
    for spec in &specs {
        if spec.overlay.is_none() && spec.replace.is_empty() {
            let message = format!("the variant `{}` changes nothing", spec.id);
            found.push(
                error("variant/no-change", &*path, message)
                    .at(spec.span.clone(), "neither an overlay nor a replacement"),
            );
        }
        for word in spec.replace.keys().filter(|word| !standing.contains(word.as_str())) {
            found.push(
                error("variant/no-change", &*path, "the word stands nowhere in the task")
                    .at(word.span(), "replaces nothing"),
            );
        }
        found.extend(names(folder, bundle, spec).err());
    }
}

/// Makes the files of a variant.
fn apply(folder: &str, base: &Files, spec: &Spec) -> Result<Files, Diagnostic> {
    let words = Words::of(&spec.replace);
    let mut made = Files::new();
    for (new, (old, content)) in names(folder, base, spec)? {
        let content = match std::str::from_utf8(content) {
            Ok(text) if old == "task.toml" => words.replace_values(text).into_bytes(),
            Ok(text) if !text.contains('\0') => words.replace(text).into_bytes(),
            _ => content.clone(),
        };
        made.insert(new, content);
    }
    Ok(made)
}

/// A file's name before a variant, and its content.
type Old<'a> = (&'a str, &'a Vec<u8>);

/// Lays the overlay over the task, and gives each file the name it has in the variant.
fn names<'a>(
    folder: &str,
    base: &'a Files,
    spec: &Spec,
) -> Result<BTreeMap<String, Old<'a>>, Diagnostic> {
    let path = format!("{folder}/{FILE}");
    let mut files: BTreeMap<&str, &Vec<u8>> = base
        .iter()
        .filter(|(path, _)| *path != FILE && !path.starts_with(FOLDER))
        .map(|(path, content)| (path.as_str(), content))
        .collect();
    if let Some(overlay) = &spec.overlay {
        let name = overlay.trim_end_matches('/');
        let mut n_laid = 0;
        for (path, content) in base {
            if let Some(inner) = path.strip_prefix(name).and_then(|rest| rest.strip_prefix('/')) {
                files.insert(inner, content);
                n_laid += 1;
            }
        }
        if !name.starts_with(FOLDER) || n_laid == 0 {
            return Err(error(
                "variant/missing-overlay",
                path,
                format!("there is no folder {name}"),
            )
            .at(overlay.span(), "overlays stand in `variants/`"));
        }
    }
    let words = Words::of(&spec.replace);
    let mut named = BTreeMap::new();
    for (old, content) in files {
        let new = words.rename(old);
        if !is_inner_path(&new) {
            let message = format!("{old} would become `{new}`");
            return Err(error("variant/bad-path", path, message)
                .at(spec.span.clone(), "a path that leaves the folder"));
        }
        if named.insert(new.clone(), (old, content)).is_some() {
            let message = format!("two files would become {new}");
            return Err(error("variant/clash", path, message).at(spec.span.clone(), "this variant"));
        }
    }
    Ok(named)
}
