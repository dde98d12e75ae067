//! Solutions: the start fails, right ones pass, each wrong one dies where and how it should.

use std::collections::BTreeSet;

use piton_domain::task::WrongSolution;
use piton_domain::verdict::{Failure, Grade, Status};
use piton_domain::{CheckResult, Files, Outcome, Task, Verdict};
use piton_judge::environment::Environment;

use super::fault::fault;
use super::prover::{Proof, Prover};
use crate::content_error;
use crate::error::Result;

impl Prover<'_> {
    /// Judges start, right and wrong solutions of a variant.
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
        let verdict = self.judged(&task, task.files_of_start(), environment, &mut proof)?;
        if verdict.passed() {
            proof.faults.push(fault(
                "task/start-passes",
                &place,
                "what the learner gets passes as it is".to_owned(),
                "A check must fail on start/.",
            ));
        }
        could_not(&verdict, &place, "start", &mut proof);
        for right in &task.right {
            let verdict = self.judged(&task, right.files.clone(), environment, &mut proof)?;
            could_not(&verdict, &place, &format!("right/{}", right.name), &mut proof);
            if let Some((check, failure)) = verdict.first_failure() {
                proof.faults.push(fault(
                    "task/right-rejected",
                    &place,
                    format!("right/{} fails `{}`: {}", right.name, check.name, failure.says),
                    "A rejected right answer costs a learner's trust: mend the check or the solution.",
                ));
            }
        }
        prove_observed(&verdict.checks, &place, &mut proof);
        for wrong in &task.wrong {
            let files = reference_with(&task, wrong);
            let verdict = self.judged(&task, files, environment, &mut proof)?;
            could_not(&verdict, &place, &format!("wrong/{}", wrong.name), &mut proof);
            prove_wrong(&verdict, wrong, &place, &mut proof);
        }
        prove_reasons_differ(&task, &place, &mut proof);
        Ok(proof)
    }
}

/// A wrong solution is a set of changes to the reference.
fn reference_with(task: &Task, wrong: &WrongSolution) -> Files {
    let mut files = task.right.first().map(|right| right.files.clone()).unwrap_or_default();
    files.extend(wrong.files.clone());
    files
}

fn could_not(verdict: &Verdict, place: &str, what: &str, proof: &mut Proof) {
    if let Outcome::CouldNotJudge(why) = &verdict.outcome {
        proof.faults.push(fault(
            "task/could-not-judge",
            place,
            format!("{what} could not be judged: {why}"),
            "Mend checks.py or probe.py.",
        ));
    }
}

fn prove_wrong(verdict: &Verdict, wrong: &WrongSolution, place: &str, proof: &mut Proof) {
    let name = &wrong.name;
    let caught = verdict.checks.iter().find(|check| check.name == wrong.caught_by);
    let says = match caught.map(|check| &check.status) {
        Some(Status::Fail(failure)) => says_of(failure),
        _ => {
            let died = verdict.first_failure().map_or("nothing", |(check, _)| &check.name);
            proof.faults.push(fault(
                "task/wrong-not-caught",
                place,
                format!("wrong/{name} must die on `{}` and died on {died}", wrong.caught_by),
                "Mend the check, the wrong solution, or caught_by.",
            ));
            return;
        }
    };
    // A sentence may begin a line or go on in one: case is not what is compared.
    if !says.to_lowercase().contains(&wrong.says.to_lowercase()) {
        proof.faults.push(fault(
            "task/wrong-sentence",
            place,
            format!("wrong/{name} must be told “{}” and is told “{says}”", wrong.says),
            "Mend the sentence or `says`.",
        ));
    }
    let (mut passed, mut total) = (0, 0);
    for check in &verdict.checks {
        // What was not reached because of the named check says nothing.
        if check.name != wrong.caught_by && !matches!(check.status, Status::NotReached { .. }) {
            total += 1;
            passed += usize::from(check.status == Status::Pass);
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

/// The check every judging begins with; it says nothing about what a task asks.
const LOADS: &str = "loads";

/// Collects every sentence of a failure a learner reads.
fn says_of(failure: &Failure) -> String {
    let mut says = failure.says.clone();
    for program in failure.programs.iter().filter(|program| !program.as_expected) {
        says.push(' ');
        says.push_str(&program.says);
    }
    if let Some(advice) = &failure.advice {
        says.push(' ');
        says.push_str(advice);
    }
    says
}

/// Wrong solutions must fail for more than one reason.
fn prove_reasons_differ(task: &Task, place: &str, proof: &mut Proof) {
    let names: BTreeSet<_> = task.wrong.iter().map(|wrong| wrong.caught_by.as_str()).collect();
    if names.len() < 2 && task.wrong.len() > 2 {
        proof.faults.push(fault(
            "task/one-catcher",
            place,
            "every wrong solution dies on the same check".to_owned(),
            "Write wrong solutions that fail for different reasons.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use piton_domain::verdict::Cost;

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
