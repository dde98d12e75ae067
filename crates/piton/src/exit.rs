//! Exit statuses: documented, stable, in one place.

use std::process::ExitCode;

use piton_coach::ErrorKind;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything held.
    Passed = 0,
    /// The learner's work did not pass.
    NotPassed = 1,
    /// The command line or the content is at fault.
    Usage = 2,
    /// Nothing could be judged; nothing is counted.
    CouldNotJudge = 3,
    /// A fault of ours.
    Internal = 70,
}

impl Exit {
    /// Maps a failure's kind to the status of the process.
    pub(crate) fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Usage | ErrorKind::NotFound | ErrorKind::Content => Self::Usage,
            ErrorKind::Environment | ErrorKind::Storage => Self::CouldNotJudge,
            ErrorKind::Internal => Self::Internal,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
