//! Certify mode: an unseen variant, visible checks on save, three submissions.

use piton_domain::task::Aid;
use piton_domain::{EventKind, Task};

use crate::error::{CoachError, Result};
use crate::state::{LearnerState, MAX_SUBMISSIONS};
use crate::view::OpenedView;
use crate::{Coach, content_error};

impl Coach {
    /// Opens a variant the learner has not seen, of a task of `wanted` (a skill or a task).
    ///
    /// `aid` is what the learner says they will use; it is declared, not detected.
    pub fn certify(&mut self, wanted: &str, aid: Option<&str>) -> Result<OpenedView> {
        let (tasks, what) = self.certify_candidates(wanted)?;
        if tasks.is_empty() {
            return Err(CoachError::usage(format!("no task of {what} is written yet"))
                .hint("`piton map` shows what is open today."));
        }
        let state = self.state()?;
        let (key, variant, again) = match under_way(&tasks, &state) {
            Some((key, variant)) => (key, variant, true),
            None => {
                let (key, variant) = unseen(&tasks, &state).ok_or_else(|| {
                    CoachError::usage(format!("you have seen every variant of {what}")).hint(
                        "A certified pass needs a variant you have not seen; more are being \
                         written. What you have earned stays.",
                    )
                })?;
                (key, variant, false)
            }
        };
        let task = task_of(&tasks, &key);
        let opened_with = state
            .tasks
            .get(&task.id)
            .and_then(|history| history.certify.as_ref())
            .filter(|_| again)
            .and_then(|attempt| attempt.aid.clone());
        if let Some(stands) = opened_with.as_deref()
            && aid.is_some_and(|aid| aid != stands)
        {
            return Err(CoachError::usage(format!(
                "this attempt was opened with the help `{stands}`, and that stands"
            ))
            .hint(format!(
                "Go on without --aid, or close it: `piton certify --give-up {}`.",
                task.id
            )));
        }
        let aid = aid.or(opened_with.as_deref()).unwrap_or(task.aid.as_str());
        if declared(aid).is_some_and(|declared| declared > task.aid) {
            return Err(CoachError::usage(format!(
                "this task accepts `{}` at most in certify mode",
                task.aid.as_str()
            ))
            .hint("Practise with any help you like; certify with less."));
        }
        let aid = aid.to_owned();
        let task = piton_content::variant(task, &variant).map_err(content_error)?;
        let workspace = self.workspace()?;
        let (folder, _) = workspace.lay_out(&task, true)?;
        if !again {
            self.record_opened(&task, true, Some(aid.clone()))?;
        }
        let mut view = self.opened_view(&task, &folder, again)?;
        view.notices.insert(0, format!(
            "This counts. A save runs the visible checks only; `piton submit` runs the rest, at \
             most {MAX_SUBMISSIONS} times, and names only the requirement that failed. Help \
             declared: {aid} (declared, not detected)."
        ));
        Ok(view)
    }

    /// Gives an open certify attempt up.
    pub fn certify_give_up(&mut self, wanted: &str) -> Result<()> {
        let (tasks, _) = self.certify_candidates(wanted)?;
        let state = self.state()?;
        let (task, variant) = under_way(&tasks, &state)
            .ok_or_else(|| CoachError::usage("no certify attempt is under way there"))?;
        let task = task_of(&tasks, &task).id.clone();
        self.record(EventKind::CertifyClosed { task, variant })?;
        Ok(())
    }

    fn certify_candidates(&mut self, wanted: &str) -> Result<(Vec<Task>, String)> {
        if let Ok(id) = self.find_task(wanted) {
            let task = self.roadmap()?.task(&id).cloned();
            return Ok((task.into_iter().collect(), format!("`{id}`")));
        }
        let id = self.find_skill(wanted)?;
        let skill = self.roadmap()?.skill(&id).expect("the id was just found");
        Ok((skill.tasks.clone(), format!("`{id}`")))
    }
}

/// The key under which candidates are told apart.
type Key = String;

fn task_of<'a>(tasks: &'a [Task], key: &Key) -> &'a Task {
    tasks.iter().find(|task| task.id.as_str() == key).expect("the key was made from these tasks")
}

fn under_way(tasks: &[Task], state: &LearnerState) -> Option<(Key, String)> {
    tasks.iter().find_map(|task| {
        let attempt = state.tasks.get(&task.id)?.certify.as_ref()?;
        Some((task.id.to_string(), attempt.variant.clone()))
    })
}

/// Returns whether a task has a variant to certify on that was not seen yet.
pub(crate) fn has_unseen(task: &Task, state: &LearnerState) -> bool {
    unseen(std::slice::from_ref(task), state).is_some()
}

/// Returns the highest rung already practised that has an unseen variant, else the lowest.
fn unseen(tasks: &[Task], state: &LearnerState) -> Option<(Key, String)> {
    let mut open: Vec<_> = tasks
        .iter()
        .filter_map(|task| {
            let history = state.tasks.get(&task.id);
            let seen = |variant: &String| {
                history.is_some_and(|history| history.variants.contains_key(variant))
            };
            // The base variant is what practice lays out, so it never counts as unseen.
            let variant =
                task.variants.iter().find(|variant| *variant != "base" && !seen(variant))?;
            let practised = history.is_some_and(|history| history.is_passed());
            Some((task, variant.clone(), practised))
        })
        .collect();
    open.sort_by_key(|(task, _, practised)| {
        (!practised, if *practised { 5 - task.rung } else { task.rung })
    });
    open.first().map(|(task, variant, _)| (task.id.to_string(), variant.clone()))
}

fn declared(aid: &str) -> Option<Aid> {
    match aid {
        "none" => Some(Aid::None),
        "docs" => Some(Aid::Docs),
        "assistant" => Some(Aid::Assistant),
        _ => None,
    }
}
