//! Order: a verdict must not depend on which check came first, or on what a process has met before.

use piton_domain::Task;
use piton_domain::task::WrongSolution;
use piton_judge::environment::Environment;
use piton_judge::{Trial, TrialOutcome, TrialStatus};

use super::fault::fault;
use super::prover::{Proof, Prover, reference_with};
use crate::error::Result;

impl Prover<'_> {
    /// Tries solutions under a seed, with their checks in reverse order and a fresh process for each:
    /// all right ones, and of the wrong ones those that were not seen to fail in processes of their
    /// own. Returns for each right one whether it passed.
    pub(super) fn order(
        &self,
        task: &Task,
        wrong: &[&WrongSolution],
        seed: u64,
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<Vec<bool>> {
        let right = task
            .right
            .iter()
            .map(|right| (format!("right/{}", right.name), right.files.clone(), None));
        let wrong = wrong.iter().map(|wrong| {
            (format!("wrong/{}", wrong.name), reference_with(task, wrong), Some(*wrong))
        });
        let solutions: Vec<_> = right.chain(wrong).collect();
        let trials: Vec<Trial> = solutions
            .iter()
            .map(|(_, files, wrong)| Trial {
                files: files.clone(),
                seeds: vec![seed],
                only: wrong.iter().map(|wrong| wrong.caught_by.clone()).collect(),
                says: wrong.map(|wrong| wrong.says.clone()).unwrap_or_default(),
                reverse: true,
                fresh: true,
                ..Trial::default()
            })
            .collect();
        let outcomes = self.tried(task, &trials, environment, proof)?;
        let passed = |outcomes: &Vec<TrialOutcome>| outcomes.iter().all(|one| one.passed);
        let of_right = outcomes.iter().take(task.right.len()).map(passed).collect();
        for ((name, _, wrong), outcome) in solutions.iter().zip(outcomes) {
            let Some(outcome) = outcome.first() else { continue };
            let trouble = outcome.trouble.as_ref().map(|trouble| format!(": {trouble}"));
            let status = |check: &str| outcome.check(check).map(|check| check.status);
            let (failed, says) =
                outcome.failed().map_or(("nothing", ""), |check| (&check.name, &check.says));
            let message = match wrong.map(|wrong| wrong.caught_by.as_str()) {
                None if outcome.passed => continue,
                None => format!(
                    "{name} fails `{failed}` when the checks run in reverse order in fresh \
                     processes: {says}"
                ),
                Some(check) if status(check) == Some(TrialStatus::Fail) => continue,
                Some(check) => {
                    format!("{name} gets past `{check}` when that runs in a process of its own")
                }
            };
            proof.faults.push(fault(
                "task/order",
                task.id.as_str(),
                message + &trouble.unwrap_or_default(),
                "A check must bring all it needs: state left by another is not there next time.",
            ));
        }
        Ok(of_right)
    }
}
