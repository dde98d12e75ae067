//! Which rules hold for which kind of task.

use piton_domain::Task;

/// Kinds whose answer is something other than code that does what a ticket asks: tests, findings,
/// predictions. A changed answer of theirs may be as good, so they get no generated enemies.
const NO_PROGRAM: [&str; 11] = [
    "write-tests",
    "spec",
    "review",
    "predict",
    "trace",
    "witness",
    "incident",
    "decide",
    "parsons",
    "theory",
    "qlc",
];

/// Returns whether what a learner hands in is the program that the ticket asks for.
pub(super) fn is_program(task: &Task) -> bool {
    !NO_PROGRAM.contains(&task.kind.as_str())
}

/// Returns whether a file holds tests. A changed test may be as good, and what a suite must catch is
/// shown by the programs it is tried on.
pub(super) fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == "conftest.py" || name.starts_with("test_") || name.ends_with("_test.py")
}

/// Walks over the Python files of the reference that hold a learner's program.
pub(super) fn sources(task: &Task) -> impl Iterator<Item = (&str, &str)> {
    let files = task.right.first().into_iter().flat_map(|reference| &reference.files);
    files
        .filter(|(path, _)| path.ends_with(".py") && !is_test(path))
        .filter_map(|(path, content)| Some((path.as_str(), std::str::from_utf8(content).ok()?)))
}
