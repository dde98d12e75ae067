//! Two right solutions are two: they differ in more than form.

use piton_domain::task::Solution;
use piton_domain::{Files, Task};

use super::fault::fault;
use super::prover::Proof;

/// Reports right solutions that differ only in layout, comments, annotations or local names.
pub(super) fn prove(task: &Task, proof: &mut Proof) {
    let forms: Vec<_> = task.right.iter().map(|right| normal_form(&right.files)).collect();
    for (idx, one) in task.right.iter().enumerate() {
        let twin = |other: &&Solution| {
            let at = task.right.iter().position(|right| right.name == other.name);
            at.is_some_and(|at| forms[at] == forms[idx])
        };
        if let Some(other) = task.right[..idx].iter().find(twin) {
            proof.faults.push(fault(
                "task/right-alike",
                task.id.as_str(),
                format!(
                    "right/{} and right/{} differ in form alone: layout, comments, annotations or \
                     names of local variables",
                    other.name, one.name
                ),
                "A second way to solve it shows that the checks accept more than one text.",
            ));
        }
    }
}

/// Returns the files without their form; what is no Python stays as it is.
fn normal_form(files: &Files) -> Vec<(&str, String)> {
    let text = |path: &str, content: &[u8]| {
        let text = String::from_utf8_lossy(content).into_owned();
        let is_python = path.ends_with(".py");
        match is_python.then(|| piton_syntax::normal_form(&text)) {
            Some(Ok(form)) => form,
            _ => text,
        }
    };
    files.iter().map(|(path, content)| (path.as_str(), text(path, content))).collect()
}
