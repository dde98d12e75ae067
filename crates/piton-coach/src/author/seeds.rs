//! Chance: a wrong solution must not get past its check on a lucky draw, nor a right one fail on
//! an unlucky one.

use piton_domain::Task;
use piton_domain::task::WrongSolution;
use piton_judge::environment::Environment;
use piton_judge::{Trial, TrialOutcome, TrialStatus};

use super::fault::fault;
use super::kind::{is_program, is_test};
use super::prover::{Proof, Prover, reference_with};
use super::seen::Seen;
use crate::error::Result;

/// How many seeds a solution is tried under.
const N_SEEDS: u64 = 50;

/// How many a right solution is tried under: it meets all checks, which is as many draws.
const N_SEEDS_OF_RIGHT: u64 = 5;

/// Under how many of its seeds a wrong solution also meets what its check needs: that passes, so it
/// is what takes long.
const N_SEEDS_WITH_NEEDS: usize = 5;

/// How many where chance draws only the order in which things run.
const N_ORDERS: u64 = 3;

impl Prover<'_> {
    /// Tries each wrong solution on its named check under 50 seeds, each right one on all under 5.
    pub(super) fn seeds(&self, task: &Task, environment: &Environment) -> Result<Proof> {
        let mut proof = Proof::default();
        let seeds = |n: u64| (0..n).map(seed).collect::<Vec<u64>>();
        let of_right = if is_program(task) { N_SEEDS_OF_RIGHT } else { N_ORDERS };
        let right = task.right.iter().map(|right| Trial {
            files: right.files.clone(),
            seeds: seeds(of_right),
            ..Trial::default()
        });
        // The checks of a library build on each other: none of them is made alone.
        let alone = is_program(task);
        let wrong = task.wrong.iter().flat_map(|wrong| {
            let seeds = seeds(n_seeds(task, wrong));
            let (few, rest) = seeds.split_at(N_SEEDS_WITH_NEEDS.min(seeds.len()));
            let with = |seeds: &[u64], alone| Trial {
                files: reference_with(task, wrong),
                seeds: seeds.to_vec(),
                only: vec![wrong.caught_by.clone()],
                alone,
                ..Trial::default()
            };
            [with(few, false), with(rest, alone)]
        });
        let trials: Vec<Trial> = right.chain(wrong).collect();
        let mut of_right = self.tried(task, &trials, environment, &mut proof)?;
        let of_wrong = of_right.split_off(task.right.len());
        for (right, outcomes) in task.right.iter().zip(&of_right) {
            let failed = outcomes.iter().enumerate().find(|(_, one)| !one.passed);
            if let Some((number, outcome)) = failed {
                let (check, says) =
                    outcome.failed().map_or(("nothing", ""), |check| (&check.name, &check.says));
                let says = outcome.trouble.as_deref().unwrap_or(says);
                proof.faults.push(fault(
                    "task/right-unlucky",
                    task.id.as_str(),
                    format!(
                        "right/{} fails `{check}` under seed {}: {says}",
                        right.name,
                        seed(number as u64)
                    ),
                    "A rejected right answer costs a learner's trust: mend the check or the solution.",
                ));
            }
        }
        for (wrong, outcomes) in task.wrong.iter().zip(of_wrong.chunks(2)) {
            let outcomes = outcomes.concat();
            let n_seeds = n_seeds(task, wrong);
            let lucky: Vec<u64> = (0..n_seeds)
                .zip(&outcomes)
                .filter(|(_, outcome)| !fails(outcome, &wrong.caught_by))
                .map(|(number, _)| seed(number))
                .collect();
            if let Some(first) = lucky.first() {
                proof.faults.push(fault(
                    "task/wrong-lucky",
                    task.id.as_str(),
                    format!(
                        "wrong/{} gets past `{}` under {} of {n_seeds} seeds, such as {first}",
                        wrong.name,
                        wrong.caught_by,
                        lucky.len()
                    ),
                    "Draw more inputs, draw them nearer to what it gets wrong, or give `examples`.",
                ));
            }
            self.sentences(task, wrong, outcomes, environment, &mut proof)?;
        }
        Ok(proof)
    }

    /// Checks that the sentence a learner reads is the named one, whatever the draw.
    fn sentences(
        &self,
        task: &Task,
        wrong: &WrongSolution,
        outcomes: Vec<TrialOutcome>,
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<()> {
        for (number, outcome) in (0..).zip(outcomes) {
            let tried = Seen::from(outcome);
            if tried.told(&wrong.caught_by).is_none() || tried.says(&wrong.caught_by, &wrong.says) {
                continue;
            }
            // A trial does not make cases smaller, and the smallest may be told in other words.
            let files = reference_with(task, wrong);
            let verdict = self.judged_under(task, files, seed(number), environment, proof)?;
            let judged = Seen::from(&verdict);
            if !judged.says(&wrong.caught_by, &wrong.says) {
                proof.faults.push(fault(
                    "task/wrong-sentence",
                    task.id.as_str(),
                    format!(
                        "wrong/{} must be told “{}” and under seed {} is told “{}”",
                        wrong.name,
                        wrong.says,
                        seed(number),
                        judged.told(&wrong.caught_by).unwrap_or_default()
                    ),
                    "Mend the sentence or `says`.",
                ));
            }
            // One look is enough: the others differ in the draw alone.
            break;
        }
        Ok(())
    }
}

/// Returns under how many seeds a wrong solution is tried: where only its tests are wrong, chance
/// draws no more than the order in which things run.
fn n_seeds(task: &Task, wrong: &WrongSolution) -> u64 {
    let program = is_program(task) && wrong.files.keys().any(|path| !is_test(path));
    if program { N_SEEDS } else { N_ORDERS }
}

/// Returns the seed of a number: far from those learners meet, and the same in every run.
fn seed(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17) ^ 0x50_49_54_4f_4e
}

fn fails(outcome: &TrialOutcome, check: &str) -> bool {
    outcome.check(check).is_some_and(|check| check.status == TrialStatus::Fail)
}
