//! The learner's state: a fold over the journal's events, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use piton_domain::verdict::{Mode, Status, Tier};
use piton_domain::{
    ContentHash, Event, EventId, EventKind, ItemId, SkillId, TaskId, Timestamp, Verdict,
};

/// What the events say about a learner.
#[derive(Debug, Clone, Default)]
pub(crate) struct LearnerState {
    /// Tasks that were touched.
    pub(crate) tasks: BTreeMap<TaskId, TaskHistory>,
    /// Items that were answered.
    pub(crate) items: BTreeMap<ItemId, ItemHistory>,
    /// Lessons that were shown, and when they were last.
    pub(crate) lessons: BTreeMap<SkillId, Timestamp>,
    /// The task touched last.
    pub(crate) current: Option<TaskId>,
    /// Whether anything was ever recorded.
    pub(crate) any: bool,
}

/// What happened to a task.
#[derive(Debug, Clone, Default)]
pub(crate) struct TaskHistory {
    /// Variants that were opened, with how often.
    pub(crate) variants: BTreeMap<String, u32>,
    /// The version last passed, and when.
    pub(crate) passed: Option<(u32, Timestamp)>,
    /// The version last passed in certify mode, and when.
    pub(crate) certified: Option<(u32, Timestamp)>,
    /// Hints shown, by index.
    pub(crate) hints: BTreeSet<u32>,
    /// The open certify attempt.
    pub(crate) certify: Option<CertifyAttempt>,
    /// The last failing case of each check, by variant: run first next time.
    pub(crate) cases: BTreeMap<(String, String), String>,
    /// The verdicts, the oldest first.
    pub(crate) attempts: Vec<Attempt>,
    /// What the last of them rests on.
    pub(crate) latest: Option<Basis>,
}

/// What a verdict rests on: with the same basis it comes out the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Basis {
    mode: Mode,
    seed: u64,
    passed: bool,
    tier: Tier,
    interpreter: String,
    hashes: [ContentHash; 4],
}

impl Basis {
    pub(crate) fn of(verdict: &Verdict) -> Self {
        let Verdict { submission, bundle, harness, environment, .. } = verdict;
        Self {
            mode: verdict.mode,
            seed: verdict.seed,
            passed: verdict.passed(),
            tier: verdict.tier,
            interpreter: verdict.interpreter.clone(),
            hashes: [submission, bundle, harness, environment].map(Clone::clone),
        }
    }
}

/// A verdict in short.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub(crate) id: EventId,
    pub(crate) at: Timestamp,
    pub(crate) variant: String,
    pub(crate) mode: Mode,
    pub(crate) passed: bool,
    /// How many checks held, and how many there were.
    pub(crate) checks: (usize, usize),
}

/// A certify attempt under way.
#[derive(Debug, Clone)]
pub(crate) struct CertifyAttempt {
    /// Its variant.
    pub(crate) variant: String,
    /// The help that was declared.
    pub(crate) aid: Option<String>,
    /// Submissions used.
    pub(crate) submissions: u32,
    /// Whether a hint was shown since it was opened.
    pub(crate) hinted: bool,
}

/// What happened to an item.
#[derive(Debug, Clone, Default)]
pub(crate) struct ItemHistory {
    /// How often it was answered.
    pub(crate) answers: u32,
    /// Whether the last answer was right in both tiers.
    pub(crate) last_right: bool,
    /// When it was answered last.
    pub(crate) last_at: Option<Timestamp>,
}

impl TaskHistory {
    /// Returns whether the task was passed in any mode.
    pub(crate) fn is_passed(&self) -> bool {
        self.passed.is_some() || self.certified.is_some()
    }
}

impl LearnerState {
    /// Takes in the next event.
    pub(crate) fn apply(&mut self, event: &Event) {
        self.any = true;
        match &event.kind {
            EventKind::TaskOpened { task, variant, certify, aid, .. } => {
                let history = self.touch(task);
                *history.variants.entry(variant.clone()).or_default() += 1;
                if *certify {
                    history.certify = Some(CertifyAttempt {
                        variant: variant.clone(),
                        aid: aid.clone(),
                        submissions: 0,
                        hinted: false,
                    });
                }
            }
            EventKind::Judged(verdict) => self.judged(event.id, event.at, verdict),
            EventKind::HintShown { task, index, .. } => {
                let history = self.touch(task);
                history.hints.insert(*index);
                if let Some(attempt) = &mut history.certify {
                    attempt.hinted = true;
                }
            }
            EventKind::TaskReset { task, .. } => {
                self.touch(task);
            }
            EventKind::LessonRead { skill } => {
                self.lessons.insert(skill.clone(), event.at);
            }
            EventKind::ItemAnswered { item, right, reason_right, .. } => {
                let history = self.items.entry(item.clone()).or_default();
                history.answers += 1;
                history.last_right = *right && reason_right.unwrap_or(true);
                history.last_at = Some(event.at);
            }
            EventKind::OwnCodeAnswered { task, .. } => {
                self.touch(task);
            }
            EventKind::CertifyClosed { task, .. } => self.touch(task).certify = None,
        }
    }

    fn touch(&mut self, task: &TaskId) -> &mut TaskHistory {
        self.current = Some(task.clone());
        self.tasks.entry(task.clone()).or_default()
    }

    fn judged(&mut self, id: EventId, at: Timestamp, verdict: &Verdict) {
        let history = self.touch(&verdict.task);
        if matches!(verdict.outcome, piton_domain::Outcome::CouldNotJudge(_)) {
            return;
        }
        history.attempts.push(Attempt {
            id,
            at,
            variant: verdict.variant.clone(),
            mode: verdict.mode,
            passed: verdict.passed(),
            checks: (
                verdict.checks.iter().filter(|check| check.status == Status::Pass).count(),
                verdict.checks.len(),
            ),
        });
        history.latest = Some(Basis::of(verdict));
        for check in &verdict.checks {
            let key = (verdict.variant.clone(), check.name.clone());
            match &check.status {
                Status::Fail(failure) if verdict.mode == Mode::Practice => {
                    if let Some(case) = &failure.case {
                        history.cases.insert(key, case.clone());
                    }
                }
                _ => {}
            }
        }
        match verdict.mode {
            Mode::Practice if verdict.passed() => {
                history.passed = Some((verdict.task_version, at));
            }
            Mode::CertifySubmit => {
                if let Some(attempt) = &mut history.certify {
                    attempt.submissions += 1;
                    let spent = attempt.submissions >= MAX_SUBMISSIONS;
                    if verdict.passed() {
                        if attempt.hinted {
                            history.passed = Some((verdict.task_version, at));
                        } else {
                            history.certified = Some((verdict.task_version, at));
                        }
                    }
                    if verdict.passed() || spent {
                        history.certify = None;
                    }
                }
            }
            Mode::Practice | Mode::CertifySave => {}
        }
    }
}

/// How often a certify attempt may be submitted (`levels.md`, modes).
pub(crate) const MAX_SUBMISSIONS: u32 = 3;
