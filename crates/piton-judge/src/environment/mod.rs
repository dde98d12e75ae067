//! The Python that learner code runs on: interpreters found, environments made.
//!
//! An environment is one folder per lock and interpreter version below `env/` of Piton's home. It
//! is made beside its final name and renamed when it is whole, so a folder with the final name is
//! finished or it is no environment at all. The judge's processes start the *base* interpreter
//! with the environment's packages on their path; only the learner's own runs use the
//! environment's `bin/python`.
//!
//! Nothing here reads the process environment: the binary hands it over as [`Search`].

mod discover;
mod disk;
mod error;
mod install;
mod lock;
mod make;
mod marker;
mod own;
mod search;
mod tool;
mod uv;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use piton_domain::ContentHash;

pub use discover::{Found, Interpreter, SkipReason, Skipped, find_interpreters};
pub use error::{EnvironmentError, Words};
pub use lock::Lock;
pub use make::{ensure, existing, folder_name, installed};
pub use own::{run_in, shell_hint};
pub use search::Search;

/// A finished environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// The base interpreter, which the judge starts.
    pub python: PathBuf,
    /// The folder with the environment's packages.
    pub site_packages: PathBuf,
    /// The hash of the lock it was made from.
    pub lock_hash: ContentHash,
    /// The interpreter's version.
    pub version: (u8, u8, u8),
    /// The environment's own folder.
    pub dir: PathBuf,
}

impl Environment {
    /// Returns the environment's own interpreter, for the learner's runs.
    pub fn own_python(&self) -> PathBuf {
        self.dir.join("bin/python")
    }
}

/// What [`ensure`] may use, and for how long.
#[derive(Debug, Clone)]
pub struct Options {
    /// The caller's variables, for finding and running the installers.
    pub search: Search,
    /// Use no network.
    pub offline: bool,
    /// An absolute folder with wheels to take packages from.
    pub find_links: Option<PathBuf>,
    /// Which installers may be used.
    pub installers: Installers,
    /// Make the environment anew even if it is there.
    pub rebuild: bool,
    /// How long one run of an installer may take.
    pub tool_limit: Duration,
    /// How long to wait for another process that makes the same environment.
    pub wait_limit: Duration,
}

impl Options {
    /// Returns the usual options: network allowed, any installer, ten minutes for each tool.
    pub fn new(search: Search) -> Self {
        Self {
            search,
            offline: false,
            find_links: None,
            installers: Installers::Any,
            rebuild: false,
            tool_limit: Duration::from_secs(600),
            wait_limit: Duration::from_secs(900),
        }
    }
}

/// Which installers may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installers {
    /// uv if found, else a fetched uv, else the standard library's venv with pip.
    Any,
    /// Only the standard library's venv with pip.
    VenvAndPip,
}

/// How far [`ensure`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It looks for an installer.
    Looking,
    /// Another process makes the same environment; it waits for that one.
    Waiting,
    /// It downloads this.
    Downloading(String),
    /// It installs this.
    Installing(String),
    /// The environment is there.
    Done {
        /// Whether it had to be made.
        made: bool,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Looking => f.write_str("looking for an installer"),
            Self::Waiting => f.write_str("waiting for another piton that does the same"),
            Self::Downloading(what) => write!(f, "downloading {what}"),
            Self::Installing(what) => write!(f, "installing {what}"),
            Self::Done { made: true } => f.write_str("the environment is made"),
            Self::Done { made: false } => f.write_str("the environment is there"),
        }
    }
}

/// Writes a version as `3.13.0`.
pub fn version_text(version: (u8, u8, u8)) -> String {
    format!("{}.{}.{}", version.0, version.1, version.2)
}
