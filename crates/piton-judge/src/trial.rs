//! Trials: many short judgings in one go, for authors who ask how their checks do.
//!
//! A trial says which checks held and little more: unless it is asked to, nothing is explained and no
//! case made smaller, and no verdict comes of it. In exchange it costs a small part of a judging.

use piton_domain::verdict::Mode;
use piton_domain::{Files, Submission, Task};

use crate::environment::Environment;
use crate::judge::{JUDGE_LIMITS, learner_recipe};
use crate::judging::{Halt, Judging};
use crate::subject::Subject;
use crate::wire::{self, StatusWord};
use crate::{Cancel, Judge, JudgeError, Request};

/// A submission, and what of it is tried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trial {
    /// The learner's files.
    pub files: Files,
    /// The seeds under which it is tried, one after the other, each in a process of its own.
    pub seeds: Vec<u64>,
    /// The checks to make, with those they need; all if empty.
    pub only: Vec<String>,
    /// The check that the trial asks about; the only one to make, if that is not named.
    pub about: String,
    /// What those checks need is taken for granted and not made.
    pub alone: bool,
    /// The last check comes first, as far as what each needs allows.
    pub reverse: bool,
    /// Each check gets a process of its own.
    pub fresh: bool,
    /// The first blocking check that fails ends it; what has ended the trials before comes first.
    pub stops: bool,
    /// It ends once the check asked about has failed and at least half of the others have passed, if a
    /// trial before it has shown some other submission on which that check alone fails. What takes
    /// least comes first then.
    pub enough: bool,
    /// On how many inputs that were drawn the check asked about must fail to be
    /// [sure](TriedCheck::sure) to fail: under the first seed, the first two together, and so on.
    /// Once it is sure no further seed is tried. Under seeds beyond these nothing is counted.
    pub counts: Vec<u32>,
    /// The check asked about makes its case smaller and says what a learner would read.
    pub explains: bool,
    /// Words that the only check says if it fails as expected; empty if nothing is.
    ///
    /// A suite is run against the programs that speak of them first, and against no more once the
    /// words are said.
    pub says: String,
    /// What a process with learner code may use, if less than the task allows.
    ///
    /// Units: milliseconds of CPU time.
    pub cpu_ms: Option<u64>,
}

/// What came of a trial under one seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialOutcome {
    /// Whether no blocking check failed.
    pub passed: bool,
    /// The checks in the order in which they were made.
    pub checks: Vec<TriedCheck>,
    /// What kept our side from deciding.
    pub trouble: Option<String>,
}

/// A check of a trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriedCheck {
    /// Its name.
    pub name: String,
    /// How it ended.
    pub status: TrialStatus,
    /// Whether a pass needs it.
    pub blocking: bool,
    /// All it said, if it failed.
    pub says: String,
    /// Whether it fails on an input that is always given, or on as many drawn ones as were
    /// [to be counted](Trial::counts), each in a process of its own.
    pub sure: bool,
    /// On how many drawn inputs it was seen to fail under this seed, as far as that was counted.
    pub found: u32,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrialStatus {
    /// It held.
    Pass,
    /// It did not.
    Fail,
    /// Another stood before it.
    NotReached,
}

impl TrialOutcome {
    /// Returns the first blocking check that failed.
    pub fn failed(&self) -> Option<&TriedCheck> {
        self.checks.iter().find(|check| check.blocking && check.status == TrialStatus::Fail)
    }

    /// Returns a check.
    pub fn check(&self, name: &str) -> Option<&TriedCheck> {
        self.checks.iter().find(|check| check.name == name)
    }
}

impl Trial {
    pub(crate) fn order(&self) -> wire::TrialOrder<'_> {
        let about = if self.about.is_empty() { self.only.first() } else { Some(&self.about) };
        wire::TrialOrder {
            files: wire::files(&self.files),
            seeds: &self.seeds,
            only: &self.only,
            about: about.map_or("", String::as_str),
            alone: self.alone,
            reverse: self.reverse,
            fresh: self.fresh,
            stops: self.stops,
            enough: self.enough,
            counts: &self.counts,
            explains: self.explains,
            says: &self.says,
            cpu_ms: self.cpu_ms.unwrap_or(0),
        }
    }
}

impl Judge {
    /// Tries submissions; returns for each the outcome under each of its seeds, or under the first
    /// alone where nothing is drawn.
    ///
    /// Trouble of ours ends the trial it happened in, and the next one goes on.
    ///
    /// Errors: [`JudgeError::Cancelled`]; any other if there was nothing to judge with.
    pub fn trials(
        &self,
        task: &Task,
        trials: &[Trial],
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<Vec<Vec<TrialOutcome>>, JudgeError> {
        let mut outcomes: Vec<Vec<TrialOutcome>> = trials.iter().map(|_| Vec::new()).collect();
        let mut whole = vec![false; trials.len()];
        let mut from = 0;
        while from < trials.len() {
            let (tried, trouble) = self.try_on(task, &trials[from..], environment, cancel)?;
            for result in tried {
                if let Some(of_trial) = outcomes.get_mut(from + result.at)
                    && of_trial.len() == result.number
                {
                    whole[from + result.at] = result.last;
                    of_trial.push(outcome(result));
                }
            }
            let next = (from..trials.len()).find(|at| !whole[*at]);
            match (next, trouble) {
                (None, _) => break,
                (Some(at), trouble) => {
                    let trouble = trouble.unwrap_or_else(|| "No outcome was told.".to_owned());
                    outcomes[at].push(TrialOutcome {
                        passed: false,
                        checks: Vec::new(),
                        trouble: Some(trouble),
                    });
                    from = at + 1;
                }
            }
        }
        Ok(outcomes)
    }

    /// Tries submissions until one of them makes trouble, and says which trouble.
    fn try_on(
        &self,
        task: &Task,
        trials: &[Trial],
        environment: &Environment,
        cancel: &Cancel,
    ) -> Result<(Vec<wire::TrialResult>, Option<String>), JudgeError> {
        if cancel.is_cancelled() {
            return Err(JudgeError::Cancelled);
        }
        let judge_slot = self.take(&self.judge_recipe())?;
        let subject_slot = self.take(&learner_recipe(environment, &task.preload))?;
        // Only what all trials share; each brings its own files.
        let submission = Submission {
            task: task.id.clone(),
            variant: task.variant.clone(),
            files: Files::new(),
            hash: task.bundle_hash.clone(),
        };
        let request = Request {
            task,
            submission: &submission,
            mode: Mode::Practice,
            seed: 0,
            again: Vec::new(),
        };
        let mut judging = Judging::new(
            self,
            &request,
            trials,
            Subject::new(judge_slot, JUDGE_LIMITS),
            Subject::new(subject_slot, task.limits),
            self.compiled(task),
            cancel,
        );
        let outcome = judging.run(&mut |_| {});
        let report = judging.finish();
        for slot in report.slots {
            self.give_back(slot);
        }
        let trouble = match outcome {
            Ok(()) => report.trouble.map(|error| error.to_string()),
            Err(Halt::Trouble(says)) => Some(says),
            Err(Halt::Cancelled) => return Err(JudgeError::Cancelled),
            Err(Halt::Unable(error)) => return Err(error),
        };
        Ok((report.tried, trouble))
    }
}

fn outcome(result: wire::TrialResult) -> TrialOutcome {
    let checks = result.checks.into_iter().map(|check| TriedCheck {
        name: check.name,
        status: match check.status {
            StatusWord::Pass => TrialStatus::Pass,
            StatusWord::Fail => TrialStatus::Fail,
            StatusWord::NotReached => TrialStatus::NotReached,
        },
        blocking: check.blocking,
        says: check.says.unwrap_or_default(),
        sure: check.sure,
        found: check.found,
    });
    TrialOutcome { passed: result.passed, checks: checks.collect(), trouble: result.trouble }
}
