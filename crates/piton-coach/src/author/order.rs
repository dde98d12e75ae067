//! Order: a verdict must not depend on which check came first, or on what a process has met before.

use piton_domain::Task;
use piton_domain::task::WrongSolution;
use piton_judge::Trial;
use piton_judge::TrialStatus;
use piton_judge::environment::Environment;

use super::fault::fault;
use super::prover::{Proof, Prover, reference_with};
use super::seeds::seed;
use crate::error::Result;

/// The number of the seed: another than those of the solutions' own seeds.
const SEED: u64 = 1000;

impl Prover<'_> {
    /// Tries solutions with their checks in reverse order and a fresh process for each: all right
    /// ones, and of the wrong ones those that were not seen to fail in processes of their own.
    pub(super) fn order(
        &self,
        task: &Task,
        wrong: &[&WrongSolution],
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<()> {
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
                seeds: vec![seed(SEED)],
                only: wrong.iter().map(|wrong| wrong.caught_by.clone()).collect(),
                says: wrong.map(|wrong| wrong.says.clone()).unwrap_or_default(),
                reverse: true,
                fresh: true,
                ..Trial::default()
            })
            .collect();
        let outcomes = self.tried(task, &trials, environment, proof)?;
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
        Ok(())
    }
}
