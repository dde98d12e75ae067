//! The values of `task.toml`.

use piton_domain::task::{Aid, Limits};
use piton_domain::{Diagnostic, Level, SkillId, TaskId};

use super::skill;
use crate::report::{Build, error};
use crate::wire::{At, LimitsFile, TaskFile};
use crate::{read, suggest};

/// The oldest minor version of Python 3 that Piton runs.
const OLDEST_PYTHON: u8 = 11;

/// What `task.toml` says, checked.
pub(super) struct Head {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) level: Level,
    pub(super) rung: u8,
    pub(super) minutes: u16,
    pub(super) skills: Vec<SkillId>,
    pub(super) limits: Limits,
    pub(super) requires_python: (u8, u8),
    pub(super) needs_tier: u8,
    pub(super) aid: Aid,
    pub(super) version: u32,
}

impl Head {
    pub(super) fn read(
        path: &str,
        id: &TaskId,
        file: &TaskFile,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
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
