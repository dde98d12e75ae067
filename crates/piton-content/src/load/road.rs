//! `roadmap.toml` and `area.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use piton_domain::{
    Area, AreaId, Diagnostic, Half, Skill, SkillId, Statement, StatementId, TaskId,
};

use super::prose;
use super::skill::Sketch;
use crate::layout::Layout;
use crate::report::{Build, error};
use crate::wire::{AreaFile, At, RoadmapFile};
use crate::{Tree, read, suggest};

/// Where the road is written.
pub(super) const PATH: &str = "roadmap.toml";

/// The road before its skills are known.
#[derive(Debug, Default)]
pub(super) struct Road {
    pub(super) introduction: String,
    /// The areas in order; nothing if the file could not be read.
    pub(super) areas: Option<Vec<(AreaId, Range<usize>)>>,
    pub(super) statements: Vec<(Statement, Range<usize>)>,
    first_ticket: Option<At<String>>,
}

/// Reads `roadmap.toml`.
pub(super) fn read(tree: &Tree, found: &mut Vec<Diagnostic>) -> Road {
    let Some(content) = tree.get(PATH) else {
        found.push(
            error("roadmap/missing", PATH, "the tree has no roadmap.toml")
                .help("it names the areas in order and makes the statements"),
        );
        return Road::default();
    };
    let Some(file) = prose::text(PATH, content, found)
        .and_then(|text| read::toml::<RoadmapFile>(PATH, text, found))
    else {
        return Road::default();
    };
    read::format_version(PATH, &file.format_version, found);
    let introduction = read::need_text(PATH, &file.introduction, "introduction", found);
    let areas = read::need(PATH, &file.areas, "areas", found).map(|areas| area_ids(areas, found));
    let statements = statements(&file, areas.as_deref().unwrap_or_default(), found);
    Road {
        introduction: introduction.map(|text| text.to_string()).unwrap_or_default(),
        areas,
        statements,
        first_ticket: file.first_ticket,
    }
}

fn area_ids(areas: &[At<String>], found: &mut Vec<Diagnostic>) -> Vec<(AreaId, Range<usize>)> {
    let mut ids: Vec<(AreaId, Range<usize>)> = Vec::new();
    for area in areas {
        match AreaId::new(area.as_str()) {
            Err(fault) => found.push(
                error("id/malformed", PATH, fault.to_string()).at(area.span(), "not an area id"),
            ),
            Ok(id) => match ids.iter().find(|(known, _)| *known == id) {
                Some((_, first)) => found.push(
                    error("id/duplicate", PATH, format!("the area `{id}` is named twice"))
                        .at(area.span(), "again")
                        .at(first.clone(), "first"),
                ),
                None => ids.push((id, area.span())),
            },
        }
    }
    ids
}

fn statements(
    file: &RoadmapFile,
    areas: &[(AreaId, Range<usize>)],
    found: &mut Vec<Diagnostic>,
) -> Vec<(Statement, Range<usize>)> {
    let mut statements: Vec<(Statement, Range<usize>)> = Vec::new();
    for statement in file.statement.iter().flatten() {
        let text = read::need_text((PATH, statement), &statement.text, "text", found);
        let Some(id) = read::need((PATH, statement), &statement.id, "id", found) else { continue };
        let span = id.span();
        let id = match StatementId::new(id.as_str()) {
            Ok(id) => id,
            Err(fault) => {
                found.push(
                    error("id/malformed", PATH, fault.to_string()).at(span, "not a statement id"),
                );
                continue;
            }
        };
        let area = area_of(&id);
        if areas.iter().all(|(known, _)| known.as_str() != area) {
            let mut diagnostic = error("area/unknown", PATH, format!("there is no area `{area}`"))
                .at(span.clone(), "belongs to no area");
            diagnostic.help = suggest::help(area, areas.iter().map(|(id, _)| id.as_str()));
            found.push(diagnostic);
        }
        if let Some((_, first)) = statements.iter().find(|(known, _)| known.id == id) {
            found.push(
                error("id/duplicate", PATH, format!("the statement `{id}` is made twice"))
                    .at(span, "again")
                    .at(first.clone(), "first"),
            );
            continue;
        }
        if let Some(text) = text {
            statements.push((Statement { id, text: text.to_string() }, span));
        }
    }
    statements
}

/// Returns the area a statement belongs to.
pub(super) fn area_of(id: &StatementId) -> &str {
    id.as_str().split_once('.').map_or("", |(area, _)| area)
}

/// Reports statements that no skill carries.
pub(super) fn check(
    road: &Road,
    sketches: &BTreeMap<SkillId, Sketch>,
    layout: &Layout,
    found: &mut Vec<Diagnostic>,
) {
    let covered: BTreeSet<&StatementId> =
        sketches.values().flat_map(|sketch| &sketch.covers).map(|(id, _)| id).collect();
    for (statement, span) in &road.statements {
        let area = area_of(&statement.id);
        if covered.contains(&statement.id) {
            continue;
        }
        // A skill that could not be read may be the one; its own fault is reported already.
        let in_doubt =
            layout.skills.iter().any(|id| id.area().as_str() == area && !sketches.contains_key(id));
        if !in_doubt {
            found.push(
                error("statement/no-skill", PATH, format!("no skill carries `{}`", statement.id))
                    .at(span.clone(), "a promise that nothing keeps")
                    .help(format!("name it in `covers` of a skill of `{area}`")),
            );
        }
    }
}

impl Road {
    /// Finds the task for the first run; one that is itself broken is reported elsewhere.
    pub(super) fn first_ticket(
        &self,
        skills: &[Skill],
        layout: &Layout,
        found: &mut Vec<Diagnostic>,
    ) -> Option<TaskId> {
        let ticket = self.first_ticket.as_ref()?;
        let id = TaskId::new(ticket.as_str()).ok();
        if let Some(id) = id.filter(|id| layout.tasks.contains_key(id)) {
            let loaded = skills.iter().flat_map(|skill| &skill.tasks).any(|task| task.id == id);
            return loaded.then_some(id);
        }
        let mut diagnostic =
            error("roadmap/unknown-ticket", PATH, format!("there is no task `{}`", **ticket))
                .at(ticket.span(), "nothing to offer on the first run");
        diagnostic.help = suggest::help(ticket, layout.tasks.keys().map(TaskId::as_str));
        found.push(diagnostic);
        None
    }
}

/// Reads `area.toml`.
pub(super) fn area(tree: &Tree, id: &AreaId, found: &mut Vec<Diagnostic>) -> Option<Area> {
    let path = format!("{id}/area.toml");
    let Some(content) = tree.get(&path) else {
        found.push(error("area/missing", path, format!("the area `{id}` has no area.toml")));
        return None;
    };
    let text = prose::text(&path, content, found)?;
    let file: AreaFile = read::toml(&path, text, found)?;
    read::format_version(&path, &file.format_version, found);
    let heading = read::need_text(&path, &file.heading, "heading", found);
    let half = read::need(&path, &file.half, "half", found).and_then(|half| match half.as_str() {
        "practical" => Some(Half::Practical),
        "theory" => Some(Half::Theory),
        other => {
            let mut diagnostic =
                error("area/unknown-half", &*path, format!("there is no half `{other}`"))
                    .at(half.span(), "unknown");
            diagnostic.help = suggest::help(other, ["practical", "theory"]);
            found.push(diagnostic);
            None
        }
    });
    Some(Area { id: id.clone(), heading: heading?.to_string(), half: half? })
}
