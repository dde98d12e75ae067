//! Solutions: the start fails, right ones pass, each wrong one dies where and how it should.
//!
//! They are tried ([`piton_judge::Trial`]): as the task stands every solution on every check, in its
//! variants, which are the same programs in other words, the wrong ones on the check that must catch
//! them. What a learner begins with and the reference are judged as a learner's would be.

use piton_domain::task::WrongSolution;
use piton_domain::verdict::Grade;
use piton_domain::{CheckResult, Files, Task};
use piton_judge::environment::Environment;
use piton_judge::{Trial, TrialOutcome};

use super::catchers::{self, LOADS};
use super::fault::fault;
use super::kind::is_program;
use super::likeness;
use super::prover::{Proof, Prover, reference_with};
use super::seeds::{self, Luck};
use super::seen::{Seen, Standing};
use crate::content_error;
use crate::error::Result;

/// The number of the seed of variants, which all solutions share, as what it draws is drawn once.
const SEED: u64 = 2000;

/// What was seen of start, right and wrong solutions.
struct All {
    start: Seen,
    right: Vec<Seen>,
    wrong: Vec<Seen>,
}

impl Prover<'_> {
    /// Proves start, right and wrong solutions of a variant.
    pub(super) fn solutions(
        &self,
        task: &Task,
        variant: &str,
        environment: &Environment,
    ) -> Result<Proof> {
        let mut proof = Proof::default();
        let task = match piton_content::variant(task, variant) {
            Ok(task) => task,
            Err(error) => {
                let message = content_error(error).message;
                let help = "Mend variants.toml.";
                proof.faults.push(fault("task/variant", task.id.as_str(), message, help));
                return Ok(proof);
            }
        };
        let place = format!("{} ({variant})", task.id);
        let is_base = task.variant == task.variants[0];
        let (seen, luck) = if is_base {
            let (seen, luck) = self.as_it_stands(&task, &place, environment, &mut proof)?;
            (seen, Some(luck))
        } else {
            (self.in_other_words(&task, environment, &mut proof)?, None)
        };
        could_not(&seen.start, &place, "start", &mut proof);
        if seen.start.passed {
            proof.faults.push(fault(
                "task/start-passes",
                &place,
                "what the learner gets passes as it is".to_owned(),
                "A check must fail on start/.",
            ));
        }
        for (right, seen) in task.right.iter().zip(&seen.right) {
            prove_right(seen, &right.name, &place, &mut proof);
        }
        let mut of_wrong = Vec::new();
        for (wrong, seen) in task.wrong.iter().zip(seen.wrong) {
            could_not(&seen, &place, &format!("wrong/{}", wrong.name), &mut proof);
            if seen.told(&wrong.caught_by).is_some() && !seen.says(&wrong.caught_by, &wrong.says) {
                // A trial may not make cases smaller, and the smallest may be told otherwise.
                let files = reference_with(&task, wrong);
                let verdict = self.judged(&task, files, environment, &mut proof)?;
                prove_wrong(&Seen::from(&verdict), wrong, &place, &mut proof);
            } else {
                prove_wrong(&seen, wrong, &place, &mut proof);
            }
            of_wrong.push((wrong.name.as_str(), seen));
        }
        if is_whole(&task) {
            catchers::prove(&of_wrong, &place, &mut proof);
        }
        if is_base {
            likeness::prove(&task, &mut proof);
        }
        // What chance and order show does not hang on the interpreter.
        if let Some(luck) = luck
            && environment == &self.environments[0]
        {
            self.luck(&task, luck, environment, &mut proof)?;
        }
        Ok(proof)
    }

    /// Looks at every solution on every check; the named check of a wrong one explains itself, and
    /// is looked at long enough to tell whether it fails by chance.
    fn as_it_stands(
        &self,
        task: &Task,
        place: &str,
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<(All, Luck)> {
        let start = self.judged(task, task.files_of_start(), environment, proof)?;
        prove_observed(&start.checks, place, proof);
        if let Some(reference) = task.right.first() {
            let verdict = self.judged(task, reference.files.clone(), environment, proof)?;
            prove_right(&Seen::from(&verdict), &reference.name, place, proof);
        }
        let right = task.right.iter().map(|right| Trial {
            files: right.files.clone(),
            seeds: vec![seeds::seed(0)],
            ..Trial::default()
        });
        let wrong = task.wrong.iter().map(|wrong| Trial {
            files: reference_with(task, wrong),
            seeds: vec![seeds::seed(0)],
            about: wrong.caught_by.clone(),
            counts: seeds::SURE[..1].to_vec(),
            explains: true,
            enough: true,
            ..Trial::default()
        });
        let trials: Vec<Trial> = right.chain(wrong).collect();
        let mut of_right = self.tried(task, &trials, environment, proof)?;
        let of_wrong = of_right.split_off(task.right.len());
        let all =
            All { start: Seen::from(&start), right: firsts(&of_right), wrong: firsts(&of_wrong) };
        Ok((all, Luck { of_right, of_wrong }))
    }

    /// Looks at the solutions of a variant that says the same in other words.
    fn in_other_words(
        &self,
        task: &Task,
        environment: &Environment,
        proof: &mut Proof,
    ) -> Result<All> {
        let whole =
            |files: Files| Trial { files, seeds: vec![seeds::seed(SEED)], ..Trial::default() };
        let right = task.right.iter().map(|right| whole(right.files.clone()));
        let wrong = task.wrong.iter().map(|wrong| {
            let trial = whole(reference_with(task, wrong));
            if is_whole(task) {
                return trial;
            }
            Trial {
                only: vec![wrong.caught_by.clone()],
                says: wrong.says.clone(),
                // The checks of a library build on each other: none of them is made alone.
                alone: is_program(task),
                ..trial
            }
        });
        // That it fails is all that is asked of it.
        let start = Trial { stops: true, ..whole(task.files_of_start()) };
        let trials: Vec<Trial> = std::iter::once(start).chain(right).chain(wrong).collect();
        let outcomes = self.tried(task, &trials, environment, proof)?;
        let mut seen = firsts(&outcomes).into_iter();
        let start = seen.next().unwrap_or_default();
        let right = seen.by_ref().take(task.right.len()).collect();
        Ok(All { start, right, wrong: seen.collect() })
    }
}

/// Returns what was seen of each trial under its first seed.
fn firsts(outcomes: &[Vec<TrialOutcome>]) -> Vec<Seen> {
    outcomes.iter().map(|one| one.first().map(Seen::from).unwrap_or_default()).collect()
}

/// Returns whether wrong solutions meet every check.
///
/// They do as the task stands. A variant that is the same programs in other words has the same
/// checks beside the named one; one with files of its own may not.
fn is_whole(task: &Task) -> bool {
    task.variant == task.variants[0] || task.bundle.keys().any(|path| path.starts_with("variants/"))
}

fn could_not(seen: &Seen, place: &str, what: &str, proof: &mut Proof) {
    if let Some(why) = &seen.trouble {
        proof.faults.push(fault(
            "task/could-not-judge",
            place,
            format!("{what} could not be judged: {why}"),
            "Mend checks.py or probe.py.",
        ));
    }
}

fn prove_right(seen: &Seen, name: &str, place: &str, proof: &mut Proof) {
    could_not(seen, place, &format!("right/{name}"), proof);
    if let Some((check, says)) = seen.first_failure() {
        proof.faults.push(fault(
            "task/right-rejected",
            place,
            format!("right/{name} fails `{check}`: {says}"),
            "A rejected right answer costs a learner's trust: mend the check or the solution.",
        ));
    }
}

fn prove_wrong(seen: &Seen, wrong: &WrongSolution, place: &str, proof: &mut Proof) {
    let name = &wrong.name;
    let Some(says) = seen.told(&wrong.caught_by) else {
        let died = seen.first_failure().map_or("nothing", |(check, _)| check);
        proof.faults.push(fault(
            "task/wrong-not-caught",
            place,
            format!("wrong/{name} must die on `{}` and died on {died}", wrong.caught_by),
            "Mend the check, the wrong solution, or caught_by.",
        ));
        return;
    };
    if !seen.says(&wrong.caught_by, &wrong.says) {
        proof.faults.push(fault(
            "task/wrong-sentence",
            place,
            format!("wrong/{name} must be told “{}” and is told “{says}”", wrong.says),
            "Mend the sentence or `says`.",
        ));
    }
    let (mut passed, mut total) = (0, 0);
    for check in &seen.checks {
        // What was not reached because of the named check says nothing.
        if check.name != wrong.caught_by && check.standing != Standing::NotReached {
            total += 1;
            passed += usize::from(check.standing == Standing::Pass);
        }
    }
    if passed * 2 < total {
        proof.faults.push(fault(
            "task/wrong-implausible",
            place,
            format!("wrong/{name} passes only {passed} of the {total} other checks it reached"),
            "A plausible wrong solution passes at least half of the others.",
        ));
    }
}

/// Something that decides must have been seen by the judge itself, or from outside learner code.
fn prove_observed(checks: &[CheckResult], place: &str, proof: &mut Proof) {
    let decides = |check: &CheckResult| check.blocking && check.name != LOADS;
    // Where nothing was judged, another fault says so.
    if checks.is_empty() || checks.iter().any(|check| decides(check) && check.grade != Grade::C) {
        return;
    }
    proof.faults.push(fault(
        "task/only-reported",
        place,
        "no blocking check has grade A or B: all that decides is what learner code's own process \
         reports"
            .to_owned(),
        "Let the judge compute an expected value, or count from outside.",
    ));
}

#[cfg(test)]
mod tests {
    use piton_domain::verdict::{Cost, Status};

    use super::*;

    #[test]
    fn what_only_learner_code_reports_cannot_decide_alone() {
        let check = |name: &str, grade, blocking| CheckResult {
            name: name.into(),
            sentence: String::new(),
            skill: None,
            visible: true,
            blocking,
            grade,
            status: Status::Pass,
            cost: Cost::default(),
        };
        let faults = |checks: &[CheckResult]| {
            let mut proof = Proof::default();
            prove_observed(checks, "a task", &mut proof);
            proof.faults.len()
        };
        let loads = check(LOADS, Grade::A, true);
        let counted = check("counted", Grade::C, true);
        assert_eq!(faults(&[loads.clone(), counted.clone()]), 1);
        assert_eq!(faults(&[loads.clone(), counted.clone(), check("aside", Grade::A, false)]), 1);
        assert_eq!(faults(&[loads, counted, check("seen", Grade::B, true)]), 0);
    }
}
