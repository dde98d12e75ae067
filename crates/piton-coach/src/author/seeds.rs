//! Chance: a wrong solution must not get past its check on a lucky draw, nor a right one fail on
//! an unlucky one; nor may either hang on the order of the checks.

use std::ops::Range;

use piton_domain::Task;
use piton_domain::task::WrongSolution;
use piton_judge::environment::Environment;
use piton_judge::{Trial, TrialOutcome, TrialStatus};

use super::fault::fault;
use super::kind::{is_program, is_test};
use super::prover::{Proof, Prover, reference_with};
use super::seen::Seen;
use crate::error::Result;

/// How many seeds a wrong solution is tried under, unless the first makes sure that it dies.
const N_SEEDS: u64 = 50;

/// The number of the seed after the first. A right solution meets it with its checks in another order:
/// that is as many draws more, and it meets all checks again in every variant.
const SECOND: u64 = 1;

/// On how many drawn inputs a wrong solution must fail under the first seed, the first two together,
/// and so on, to be sure to die under any.
///
/// To have died under 50 seeds shows that at most one in 17 lets it past, as `(1 - 1/17)^50 = 5 %`.
/// Where a seed brings on average `m` inputs on which it fails, it brings none with probability
/// `exp(-m)` at most, and `exp(-2.84) = 1/17`. If `m` is less, `k` seeds bring as many as this with a
/// chance below 1 % (sums of the Poisson distribution with mean `2.84 k`); there are six looks.
pub(super) const SURE: [u32; 6] = [8, 13, 17, 21, 25, 28];

/// How many where chance draws only the order in which things run.
const N_ORDERS: u64 = 2;

/// What was seen of right and wrong solutions under their first seeds.
pub(super) struct Luck {
    pub(super) of_right: Vec<Vec<TrialOutcome>>,
    pub(super) of_wrong: Vec<Vec<TrialOutcome>>,
}

impl Prover<'_> {
    /// Tries each wrong solution on its named check under 50 seeds, or until it is sure to die, and
    /// what was not seen in processes of its own in another order.
    pub(super) fn luck(
        &self,
        task: &Task,
        luck: Luck,
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<()> {
        let Luck { mut of_right, mut of_wrong } = luck;
        let is_seen = |at: usize| is_sure(&of_wrong[at], &task.wrong[at].caught_by);
        let left: Vec<usize> = (0..task.wrong.len()).filter(|at| !is_seen(*at)).collect();
        let trials: Vec<Trial> = left
            .iter()
            .map(|at| (&task.wrong[*at], &of_wrong[*at]))
            .map(|(wrong, outcomes)| Trial {
                files: reference_with(task, wrong),
                seeds: seeds(1..n_seeds(task, wrong)),
                only: vec![wrong.caught_by.clone()],
                counts: still_to_find(outcomes, &wrong.caught_by),
                says: wrong.says.clone(),
                // The checks of a library build on each other: none of them is made alone.
                alone: is_program(task),
                ..Trial::default()
            })
            .collect();
        for (at, rest) in left.into_iter().zip(self.tried(task, &trials, environment, proof)?) {
            of_wrong[at].extend(rest);
        }
        let unseen = task.wrong.iter().zip(&of_wrong);
        let unseen = unseen.filter(|(wrong, outcomes)| !is_sure(outcomes, &wrong.caught_by));
        let unseen: Vec<&WrongSolution> = unseen.map(|(wrong, _)| wrong).collect();
        let passed = self.order(task, &unseen, seed(SECOND), environment, proof)?;
        // Whether the seed or the order is to blame shows when they run in order.
        for (at, right) in task.right.iter().enumerate().filter(|(at, _)| !passed[*at]) {
            let trial = Trial {
                files: right.files.clone(),
                seeds: seeds(SECOND..SECOND + 1),
                ..Trial::default()
            };
            let more = self.tried(task, &[trial], environment, proof)?;
            of_right[at].extend(more.into_iter().flatten());
        }
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
        for (wrong, outcomes) in task.wrong.iter().zip(of_wrong) {
            let lucky: Vec<u64> = (0..)
                .zip(&outcomes)
                .filter(|(_, outcome)| !fails(outcome, &wrong.caught_by))
                .map(|(number, _)| seed(number))
                .collect();
            if let Some(first) = lucky.first() {
                proof.faults.push(fault(
                    "task/wrong-lucky",
                    task.id.as_str(),
                    format!(
                        "wrong/{} gets past `{}` under {} of {} seeds, such as {first}",
                        wrong.name,
                        wrong.caught_by,
                        lucky.len(),
                        outcomes.len()
                    ),
                    "Draw more inputs, draw them nearer to what it gets wrong, or give `examples`.",
                ));
            }
            self.sentences(task, wrong, &outcomes, environment, proof)?;
        }
        Ok(())
    }

    /// Checks that the sentence a learner reads is the named one, whatever the draw.
    fn sentences(
        &self,
        task: &Task,
        wrong: &WrongSolution,
        outcomes: &[TrialOutcome],
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<()> {
        // Under the first seed it was proven with all else.
        for (number, outcome) in (0..).zip(outcomes).skip(1) {
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

/// Returns on how many inputs a wrong solution must fail under the seeds after the first, if there
/// is something to count.
fn still_to_find(outcomes: &[TrialOutcome], check: &str) -> Vec<u32> {
    let found = outcomes.first().and_then(|one| one.check(check)).map_or(0, |check| check.found);
    if found == 0 {
        return Vec::new();
    }
    SURE[1..].iter().map(|needed| needed - found.min(SURE[0])).collect()
}

/// Returns whether what was seen of a wrong solution makes further seeds needless.
fn is_sure(outcomes: &[TrialOutcome], check: &str) -> bool {
    outcomes.iter().any(|outcome| outcome.check(check).is_some_and(|check| check.sure))
}

fn seeds(numbers: Range<u64>) -> Vec<u64> {
    numbers.map(seed).collect()
}

/// Returns the seed of a number: far from those learners meet, and the same in every run.
pub(super) fn seed(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17) ^ 0x50_49_54_4f_4e
}

fn fails(outcome: &TrialOutcome, check: &str) -> bool {
    outcome.check(check).is_some_and(|check| check.status == TrialStatus::Fail)
}
