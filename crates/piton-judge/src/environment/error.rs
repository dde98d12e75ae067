//! Why there is no environment, and what the reader can do about it.

use std::path::PathBuf;
use std::time::Duration;

use super::discover::Skipped;

/// The last words of an installer, or the system's; the innermost cause of an error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Words(pub String);

/// Why an environment could not be found, made or used.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// No interpreter of this machine can be used.
    #[error("no Python 3.11 or newer was found{}", passed_over(skipped))]
    NoPython {
        /// The interpreters that were passed over.
        skipped: Vec<Skipped>,
    },
    /// The interpreter that was chosen does not work.
    #[error("{python} cannot be used: {says}", python = python.display())]
    BrokenInterpreter {
        /// The interpreter.
        python: PathBuf,
        /// What is wrong with it.
        says: String,
    },
    /// The lock cannot be understood.
    #[error("{lock} is damaged at line {line}: {says}")]
    BrokenLock {
        /// The lock's name.
        lock: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        says: String,
    },
    /// A package is not the one the lock was made for.
    #[error("a downloaded package is not the one that {lock} names; nothing of it was kept")]
    HashMismatch {
        /// The lock's name.
        lock: String,
        /// The end of the installer's output.
        #[source]
        detail: Words,
    },
    /// The package index could not be reached.
    #[error("the package index could not be reached; nothing half-made was kept")]
    NoNetwork {
        /// The installer.
        tool: String,
        /// The end of its output.
        #[source]
        detail: Words,
    },
    /// Packages are neither in the given folder nor in the cache nor in the index.
    #[error("a package that {lock} names was not found{}", if *offline { " without the network" } else { "" })]
    MissingPackage {
        /// The lock's name.
        lock: String,
        /// Whether the network was forbidden.
        offline: bool,
        /// The end of the installer's output.
        #[source]
        detail: Words,
    },
    /// There is no room left.
    #[error("the disk that holds {path} is full; nothing half-made was kept", path = path.display())]
    DiskFull {
        /// What was being written.
        path: PathBuf,
        /// The end of the installer's output, or the system's words.
        #[source]
        detail: Words,
    },
    /// Piton's home cannot be written.
    #[error("{path} cannot be written: {says}", path = path.display())]
    NotWritable {
        /// What should have been written.
        path: PathBuf,
        /// The system's words.
        says: String,
    },
    /// The folder of wheels the user named is none.
    #[error("{path} is not a folder that packages can be taken from", path = path.display())]
    NoWheels {
        /// What was named.
        path: PathBuf,
    },
    /// There is neither uv nor pip, and the interpreter cannot make its own.
    #[error("{python} has no pip and no way to make one, and uv was not found", python = python.display())]
    PipMissing {
        /// The interpreter.
        python: PathBuf,
    },
    /// An installer took too long.
    #[error("{tool} was stopped after {} seconds; nothing half-made was kept", limit.as_secs())]
    TimedOut {
        /// The installer.
        tool: String,
        /// How long it was given.
        limit: Duration,
    },
    /// Another process makes the same environment and does not come to an end.
    #[error("another process has been making {dir} for more than {} seconds", limit.as_secs(), dir = dir.display())]
    Busy {
        /// The environment's folder.
        dir: PathBuf,
        /// How long this one waited.
        limit: Duration,
    },
    /// An installer failed for another reason.
    #[error("{tool} failed while {doing} (its last words follow)")]
    ToolFailed {
        /// The installer.
        tool: String,
        /// What it was doing.
        doing: String,
        /// The end of its output.
        #[source]
        detail: Words,
    },
    /// A file could not be read or written for another reason.
    #[error("{action} {path} failed", path = path.display())]
    Io {
        /// What was tried, such as `reading`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's answer.
        #[source]
        source: std::io::Error,
    },
}

impl EnvironmentError {
    /// Returns what the reader can do, in one or two sentences.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NoPython { .. } => {
                "Install one with your system's packages (Debian, Ubuntu: `apt install python3 \
                 python3-venv`; Fedora: `dnf install python3`) or with `uv python install 3.13`, \
                 then run `piton setup`."
                    .to_owned()
            }
            Self::BrokenInterpreter { .. } => {
                "Repair or remove that Python, then run `piton setup`.".to_owned()
            }
            Self::BrokenLock { lock, .. } => format!(
                "Put {lock} back as it was published, or make it again from its `.in` file with \
                 the command written at the top of that file."
            ),
            Self::HashMismatch { lock, .. } => format!(
                "If your package index is a mirror, it serves other files than the public one: \
                 run `piton setup` without it. If somebody edited {lock}, put it back. If \
                 neither, somebody may have tampered with the package: do not install it by hand."
            ),
            Self::NoNetwork { .. } => {
                "Connect, then run `piton setup`. Without a network, copy a folder with the \
                 wheels here and run `piton setup --offline --find-links DIR`."
                    .to_owned()
            }
            Self::MissingPackage { offline: true, .. } => {
                "Run `piton setup` with a network once, or name a folder that holds all wheels \
                 with `piton setup --offline --find-links DIR`."
                    .to_owned()
            }
            Self::MissingPackage { .. } => {
                "Your package index does not have it, or the network is down: try `piton setup` \
                 again without a mirror, or with `--find-links DIR`."
                    .to_owned()
            }
            Self::DiskFull { .. } => {
                "Free about 100 MB there, or choose another disk with PITON_HOME, then run `piton \
                 setup`."
                    .to_owned()
            }
            Self::NotWritable { .. } => {
                "Make that folder writable, or choose another place with PITON_HOME, then run \
                 `piton setup`."
                    .to_owned()
            }
            Self::NoWheels { .. } => {
                "Name an existing folder that holds the wheels: `--find-links DIR`.".to_owned()
            }
            Self::PipMissing { .. } => {
                "On Debian and Ubuntu run `apt install python3-venv`; anywhere, install uv. Then \
                 run `piton setup`."
                    .to_owned()
            }
            Self::TimedOut { .. } => {
                "The network may be slow or stuck: run `piton setup` again.".to_owned()
            }
            Self::Busy { .. } => {
                "Look whether another `piton setup` still runs; end it, then run `piton setup`."
                    .to_owned()
            }
            Self::ToolFailed { .. } => {
                "Read its words below; `piton setup` tries again from the start.".to_owned()
            }
            Self::Io { .. } => return None,
        };
        Some(hint)
    }

    /// Returns the end of what the installer wrote, if one was at work.
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::HashMismatch { detail, .. }
            | Self::NoNetwork { detail, .. }
            | Self::MissingPackage { detail, .. }
            | Self::DiskFull { detail, .. }
            | Self::ToolFailed { detail, .. } => Some(&detail.0),
            Self::NoPython { .. }
            | Self::BrokenInterpreter { .. }
            | Self::BrokenLock { .. }
            | Self::NotWritable { .. }
            | Self::NoWheels { .. }
            | Self::PipMissing { .. }
            | Self::TimedOut { .. }
            | Self::Busy { .. }
            | Self::Io { .. } => None,
        }
    }
}

/// Counts the interpreters that were passed over, for a message.
fn passed_over(skipped: &[Skipped]) -> String {
    match skipped {
        [] => String::new(),
        [one] => format!(" ({one})"),
        [first, rest @ ..] => format!(" ({first}; and {} more)", rest.len()),
    }
}
