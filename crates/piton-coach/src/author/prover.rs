//! What proves one piece of content: a judge, and the interpreters to prove it on.

use piton_domain::verdict::Mode;
use piton_domain::{Files, Submission, Task, Verdict};
use piton_judge::environment::{Environment, version_text};
use piton_judge::{Cancel, Judge, Request};

use super::job::{Job, Part};
use crate::error::Result;
use crate::judging::judge_error;
use crate::view::FaultView;

/// What came of proving one piece.
#[derive(Debug, Default)]
pub(super) struct Proof {
    pub(super) faults: Vec<FaultView>,
    /// What the author should know although nothing is at fault.
    pub(super) notes: Vec<String>,
    pub(super) judgings: usize,
}

/// Proves pieces; shared by all threads.
pub(super) struct Prover<'a> {
    pub(super) judge: &'a Judge,
    /// The default interpreter first.
    pub(super) environments: &'a [Environment],
    pub(super) cancel: &'a Cancel,
}

impl Prover<'_> {
    /// Proves a piece.
    pub(super) fn prove(&self, job: &Job<'_>) -> Result<Proof> {
        let environment = &self.environments[job.environment];
        let mut proof = match job.part {
            Part::Lesson(skill) => self.lesson(skill, environment)?,
            Part::Item(item) => self.item(item, environment)?,
            Part::Solutions(task, variant) => self.solutions(task, variant, environment)?,
        };
        if job.environment > 0 {
            let version = version_text(environment.version);
            for fault in &mut proof.faults {
                fault.message = format!("with Python {version}: {}", fault.message);
            }
        }
        Ok(proof)
    }

    /// Judges files as a learner's practice.
    pub(super) fn judged(
        &self,
        task: &Task,
        files: Files,
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<Verdict> {
        proof.judgings += 1;
        let hash = piton_content::files_hash(&files);
        let submission =
            Submission { task: task.id.clone(), variant: task.variant.clone(), files, hash };
        let seed = piton_judge::practice_seed(task, &submission);
        let request = Request {
            task,
            submission: &submission,
            mode: Mode::Practice,
            seed,
            again: Vec::new(),
        };
        self.judge.judge(&request, environment, &mut |_| {}, self.cancel).map_err(judge_error)
    }
}
