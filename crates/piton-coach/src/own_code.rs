//! Questions about a learner's own code after a pass, with keys that come from running it.
//!
//! Nothing here decides about a pass: a learner who cannot answer keeps it. The questions are made
//! by `harness/piton_harness/own_code.py` in boxes of their own, from the recorded submission and
//! the calls with which the task's checks begin.

use std::collections::BTreeMap;

use piton_domain::{EventKind, Files, Limits, Submission, Task, Verdict};
use serde::Deserialize;

use crate::Coach;
use crate::error::{CoachError, ErrorKind, Result};
use crate::judging::{Target, judge_error};
use crate::setup::SetupProgress;
use crate::view::{OwnCodeView, OwnFeedbackView, OwnQuestionView, OwnResultView};

/// How many questions are asked.
const ASKED: usize = 4;

/// What both programs run.
const PROGRAM: &str = "from piton_harness import own_code\nown_code.main()\n";

/// The questions on one submission, with their keys.
#[derive(Debug)]
pub struct OwnQuestions {
    task: Task,
    verdict: Verdict,
    seed: u64,
    questions: Vec<Question>,
    /// Positions of the questions that are asked, and of those that may take their place.
    asked: Vec<usize>,
    spare: Vec<usize>,
    right: u32,
    answered: u32,
    set_aside: u32,
}

#[derive(Debug, Deserialize)]
struct Question {
    kind: String,
    prompt: String,
    options: Vec<String>,
    key: usize,
    why: String,
}

impl OwnQuestions {
    /// Returns what can be shown before anything is answered.
    pub fn view(&self) -> OwnCodeView {
        let n = self.asked.len();
        let says = match n {
            0 => Some(
                "This submission gives no question: it has no branch, loop or error that the \
                 checks reach."
                    .to_owned(),
            ),
            n if n < ASKED => {
                Some(format!("This submission is small: it gives {n} of {ASKED} questions."))
            }
            _ => None,
        };
        OwnCodeView {
            task: self.task.id.to_string(),
            title: self.task.title.clone(),
            seed: format!("{:016x}", self.seed),
            needed: needed(n),
            questions: (0..n).map(|at| self.question(at)).collect(),
            spare: self.spare.len(),
            says,
        }
    }

    /// Returns how many are asked.
    pub fn len(&self) -> usize {
        self.asked.len()
    }

    /// Returns whether the submission gives none.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// Returns the question that stands at a place now.
    pub fn question(&self, at: usize) -> OwnQuestionView {
        let one = &self.questions[self.asked[at]];
        OwnQuestionView {
            number: at + 1,
            kind: one.kind.clone(),
            prompt: one.prompt.clone(),
            options: one.options.clone(),
        }
    }

    /// Sets the question at a place aside; returns whether another took its place.
    pub fn set_aside(&mut self, at: usize) -> bool {
        self.set_aside += 1;
        if self.spare.is_empty() {
            self.asked.remove(at);
            return false;
        }
        self.asked[at] = self.spare.remove(0);
        true
    }

    /// Weighs the answer to the question at a place: the number of an option, from 1.
    pub fn answer(&mut self, at: usize, option: usize) -> OwnFeedbackView {
        let one = &self.questions[self.asked[at]];
        let right = option == one.key + 1;
        self.answered += 1;
        self.right += u32::from(right);
        OwnFeedbackView {
            number: at + 1,
            right,
            key: one.options[one.key].clone(),
            why: one.why.clone(),
        }
    }
}

/// How many of `asked` must be right: three of four.
fn needed(asked: usize) -> usize {
    (asked * 3).div_ceil(4)
}

impl Coach {
    /// Draws questions on the submission with which a task was passed last.
    ///
    /// Equal seeds give equal questions.
    pub fn own_questions(
        &mut self,
        target: &Target,
        seed: Option<&str>,
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<OwnQuestions> {
        let seed = match seed {
            Some(text) => u64::from_str_radix(text, 16)
                .map_err(|_| CoachError::usage(format!("`{text}` is no seed of questions")))?,
            None => self.host.random(),
        };
        let (verdict, task, submission) = self.last_pass(target)?;
        let environment = self.environment_for(&task, on_progress)?;
        let texts = |files: &Files| -> BTreeMap<String, String> {
            let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).ok();
            files.iter().filter_map(|(path, bytes)| Some((path.clone(), text(bytes)?))).collect()
        };
        let draw = serde_json::json!({
            "do": "draw",
            "seed": seed.to_string(),
            "checks": task.checks,
            "probe": task.probe,
            "files": texts(&task.resources),
        });
        let calls: serde_json::Value = self.own_code(&task, &draw, Files::new(), &environment)?;
        let mut files: Files =
            task.support_files().map(|(path, bytes)| (path.to_owned(), bytes.clone())).collect();
        files.extend(submission.files.clone());
        let ask = serde_json::json!({
            "do": "ask",
            "seed": seed.to_string(),
            "calls": calls,
            "probe": task.probe,
            "submission": submission.files.keys().collect::<Vec<_>>(),
        });
        let questions: Vec<Question> = self.own_code(&task, &ask, files, &environment)?;
        let sound = |one: &Question| one.key < one.options.len();
        let questions: Vec<_> = questions.into_iter().filter(sound).collect();
        let n = questions.len().min(ASKED);
        Ok(OwnQuestions {
            asked: (0..n).collect(),
            spare: (n..questions.len()).collect(),
            task,
            verdict,
            seed,
            questions,
            right: 0,
            answered: 0,
            set_aside: 0,
        })
    }

    /// Records what came of the questions.
    pub fn own_answered(&mut self, questions: &OwnQuestions) -> Result<OwnResultView> {
        let asked = u32::try_from(questions.asked.len()).unwrap_or(u32::MAX);
        let needed = u32::try_from(needed(questions.asked.len())).unwrap_or(u32::MAX);
        if questions.answered > 0 {
            self.record(EventKind::OwnCodeAnswered {
                task: questions.task.id.clone(),
                submission: questions.verdict.submission.clone(),
                seed: questions.seed,
                asked,
                right: questions.right,
                set_aside: questions.set_aside,
            })?;
        }
        Ok(OwnResultView {
            task: questions.task.id.to_string(),
            asked,
            right: questions.right,
            needed,
            set_aside: questions.set_aside,
            enough: asked > 0 && questions.answered == asked && questions.right >= needed,
        })
    }

    fn last_pass(&mut self, target: &Target) -> Result<(Verdict, Task, Submission)> {
        let (located, _) = self.locate(target)?;
        let passed = self.events()?.into_iter().rev().find_map(|event| match event.kind {
            EventKind::Judged(verdict) if verdict.task == located.id && verdict.passed() => {
                Some(*verdict)
            }
            _ => None,
        });
        let Some(verdict) = passed else {
            return Err(CoachError::usage("questions on your own code come after a pass")
                .hint("`piton check` judges it; `piton hint` helps on the way there."));
        };
        match (self.kept_task(&verdict)?, self.kept_submission(&verdict)?) {
            (Some(task), Some(submission)) => Ok((verdict, task, submission)),
            _ => Err(CoachError::new(
                ErrorKind::Environment,
                "the journal does not hold the submission that passed",
            )
            .hint("`piton check` records it anew.")),
        }
    }

    /// Runs one of the two programs and reads what it prints.
    fn own_code<T: serde::de::DeserializeOwned>(
        &mut self,
        task: &Task,
        order: &serde_json::Value,
        mut files: Files,
        environment: &piton_judge::environment::Environment,
    ) -> Result<T> {
        files.insert("order.json".to_owned(), order.to_string().into_bytes());
        // It makes many runs, of which each has a limit of its own.
        let limits = Limits { cpu_s: 40, wall_s: 60, ..task.limits };
        let outcome =
            self.judge()?.script(environment, PROGRAM, &files, &limits).map_err(judge_error)?;
        let broken = |why: &str| {
            CoachError::new(
                ErrorKind::Environment,
                format!("no questions could be made on this submission: {why}"),
            )
            .hint("Your pass stands.")
        };
        if let Some(raised) = outcome.raised {
            return Err(broken(&raised));
        }
        serde_json::from_str(&outcome.stdout).map_err(|error| broken(&error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn three_of_four_are_needed_and_nearly_all_of_fewer() {
        assert_eq!([0, 1, 2, 3, 4].map(needed), [0, 1, 2, 3, 3]);
    }
}
