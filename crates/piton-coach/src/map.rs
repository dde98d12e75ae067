//! The roadmap with the learner's state on it.

use piton_domain::{Half, Skill, Task, roadmap::Roadmap};

use crate::Coach;
use crate::error::Result;
use crate::setup::SetupRecord;
use crate::state::LearnerState;
use crate::view::{AreaView, MapView, SkillState, SkillView, StatementView, TaskState, TaskView};

impl Coach {
    /// Gives the paragraph that says what the road is (Markdown).
    pub fn introduction(&mut self) -> Result<String> {
        Ok(self.roadmap()?.introduction.clone())
    }

    /// Shows the whole map.
    pub fn map(&mut self) -> Result<MapView> {
        let state = self.state()?;
        let setup = self.setup_record()?;
        let roadmap = self.roadmap()?;
        let areas = roadmap
            .areas
            .iter()
            .map(|area| AreaView {
                id: area.id.to_string(),
                heading: area.heading.clone(),
                half: match area.half {
                    Half::Practical => "practical",
                    Half::Theory => "theory",
                },
                skills: roadmap
                    .skills
                    .iter()
                    .filter(|skill| skill.id.area() == area.id)
                    .map(|one| skill(one, &state, setup.as_ref()))
                    .collect(),
            })
            .collect();
        Ok(MapView { statements: statements(roadmap, &state), areas })
    }
}

fn statements(roadmap: &Roadmap, state: &LearnerState) -> Vec<StatementView> {
    roadmap
        .statements
        .iter()
        .map(|statement| {
            let carriers: Vec<_> = roadmap
                .skills
                .iter()
                .filter(|skill| skill.covers.contains(&statement.id))
                .collect();
            StatementView {
                id: statement.id.to_string(),
                text: statement.text.clone(),
                skills: carriers.iter().map(|skill| skill.id.to_string()).collect(),
                state: carriers
                    .iter()
                    .map(|skill| skill_state(skill, state))
                    .max()
                    .unwrap_or(SkillState::BeingWritten),
            }
        })
        .collect()
}

/// Shows a skill.
pub(crate) fn skill(skill: &Skill, state: &LearnerState, setup: Option<&SetupRecord>) -> SkillView {
    SkillView {
        id: skill.id.to_string(),
        title: skill.title.clone(),
        outcome: skill.outcome.clone(),
        level: skill.level.as_str(),
        state: skill_state(skill, state),
        lesson: skill.lesson.is_some(),
        items: skill.items.len(),
        tasks: skill.tasks.len(),
        needs: skill.needs.iter().map(ToString::to_string).collect(),
        task_list: skill.tasks.iter().map(|one| task(one, state, setup)).collect(),
    }
}

/// Shows a task.
pub(crate) fn task(task: &Task, state: &LearnerState, setup: Option<&SetupRecord>) -> TaskView {
    let history = state.tasks.get(&task.id);
    TaskView {
        id: task.id.to_string(),
        title: task.title.clone(),
        kind: task.kind.clone(),
        family: task.family.clone(),
        rung: task.rung,
        minutes: task.minutes,
        aid: task.aid.as_str(),
        state: match history {
            Some(history) if history.certified.is_some() => TaskState::Certified,
            Some(history) if history.passed.is_some() => TaskState::Passed,
            Some(_) => TaskState::Open,
            None => TaskState::New,
        },
        blocked: blocked(task, setup),
        version: task.version,
        passed_version: history
            .and_then(|history| history.certified.max(history.passed))
            .map(|(version, _)| version),
    }
}

/// Says why a task cannot run here.
fn blocked(task: &Task, setup: Option<&SetupRecord>) -> Option<String> {
    let setup = setup?;
    let (major, minor) = task.requires_python;
    let fits = |version: &str| {
        let mut parts = version.split('.').map(|part| part.parse::<u8>().unwrap_or(0));
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= (major, minor)
    };
    if setup.interpreters.iter().any(|one| fits(&one.version)) {
        return None;
    }
    Some(format!("needs Python {major}.{minor} or newer, which was not found here"))
}

fn skill_state(skill: &Skill, state: &LearnerState) -> SkillState {
    if skill.lesson.is_none() && skill.items.is_empty() && skill.tasks.is_empty() {
        return SkillState::BeingWritten;
    }
    let histories = || skill.tasks.iter().filter_map(|task| state.tasks.get(&task.id));
    if histories().any(|history| history.certified.is_some()) {
        SkillState::Shown
    } else if histories().any(|history| history.is_passed()) {
        SkillState::Passed
    } else if histories().next().is_some()
        || state.lessons.contains_key(&skill.id)
        || skill.items.iter().any(|item| state.items.contains_key(&item.id))
    {
        SkillState::Tried
    } else {
        SkillState::Open
    }
}
