//! `skill.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use piton_domain::{Diagnostic, Level, Skill, SkillId, StatementId, task::KINDS};

use super::{Known, prose, road};
use crate::report::{Build, error};
use crate::wire::{At, SkillFile};
use crate::{Tree, read, suggest};

/// What `skill.toml` says, as far as it can be read.
#[derive(Debug)]
pub(super) struct Sketch {
    pub(super) id: SkillId,
    pub(super) path: String,
    level: Option<Level>,
    /// The skills it needs, with their places.
    pub(super) needs: Vec<(SkillId, Range<usize>)>,
    /// The statements it carries, with their places.
    pub(super) covers: Vec<(StatementId, Range<usize>)>,
    /// The skill without lesson, items and tasks, if nothing it cannot do without is missing.
    pub(super) skill: Option<Skill>,
}

/// Reads `skill.toml`.
pub(super) fn read(tree: &Tree, id: &SkillId, found: &mut Vec<Diagnostic>) -> Option<Sketch> {
    let path = format!("{id}/skill.toml");
    let Some(content) = tree.get(&path) else {
        found.push(error("skill/missing", path, format!("the skill `{id}` has no skill.toml")));
        return None;
    };
    let text = prose::text(&path, content, found)?;
    let file: SkillFile = read::toml(&path, text, found)?;
    read::format_version(&path, &file.format_version, found);
    let title = read::need_text(&path, &file.title, "title", found);
    let outcome = read::need_text(&path, &file.outcome, "outcome", found);
    if let Some(outcome) = outcome
        && !outcome.starts_with("can ")
    {
        found.push(
            error("skill/outcome", &*path, "an outcome says what a person can do")
                .at(outcome.span(), "does not start with \"can \""),
        );
    }
    let level =
        read::need(&path, &file.level, "level", found).and_then(|text| level(&path, text, found));
    read::need(&path, &file.covers, "covers", found);
    let needs = ids(&path, file.needs.as_deref().unwrap_or_default(), SkillId::new, found);
    let covers = ids(&path, file.covers.as_deref().unwrap_or_default(), StatementId::new, found);
    if let Some(kinds) = read::need(&path, &file.kinds, "kinds", found) {
        kinds.iter().for_each(|text| {
            kind(&path, text, found);
        });
    }
    for source in file.sources.iter().flatten().filter(|source| source.trim().is_empty()) {
        found.push(
            error("toml/empty", &*path, "a source is empty").at(source.span(), "nothing here"),
        );
    }
    let strings = |list: &Option<Vec<At<String>>>| {
        list.iter().flatten().map(|text| text.to_string()).collect::<Vec<_>>()
    };
    let make = |title: &At<String>, outcome: &At<String>, level| Skill {
        id: id.clone(),
        title: title.to_string(),
        outcome: outcome.to_string(),
        level,
        needs: needs.iter().map(|(id, _)| id.clone()).collect(),
        covers: covers.iter().map(|(id, _)| id.clone()).collect(),
        kinds: strings(&file.kinds),
        sources: strings(&file.sources),
        lesson: None,
        items: Vec::new(),
        tasks: Vec::new(),
    };
    let skill = match (title, outcome, level) {
        (Some(title), Some(outcome), Some(level)) => Some(make(title, outcome, level)),
        _ => None,
    };
    Some(Sketch { id: id.clone(), path, level, skill, needs, covers })
}

/// Checks what a skill says of other skills and of statements.
pub(super) fn check(
    sketch: &Sketch,
    sketches: &BTreeMap<SkillId, Sketch>,
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let path = &*sketch.path;
    for (need, span) in &sketch.needs {
        if !known.skill(need.as_str()) {
            found.push(
                known
                    .unknown_skill("skill/unknown-need", path, need.as_str())
                    .at(span.clone(), "unknown"),
            );
        }
        if let Some(level) = sketch.level
            && let Some(higher) = sketches.get(need).and_then(|other| other.level)
            && higher > level
        {
            let (level, higher) = (level.as_str(), higher.as_str());
            let message = format!("a {level} skill cannot need the {higher} skill `{need}`");
            found.push(
                error("skill/need-too-high", path, message)
                    .at(span.clone(), format!("is {higher}"))
                    .help("raise this skill's level, lower the other's, or drop the need"),
            );
        }
    }
    for (statement, span) in &sketch.covers {
        if !known.statement(statement) {
            let ids = known.road.statements.iter().map(|(statement, _)| statement.id.as_str());
            let mut diagnostic = error(
                "skill/unknown-statement",
                path,
                format!("there is no statement `{statement}`"),
            )
            .at(span.clone(), "unknown");
            diagnostic.help = suggest::help(statement.as_str(), ids);
            found.push(diagnostic);
        } else if road::area_of(statement) != sketch.id.area().as_str() {
            let message = format!("`{statement}` is a statement of another area");
            found.push(
                error("skill/foreign-statement", path, message)
                    .at(span.clone(), format!("not of `{}`", sketch.id.area())),
            );
        }
    }
}

/// Reads a level.
pub(super) fn level(path: &str, text: &At<String>, found: &mut Vec<Diagnostic>) -> Option<Level> {
    let level = Level::ALL.into_iter().find(|level| level.as_str() == text.as_str());
    if level.is_none() {
        let mut diagnostic =
            error("level/unknown", path, format!("there is no level `{}`", **text))
                .at(text.span(), "unknown");
        diagnostic.help = suggest::help(text, Level::ALL.map(Level::as_str));
        found.push(diagnostic);
    }
    level
}

/// Reads the kind of a task.
pub(super) fn kind(path: &str, text: &At<String>, found: &mut Vec<Diagnostic>) -> Option<String> {
    if KINDS.contains(&text.as_str()) {
        return Some(text.to_string());
    }
    let mut diagnostic =
        error("kind/unknown", path, format!("there is no kind of task `{}`", **text))
            .at(text.span(), "unknown");
    diagnostic.help = suggest::help(text, KINDS);
    found.push(diagnostic);
    None
}

/// Reads a list of ids, each named once.
pub(super) fn ids<T: Eq>(
    path: &str,
    texts: &[At<String>],
    make: impl Fn(String) -> Result<T, piton_domain::IdError>,
    found: &mut Vec<Diagnostic>,
) -> Vec<(T, Range<usize>)> {
    let mut ids: Vec<(T, Range<usize>)> = Vec::new();
    for text in texts {
        match make(text.to_string()) {
            Err(fault) => found
                .push(error("id/malformed", path, fault.to_string()).at(text.span(), "not an id")),
            Ok(id) => match ids.iter().find(|(known, _)| *known == id) {
                Some((_, first)) => found.push(
                    error("id/duplicate", path, format!("`{}` is named twice", **text))
                        .at(text.span(), "again")
                        .at(first.clone(), "first"),
                ),
                None => ids.push((id, text.span())),
            },
        }
    }
    ids
}
