//! How a fault of the content is told.

use piton_domain::{Diagnostic, Severity, TaskId};

use crate::view::FaultView;

/// Makes a fault found while proving.
pub(super) fn fault(rule: &str, path: &str, message: String, help: &str) -> FaultView {
    FaultView {
        rule: rule.to_owned(),
        severity: "error",
        path: path.to_owned(),
        message,
        labels: Vec::new(),
        source: None,
        help: Some(help.to_owned()),
    }
}

/// Makes a fault of what the loader found, with the text its labels point into.
pub(super) fn loaded(diagnostic: &Diagnostic, source: Option<String>) -> FaultView {
    FaultView {
        rule: diagnostic.rule.to_owned(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        path: diagnostic.path.clone(),
        message: diagnostic.message.clone(),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| (label.span.start, label.span.end, label.text.clone()))
            .collect(),
        source,
        help: diagnostic.help.clone(),
    }
}

/// Returns whether a path of the tree lies in the folder of a task.
pub(super) fn is_of(path: &str, task: &TaskId) -> bool {
    super::place::below(&super::place::place(path), task.as_str())
}
