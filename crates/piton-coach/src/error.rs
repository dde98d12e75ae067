//! What can go wrong between a learner's wish and its fulfilment.

use std::path::{Path, PathBuf};

/// A failure a face shows to its user.
#[derive(Debug)]
pub struct CoachError {
    /// Which kind; faces map it to an exit status or an HTTP status.
    pub kind: ErrorKind,
    /// What happened, as a fragment that reads after "error:".
    pub message: String,
    /// What the user can do about it.
    pub hint: Option<String>,
    /// What lies below, for those who look closer.
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The request makes no sense as it stands: wrong folder, wrong moment.
    Usage,
    /// What was asked for is not there: an unknown task, skill, question, verdict.
    NotFound,
    /// The content tree is at fault.
    Content,
    /// No interpreter, no environment, no judge: nothing could be judged and nothing is counted.
    Environment,
    /// Files or the journal could not be read or written.
    Storage,
    /// A fault of ours.
    Internal,
}

impl CoachError {
    /// Makes an error of `kind`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, source: None }
    }

    /// Makes a usage error.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// Makes the error of something that is not there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::NotFound, message)
    }

    /// Adds what the user can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what lies below.
    #[must_use]
    pub fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    /// Makes a storage error about a path.
    pub(crate) fn io(action: &str, path: &Path, source: std::io::Error) -> Self {
        let hint = match source.kind() {
            std::io::ErrorKind::StorageFull => {
                Some("Free some space on that disk, then run the same command again.".to_owned())
            }
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Some(format!(
                    "Make {} writable, or choose another place with PITON_HOME or --workspace.",
                    path.display()
                ))
            }
            _ => None,
        };
        let mut error =
            Self::new(ErrorKind::Storage, format!("could not {action} {}", path.display()));
        error.hint = hint;
        error.because(source)
    }
}

impl std::fmt::Display for CoachError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CoachError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Short for a result of the coach.
pub type Result<T, E = CoachError> = std::result::Result<T, E>;

/// A path with the words for "could not … it".
pub(crate) trait IoContext<T> {
    /// Turns an I/O error into a storage error about `path`.
    fn or_io(self, action: &str, path: impl Into<PathBuf>) -> Result<T>;
}

impl<T> IoContext<T> for std::io::Result<T> {
    fn or_io(self, action: &str, path: impl Into<PathBuf>) -> Result<T> {
        self.map_err(|source| CoachError::io(action, &path.into(), source))
    }
}
