//! A learner's files as a face edits them: never written over what the face has not seen.

use piton_domain::{Task, files};
use piton_judge::{Replaced, SnapshotError};

use crate::attempts::in_short;
use crate::error::{CoachError, ErrorKind, Result};
use crate::judging::{Target, snapshot, snapshot_error};
use crate::state::MAX_SUBMISSIONS;
use crate::view::{
    CertifyView, FileView, HintHeadView, SaveView, TaskPageView, WorkFileView, WorkView,
};
use crate::{Coach, certify, content_error, map};

impl Coach {
    /// Shows a task and where the learner stands with it; lays nothing out.
    pub fn task_page(&mut self, wanted: &str) -> Result<TaskPageView> {
        let id = self.find_task(wanted)?;
        let base = self.roadmap()?.task(&id).cloned().expect("the id was just found");
        let state = self.state()?;
        let setup = self.setup_record()?;
        let history = state.tasks.get(&id);
        let attempt = history.and_then(|history| history.certify.as_ref());
        let folder = self.workspace_if_any().and_then(|workspace| {
            let variant = attempt.map_or("base", |attempt| &attempt.variant);
            let path = workspace.folder(&id, variant, attempt.is_some());
            crate::workspace::task_folder(&path).ok().flatten()
        });
        let variant = attempt.map_or("base", |attempt| attempt.variant.as_str());
        let task = piton_content::variant(&base, variant).map_err(content_error)?;
        Ok(TaskPageView {
            task: map::task(&task, &state, setup.as_ref()),
            level: task.level.as_str(),
            skills: task.skills.iter().map(ToString::to_string).collect(),
            variant: task.variant.clone(),
            brief: task.brief.clone(),
            files: task.files.clone(),
            support: task.support_files().map(text_of).collect(),
            folder: folder.map(|folder| folder.path.display().to_string()),
            hints: hints(&task, history),
            certify: attempt.map(|attempt| CertifyView {
                aid: attempt.aid.clone().unwrap_or_default(),
                submissions_left: MAX_SUBMISSIONS.saturating_sub(attempt.submissions),
                hinted: attempt.hinted,
            }),
            can_certify: certify::has_unseen(&base, &state),
            passed: history.is_some_and(|history| history.is_passed()),
            attempts: history
                .map_or(&[][..], |history| &history.attempts)
                .iter()
                .rev()
                .map(in_short)
                .collect(),
        })
    }

    /// Reads the learner's files of a task.
    pub fn work(&mut self, target: &Target) -> Result<WorkView> {
        let (task, folder) = self.locate(target)?;
        let taken = snapshot(&task, &folder.path)?;
        let own = task.files.iter();
        let added = taken.files.keys().filter(|name| !task.files.contains(name));
        let files = own.chain(added).map(|name| work_file(name, &taken.files[name])).collect();
        Ok(WorkView { task: task.id.to_string(), files })
    }

    /// Writes a learner's file, if what is on disk is what the face has seen.
    ///
    /// `base` is the hash of the content that was seen; empty for a file that is new. If the disk
    /// holds something else nothing is written, and that is what is returned.
    pub fn save(
        &mut self,
        target: &Target,
        name: &str,
        text: &str,
        base: &str,
    ) -> Result<SaveView> {
        let (task, folder) = self.locate(target)?;
        may_be_written(&task, name)?;
        let outcome = piton_judge::replace(&folder.path, name, text.as_bytes(), |there| {
            there.map_or_else(String::new, hash) == base
        });
        match outcome {
            Ok(Replaced::Written) => {
                Ok(SaveView { saved: true, file: work_file(name, text.as_bytes()) })
            }
            Ok(Replaced::Differs(there)) => {
                Ok(SaveView { saved: false, file: work_file(name, &there) })
            }
            Err(error @ SnapshotError::Write { .. }) => {
                Err(CoachError::new(ErrorKind::Storage, error.to_string())
                    .hint("Your text is still in the page: copy it before you leave.")
                    .because(error))
            }
            Err(error) => Err(snapshot_error(error)),
        }
    }
}

/// Fails unless a face may write this file: one of the task's, or a further Python file.
fn may_be_written(task: &Task, name: &str) -> Result<()> {
    if task.files.iter().any(|file| file == name) {
        return Ok(());
    }
    let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__pycache__");
    let further = files::is_inner_path(name) && name.ends_with(".py") && !hidden;
    if task.start.contains_key(name) {
        return Err(CoachError::usage(format!("{name} comes with the task and stays as it is"))
            .hint(format!("Your files: {}.", task.files.join(", "))));
    }
    if further {
        return Ok(());
    }
    Err(CoachError::usage(format!("`{name}` cannot be a file of your answer"))
        .hint("A further file is Python: its name ends in .py and lies inside the task's folder."))
}

fn hints(task: &Task, history: Option<&crate::state::TaskHistory>) -> Vec<HintHeadView> {
    let shown = |index: usize| {
        history.is_some_and(|history| {
            u32::try_from(index).is_ok_and(|key| history.hints.contains(&key))
        })
    };
    task.hints
        .iter()
        .enumerate()
        .map(|(index, hint)| HintHeadView {
            number: index + 1,
            title: hint.title.clone(),
            shows_code: hint.shows_code,
            shown: shown(index),
            markdown: shown(index).then(|| hint.markdown.clone()),
        })
        .collect()
}

fn work_file(name: &str, content: &[u8]) -> WorkFileView {
    WorkFileView {
        name: name.to_owned(),
        text: std::str::from_utf8(content).ok().map(str::to_owned),
        hash: hash(content),
    }
}

/// Names a content.
fn hash(content: &[u8]) -> String {
    piton_judge::content_hash(content).to_string()
}

/// Shows a file of the content.
pub(crate) fn text_of((name, content): (&String, &Vec<u8>)) -> FileView {
    FileView { name: name.clone(), text: String::from_utf8_lossy(content).into_owned() }
}
