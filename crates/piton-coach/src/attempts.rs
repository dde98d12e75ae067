//! Verdicts given before: what was judged, what came of it, what changed in between.

use piton_domain::{EventId, EventKind, Files, Verdict, files};
use similar::{ChangeTag, TextDiff};

use crate::error::{CoachError, ErrorKind, Result};
use crate::state::{Attempt, TaskHistory};
use crate::view::{AttemptDetailView, AttemptView, ChangeLine, FileChangeView, NewsView};
use crate::{Coach, id_text, journal_error, present};

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

impl Coach {
    /// Shows a verdict given before, with what was changed for it.
    pub fn attempt(&mut self, wanted: &str) -> Result<AttemptDetailView> {
        let id = uuid::Uuid::try_parse(wanted)
            .map(|id| EventId(id.as_u128()))
            .map_err(|_| CoachError::usage(format!("`{wanted}` is not the id of a verdict")))?;
        let (at, verdict) = self.judged(id)?.ok_or_else(|| {
            CoachError::not_found(format!("there is no verdict {wanted}"))
                .hint("A task's page lists the verdicts on it.")
        })?;
        let state = self.state()?;
        let before = state
            .tasks
            .get(&verdict.task)
            .and_then(|history| before(history, id, &verdict.variant))
            .map(|attempt| attempt.id);
        let now = self.files_of(&verdict)?;
        let then = match before {
            Some(id) => match self.judged(id)? {
                Some((_, earlier)) => self.files_of(&earlier)?,
                None => Files::new(),
            },
            None => self.start_of(&verdict)?,
        };
        let title = self
            .roadmap()?
            .task(&verdict.task)
            .map_or_else(|| verdict.task.to_string(), |task| task.title.clone());
        let mut view = present::verdict(&verdict, &title);
        view.id = Some(wanted.to_owned());
        Ok(AttemptDetailView {
            at_us: at,
            verdict: view,
            changes: changes(&then, &now),
            since: before.map(id_text),
        })
    }

    /// Returns what was recorded after the event numbered `after`, and the number of the last.
    ///
    /// With `None` only the number is looked up.
    pub fn news(&mut self, after: Option<i64>) -> Result<(i64, Vec<NewsView>)> {
        let last = self.journal()?.last_seq().map_err(journal_error)?;
        let Some(after) = after.filter(|after| *after < last) else {
            return Ok((last, Vec::new()));
        };
        let events = self.journal()?.events_after(after).map_err(journal_error)?;
        let last = events.last().map_or(last, |(number, _)| *number);
        let news = events.into_iter().map(|(_, event)| match event.kind {
            EventKind::Judged(verdict) => {
                NewsView { task: Some(verdict.task.to_string()), verdict: Some(id_text(event.id)) }
            }
            EventKind::TaskOpened { task, .. }
            | EventKind::HintShown { task, .. }
            | EventKind::TaskReset { task, .. }
            | EventKind::OwnCodeAnswered { task, .. }
            | EventKind::CertifyClosed { task, .. } => {
                NewsView { task: Some(task.to_string()), verdict: None }
            }
            EventKind::LessonRead { .. } | EventKind::ItemAnswered { .. } => {
                NewsView { task: None, verdict: None }
            }
        });
        Ok((last, news.collect()))
    }

    /// Finds a verdict by its event.
    fn judged(&mut self, id: EventId) -> Result<Option<(i64, Verdict)>> {
        let event = self.journal()?.event_with(id).map_err(journal_error)?;
        Ok(event.and_then(|event| match event.kind {
            EventKind::Judged(verdict) => Some((event.at.0, *verdict)),
            _ => None,
        }))
    }

    fn files_of(&mut self, verdict: &Verdict) -> Result<Files> {
        let kept = self.journal()?.blob(&verdict.submission).map_err(journal_error)?;
        match kept {
            Some(bytes) => files::unpack(&bytes).map_err(|error| {
                CoachError::new(ErrorKind::Storage, "a kept submission cannot be read")
                    .because(error)
            }),
            None => Ok(Files::new()),
        }
    }

    /// Returns the learner's files as they were when the task of a verdict was laid out.
    fn start_of(&mut self, verdict: &Verdict) -> Result<Files> {
        let Some(task) = self.roadmap()?.task(&verdict.task).cloned() else {
            return Ok(Files::new());
        };
        let task = piton_content::variant(&task, &verdict.variant).unwrap_or(task);
        Ok(task.files_of_start())
    }
}

/// Returns the verdict before another one on the same variant.
fn before<'a>(history: &'a TaskHistory, id: EventId, variant: &str) -> Option<&'a Attempt> {
    let at = history.attempts.iter().position(|attempt| attempt.id == id)?;
    history.attempts[..at].iter().rev().find(|attempt| attempt.variant == variant)
}

/// Shows an attempt in a list.
pub(crate) fn in_short(attempt: &Attempt) -> AttemptView {
    AttemptView {
        id: id_text(attempt.id),
        at_us: attempt.at.0,
        variant: attempt.variant.clone(),
        mode: present::mode(attempt.mode),
        passed: attempt.passed,
        held: attempt.checks.0,
        total: attempt.checks.1,
    }
}

/// Compares two sets of files; those that are the same are left out.
fn changes(then: &Files, now: &Files) -> Vec<FileChangeView> {
    let mut names: Vec<_> = then.keys().chain(now.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| then.get(*name) != now.get(*name))
        .map(|name| {
            let text = |files: &Files| {
                String::from_utf8_lossy(files.get(name).map_or(&[][..], Vec::as_slice)).into_owned()
            };
            FileChangeView { name: name.clone(), lines: change_lines(&text(then), &text(now)) }
        })
        .collect()
}

fn change_lines(then: &str, now: &str) -> Vec<ChangeLine> {
    let diff = TextDiff::from_lines(then, now);
    let mut lines = Vec::new();
    for (number, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if number > 0 {
            lines.push(ChangeLine { side: "gap", text: String::new() });
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let side = match change.tag() {
                ChangeTag::Equal => "same",
                ChangeTag::Delete => "old",
                ChangeTag::Insert => "new",
            };
            lines.push(ChangeLine { side, text: change.value().trim_end_matches('\n').to_owned() });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_shown_with_a_few_lines_around() {
        let then: String = (0..20).map(|n| format!("line {n}\n")).collect();
        let now = then.replace("line 2\n", "line two\n").replace("line 17\n", "");
        let lines = change_lines(&then, &now);
        let sides = |wanted| lines.iter().filter(|line| line.side == wanted).count();
        assert_eq!((sides("old"), sides("new"), sides("gap")), (2, 1, 1));
        assert!(!lines.iter().any(|line| line.text == "line 9"));
    }

    #[test]
    fn files_that_are_the_same_are_left_out() {
        let one = Files::from([("a.py".to_owned(), b"1\n".to_vec()), ("b.py".to_owned(), vec![])]);
        let mut other = one.clone();
        other.insert("c.py".to_owned(), b"new\n".to_vec());
        let names: Vec<_> = changes(&one, &other).into_iter().map(|change| change.name).collect();
        assert_eq!(names, ["c.py"]);
    }
}
