//! What proves one piece of content: a judge, and the interpreters to prove it on.

use piton_domain::task::WrongSolution;
use piton_domain::verdict::Mode;
use piton_domain::{Files, Submission, Task, Verdict};
use piton_judge::environment::{Environment, version_text};
use piton_judge::{Cancel, Judge, Request, Trial, TrialOutcome};

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
            Part::Changes(task) => self.changes(task, environment)?,
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
        let seed = self.seed(task, &files);
        self.judged_under(task, files, seed, environment, proof)
    }

    /// Judges files under a seed.
    pub(super) fn judged_under(
        &self,
        task: &Task,
        files: Files,
        seed: u64,
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<Verdict> {
        proof.judgings += 1;
        let submission = self.submission(task, files);
        let request = Request {
            task,
            submission: &submission,
            mode: Mode::Practice,
            seed,
            again: Vec::new(),
        };
        self.judge.judge(&request, environment, &mut |_| {}, self.cancel).map_err(judge_error)
    }

    /// Tries files, each trial under all of its seeds.
    pub(super) fn tried(
        &self,
        task: &Task,
        trials: &[Trial],
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<Vec<Vec<TrialOutcome>>> {
        let outcomes =
            self.judge.trials(task, trials, environment, self.cancel).map_err(judge_error)?;
        proof.judgings += outcomes.iter().map(Vec::len).sum::<usize>();
        Ok(outcomes)
    }

    /// Makes a submission of files.
    pub(super) fn submission(&self, task: &Task, files: Files) -> Submission {
        let hash = piton_content::files_hash(&files);
        Submission { task: task.id.clone(), variant: task.variant.clone(), files, hash }
    }
}

/// A wrong solution is a set of changes to the reference.
pub(super) fn reference_with(task: &Task, wrong: &WrongSolution) -> Files {
    let mut files = task.right.first().map(|right| right.files.clone()).unwrap_or_default();
    files.extend(wrong.files.clone());
    files
}
