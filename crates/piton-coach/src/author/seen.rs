//! What was seen of a solution: by a judging, or for a small part of its price by a trial.

use piton_domain::verdict::{Failure, Status};
use piton_domain::{Outcome, Verdict};
use piton_judge::{TrialOutcome, TrialStatus};

/// How a solution did; nothing was seen of the default one.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) passed: bool,
    /// Why it could not be judged.
    pub(super) trouble: Option<String>,
    pub(super) checks: Vec<SeenCheck>,
}

/// How a check ended.
#[derive(Debug)]
pub(super) struct SeenCheck {
    pub(super) name: String,
    pub(super) blocking: bool,
    pub(super) standing: Standing,
}

/// What there is to say about a check.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Pass,
    /// It failed with these sentences.
    Fail(String),
    NotReached,
}

impl Seen {
    /// Returns what a learner is told by a check, if it fails.
    pub(super) fn told(&self, name: &str) -> Option<&str> {
        let check = self.checks.iter().find(|check| check.name == name)?;
        match &check.standing {
            Standing::Fail(says) => Some(says),
            Standing::Pass | Standing::NotReached => None,
        }
    }

    /// Returns the first check that failed, and what it said.
    pub(super) fn first_failure(&self) -> Option<(&str, &str)> {
        self.checks.iter().find_map(|check| match &check.standing {
            Standing::Fail(says) => Some((check.name.as_str(), says.as_str())),
            Standing::Pass | Standing::NotReached => None,
        })
    }

    /// Returns whether a check failed and said the words; a sentence may begin a line or go on in
    /// one, so case is not compared.
    pub(super) fn says(&self, name: &str, words: &str) -> bool {
        self.told(name).is_some_and(|told| told.to_lowercase().contains(&words.to_lowercase()))
    }
}

impl From<&Verdict> for Seen {
    fn from(verdict: &Verdict) -> Self {
        let checks = verdict.checks.iter().map(|check| SeenCheck {
            name: check.name.clone(),
            blocking: check.blocking,
            standing: match &check.status {
                Status::Pass => Standing::Pass,
                Status::Fail(failure) => Standing::Fail(says_of(failure)),
                Status::NotReached { .. } => Standing::NotReached,
            },
        });
        Self {
            passed: verdict.passed(),
            trouble: match &verdict.outcome {
                Outcome::CouldNotJudge(why) => Some(why.clone()),
                Outcome::Passed | Outcome::NotPassed => None,
            },
            checks: checks.collect(),
        }
    }
}

impl From<&TrialOutcome> for Seen {
    fn from(outcome: &TrialOutcome) -> Self {
        let checks = outcome.checks.iter().map(|check| SeenCheck {
            name: check.name.clone(),
            blocking: check.blocking,
            standing: match check.status {
                TrialStatus::Pass => Standing::Pass,
                TrialStatus::Fail => Standing::Fail(check.says.clone()),
                TrialStatus::NotReached => Standing::NotReached,
            },
        });
        let trouble = outcome.trouble.clone();
        Self { passed: outcome.passed, trouble, checks: checks.collect() }
    }
}

/// Collects every sentence of a failure a learner reads.
fn says_of(failure: &Failure) -> String {
    let mut says = failure.says.clone();
    for program in failure.programs.iter().filter(|program| !program.as_expected) {
        says.push(' ');
        says.push_str(&program.says);
    }
    if let Some(advice) = &failure.advice {
        says.push(' ');
        says.push_str(advice);
    }
    says
}
