//! Having work judged: on a save, as a submission, again, or in any folder.

use std::path::{Path, PathBuf};

use piton_domain::verdict::{Mode, Tier};
use piton_domain::{ContentHash, EventKind, Submission, Task, Verdict, files};
use piton_judge::environment::Environment;
use piton_judge::{Cancel, JudgeEvent, Request};

use crate::error::{CoachError, ErrorKind, Result};
use crate::setup::SetupProgress;
use crate::state::{Basis, MAX_SUBMISSIONS};
use crate::view::{CheckView, VerdictView};
use crate::{Coach, content_error, id_text, journal_error, present};

/// What a command is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A task by name.
    Task(String),
    /// The task around the current folder, else the one worked on last.
    Here,
}

/// What happens while something is judged.
#[derive(Debug, Clone)]
pub enum JudgingProgress {
    /// The environment is being made first.
    Setup(SetupProgress),
    /// A check has begun.
    Started {
        /// What it requires.
        sentence: String,
    },
    /// A check has ended.
    Finished(Box<CheckView>),
}

impl Coach {
    /// Judges a task's folder: every check in practice, the visible ones while certifying.
    pub fn check(
        &mut self,
        target: &Target,
        on_progress: &mut dyn FnMut(JudgingProgress),
        cancel: &Cancel,
    ) -> Result<VerdictView> {
        let (task, folder) = self.locate(target)?;
        let state = self.state()?;
        let history = state.tasks.get(&task.id);
        let attempt = history.and_then(|history| history.certify.as_ref());
        let certifying =
            folder.marker.certify && attempt.is_some_and(|attempt| attempt.variant == task.variant);
        let mode = if certifying { Mode::CertifySave } else { Mode::Practice };
        let submission = snapshot(&task, &folder.path)?;
        let seed = piton_judge::practice_seed(&task, &submission);
        let again = history.map_or_else(Vec::new, |history| {
            history
                .cases
                .iter()
                .filter(|((variant, _), _)| *variant == task.variant)
                .map(|((_, check), case)| (check.clone(), case.clone()))
                .collect()
        });
        let request = Request { task: &task, submission: &submission, mode, seed, again };
        let environment = self.environment_for(&task, &mut |step| {
            on_progress(JudgingProgress::Setup(step));
        })?;
        let verdict = self.run_judge(&request, &environment, on_progress, cancel)?;
        if cancel.is_cancelled() {
            return Ok(present::verdict(&verdict, &task.title));
        }
        let mut view = self.record_verdict(&task, &submission, &verdict)?;
        if certifying && let Some(attempt) = attempt {
            view.submissions_left = Some(MAX_SUBMISSIONS.saturating_sub(attempt.submissions));
        }
        if folder.marker.version < task.version {
            view.notices.push(format!(
                "Judged by version {} of the task; this folder was laid out from version {}.",
                task.version, folder.marker.version
            ));
        }
        self.notice_changed_support(&task, &folder.path, &mut view);
        Ok(view)
    }

    /// Submits the open certify attempt: every check on a fresh seed, requirements only.
    pub fn submit(
        &mut self,
        target: &Target,
        on_progress: &mut dyn FnMut(JudgingProgress),
        cancel: &Cancel,
    ) -> Result<VerdictView> {
        let (task, folder) = self.locate(target)?;
        let state = self.state()?;
        let attempt = state.tasks.get(&task.id).and_then(|history| history.certify.as_ref());
        let Some(attempt) =
            attempt.filter(|attempt| folder.marker.certify && attempt.variant == task.variant)
        else {
            return Err(CoachError::usage("no certify attempt is under way in this folder").hint(
                format!(
                    "`piton certify {}` opens one; until then `piton check` is practice.",
                    task.id
                ),
            ));
        };
        if self.judge()?.tier().map_err(judge_error)? == Tier::Unsandboxed {
            return Err(CoachError::new(
                ErrorKind::Environment,
                "a submission counts only if it was judged in a sandbox",
            )
            .hint("No submission was used. `piton doctor` says what the sandbox needs."));
        }
        let submission = snapshot(&task, &folder.path)?;
        let seed = self.host.random();
        let request = Request {
            task: &task,
            submission: &submission,
            mode: Mode::CertifySubmit,
            seed,
            again: Vec::new(),
        };
        let environment = self.environment_for(&task, &mut |step| {
            on_progress(JudgingProgress::Setup(step));
        })?;
        let verdict = self.run_judge(&request, &environment, on_progress, cancel)?;
        let mut view = self.record_verdict(&task, &submission, &verdict)?;
        let used = u32::from(view.outcome != "could-not-judge");
        let left = MAX_SUBMISSIONS.saturating_sub(attempt.submissions + used);
        view.submissions_left = Some(left);
        if attempt.hinted && verdict.passed() {
            view.notices.push(
                "A hint was shown in this attempt, so this pass is recorded as practice."
                    .to_owned(),
            );
        }
        if left == 0 && !verdict.passed() {
            view.notices.push(
                "That was the last submission of this attempt. Practise, then certify on another \
                 unseen variant."
                    .to_owned(),
            );
        }
        Ok(view)
    }

    /// Judges any folder as an answer to a task; nothing is recorded.
    ///
    /// Without a variant it is the base, or the one in the folder of the task we are in.
    pub fn check_dir(
        &mut self,
        target: &Target,
        variant: Option<&str>,
        dir: &Path,
        on_progress: &mut dyn FnMut(JudgingProgress),
        cancel: &Cancel,
    ) -> Result<VerdictView> {
        let (id, here) = match target {
            Target::Task(wanted) => (self.find_task(wanted)?, None),
            Target::Here => {
                let (task, folder) = self.locate(target)?;
                if folder.marker.certify {
                    return Err(CoachError::usage("the task here is a certify attempt")
                        .hint("Name the task that the folder is to be judged as."));
                }
                (task.id, Some(folder.marker.variant))
            }
        };
        let base = self.roadmap()?.task(&id).cloned().expect("the id was just found");
        let variant = variant.or(here.as_deref()).unwrap_or("base");
        let task = piton_content::variant(&base, variant).map_err(content_error)?;
        let submission = snapshot(&task, dir).map_err(|error| {
            // The folder is nobody's workspace, so there is nothing to open or reset.
            error.hint(format!("Name a folder that holds {} as text.", task.files.join(", ")))
        })?;
        let seed = piton_judge::practice_seed(&task, &submission);
        let request = Request {
            task: &task,
            submission: &submission,
            mode: Mode::Practice,
            seed,
            again: Vec::new(),
        };
        let environment = self.environment_for(&task, &mut |step| {
            on_progress(JudgingProgress::Setup(step));
        })?;
        let verdict = self.run_judge(&request, &environment, on_progress, cancel)?;
        Ok(present::verdict(&verdict, &task.title))
    }

    /// Returns the folder of the task a command is about.
    pub fn task_folder(&mut self, target: &Target) -> Result<PathBuf> {
        Ok(self.locate(target)?.1.path)
    }

    /// Returns a value that changes when, and only when, the submission's files change.
    pub fn fingerprint(&mut self, target: &Target) -> Result<String> {
        let (task, folder) = self.locate(target)?;
        Ok(snapshot(&task, &folder.path)?.hash.to_string())
    }

    /// Returns the task worked on last.
    pub fn current_task(&mut self) -> Result<String> {
        Ok(self.locate(&Target::Here)?.0.id.to_string())
    }

    /// Returns whether nothing was ever recorded.
    pub fn is_first_run(&mut self) -> Result<bool> {
        Ok(!self.state()?.any)
    }

    /// Judges a recorded submission under the recorded seed and mode.
    pub(crate) fn judge_again(
        &mut self,
        task: &Task,
        submission: &Submission,
        recorded: &Verdict,
        environment: &Environment,
    ) -> Result<Verdict> {
        let request = Request {
            task,
            submission,
            mode: recorded.mode,
            seed: recorded.seed,
            again: Vec::new(),
        };
        let cancel = Cancel::new().map_err(judge_error)?;
        self.run_judge(&request, environment, &mut |_| {}, &cancel)
    }

    pub(crate) fn run_judge(
        &mut self,
        request: &Request<'_>,
        environment: &Environment,
        on_progress: &mut dyn FnMut(JudgingProgress),
        cancel: &Cancel,
    ) -> Result<Verdict> {
        let judge = self.judge()?;
        let tier = judge.tier().map_err(judge_error)?;
        if tier == Tier::Landlock && request.task.needs_tier < TIER_OF_LANDLOCK {
            return Err(CoachError::new(
                ErrorKind::Environment,
                format!("`{}` cannot be judged here: it needs namespaces", request.task.id),
            )
            .hint("`piton doctor` says what keeps them from working."));
        }
        judge
            .judge(
                request,
                environment,
                &mut |event| match event {
                    JudgeEvent::Started { sentence, .. } => {
                        on_progress(JudgingProgress::Started { sentence });
                    }
                    JudgeEvent::Finished(result) => {
                        let view = Box::new(present::check(&result));
                        on_progress(JudgingProgress::Finished(view));
                    }
                    JudgeEvent::Checks(_) => {}
                },
                cancel,
            )
            .map_err(judge_error)
    }

    fn record_verdict(
        &mut self,
        task: &Task,
        submission: &Submission,
        verdict: &Verdict,
    ) -> Result<VerdictView> {
        let mut view = present::verdict(verdict, &task.title);
        // The same files judged again, perhaps by a page and a terminal that saw one save, say
        // nothing new: the verdict on record stands for both.
        let state = self.state()?;
        if let Some(history) = state.tasks.get(&task.id)
            && verdict.mode == Mode::Practice
            && history.latest.as_ref() == Some(&Basis::of(verdict))
            && let Some(last) = history.attempts.last()
        {
            view.id = Some(id_text(last.id));
            return Ok(view);
        }
        let event = self.event(EventKind::Judged(Box::new(verdict.clone())));
        let blobs = [
            (&submission.hash, files::pack(&submission.files)),
            (&task.bundle_hash, files::pack(&task.bundle)),
        ];
        let blobs: Vec<(&ContentHash, &[u8])> =
            blobs.iter().map(|(hash, bytes)| (*hash, bytes.as_slice())).collect();
        view.id = Some(id_text(event.id));
        self.journal()?.append(&[event], &blobs).map_err(journal_error)?;
        Ok(view)
    }

    /// Says so when a file that is not the learner's was changed: it is judged as it was.
    fn notice_changed_support(&self, task: &Task, dir: &Path, view: &mut VerdictView) {
        for (name, content) in task.support_files() {
            let unchanged = matches!(
                crate::disk::read_text(&dir.join(name)),
                Ok(Some(text)) if text.as_bytes() == content.as_slice()
            );
            if !unchanged && dir.join(name).exists() {
                view.notices.push(format!(
                    "{name} is not part of your submission: it was judged as it came, without your \
                     changes."
                ));
            }
        }
    }
}

/// The number of the tier without namespaces, as tasks write it in `needs_tier`.
const TIER_OF_LANDLOCK: u8 = 3;

pub(crate) fn snapshot(task: &Task, dir: &Path) -> Result<Submission> {
    piton_judge::snapshot(task, dir).map_err(snapshot_error)
}

pub(crate) fn snapshot_error(error: piton_judge::SnapshotError) -> CoachError {
    let hint = error.hint();
    let mut failure = CoachError::usage(error.to_string());
    failure.hint = hint;
    failure.because(error)
}

pub(crate) fn judge_error(error: piton_judge::JudgeError) -> CoachError {
    let hint = error.hint();
    let mut failure = CoachError::new(ErrorKind::Environment, error.to_string());
    failure.hint = hint;
    failure.because(error)
}
