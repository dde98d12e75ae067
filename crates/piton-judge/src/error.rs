//! What keeps the judge from working at all.

use std::io;
use std::path::PathBuf;

use crate::sandbox::Refusal;

/// Why nothing could be judged.
///
/// Trouble *during* a judging is no error but a verdict that says so.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// The caller cancelled.
    #[error("the judging was cancelled")]
    Cancelled,
    /// A file or folder of ours could not be used.
    #[error("could not {doing} {}", path.display())]
    Io {
        /// What was being done, such as `make the folder`.
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The system refused something that has no path.
    #[error("could not {doing}")]
    System {
        /// What was being done.
        doing: &'static str,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// An interpreter could not be started.
    #[error("could not start Python at {}", python.display())]
    Start {
        /// The interpreter.
        python: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// An interpreter was started and did not become ready.
    #[error("Python at {} did not get ready to judge: {says}", python.display())]
    NotReady {
        /// The interpreter.
        python: PathBuf,
        /// What it said, or how it ended.
        says: String,
    },
    /// No way to keep learner code in works here.
    #[error("learner code cannot be kept in here: {}", refusals(refused))]
    NoSandbox {
        /// What was tried, best first.
        refused: Vec<Refusal>,
    },
    /// A process of ours died or broke off while it was needed.
    #[error("a process of the judge was lost: {says}")]
    Lost {
        /// Which, and how.
        says: String,
    },
}

impl JudgeError {
    /// Returns what the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Cancelled => None,
            Self::Io { source, .. } | Self::System { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull => Some("Free some disk space and try again.".into()),
                io::ErrorKind::PermissionDenied => Some(
                    "Check who owns it and its permissions, or choose another home folder.".into(),
                ),
                _ => None,
            },
            Self::Start { .. } | Self::NotReady { .. } => Some(
                "`piton setup --rebuild` looks for Python again and makes the environment anew; \
                 `piton doctor` shows what it finds."
                    .into(),
            ),
            Self::NoSandbox { refused } => {
                let remedy = refused.iter().find_map(|refusal| refusal.remedy.as_deref());
                Some(match remedy {
                    Some(command) => format!("This lifts it: {command}"),
                    None => "Piton needs Landlock, and user namespaces or Linux 6.12.".into(),
                })
            }
            Self::Lost { .. } => Some("Nothing was counted. Try again.".into()),
        }
    }

    pub(crate) fn system(doing: &'static str) -> impl FnOnce(rustix::io::Errno) -> Self {
        move |errno| Self::System { doing, source: errno.into() }
    }
}

/// Writes what was tried and why it failed, in one line.
fn refusals(refused: &[Refusal]) -> String {
    let words: Vec<&str> = refused.iter().map(|refusal| refusal.says.as_str()).collect();
    words.join("; ")
}
