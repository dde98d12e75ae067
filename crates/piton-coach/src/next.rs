//! The next worthwhile thing, by rules that can be read.
//!
//! Until the learner model chooses, the rules are: finish what is open, certify attempts included;
//! climb the family that was just passed; otherwise the first task on the road that is not passed,
//! the first ticket before all; when every task is passed, questions that are not answered rightly
//! yet.

use piton_domain::{Roadmap, Task};

use crate::Coach;
use crate::error::Result;
use crate::map;
use crate::state::{LearnerState, MAX_SUBMISSIONS};
use crate::view::{NextView, Step};
use crate::workspace;

impl Coach {
    /// Chooses the next thing and says why.
    pub fn next_step(&mut self) -> Result<NextView> {
        let state = self.state()?;
        let setup = self.setup_record()?;
        let workspace = self.workspace_if_any();
        let roadmap = self.roadmap()?;
        let (task, reason) = match choose(roadmap, &state, |task| {
            map::task(task, &state, setup.as_ref()).blocked.is_none()
        }) {
            Some(choice) => choice,
            None => return Ok(questions(roadmap, &state)),
        };
        let attempt = state.tasks.get(&task.id).and_then(|history| history.certify.as_ref());
        let view = map::task(task, &state, setup.as_ref());
        let variant = attempt.map_or("base", |attempt| &attempt.variant);
        let folder = workspace
            .map(|workspace| workspace.folder(&task.id, variant, attempt.is_some()))
            .and_then(|path| workspace::task_folder(&path).ok().flatten())
            .map(|folder| folder.path.display().to_string());
        Ok(NextView { step: Step::Task { task: view, folder, certify: attempt.is_some() }, reason })
    }
}

fn choose<'a>(
    roadmap: &'a Roadmap,
    state: &LearnerState,
    runs_here: impl Fn(&Task) -> bool,
) -> Option<(&'a Task, String)> {
    let passed = |task: &Task| state.tasks.get(&task.id).is_some_and(|one| one.is_passed());
    let usable = |task: &&Task| runs_here(task) && !passed(task);
    let current = state.current.as_ref().and_then(|id| roadmap.task(id));
    if let Some(choice) = current.and_then(|task| certifying(task, state)) {
        return Some(choice);
    }
    if let Some(task) = current.filter(usable) {
        return Some((task, "You are in the middle of it.".to_owned()));
    }
    if let Some(choice) = roadmap.tasks().find_map(|task| certifying(task, state)) {
        return Some(choice);
    }
    if let Some(done) = current {
        let mut family: Vec<_> = roadmap
            .tasks()
            .filter(|task| task.family == done.family && task.rung > done.rung)
            .filter(usable)
            .collect();
        family.sort_by_key(|task| task.rung);
        if let Some(task) = family.first() {
            return Some((
                task,
                format!("You passed “{}”; this is the next rung of the same story.", done.title),
            ));
        }
    }
    if let Some(task) =
        roadmap.tasks().filter(|task| state.tasks.contains_key(&task.id)).find(usable)
    {
        return Some((task, "You opened it and have not passed it yet.".to_owned()));
    }
    let first = roadmap.first_ticket.as_ref().and_then(|id| roadmap.task(id));
    if let Some(task) = first.filter(usable) {
        return Some((task, "It is the first ticket: short, real, and judged at once.".to_owned()));
    }
    let mut rest: Vec<_> = roadmap.tasks().filter(usable).collect();
    rest.sort_by_key(|task| (task.rung, task.level));
    rest.first().map(|task| {
        (
            *task,
            format!("It is the shortest open task on the road (about {} minutes).", task.minutes),
        )
    })
}

/// Chooses a task if a certify attempt on it is under way.
fn certifying<'a>(task: &'a Task, state: &LearnerState) -> Option<(&'a Task, String)> {
    let attempt = state.tasks.get(&task.id)?.certify.as_ref()?;
    let left = MAX_SUBMISSIONS.saturating_sub(attempt.submissions);
    Some((
        task,
        format!(
            "You are certifying on it; {left} of {MAX_SUBMISSIONS} submissions are left. \
             `piton certify --give-up {}` closes the attempt.",
            task.id
        ),
    ))
}

fn questions(roadmap: &Roadmap, state: &LearnerState) -> NextView {
    let open = |skill: &piton_domain::Skill| {
        skill
            .items
            .iter()
            .filter(|item| !state.items.get(&item.id).is_some_and(|history| history.last_right))
            .count()
    };
    match roadmap.skills.iter().map(|skill| (skill, open(skill))).find(|(_, items)| *items > 0) {
        Some((skill, items)) => NextView {
            step: Step::Quiz { skill: skill.id.to_string(), title: skill.title.clone(), items },
            reason:
                "Every task written so far is passed; these questions are not answered rightly yet."
                    .to_owned(),
        },
        None => NextView {
            step: Step::Nothing,
            reason: "Everything written so far is done. More is being written: `piton map --all`."
                .to_owned(),
        },
    }
}
