//! Tasks in a workspace: open, find, reset, hint.

use std::path::PathBuf;

use piton_domain::{EventKind, SkillId, Task, TaskId, files};

use crate::error::{CoachError, Result};
use crate::judging::Target;
use crate::map;
use crate::view::{DebriefView, HintView, OpenedView, ResetView, SolutionView, Step};
use crate::work;
use crate::workspace::{self, TaskFolder, Workspace};
use crate::{Coach, content_error, journal_error};

impl Coach {
    /// Lays a task out in the workspace, or finds it there.
    pub fn open(&mut self, wanted: &str) -> Result<OpenedView> {
        let id = self.find_task(wanted)?;
        let task = self.roadmap()?.task(&id).cloned().expect("the id was just found");
        let lost = self.lost_workspace()?;
        let workspace = self.workspace()?;
        let (folder, again) = workspace.lay_out(&task, false)?;
        // Opened again it becomes the task at hand; a run killed before this line is caught up.
        if !again || self.state()?.current.as_ref() != Some(&task.id) {
            self.record_opened(&task, false, None)?;
        }
        let mut view = self.opened_view(&task, &folder, again)?;
        if let Some(place) = lost {
            view.notices.push(format!(
                "{} was not there, so it was made anew. If you moved your workspace, go there, or \
                 name it with --workspace DIR.",
                place.display()
            ));
        }
        Ok(view)
    }

    /// Opens what [`Coach::next_step`] chose; `None` if it is no task.
    pub fn open_step(&mut self, step: &Step) -> Result<Option<OpenedView>> {
        match step {
            Step::Task { task, certify: true, .. } => self.certify(&task.id, None).map(Some),
            Step::Task { task, certify: false, .. } => self.open(&task.id).map(Some),
            Step::Quiz { .. } | Step::Nothing => Ok(None),
        }
    }

    pub(crate) fn record_opened(
        &mut self,
        task: &Task,
        certify: bool,
        aid: Option<String>,
    ) -> Result<()> {
        self.record(EventKind::TaskOpened {
            task: task.id.clone(),
            variant: task.variant.clone(),
            version: task.version,
            certify,
            aid,
        })?;
        Ok(())
    }

    pub(crate) fn opened_view(
        &mut self,
        task: &Task,
        folder: &TaskFolder,
        again: bool,
    ) -> Result<OpenedView> {
        let state = self.state()?;
        let setup = self.setup_record()?;
        let mut notices = Vec::new();
        if folder.marker.version < task.version {
            notices.push(format!(
                "This folder holds version {} of the task; version {} is out. Your files are judged \
                 by the new version. `piton reset {}` starts it fresh and keeps your files.",
                folder.marker.version, task.version, task.id
            ));
        }
        Ok(OpenedView {
            task: map::task(task, &state, setup.as_ref()),
            variant: task.variant.clone(),
            folder: folder.path.display().to_string(),
            files: task
                .files
                .iter()
                .map(|file| folder.path.join(file).display().to_string())
                .collect(),
            brief: task.brief.clone(),
            ticket: folder.path.join(workspace::TICKET).display().to_string(),
            again,
            notices,
            certify: folder.marker.certify,
        })
    }

    /// Puts a task's files back to their start; what was there is kept.
    pub fn reset(&mut self, target: &Target) -> Result<ResetView> {
        let (task, folder) = self.locate(target)?;
        let workspace = Workspace::around(&folder.path).ok_or_else(not_in_workspace)?;
        // Half a submission is still moved aside below; only the journal's copy is left out.
        let before = piton_judge::snapshot(&task, &folder.path).ok();
        let stamp = self.host.now().0.to_string();
        let kept = workspace.reset(&folder, &task, &stamp)?;
        let event = self.event(EventKind::TaskReset {
            task: task.id.clone(),
            kept: before.as_ref().map(|submission| submission.hash.clone()),
        });
        let packed = before.map(|submission| (submission.hash, files::pack(&submission.files)));
        let blobs: Vec<_> = packed.iter().map(|(hash, bytes)| (hash, bytes.as_slice())).collect();
        self.journal()?.append(&[event], &blobs).map_err(journal_error)?;
        Ok(ResetView {
            task: task.id.to_string(),
            folder: folder.path.display().to_string(),
            kept: Some(kept.display().to_string()),
        })
    }

    /// Gives the next hint, or hint `number` (from 1).
    ///
    /// A hint that shows code is held back until it is asked for with `confirmed`.
    pub fn hint(
        &mut self,
        target: &Target,
        number: Option<usize>,
        confirmed: bool,
    ) -> Result<HintView> {
        let (task, folder) = self.locate(target)?;
        let state = self.state()?;
        let history = state.tasks.get(&task.id).cloned().unwrap_or_default();
        let total = task.hints.len();
        let index = match number {
            Some(number) if (1..=total).contains(&number) => number - 1,
            Some(number) => {
                return Err(CoachError::not_found(format!("there is no hint {number}"))
                    .hint(format!("This task has {total} hints: 1 to {total}.")));
            }
            None => (0..total)
                .find(|index| !history.hints.contains(&u32::try_from(*index).unwrap_or(u32::MAX)))
                .unwrap_or(total.saturating_sub(1)),
        };
        let hint =
            task.hints.get(index).ok_or_else(|| CoachError::usage("this task has no hints"))?;
        let key = u32::try_from(index).unwrap_or(u32::MAX);
        let attempt = history.certify.as_ref().filter(|_| folder.marker.certify);
        // A hint read long ago helps again while certifying, so it counts there like a new one.
        let new = match attempt {
            Some(attempt) => !attempt.hinted,
            None => !history.hints.contains(&key),
        };
        let mut view = HintView {
            number: index + 1,
            total,
            title: hint.title.clone(),
            markdown: String::new(),
            confirm: None,
        };
        if new && !confirmed && (hint.shows_code || attempt.is_some()) {
            view.confirm = Some(if attempt.is_some() {
                "You are certifying. After any hint a pass still counts as practice, but not as a \
                 certified pass."
                    .to_owned()
            } else {
                "This hint shows code. It costs nothing in practice, but you learn more if you try \
                 once more first."
                    .to_owned()
            });
            return Ok(view);
        }
        if new {
            self.record(EventKind::HintShown {
                task: task.id.clone(),
                index: key,
                shows_code: hint.shows_code,
            })?;
        }
        view.markdown = hint.markdown.clone();
        Ok(view)
    }

    /// Gives the text to read after a pass; before it, says when it comes.
    pub fn debrief(&mut self, target: &Target) -> Result<DebriefView> {
        let (task, _) = self.locate(target)?;
        let state = self.state()?;
        if state.tasks.get(&task.id).is_some_and(|history| history.is_passed()) {
            let solutions = task.right.iter().map(|solution| SolutionView {
                name: solution.name.clone(),
                files: solution.files.iter().map(work::text_of).collect(),
            });
            return Ok(DebriefView {
                task: task.id.to_string(),
                title: task.title,
                markdown: task.debrief,
                solutions: solutions.collect(),
            });
        }
        Err(CoachError::usage("the debrief opens after a pass")
            .hint("`piton hint` helps on the way there."))
    }

    /// Finds a task by its id, or by its last part if only one ends so.
    pub(crate) fn find_task(&mut self, wanted: &str) -> Result<TaskId> {
        let roadmap = self.roadmap()?;
        if let Ok(id) = TaskId::new(wanted)
            && roadmap.task(&id).is_some()
        {
            return Ok(id);
        }
        let matching: Vec<_> =
            roadmap.tasks().filter(|task| task.id.slug() == wanted).map(|task| &task.id).collect();
        match matching[..] {
            [id] => return Ok(id.clone()),
            [] => {}
            _ => {
                let ids: Vec<_> = matching.iter().map(ToString::to_string).collect();
                return Err(CoachError::usage(format!("`{wanted}` names more than one task"))
                    .hint(format!("Write one of: {}.", ids.join(", "))));
            }
        }
        let nearest = nearest(wanted, roadmap.tasks().map(|task| task.id.as_str()));
        Err(CoachError::not_found(format!("there is no task `{wanted}`")).hint(match nearest {
            Some(near) => format!("Did you mean `{near}`? `piton map` lists every task."),
            None => "`piton map` lists every task.".to_owned(),
        }))
    }

    /// Finds a skill by its id, or by its last part if only one ends so.
    pub(crate) fn find_skill(&mut self, wanted: &str) -> Result<SkillId> {
        let roadmap = self.roadmap()?;
        if let Ok(id) = SkillId::new(wanted)
            && roadmap.skill(&id).is_some()
        {
            return Ok(id);
        }
        let matching: Vec<_> = roadmap
            .skills
            .iter()
            .filter(|skill| skill.id.slug() == wanted)
            .map(|skill| skill.id.clone())
            .collect();
        if let [id] = &matching[..] {
            return Ok(id.clone());
        }
        let near = nearest(wanted, roadmap.skills.iter().map(|skill| skill.id.as_str()));
        Err(CoachError::not_found(format!("there is no skill `{wanted}`")).hint(match near {
            Some(near) => format!("Did you mean `{near}`? `piton map --all` lists every skill."),
            None => "`piton map --all` lists every skill.".to_owned(),
        }))
    }

    /// Finds the task and the folder a command is about.
    pub(crate) fn locate(&mut self, target: &Target) -> Result<(Task, TaskFolder)> {
        let folder = match target {
            Target::Task(wanted) => {
                let id = self.find_task(wanted)?;
                self.not_lost()?;
                let workspace = self.workspace()?;
                self.latest_folder(&workspace, &id)?.ok_or_else(|| {
                    CoachError::usage(format!(
                        "`{id}` is not open in {}",
                        workspace.root().display()
                    ))
                    .hint(format!("Open it first: `piton open {id}`."))
                })?
            }
            Target::Here => self.folder_here()?,
        };
        let id = self.find_task(&folder.marker.task).map_err(|error| {
            CoachError::usage(format!(
                "{} holds the task `{}`, which this Piton does not know",
                folder.path.display(),
                folder.marker.task
            ))
            .hint("If it comes from a team's content, add it with --content DIR.")
            .because(error)
        })?;
        let base = self.roadmap()?.task(&id).cloned().expect("the id was just found");
        let task = piton_content::variant(&base, &folder.marker.variant).map_err(content_error)?;
        Ok((task, folder))
    }

    /// Finds the task folder around the current folder, else the one worked on last.
    fn folder_here(&mut self) -> Result<TaskFolder> {
        if let Some(folder) = workspace::task_around(&self.config.cwd)? {
            return Ok(folder);
        }
        let current = self.state()?.current.clone();
        if let Some(id) = current
            && let Some(workspace) = self.workspace_if_any()
            && let Some(folder) = self.latest_folder(&workspace, &id)?
        {
            return Ok(folder);
        }
        self.not_lost()?;
        Err(CoachError::usage("no task is open here")
            .hint("`piton next` opens the next worthwhile one; `piton open TASK` opens any."))
    }

    /// Returns the certify folder of a task if an attempt is under way, else its practice folder.
    fn latest_folder(&mut self, workspace: &Workspace, id: &TaskId) -> Result<Option<TaskFolder>> {
        let attempt = self.state()?.tasks.get(id).and_then(|history| history.certify.clone());
        if let Some(attempt) = attempt
            && let Some(folder) =
                workspace::task_folder(&workspace.folder(id, &attempt.variant, true))?
        {
            return Ok(Some(folder));
        }
        workspace::task_folder(&workspace.folder(id, "base", false))
    }

    /// Returns the workspace named by the user, the one around us, or the default one, made if
    /// needed.
    pub(crate) fn workspace(&mut self) -> Result<Workspace> {
        if self.config.workspace.is_none()
            && let Some(workspace) = Workspace::around(&self.config.cwd)
        {
            return Ok(workspace);
        }
        Workspace::ensure(&self.workspace_path())
    }

    /// Returns where the workspace should be if tasks were opened and it is not there.
    fn lost_workspace(&mut self) -> Result<Option<PathBuf>> {
        let had_one = !self.state()?.tasks.is_empty();
        Ok((had_one && self.workspace_if_any().is_none()).then(|| self.workspace_path()))
    }

    /// Fails if the workspace is not where it should be.
    fn not_lost(&mut self) -> Result<()> {
        match self.lost_workspace()? {
            None => Ok(()),
            Some(place) => Err(CoachError::usage(format!(
                "your workspace is not at {} any more",
                place.display()
            ))
            .hint(
                "If you moved it, go there, or name it with --workspace DIR; `piton next` makes a \
                 new one.",
            )),
        }
    }

    /// Returns the workspace if one exists; makes none.
    pub(crate) fn workspace_if_any(&self) -> Option<Workspace> {
        match &self.config.workspace {
            Some(path) => Workspace::around(path),
            None => Workspace::around(&self.config.cwd)
                .or_else(|| Workspace::around(&self.config.default_workspace)),
        }
    }

    /// Returns where the workspace is or would be made.
    pub fn workspace_path(&self) -> PathBuf {
        self.config.workspace.clone().unwrap_or_else(|| {
            Workspace::around(&self.config.cwd).map_or_else(
                || self.config.default_workspace.clone(),
                |workspace| workspace.root().to_owned(),
            )
        })
    }
}

fn not_in_workspace() -> CoachError {
    CoachError::usage("this task's folder is not inside a workspace any more")
        .hint("Move it back, or open the task again with `piton open TASK`.")
}

/// Longer than any id: not a slip of the finger, and slow to compare.
const MAX_COMPARED_BYTES: usize = 120;

/// Returns the candidate most like `wanted`, if any is like it at all.
fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wanted.len() > MAX_COMPARED_BYTES {
        return None;
    }
    candidates
        .map(|candidate| {
            let whole = similar::TextDiff::from_chars(wanted, candidate).ratio();
            let last = candidate.rsplit('/').next().unwrap_or(candidate);
            let part = similar::TextDiff::from_chars(wanted, last).ratio();
            (candidate, whole.max(part))
        })
        .filter(|(_, ratio)| *ratio > 0.6)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(candidate, _)| candidate)
}
