//! Judging for pages: the newest save wins, and every page of the task sees it happen.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use piton_coach::view::{CheckView, VerdictView};
use piton_coach::{Cancel, Coach, CoachError, ErrorKind, JudgingProgress, Result, Target};

use crate::app::App;
use crate::error::notice;
use crate::parts::verdict;

/// How many of our own verdicts are remembered, to tell them from those of other processes.
const REMEMBERED: usize = 256;

/// Why something is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// It was asked for.
    Asked,
    /// A file changed: judged once for each state of the files, whoever notices first.
    Changed,
    /// It was handed in.
    Submitted,
}

/// The judgings under way and those of late.
#[derive(Default)]
pub(crate) struct Judgings {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What cancels the judging under way, by task.
    running: BTreeMap<String, Cancel>,
    /// The state of the files that was judged last, by task.
    judged: BTreeMap<String, String>,
    /// The verdicts we gave.
    given: VecDeque<String>,
}

impl Judgings {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether a verdict is one of ours.
    pub(crate) fn gave(&self, verdict: &str) -> bool {
        self.state().given.iter().any(|given| given == verdict)
    }

    /// Cancels whatever is under way.
    pub(crate) fn cancel_all(&self) {
        for cancel in self.state().running.values() {
            cancel.cancel();
        }
    }

    /// Takes the place of a judging under way; `None` if these files were judged already.
    fn begin(&self, task: &str, fingerprint: Option<&str>, why: Why) -> Result<Option<Cancel>> {
        let mut state = self.state();
        if let Some(fingerprint) = fingerprint {
            let judged = state.judged.insert(task.to_owned(), fingerprint.to_owned());
            if why == Why::Changed && judged.as_deref() == Some(fingerprint) {
                return Ok(None);
            }
        }
        let cancel = Cancel::new().map_err(|error| {
            CoachError::new(ErrorKind::Environment, "could not prepare a judging").because(error)
        })?;
        if let Some(earlier) = state.running.insert(task.to_owned(), cancel.clone()) {
            earlier.cancel();
        }
        Ok(Some(cancel))
    }

    fn end(&self, verdict: Option<&str>) {
        let mut state = self.state();
        if let Some(id) = verdict {
            state.given.push_back(id.to_owned());
            if state.given.len() > REMEMBERED {
                state.given.pop_front();
            }
        }
    }
}

/// Judges a task and tells its pages; returns the verdict, or nothing if a newer save came.
///
/// Blocks for as long as it takes.
pub(crate) fn judge(app: &Arc<App>, task: &str, why: Why) -> Result<Option<VerdictView>> {
    let target = Target::Task(task.to_owned());
    // Files that cannot be read give an error below, in the words of the judge.
    let fingerprint = app.desk.ask_here(|coach| coach.fingerprint(&target)).ok();
    let Some(cancel) = app.judgings.begin(task, fingerprint.as_deref(), why)? else {
        return Ok(None);
    };
    let mut seen: Vec<CheckView> = Vec::new();
    let outcome = app.desk.work_here(|coach: &mut Coach| {
        if cancel.is_cancelled() {
            return Ok(None);
        }
        app.live.tell(Some(task), "verdict", verdict::under_way(&seen, None).into_string());
        let mut progress = |step: JudgingProgress| {
            let doing = match step {
                JudgingProgress::Setup(step) => Some(step.to_string()),
                JudgingProgress::Started { sentence } => Some(sentence),
                JudgingProgress::Finished(check) => {
                    seen.push(*check);
                    None
                }
            };
            let shown = verdict::under_way(&seen, doing.as_deref());
            app.live.tell(Some(task), "verdict", shown.into_string());
        };
        let verdict = match why {
            Why::Submitted => coach.submit(&target, &mut progress, &cancel),
            Why::Asked | Why::Changed => coach.check(&target, &mut progress, &cancel),
        };
        // Called off, it ends as an error that is nobody's trouble; a submission that was recorded
        // in the last moment stands.
        if cancel.is_cancelled() && (verdict.is_err() || why != Why::Submitted) {
            return Ok(None);
        }
        verdict.map(Some)
    });
    match &outcome {
        Ok(Some(given)) => {
            app.judgings.end(given.id.as_deref());
            app.live.tell(Some(task), "verdict", verdict::whole(given).into_string());
            app.live.tell(None, "state", String::new());
        }
        Ok(None) => {}
        Err(error) => app.live.tell(Some(task), "verdict", notice(error).into_string()),
    }
    outcome
}

/// Shows the pages of a task a verdict that another process recorded.
pub(crate) async fn tell_recorded(app: &App, task: &str, id: &str) {
    let id = id.to_owned();
    if let Ok(attempt) = app.desk.ask(move |coach| coach.attempt(&id)).await {
        app.live.tell(Some(task), "verdict", verdict::whole(&attempt.verdict).into_string());
    }
}
