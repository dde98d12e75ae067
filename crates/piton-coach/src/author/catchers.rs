//! Each check is worth its place: without it some wrong solution would pass.

use piton_domain::verdict::Status;
use piton_domain::{CheckResult, Verdict};

use super::fault::fault;
use super::prover::Proof;

/// The check every judging begins with; it says nothing about what a task asks.
pub(super) const LOADS: &str = "loads";

/// Reports blocking checks that are nobody's only catcher.
///
/// What was not reached says nothing: it neither caught nor let pass. So the last of a chain, such
/// as that of a suite, is the only one that fails on what gets past those before it.
pub(super) fn prove(verdicts: &[(&str, Verdict)], place: &str, proof: &mut Proof) {
    let decides = |check: &&CheckResult| check.blocking && check.name != LOADS;
    let failed = |verdict: &Verdict| -> Vec<String> {
        let failed = |check: &&CheckResult| matches!(check.status, Status::Fail(_));
        let checks = verdict.checks.iter().filter(decides).filter(failed);
        checks.map(|check| check.name.clone()).collect()
    };
    let caught: Vec<Vec<String>> = verdicts.iter().map(|(_, verdict)| failed(verdict)).collect();
    let Some((_, first)) = verdicts.first() else { return };
    for check in first.checks.iter().filter(decides) {
        if caught.iter().any(|names| names[..] == [check.name.as_str()]) {
            continue;
        }
        let with: Vec<&str> = verdicts
            .iter()
            .zip(&caught)
            .filter(|(_, names)| names.contains(&check.name))
            .map(|((name, _), _)| *name)
            .collect();
        let beside = match &with[..] {
            [] => "no wrong solution fails it".to_owned(),
            names => format!("others fail beside it on {}", names.join(", ")),
        };
        proof.faults.push(fault(
            "task/idle-check",
            place,
            format!("`{}` is the only catcher of no wrong solution: {beside}", check.name),
            "Write a wrong solution that only this check notices, or make the check part of another.",
        ));
    }
}
