//! Taking the journal along, and running a verdict again.

use std::io::{BufRead, Write};

use piton_domain::{Event, EventKind, Submission, Task, Verdict, files};

use crate::error::{CoachError, ErrorKind, Result};
use crate::view::{ImportView, ReplayView};
use crate::{Coach, id_text, journal_error, present};

impl Coach {
    /// Writes the whole journal as JSON lines, blobs included.
    ///
    /// Returns the number of damaged blobs, which are left out.
    pub fn export(&mut self, to: &mut dyn Write) -> Result<usize> {
        let summary = self.journal()?.export(to).map_err(journal_error)?;
        Ok(summary.damaged.len())
    }

    /// Reads what [`Coach::export`] wrote; what is known already is passed over.
    pub fn import(&mut self, from: &mut dyn BufRead) -> Result<ImportView> {
        let summary = self.journal()?.import(from).map_err(journal_error)?;
        Ok(ImportView {
            events_new: summary.events_new,
            events_known: summary.events_known,
            blobs_new: summary.blobs_new,
        })
    }

    /// Runs a recorded verdict again and says whether it agrees.
    ///
    /// `wanted` is the verdict's id or its beginning; `last` is the one recorded last.
    pub fn replay(&mut self, wanted: &str) -> Result<ReplayView> {
        let (event, recorded) = self.find_verdict(wanted)?;
        let id = id_text(event.id);
        let mut says = Vec::new();
        let (task, submission) =
            match (self.kept_task(&recorded)?, self.kept_submission(&recorded)?) {
                (Some(task), Some(submission)) => (task, submission),
                (task, submission) => {
                    if task.is_none() {
                        says.push(
                            "The journal does not hold the task bundle that judged.".to_owned(),
                        );
                    }
                    if submission.is_none() {
                        says.push("The journal does not hold the submission.".to_owned());
                    }
                    return Ok(cannot(id, &recorded, says));
                }
            };
        let Some(environment) = self.environment_of(&recorded)? else {
            says.push(format!(
                "The environment that judged is gone: Python {}, lock {}. `piton setup` makes the \
                 present one; another gives no comparable verdict.",
                recorded.interpreter,
                short(recorded.environment.as_str())
            ));
            return Ok(cannot(id, &recorded, says));
        };
        let now = self.judge_again(&task, &submission, &recorded, &environment)?;
        if now.harness != recorded.harness {
            says.push(format!(
                "The harness has changed since ({} then, {} now), so a difference may be its own.",
                short(recorded.harness.as_str()),
                short(now.harness.as_str())
            ));
        }
        if now.tier != recorded.tier {
            says.push(format!(
                "What kept learner code in has changed: {} then, {} now.",
                present::tier(recorded.tier),
                present::tier(now.tier)
            ));
        }
        let differences = differences(&recorded, &now);
        let agrees = differences.is_empty();
        says.extend(differences);
        Ok(ReplayView {
            id,
            result: if agrees { "agrees" } else { "differs" },
            says,
            recorded: present::verdict(&recorded, "").outcome.to_owned(),
            now: Some(present::verdict(&now, &task.title)),
        })
    }

    fn find_verdict(&mut self, wanted: &str) -> Result<(Event, Verdict)> {
        let mut matching: Vec<_> = self
            .events()?
            .into_iter()
            .filter_map(|event| match &event.kind {
                EventKind::Judged(verdict) => {
                    let verdict = verdict.as_ref().clone();
                    Some((event, verdict))
                }
                _ => None,
            })
            .filter(|(event, _)| wanted == "last" || id_text(event.id).starts_with(wanted))
            .collect();
        if wanted == "last"
            && let Some(last) = matching.pop()
        {
            return Ok(last);
        }
        match matching.len() {
            1 => Ok(matching.remove(0)),
            0 => Err(CoachError::usage(format!("the journal holds no verdict `{wanted}`"))
                .hint("`piton check` prints the id of each verdict; `piton replay last` takes the newest.")),
            n => Err(CoachError::usage(format!("`{wanted}` is the beginning of {n} verdicts"))
                .hint("Write more of the id.")),
        }
    }

    pub(crate) fn kept_task(&mut self, verdict: &Verdict) -> Result<Option<Task>> {
        let Some(bytes) = self.journal()?.blob(&verdict.bundle).map_err(journal_error)? else {
            return Ok(None);
        };
        let bundle = files::unpack(&bytes).map_err(damaged)?;
        piton_content::task_from_bundle(&verdict.task, &verdict.variant, &bundle).map(Some).map_err(
            |faults| {
                let first = faults.first().map_or_else(String::new, |fault| fault.message.clone());
                CoachError::new(
                    ErrorKind::Content,
                    format!("the recorded task cannot be read by this Piton: {first}"),
                )
                .hint("A newer or older Piton may read it; nothing was changed.")
            },
        )
    }

    pub(crate) fn kept_submission(&mut self, verdict: &Verdict) -> Result<Option<Submission>> {
        let Some(bytes) = self.journal()?.blob(&verdict.submission).map_err(journal_error)? else {
            return Ok(None);
        };
        Ok(Some(Submission {
            task: verdict.task.clone(),
            variant: verdict.variant.clone(),
            files: files::unpack(&bytes).map_err(damaged)?,
            hash: verdict.submission.clone(),
        }))
    }
}

fn damaged(error: files::UnpackError) -> CoachError {
    CoachError::new(ErrorKind::Storage, "a blob of the journal is damaged")
        .hint("Import your last export into a fresh PITON_HOME.")
        .because(error)
}

fn cannot(id: String, recorded: &Verdict, says: Vec<String>) -> ReplayView {
    ReplayView {
        id,
        result: "cannot-compare",
        says,
        recorded: present::verdict(recorded, "").outcome.to_owned(),
        now: None,
    }
}

/// Names what differs in what a verdict decides: outcome and each check's status.
fn differences(recorded: &Verdict, now: &Verdict) -> Vec<String> {
    let (before, after) = (present::verdict(recorded, ""), present::verdict(now, ""));
    let mut says = Vec::new();
    if before.outcome != after.outcome {
        says.push(format!("The outcome was {} and is now {}.", before.outcome, after.outcome));
    }
    for check in &before.checks {
        match after.checks.iter().find(|other| other.name == check.name) {
            None => says.push(format!("The check `{}` does not exist any more.", check.name)),
            Some(other) if other.status != check.status => says.push(format!(
                "The check `{}` was {} and is now {}.",
                check.name, check.status, other.status
            )),
            Some(_) => {}
        }
    }
    says
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
