//! Each check is worth its place: without it some wrong solution would pass.

use super::fault::fault;
use super::prover::Proof;
use super::seen::{Seen, SeenCheck, Standing};

/// The check every judging begins with; it says nothing about what a task asks.
pub(super) const LOADS: &str = "loads";

/// Reports blocking checks that are nobody's only catcher.
///
/// What was not reached says nothing: it neither caught nor let pass. So the last of a chain, such
/// as that of a suite, is the only one that fails on what gets past those before it.
pub(super) fn prove(solutions: &[(&str, Seen)], place: &str, proof: &mut Proof) {
    let decides = |check: &&SeenCheck| check.blocking && check.name != LOADS;
    let failed = |seen: &Seen| -> Vec<String> {
        let failed = |check: &&SeenCheck| matches!(check.standing, Standing::Fail(_));
        let checks = seen.checks.iter().filter(decides).filter(failed);
        checks.map(|check| check.name.clone()).collect()
    };
    let caught: Vec<Vec<String>> = solutions.iter().map(|(_, seen)| failed(seen)).collect();
    let Some((_, first)) = solutions.first() else { return };
    for check in first.checks.iter().filter(decides) {
        if caught.iter().any(|names| names[..] == [check.name.as_str()]) {
            continue;
        }
        let with: Vec<&str> = solutions
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
