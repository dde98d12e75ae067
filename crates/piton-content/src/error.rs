//! What can go wrong besides faults of the content itself.

use std::path::PathBuf;

use piton_domain::{Diagnostic, TaskId};

/// Why content could not be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// A file or folder could not be read.
    #[error("read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The archive could not be unpacked.
    #[error("unpack the content archive: {what}")]
    Archive {
        /// What was wrong.
        what: String,
        /// What the system said, if it was asked.
        #[source]
        source: Option<std::io::Error>,
    },
    /// The task has no variant of this name.
    #[error("find variant `{variant}` of {task} (there are {})", known.join(", "))]
    UnknownVariant {
        /// The task.
        task: TaskId,
        /// The name that was asked for.
        variant: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// The variant cannot be made from the task.
    #[error("make variant `{variant}` of {task}: {}", first(faults))]
    BrokenVariant {
        /// The task.
        task: TaskId,
        /// The variant.
        variant: String,
        /// What is wrong with the task as this variant has it.
        faults: Vec<Diagnostic>,
    },
}

fn first(faults: &[Diagnostic]) -> String {
    faults.first().map_or_else(
        || "no reason is known".to_owned(),
        |fault| format!("{}: {}", fault.path, fault.message),
    )
}
