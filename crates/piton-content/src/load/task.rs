//! A task's folder.

use piton_domain::task::Hint;
use piton_domain::{Diagnostic, Files, SkillId, Task, TaskId, files::is_inner_path};

use super::head::Head;
use super::{Known, prose, solutions};
use crate::checks::Declared;
use crate::layout::stray;
use crate::markdown::{Facts, facts};
use crate::report::{Build, error};
use crate::wire::{At, TaskFile};
use crate::{Tree, files_hash, read, suggest, variant};

/// What a task's folder holds, as far as it can be read.
pub(super) struct Draft {
    /// The task, if it could be judged.
    pub(super) task: Option<Task>,
    /// What `task.toml` says, if it is TOML.
    pub(super) file: Option<TaskFile>,
    declared: Declared,
    /// The facts of its Markdown files, so that they are parsed once.
    prose: Vec<(&'static str, Facts)>,
}

/// Reads a task from the files of its folder.
///
/// A task that could be judged but breaks a rule is given together with errors.
pub(super) fn read(id: &TaskId, folder: &str, files: Files, found: &mut Vec<Diagnostic>) -> Draft {
    let text = |name: &str, found: &mut Vec<Diagnostic>| {
        let path = format!("{folder}/{name}");
        let Some(content) = files.get(name) else {
            found.push(error("task/missing-file", path, format!("the task has no {name}")));
            return None;
        };
        prose::text(&path, content, found)
    };
    let toml = format!("{folder}/task.toml");
    let file =
        text("task.toml", found).and_then(|content| read::toml::<TaskFile>(&toml, content, found));
    let brief = text("brief.md", found);
    let hints_text = text("hints.md", found);
    let debrief = text("debrief.md", found);
    let checks = text("checks.py", found);
    let probe = text("probe.py", found);

    let mut markdown = Vec::new();
    for (name, text) in [("brief.md", brief), ("debrief.md", debrief)] {
        let Some(text) = text else { continue };
        if text.trim().is_empty() {
            let path = format!("{folder}/{name}");
            found.push(error("task/empty-file", path, format!("{name} is empty")));
        }
        markdown.push((name, facts(text)));
    }
    let hints = hints_text.map_or_else(Vec::new, |text| {
        let facts = facts(text);
        let hints = prose::hints(&format!("{folder}/hints.md"), text, &facts, found);
        markdown.push(("hints.md", facts));
        hints
    });

    let declared = checks.map(Declared::of).unwrap_or_default();
    check_declared(folder, checks, &declared, found);
    let specs = variant::read(folder, &files, found);
    let texts = Texts { brief, hints, debrief, checks, probe };
    let task = file.as_ref().and_then(|file| {
        let task = make(id, folder, file, &files, texts, &declared, found)?;
        let variants = specs.into_iter().map(|spec| spec.id);
        Some(Task {
            variants: std::iter::once(variant::BASE.to_owned()).chain(variants).collect(),
            ..task
        })
    });
    let task = task.map(|task| Task { bundle: files, ..task });
    Draft { task, file, declared, prose: markdown }
}

/// The texts of a task's own files.
struct Texts<'a> {
    brief: Option<&'a str>,
    hints: Vec<Hint>,
    debrief: Option<&'a str>,
    checks: Option<&'a str>,
    probe: Option<&'a str>,
}

/// Makes the task of `task.toml` and the folders beside it.
fn make(
    id: &TaskId,
    folder: &str,
    file: &TaskFile,
    files: &Files,
    texts: Texts<'_>,
    declared: &Declared,
    found: &mut Vec<Diagnostic>,
) -> Option<Task> {
    let toml = format!("{folder}/task.toml");
    let head = Head::read(&toml, id, file, found);
    let start = solutions::below(files, "start");
    if start.is_empty() {
        let message = "the task gives a learner no file to start with";
        found.push(error("task/missing-file", format!("{folder}/start"), message));
    }
    check_files(&toml, file, &start, found);
    for check in file.visible.iter().flatten() {
        found.extend(solutions::unknown_check(&toml, check, declared));
    }
    let right = solutions::right(folder, file, files, found);
    let wrong = solutions::wrong(folder, file, files, &right, declared, found);
    let head = head?;
    let task = Task {
        id: id.clone(),
        title: head.title,
        kind: head.kind,
        family: file.family.as_ref().map_or(id.slug(), |family| family.as_str()).to_owned(),
        level: head.level,
        rung: head.rung,
        minutes: head.minutes,
        skills: head.skills,
        files: strings(&file.files),
        visible: strings(&file.visible),
        limits: head.limits,
        preload: strings(&file.preload),
        requires_python: head.requires_python,
        needs_tier: head.needs_tier,
        aid: head.aid,
        version: head.version,
        variant: variant::BASE.to_owned(),
        variants: Vec::new(),
        brief: texts.brief?.to_owned(),
        hints: texts.hints,
        debrief: texts.debrief.unwrap_or_default().to_owned(),
        start,
        checks: texts.checks?.to_owned(),
        probe: texts.probe?.to_owned(),
        resources: solutions::below(files, "resources"),
        right,
        wrong,
        equivalent: solutions::equivalent(folder, file, found),
        bundle_hash: files_hash(files),
        bundle: Files::new(),
    };
    let at_hand = task.files.iter().all(|name| task.start.contains_key(name));
    (at_hand && !task.files.is_empty()).then_some(task)
}

/// Reports files that belong nowhere, and text files that are not UTF-8.
pub(super) fn check_places(folder: &str, files: &Files, found: &mut Vec<Diagnostic>) {
    let overlays = variant::overlays(files);
    for (path, content) in files {
        let full = || format!("{folder}/{path}");
        let inner = overlays
            .iter()
            .find_map(|overlay| path.strip_prefix(overlay)?.strip_prefix('/'))
            .unwrap_or(path);
        if !belongs(inner) {
            found.push(stray(full(), PLACES));
        }
        let is_text = ["toml", "md", "py"]
            .iter()
            .any(|end| path.rsplit_once('.').is_some_and(|(_, extension)| extension == *end));
        // The files on the first level are reported where they are read.
        if is_text && path.contains('/') {
            prose::text(&full(), content, found);
        }
    }
}

/// Checks the links of a task's texts.
pub(super) fn check_links(tree: &Tree, folder: &str, draft: &Draft, found: &mut Vec<Diagnostic>) {
    for (name, facts) in &draft.prose {
        prose::check_links(tree, &format!("{folder}/{name}"), facts, found);
    }
}

/// Checks that the skills a task names exist.
pub(super) fn check_skills(
    draft: &Draft,
    folder: &str,
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let toml = format!("{folder}/task.toml");
    for skill in draft.file.iter().flat_map(|file| &file.skills).flatten() {
        if SkillId::new(skill.as_str()).is_ok() && !known.skill(skill) {
            found.push(
                known.unknown_skill("task/unknown-skill", &toml, skill).at(skill.span(), "unknown"),
            );
        }
    }
    let checks = format!("{folder}/checks.py");
    for (skill, span) in draft.declared.skills.iter().filter(|(skill, _)| !known.skill(skill)) {
        found.push(
            known.unknown_skill("task/unknown-skill", &checks, skill).at(span.clone(), "unknown"),
        );
    }
}

const PLACES: &str = "a task holds task.toml, brief.md, hints.md, debrief.md, checks.py, probe.py, \
    variants.toml, start/…, right/<name>/…, wrong/<name>/…, resources/… and the overlays that \
    variants.toml names";

fn belongs(path: &str) -> bool {
    match path.split_once('/') {
        None => matches!(
            path,
            "task.toml"
                | "brief.md"
                | "hints.md"
                | "debrief.md"
                | "checks.py"
                | "probe.py"
                | "variants.toml"
        ),
        Some(("start" | "resources", _)) => true,
        Some(("right" | "wrong", rest)) => rest.contains('/'),
        Some(_) => false,
    }
}

fn check_files(path: &str, file: &TaskFile, start: &Files, found: &mut Vec<Diagnostic>) {
    let Some(files) = read::need(path, &file.files, "files", found) else { return };
    if files.is_empty() {
        found.push(error("task/no-files", path, "the learner has no file to work in"));
    }
    for name in files {
        if !is_inner_path(name) {
            found.push(
                error("task/bad-path", path, format!("`{}` leaves the task's folder", **name))
                    .at(name.span(), "not a path inside the folder"),
            );
        } else if !start.is_empty() && !start.contains_key(name.as_str()) {
            let mut diagnostic =
                error("task/file-not-in-start", path, format!("there is no start/{}", **name))
                    .at(name.span(), "a learner would not find it");
            diagnostic.help = suggest::help(name, start.keys().map(String::as_str));
            found.push(diagnostic);
        }
    }
}

fn check_declared(
    folder: &str,
    checks: Option<&str>,
    declared: &Declared,
    found: &mut Vec<Diagnostic>,
) {
    let path = format!("{folder}/checks.py");
    if checks.is_some() && declared.checks.is_empty() {
        found.push(
            error("task/no-check", &*path, "checks.py declares no check")
                .help("a check is a function below `@check(\"a sentence\")`"),
        );
    }
    for (idx, (name, span)) in declared.checks.iter().enumerate() {
        if let Some((_, first)) = declared.checks[..idx].iter().find(|(known, _)| known == name) {
            found.push(
                error("id/duplicate", &*path, format!("the check `{name}` is declared twice"))
                    .at(span.clone(), "again")
                    .at(first.clone(), "first"),
            );
        }
    }
}

fn strings(list: &Option<Vec<At<String>>>) -> Vec<String> {
    list.iter().flatten().map(|text| text.to_string()).collect()
}
