//! What benches of the judge stand on: the committed bench task, a folder, an environment.

use std::path::Path;

use piton_content::{Tree, task_from_bundle};
use piton_domain::verdict::Mode;
use piton_domain::{Files, Task, TaskId, Verdict};
use piton_judge::environment::{self, Environment, Interpreter, Lock, Options, Search};
use piton_judge::{Cancel, Judge, JudgeError, Request};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Judges what lies in a folder, as a save does.
pub(crate) fn judge_once(
    judge: &Judge,
    environment: &Environment,
    task: &Task,
    dir: &Path,
) -> Result<Verdict, JudgeError> {
    let cancel = Cancel::new()?;
    let submission = piton_judge::snapshot(task, dir)
        .map_err(|error| JudgeError::Lost { says: error.to_string() })?;
    let seed = piton_judge::practice_seed(task, &submission);
    let request =
        Request { task, submission: &submission, mode: Mode::Practice, seed, again: Vec::new() };
    judge.judge(&request, environment, &mut |_| {}, &cancel)
}

/// Reads the bench task, its first right solution laid over its start.
pub(crate) fn bench_task(dir: &Path) -> Outcome<Task> {
    let tree = Tree::folder(dir)?;
    let bundle: Files = tree
        .paths()
        .filter(|path| !path.starts_with("pytest/"))
        .filter_map(|path| Some((path.to_owned(), tree.get(path)?.to_vec())))
        .collect();
    let id = TaskId::new("bench/judge/ten-checks")?;
    task_from_bundle(&id, "base", &bundle).map_err(|faults| {
        let words: Vec<_> =
            faults.iter().map(|fault| format!("{}: {}", fault.path, fault.message)).collect();
        words.join("\n").into()
    })
}

pub(crate) fn lay_out(task: &Task, dir: &Path) -> Outcome<()> {
    let mut files = task.start.clone();
    if let Some(right) = task.right.first() {
        files.extend(right.files.clone());
    }
    for (name, content) in files {
        std::fs::write(dir.join(name), content)?;
    }
    Ok(())
}

/// Returns the newest `most` interpreters of the machine with their environments.
pub(crate) fn environments(home: &Path, most: usize) -> Outcome<Vec<(Interpreter, Environment)>> {
    let search = Search::new(std::env::vars_os());
    let found = environment::find_interpreters(&search);
    let (lock, options) = (Lock::learner(), Options::new(search));
    let with_environment = |interpreter: Interpreter| -> Outcome<_> {
        let environment = environment::ensure(home, &interpreter, &lock, &options, &mut |_| {})?;
        Ok((interpreter, environment))
    };
    found.interpreters.into_iter().take(most).map(with_environment).collect()
}

/// Returns the processes below one, zombies left out.
pub(crate) fn descendants(of: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut waiting = vec![of];
    while let Some(pid) = waiting.pop() {
        let Ok(tasks) = std::fs::read_dir(format!("/proc/{pid}/task")) else { continue };
        for task in tasks.flatten() {
            let text = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
            let children: Vec<u32> =
                text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
            found.extend(children.iter().filter(|child| is_alive(**child)));
            waiting.extend(children);
        }
    }
    found
}

fn is_alive(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|text| {
        text.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
    })
}
