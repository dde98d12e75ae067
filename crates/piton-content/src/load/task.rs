//! A task's folder.

use piton_domain::task::{Aid, Hint, Limits};
use piton_domain::{Diagnostic, Files, SkillId, Task, TaskId, files::is_inner_path};

use super::{Known, prose, skill, solutions};
use crate::checks::Declared;
use crate::layout::stray;
use crate::markdown::{Facts, facts};
use crate::report::{Build, error};
use crate::wire::{At, LimitsFile, TaskFile};
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

/// The oldest minor version of Python 3 that Piton runs.
const OLDEST_PYTHON: u8 = 11;

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

/// What `task.toml` says, checked.
struct Head {
    title: String,
    kind: String,
    level: piton_domain::Level,
    rung: u8,
    minutes: u16,
    skills: Vec<SkillId>,
    limits: Limits,
    requires_python: (u8, u8),
    needs_tier: u8,
    aid: Aid,
    version: u32,
}

impl Head {
    fn read(path: &str, id: &TaskId, file: &TaskFile, found: &mut Vec<Diagnostic>) -> Option<Self> {
        read::format_version(path, &file.format_version, found);
        let title = read::need_text(path, &file.title, "title", found);
        let kind = read::need(path, &file.kind, "kind", found)
            .and_then(|text| skill::kind(path, text, found));
        let level = read::need(path, &file.level, "level", found)
            .and_then(|text| skill::level(path, text, found));
        let rung = read::need(path, &file.rung, "rung", found)
            .and_then(|rung| within(path, "rung", rung, 1, 5, found));
        let minutes = read::need(path, &file.minutes, "minutes", found)
            .and_then(|minutes| within(path, "minutes", minutes, 1, 10_000, found));
        let version = read::need(path, &file.version, "version", found)
            .and_then(|version| within(path, "version", version, 1, u32::MAX, found));
        let aid = read::need(path, &file.aid, "aid", found).and_then(|text| aid(path, text, found));
        let needs_tier = match &file.needs_tier {
            Some(tier) => within(path, "needs_tier", tier, 1, 3, found),
            None => Some(3),
        };
        let requires_python = match &file.requires_python {
            Some(text) => python(path, text, found),
            None => Some((3, OLDEST_PYTHON)),
        };
        if let Some(family) = &file.family
            && TaskId::new(format!("a/b/{}", **family)).is_err()
        {
            let message = format!("`{}` is not a family such as `statement-exporter`", **family);
            found.push(
                error("id/malformed", path, message).at(family.span(), "not a kebab-case word"),
            );
        }
        Some(Self {
            skills: skills(path, id, file, found),
            limits: limits(path, file.limits.as_ref(), found),
            title: title?.to_string(),
            kind: kind?,
            level: level?,
            rung: rung?,
            minutes: minutes?,
            requires_python: requires_python?,
            needs_tier: needs_tier?,
            aid: aid?,
            version: version?,
        })
    }
}

fn skills(path: &str, id: &TaskId, file: &TaskFile, found: &mut Vec<Diagnostic>) -> Vec<SkillId> {
    let Some(texts) = read::need(path, &file.skills, "skills", found) else { return Vec::new() };
    let main = id.skill();
    if texts.first().is_none_or(|first| first.as_str() != main.as_str()) {
        let message = format!("the first skill must be `{main}`, in whose folder the task is");
        let diagnostic = error("task/main-skill", path, message);
        found.push(match texts.first() {
            Some(first) => diagnostic.at(first.span(), "not this one"),
            None => diagnostic,
        });
    }
    skill::ids(path, texts, SkillId::new, found).into_iter().map(|(id, _)| id).collect()
}

fn aid(path: &str, text: &At<String>, found: &mut Vec<Diagnostic>) -> Option<Aid> {
    let all = [Aid::None, Aid::Docs, Aid::Assistant];
    let aid = all.into_iter().find(|aid| aid.as_str() == text.as_str());
    if aid.is_none() {
        let mut diagnostic =
            error("task/unknown-aid", path, format!("there is no aid `{}`", **text))
                .at(text.span(), "unknown");
        diagnostic.help = suggest::help(text, all.map(Aid::as_str));
        found.push(diagnostic);
    }
    aid
}

fn python(path: &str, text: &At<String>, found: &mut Vec<Diagnostic>) -> Option<(u8, u8)> {
    let version = text
        .split_once('.')
        .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)))
        .filter(|&(major, minor): &(u8, u8)| major == 3 && minor >= OLDEST_PYTHON);
    if version.is_none() {
        found.push(
            error("task/python-version", path, format!("`{}` is not a Python to ask for", **text))
                .at(text.span(), format!("such as \"3.{OLDEST_PYTHON}\", the oldest")),
        );
    }
    version
}

/// Checks that a number is neither too small nor too large.
fn within<T: Copy + PartialOrd + std::fmt::Display>(
    path: &str,
    key: &str,
    value: &At<T>,
    least: T,
    most: T,
    found: &mut Vec<Diagnostic>,
) -> Option<T> {
    if (least..=most).contains(&**value) {
        return Some(**value);
    }
    found.push(
        error("task/out-of-range", path, format!("`{key}` must be from {least} to {most}"))
            .at(value.span(), "out of range"),
    );
    None
}

fn limits(path: &str, file: Option<&LimitsFile>, found: &mut Vec<Diagnostic>) -> Limits {
    let mut limits = Limits::default();
    let Some(file) = file else { return limits };
    for (key, value, most, field) in [
        ("cpu_s", &file.cpu_s, 600, &mut limits.cpu_s),
        ("wall_s", &file.wall_s, 600, &mut limits.wall_s),
        ("memory_mib", &file.memory_mib, 8192, &mut limits.memory_mib),
        ("output_mib", &file.output_mib, 256, &mut limits.output_mib),
        ("processes", &file.processes, 4096, &mut limits.processes),
        ("file_mib", &file.file_mib, 1024, &mut limits.file_mib),
        ("open_files", &file.open_files, 4096, &mut limits.open_files),
    ] {
        if let Some(value) = value
            && let Some(value) = within(path, key, value, 1, most, found)
        {
            *field = value;
        }
    }
    limits
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
