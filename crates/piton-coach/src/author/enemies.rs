//! Generated enemies: changes of the reference that the checks must notice, made by machine.

use piton_domain::Task;
use piton_judge::environment::Environment;
use piton_judge::{Trial, TrialOutcome};
use piton_syntax::Mutant;

use super::fault::fault;
use super::kind;
use super::prover::{Proof, Prover};
use super::seeds::seed;
use crate::error::Result;

/// The number of the seed: another than those of the solutions.
const SEED: u64 = 3000;

/// The most changes of one sort that are tried of one task.
const MOST: usize = 200;

/// The least CPU time a changed solution gets.
///
/// Units: milliseconds.
const LEAST_CPU_MS: u64 = 300;

/// How many times the reference's CPU time a changed solution gets.
const CPU_FACTOR: u64 = 5;

/// The wall time a changed solution gets for all checks, unless the reference needs longer.
///
/// Units: seconds.
const WALL_S: u32 = 3;

/// What sort of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A small fault.
    Mutants,
    /// A function that answers nonsense.
    Enemies,
}

/// A change of one file of the reference.
struct Change<'a> {
    sort: Sort,
    path: &'a str,
    id: String,
    mutant: Mutant,
}

impl Prover<'_> {
    /// Tries every change of the reference; those that pass are faults unless the task lists them.
    pub(super) fn changes(&self, task: &Task, environment: &Environment) -> Result<Proof> {
        let mut proof = Proof::default();
        let Some(reference) = task.right.first() else { return Ok(proof) };
        let sorts = [Sort::Mutants, Sort::Enemies];
        let all = sorts.map(|sort| changes(task, sort, &mut proof));
        unknown(task, &all, &mut proof);
        let listed = |id: &str| task.equivalent.iter().any(|one| one.id == id);
        let mut changes = Vec::new();
        for (sort, all) in sorts.into_iter().zip(all) {
            let (n_all, taken) = (all.len(), spread(all, &listed));
            if taken.len() < n_all {
                proof.notes.push(format!(
                    "{}: {} of {n_all} {} of the reference were tried",
                    task.id,
                    taken.len(),
                    sort.words()
                ));
            }
            changes.extend(taken);
        }
        if changes.is_empty() {
            return Ok(proof);
        }
        let verdict = self.judged(task, reference.files.clone(), environment, &mut proof)?;
        if !verdict.passed() {
            // The proof of the solutions says so, and nothing can be told of its changes.
            return Ok(proof);
        }
        let cpu_ms = (verdict.cost.cpu_us / 1000 * CPU_FACTOR).max(LEAST_CPU_MS);
        let wall_s = u32::try_from(verdict.cost.wall_us / 1_000_000).unwrap_or(u32::MAX);
        let mut hurried = task.clone();
        hurried.limits.wall_s = hurried.limits.wall_s.min(WALL_S.max(wall_s.saturating_mul(3)));
        let trials: Vec<Trial> = changes
            .iter()
            .map(|change| {
                let mut files = reference.files.clone();
                files.insert(change.path.to_owned(), change.mutant.source.clone().into_bytes());
                Trial {
                    // One for all, as what it draws is drawn once.
                    seeds: vec![seed(SEED)],
                    files,
                    stops: true,
                    cpu_ms: Some(cpu_ms),
                    ..Trial::default()
                }
            })
            .collect();
        // Apart, as nonsense is to meet checks that may break on it, not those that end small changes.
        let n_mutants = changes.iter().filter(|one| one.sort == Sort::Mutants).count();
        let (mutants, enemies) = trials.split_at(n_mutants);
        let mut outcomes = self.tried(&hurried, mutants, environment, &mut proof)?;
        outcomes.extend(self.tried(&hurried, enemies, environment, &mut proof)?);
        for ((change, trial), outcome) in changes.iter().zip(&trials).zip(outcomes) {
            let Some(outcome) = outcome.into_iter().next() else { continue };
            if let Some(trouble) = &outcome.trouble {
                // A hurried process may leave a check in a place where no judging leaves it.
                let verdict = self.judged(task, trial.files.clone(), environment, &mut proof)?;
                if let piton_domain::Outcome::CouldNotJudge(why) = &verdict.outcome {
                    proof.faults.push(broken(task, change, &format!("{why} ({trouble})")));
                }
                continue;
            }
            match (outcome.passed, listed(&change.id)) {
                (true, false) => proof.faults.push(survived(task, change)),
                (false, true) => {
                    // What breaks no rule may still be slow, and was hurried.
                    let verdict =
                        self.judged(task, trial.files.clone(), environment, &mut proof)?;
                    if !verdict.passed() {
                        proof.faults.push(dies(task, change, &outcome));
                    }
                }
                _ => {}
            }
        }
        Ok(proof)
    }

    /// Returns the seed a learner with these files would get.
    pub(super) fn seed(&self, task: &Task, files: &piton_domain::Files) -> u64 {
        piton_judge::practice_seed(task, &self.submission(task, files.clone()))
    }
}

impl Sort {
    fn words(self) -> &'static str {
        match self {
            Self::Mutants => "small changes",
            Self::Enemies => "nonsense results",
        }
    }
}

/// Makes every change of one sort of a task's reference.
fn changes<'a>(task: &'a Task, sort: Sort, proof: &mut Proof) -> Vec<Change<'a>> {
    if !kind::is_program(task) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (path, source) in kind::sources(task) {
        let made = match sort {
            Sort::Mutants => piton_syntax::mutants(source),
            Sort::Enemies => piton_syntax::enemies(source),
        };
        match made {
            Ok(made) => all.extend(made.into_iter().map(|mutant| Change {
                sort,
                path,
                id: format!("{path}:{}", mutant.id),
                mutant,
            })),
            Err(error) => proof.faults.push(fault(
                "task/not-python",
                task.id.as_str(),
                format!("the reference's {path} cannot be read: {error}"),
                "Mend the file, or give it another ending.",
            )),
        }
    }
    all
}

/// Reports entries of task.toml that name no change, whichever sort they might be of.
fn unknown(task: &Task, all: &[Vec<Change<'_>>], proof: &mut Proof) {
    for one in &task.equivalent {
        if !all.iter().flatten().any(|change| change.id == one.id) {
            proof.faults.push(fault(
                "task/equivalent-unknown",
                task.id.as_str(),
                format!(
                    "`{}` is listed as equivalent, and no change of the reference is called that",
                    one.id
                ),
                "Take the entry out of task.toml, or mend its id.",
            ));
        }
    }
}

/// Takes changes from everywhere if there are too many, and all that the task speaks of.
fn spread<'a>(all: Vec<Change<'a>>, listed: &dyn Fn(&str) -> bool) -> Vec<Change<'a>> {
    let n_all = all.len();
    if n_all <= MOST {
        return all;
    }
    let is_taken = |idx: usize| idx * MOST / n_all != (idx + 1) * MOST / n_all;
    let taken = all.into_iter().enumerate();
    taken.filter(|(idx, one)| is_taken(*idx) || listed(&one.id)).map(|(_, one)| one).collect()
}

fn dies(task: &Task, change: &Change<'_>, outcome: &TrialOutcome) -> crate::view::FaultView {
    fault(
        "task/equivalent-dies",
        task.id.as_str(),
        format!(
            "`{}` is listed as equivalent and dies on `{}`",
            change.id,
            outcome.failed().map_or("nothing", |check| &check.name)
        ),
        "Take its entry out of task.toml.",
    )
}

fn survived(task: &Task, change: &Change<'_>) -> crate::view::FaultView {
    let (rule, help) = match change.sort {
        Sort::Mutants => (
            "task/mutant-survives",
            "Add a case that tells the two apart, or if none can, list it in task.toml with the reason.",
        ),
        Sort::Enemies => (
            "task/enemy-passes",
            "Nothing depends on this result: check it, or take the function out of the reference.",
        ),
    };
    let reference = task.right.first().map_or("", |right| right.name.as_str());
    let Change { path, id, mutant, .. } = change;
    fault(
        rule,
        task.id.as_str(),
        format!(
            "in right/{reference}/{path}, line {}: {}, and every check passes\n[equivalent.\"{id}\"]",
            mutant.line, mutant.says
        ),
        help,
    )
}

fn broken(task: &Task, change: &Change<'_>, why: &str) -> crate::view::FaultView {
    fault(
        "task/enemy-breaks-judge",
        task.id.as_str(),
        format!(
            "in {}, line {}: {}, and it could not be judged: {why}",
            change.path, change.mutant.line, change.mutant.says
        ),
        "A check must take any answer for a wrong one; mend checks.py.",
    )
}
