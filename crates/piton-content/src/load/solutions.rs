//! A task's right and wrong solutions.

use std::collections::BTreeMap;

use piton_domain::task::{Equivalent, Solution, WrongSolution};
use piton_domain::{Diagnostic, Files};

use crate::checks::Declared;
use crate::report::{Build, error};
use crate::wire::{At, TaskFile};
use crate::{read, suggest};

/// The fewest right solutions of a task.
const MIN_RIGHT: usize = 2;

/// The fewest wrong solutions of a task.
const MIN_WRONG: usize = 3;

/// Returns the files below a folder, by path inside it.
pub(super) fn below(files: &Files, folder: &str) -> Files {
    files
        .iter()
        .filter_map(|(path, content)| {
            let rest = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((rest.to_owned(), content.clone()))
        })
        .collect()
}

/// Returns the folders inside a folder, each with its files.
fn folders(files: &Files, folder: &str) -> BTreeMap<String, Files> {
    let mut folders: BTreeMap<String, Files> = BTreeMap::new();
    for (path, content) in below(files, folder) {
        if let Some((name, rest)) = path.split_once('/') {
            folders.entry(name.to_owned()).or_default().insert(rest.to_owned(), content);
        }
    }
    folders
}

/// Reads the right solutions, the reference first.
pub(super) fn right(
    folder: &str,
    file: &TaskFile,
    files: &Files,
    found: &mut Vec<Diagnostic>,
) -> Vec<Solution> {
    let toml = format!("{folder}/task.toml");
    let solutions = folders(files, "right");
    if solutions.len() < MIN_RIGHT {
        let n_right = solutions.len();
        let message = format!("{MIN_RIGHT} right solutions are needed, the task has {n_right}");
        found.push(
            error("task/too-few-right", format!("{folder}/right"), message)
                .help("a second way to solve it shows that the checks accept more than one text"),
        );
    }
    for (name, solution) in &solutions {
        check_files(&format!("{folder}/right/{name}"), file, solution, files, found);
    }
    let names: Vec<&String> = solutions.keys().collect();
    for (idx, name) in names.iter().enumerate() {
        if let Some(twin) = names[..idx].iter().find(|twin| solutions[**twin] == solutions[*name]) {
            let message = format!("this solution is the same as `{twin}`");
            found.push(error("task/same-solutions", format!("{folder}/right/{name}"), message));
        }
    }
    let reference = read::need(&toml, &file.reference, "reference", found);
    if let Some(reference) = reference.filter(|name| !solutions.contains_key(name.as_str())) {
        let message = format!("there is no folder right/{}", **reference);
        let mut diagnostic =
            error("task/unknown-reference", &*toml, message).at(reference.span(), "unknown");
        diagnostic.help = suggest::help(reference, solutions.keys().map(String::as_str));
        found.push(diagnostic);
    }
    let reference = reference.map(|name| name.as_str());
    let mut solutions: Vec<Solution> =
        solutions.into_iter().map(|(name, files)| Solution { name, files }).collect();
    solutions.sort_by_key(|solution| Some(solution.name.as_str()) != reference);
    solutions
}

/// Reads the wrong solutions.
pub(super) fn wrong(
    folder: &str,
    file: &TaskFile,
    files: &Files,
    right: &[Solution],
    declared: &Declared,
    found: &mut Vec<Diagnostic>,
) -> Vec<WrongSolution> {
    let toml = format!("{folder}/task.toml");
    let solutions = folders(files, "wrong");
    if solutions.len() < MIN_WRONG {
        let n_wrong = solutions.len();
        let message = format!("{MIN_WRONG} wrong solutions are needed, the task has {n_wrong}");
        found.push(
            error("task/too-few-wrong", format!("{folder}/wrong"), message)
                .help("write down what a learner would plausibly get wrong"),
        );
    }
    for (name, solution) in &solutions {
        let path = format!("{folder}/wrong/{name}");
        check_files(&path, file, solution, files, found);
        let reference = right.first().map(|reference| &reference.files);
        let changes =
            |(path, content)| reference.and_then(|files| files.get(path)) != Some(content);
        if !solution.iter().any(changes) {
            found.push(error(
                "task/wrong-is-right",
                &*path,
                "this changes nothing of the reference",
            ));
        }
        if file.wrong.iter().flatten().all(|(known, _)| known.as_str() != name) {
            found.push(
                error("task/wrong-without-entry", path, "nothing says which check catches this")
                    .help(format!("write `[wrong.{name}]` in task.toml")),
            );
        }
    }
    let mut wrong = Vec::new();
    for (name, caught) in file.wrong.iter().flatten() {
        let caught_by = read::need_text((&*toml, name), &caught.caught_by, "caught_by", found);
        let says = read::need_text((&*toml, name), &caught.says, "says", found);
        found.extend(caught_by.and_then(|check| unknown_check(&toml, check, declared)));
        let Some(files) = solutions.get(name.as_str()) else {
            let message = format!("there is no folder wrong/{}", **name);
            let mut diagnostic = error("task/wrong-without-folder", &*toml, message)
                .at(name.span(), "names nothing");
            diagnostic.help = suggest::help(name, solutions.keys().map(String::as_str));
            found.push(diagnostic);
            continue;
        };
        if let (Some(caught_by), Some(says)) = (caught_by, says) {
            wrong.push(WrongSolution {
                name: name.to_string(),
                files: files.clone(),
                caught_by: caught_by.to_string(),
                says: says.to_string(),
            });
        }
    }
    wrong
}

/// Reads which changes of the reference make no difference.
pub(super) fn equivalent(
    folder: &str,
    file: &TaskFile,
    found: &mut Vec<Diagnostic>,
) -> Vec<Equivalent> {
    let toml = format!("{folder}/task.toml");
    let mut equivalent = Vec::new();
    for (id, entry) in file.equivalent.iter().flatten() {
        if let Some(reason) = read::need_text((&*toml, id), &entry.reason, "reason", found) {
            equivalent.push(Equivalent { id: id.to_string(), reason: reason.to_string() });
        }
    }
    equivalent
}

/// Reports a check that `checks.py` does not declare; if it declares none, that is said already.
pub(super) fn unknown_check(
    path: &str,
    name: &At<String>,
    declared: &Declared,
) -> Option<Diagnostic> {
    if declared.checks.is_empty() || declared.names().any(|known| known == name.as_str()) {
        return None;
    }
    let message = format!("checks.py declares no check `{}`", **name);
    let mut diagnostic = error("task/unknown-check", path, message).at(name.span(), "unknown");
    diagnostic.help = suggest::help(name, declared.names());
    Some(diagnostic)
}

/// Reports files of a solution that a learner could not hand in.
/// Reports files that no submission has: neither the learner's own nor further Python files.
fn check_files(
    path: &str,
    file: &TaskFile,
    solution: &Files,
    files: &Files,
    found: &mut Vec<Diagnostic>,
) {
    let named = file.files.as_deref().unwrap_or_default();
    let may_be_added =
        |name: &str| name.ends_with(".py") && !files.contains_key(&format!("start/{name}"));
    for name in solution.keys().filter(|_| !named.is_empty()) {
        if named.iter().all(|known| known.as_str() != name) && !may_be_added(name) {
            found.push(
                error(
                    "task/not-a-learners-file",
                    format!("{path}/{name}"),
                    "a learner cannot hand this in",
                )
                .help(
                    "name the file in `files` of task.toml, or leave it out here; a learner may add \
                     Python files, and no others",
                ),
            );
        }
    }
}
