//! What a learner hands in.

use crate::{ContentHash, Files, TaskId};

/// The learner's files at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The task it answers.
    pub task: TaskId,
    /// The variant it answers.
    pub variant: String,
    /// The files, by path inside the task's folder.
    pub files: Files,
    /// The hash of paths and contents.
    pub hash: ContentHash,
}
