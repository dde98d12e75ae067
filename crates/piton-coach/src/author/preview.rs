//! Content as a learner sees it, for whoever writes it.

use piton_domain::{SkillId, Task, TaskId};

use super::fault;
use super::prover::{Proof, Prover, reference_with};
use crate::error::{CoachError, Result};
use crate::setup::SetupProgress;
use crate::view::{PreviewTask, PreviewView};
use crate::{Cancel, Coach, present};

/// The seed of what is shown: an author who looks twice sees the same.
const SEED: u64 = 1;

impl Coach {
    /// Shows a skill or a task: lesson, questions, tickets, and what each solution is told.
    ///
    /// What cannot be loaded is said in the words of `content check`.
    pub fn content_preview(
        &mut self,
        wanted: &str,
        variant: &str,
        on_progress: &mut dyn FnMut(SetupProgress),
        cancel: &Cancel,
    ) -> Result<PreviewView> {
        let roadmap = self.roadmap()?;
        let skill = SkillId::new(wanted).ok().and_then(|id| roadmap.skill(&id)).cloned();
        let (lesson, items, tasks) = match skill {
            Some(skill) => (skill.lesson.map(|lesson| lesson.markdown), skill.items, skill.tasks),
            None if TaskId::new(wanted).is_ok_and(|id| self.broken(&id)) => {
                return Err(CoachError::new(
                    crate::ErrorKind::Content,
                    format!("`{wanted}` cannot be shown: it is not whole"),
                )
                .hint(format!("`piton content check {wanted}` lists what is missing.")));
            }
            None => {
                let id = self.find_task(wanted)?;
                let task = self.roadmap()?.task(&id).cloned().expect("the id was just found");
                (None, Vec::new(), vec![task])
            }
        };
        let environment = self.default_environment((3, 11), on_progress)?;
        let judge = self.judge()?;
        let environments = [environment];
        let prover = Prover { judge, environments: &environments, cancel };
        let items = items
            .iter()
            .map(|item| crate::quiz::preview(prover.judge, item, SEED, &environments[0]))
            .collect::<Result<_>>()?;
        let mut shown = Vec::new();
        for task in &tasks {
            let known = task.variants.iter().any(|one| one == variant);
            // A skill's tasks need not share variants.
            if !known && tasks.len() > 1 {
                continue;
            }
            let task = piton_content::variant(task, variant).map_err(crate::content_error)?;
            shown.push(prover.preview(&task)?);
        }
        Ok(PreviewView { lesson, items, tasks: shown })
    }

    /// Returns whether a task has a folder and could not be loaded.
    fn broken(&self, id: &TaskId) -> bool {
        let Some(content) = &self.content else { return false };
        let of_task = |path: &str| fault::is_of(path, id);
        content.roadmap.task(id).is_none() && content.tree.paths().any(of_task)
    }
}

impl Prover<'_> {
    fn preview(&self, task: &Task) -> Result<PreviewTask> {
        let right = task.right.iter().map(|one| (format!("right/{}", one.name), one.files.clone()));
        let wrong =
            task.wrong.iter().map(|one| (format!("wrong/{}", one.name), reference_with(task, one)));
        let start = std::iter::once(("start".to_owned(), task.files_of_start()));
        let verdicts = start.chain(right).chain(wrong).map(|(name, files)| {
            let verdict = self.judged(task, files, &self.environments[0], &mut Proof::default())?;
            Ok((name, present::verdict(&verdict, &task.title)))
        });
        Ok(PreviewTask {
            id: task.id.to_string(),
            variant: task.variant.clone(),
            brief: task.brief.clone(),
            verdicts: verdicts.collect::<Result<_>>()?,
        })
    }
}
