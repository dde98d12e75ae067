//! From files to a roadmap, with every fault of the tree in one run.

mod graph;
mod head;
mod item;
mod prose;
mod road;
mod skill;
mod solutions;
mod task;

use std::collections::BTreeMap;

use piton_domain::{
    Area, AreaId, Diagnostic, Files, Lesson, Roadmap, Skill, SkillId, StatementId, Task, TaskId,
    files::is_inner_path,
};

pub(crate) use prose::text;

use crate::Tree;
use crate::layout::{Layout, task_folder};
use crate::report::{Build, any_error, error, sort};
use crate::{read, suggest, variant};

/// Turns a tree into a roadmap and says everything that is wrong with the tree.
///
/// What is broken is left out, the rest stays usable: a task with an error is not in the roadmap,
/// nor is an item with an error, nor a skill whose `skill.toml` cannot be read.
/// Skills come by area in order, then by level, then by id; tasks by family, then by rung.
///
/// Panics: never, whatever the tree holds.
pub fn load(tree: &Tree) -> (Roadmap, Vec<Diagnostic>) {
    let mut found = tree.faults().to_vec();
    let layout = Layout::of(tree, &mut found);
    let road = road::read(tree, &mut found);
    let areas = areas(tree, &layout, &road, &mut found);

    let mut sketches = BTreeMap::new();
    for id in &layout.skills {
        if let Some(sketch) = skill::read(tree, id, &mut found) {
            sketches.insert(id.clone(), sketch);
        }
    }
    let known = Known { layout: &layout, road: &road };
    for sketch in sketches.values() {
        skill::check(sketch, &sketches, &known, &mut found);
    }
    graph::cycles(&sketches, &mut found);
    road::check(&road, &sketches, &layout, &mut found);

    let mut tasks = tasks(tree, &known, &mut found);
    let mut skills = Vec::new();
    for id in &layout.skills {
        let lesson = lesson(tree, id, &mut found);
        let items = item::read(tree, id, &mut found);
        let Some(skill) = sketches.remove(id).and_then(|sketch| sketch.skill) else { continue };
        let tasks = tasks.remove(id).unwrap_or_default();
        skills.push(Skill { lesson, items, tasks, ..skill });
    }
    let place = |area: AreaId| areas.iter().position(|known| known.id == area);
    skills.retain(|skill| place(skill.id.area()).is_some());
    skills.sort_by_cached_key(|skill| (place(skill.id.area()), skill.level, skill.id.clone()));

    let first_ticket = road.first_ticket(&skills, &layout, &mut found);
    let roadmap = Roadmap {
        introduction: road.introduction,
        areas,
        statements: road.statements.into_iter().map(|(statement, _)| statement).collect(),
        skills,
        first_ticket,
    };
    read::forgive_cut_keys(&mut found);
    sort(&mut found);
    (roadmap, found)
}

/// Makes a task of the files the journal kept, with the variant already applied.
///
/// Rules that only an author can act on are not asked of a bundle: it was judged once, and must
/// stay judgeable when rules grow.
///
/// Errors: every fault, if no task can be made of the bundle.
pub fn task_from_bundle(
    id: &TaskId,
    variant: &str,
    bundle: &Files,
) -> Result<Task, Vec<Diagnostic>> {
    if let Some(path) = bundle.keys().find(|path| !is_inner_path(path)) {
        return Err(vec![error("tree/name", path.as_str(), "the path leaves the task's folder")]);
    }
    task_of(id, variant, bundle.clone())
}

/// Makes a task of files with the variant already applied.
pub(crate) fn task_of(id: &TaskId, variant: &str, bundle: Files) -> Result<Task, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let Some(mut task) = task::read(id, &task_folder(id), bundle, &mut found).task else {
        read::forgive_cut_keys(&mut found);
        sort(&mut found);
        return Err(found);
    };
    variant.clone_into(&mut task.variant);
    if !task.variants.contains(&task.variant) {
        task.variants.push(variant.to_owned());
    }
    Ok(task)
}

/// What a file may refer to.
struct Known<'a> {
    layout: &'a Layout,
    road: &'a road::Road,
}

impl Known<'_> {
    fn skill(&self, id: &str) -> bool {
        SkillId::new(id).is_ok_and(|id| self.layout.skills.contains(&id))
    }

    /// Says whether a statement is made; of a road that cannot be read nothing is unknown.
    fn statement(&self, id: &StatementId) -> bool {
        self.road.areas.is_none() || self.road.statements.iter().any(|(known, _)| known.id == *id)
    }

    /// Makes the diagnostic for a skill that does not exist.
    fn unknown_skill(&self, rule: &'static str, path: &str, id: &str) -> Diagnostic {
        let mut diagnostic = error(rule, path, format!("there is no skill `{id}`"));
        diagnostic.help = suggest::help(id, self.layout.skills.iter().map(SkillId::as_str));
        diagnostic
    }
}

fn areas(
    tree: &Tree,
    layout: &Layout,
    road: &road::Road,
    found: &mut Vec<Diagnostic>,
) -> Vec<Area> {
    let mut read: BTreeMap<AreaId, Area> = layout
        .areas
        .iter()
        .filter_map(|id| Some((id.clone(), road::area(tree, id, found)?)))
        .collect();
    let Some(order) = &road.areas else {
        return read.into_values().collect();
    };
    for id in layout.areas.iter().filter(|id| order.iter().all(|(known, _)| known != *id)) {
        found.push(
            error("area/unknown", id.as_str(), format!("the area `{id}` is not on the road"))
                .help("add it to `areas` in roadmap.toml, where it also gets its place"),
        );
    }
    for (id, span) in order.iter().filter(|(id, _)| !layout.areas.contains(id)) {
        found.push(
            error("area/unknown", road::PATH, format!("the area `{id}` has no folder"))
                .at(span.clone(), "nothing to show")
                .help(format!("write {id}/area.toml")),
        );
    }
    order.iter().filter_map(|(id, _)| read.remove(id)).collect()
}

fn tasks(
    tree: &Tree,
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<SkillId, Vec<Task>> {
    let mut tasks: BTreeMap<SkillId, Vec<Task>> = BTreeMap::new();
    for (id, files) in &known.layout.tasks {
        let folder = task_folder(id);
        let mut faults = Vec::new();
        let draft = task::read(id, &folder, files.clone(), &mut faults);
        task::check_places(&folder, files, &mut faults);
        task::check_links(tree, &folder, &draft, &mut faults);
        task::check_skills(&draft, &folder, known, &mut faults);
        if draft.file.is_some() {
            variant::check(&folder, files, &mut faults);
        }
        if let Some(task) = draft.task
            && !any_error(&faults)
        {
            tasks.entry(id.skill()).or_default().push(task);
        }
        found.append(&mut faults);
    }
    for tasks in tasks.values_mut() {
        tasks.sort_by(|a, b| (&a.family, a.rung, &a.id).cmp(&(&b.family, b.rung, &b.id)));
    }
    tasks
}

fn lesson(tree: &Tree, id: &SkillId, found: &mut Vec<Diagnostic>) -> Option<Lesson> {
    let path = format!("{id}/lesson.md");
    let markdown = prose::text(&path, tree.get(&path)?, found)?;
    prose::check_lesson(tree, &path, markdown, found);
    Some(Lesson { markdown: markdown.to_owned() })
}
