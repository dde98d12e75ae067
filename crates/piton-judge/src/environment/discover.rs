//! Finds the interpreters of a machine, past shims and virtual environments.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use serde::Deserialize;

use super::error::EnvironmentError;
use super::search::{Search, is_program};
use super::tool::{self, Ended};
use super::version_text;

/// The oldest version that is used.
const OLDEST: (u8, u8) = (3, 11);

/// What interpreters are called.
const NAMES: [&str; 6] =
    ["python3", "python3.11", "python3.12", "python3.13", "python3.14", "python3.15"];

/// How long an interpreter may take to say what it is.
const PROBE_LIMIT: Duration = Duration::from_secs(5);

/// How many interpreters are asked at once.
const N_WORKERS: usize = 4;

/// The script an interpreter is asked with.
const PROBE: &str = include_str!("probe.py");

/// An interpreter that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpreter {
    /// Its real path: no shim, no link, no virtual environment.
    pub python: PathBuf,
    /// Its version.
    pub version: (u8, u8, u8),
    /// Whether the version is a release and not an alpha, beta or candidate.
    pub is_final: bool,
    /// Whether it brings its own pip (some systems pack that apart).
    pub has_ensurepip: bool,
}

impl Interpreter {
    /// Returns an interpreter that was found earlier and is known to be a release.
    pub fn known(python: PathBuf, version: (u8, u8, u8)) -> Self {
        Self { python, version, is_final: true, has_ensurepip: true }
    }
}

/// An interpreter that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where it was found.
    pub python: PathBuf,
    /// Why it was passed over.
    pub reason: SkipReason,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.python.display(), self.reason)
    }
}

/// Why an interpreter was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// It is older than 3.11; the version as far as it is known.
    TooOld(String),
    /// It is not CPython but this.
    OtherImplementation(String),
    /// It did not answer in time.
    Silent,
    /// It failed, with these words.
    Broken(String),
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooOld(version) => {
                write!(f, "it is Python {version}; 3.11 or newer is needed")
            }
            Self::OtherImplementation(name) => write!(f, "it is {name}; CPython is needed"),
            Self::Silent => {
                write!(f, "it did not answer within {} seconds", PROBE_LIMIT.as_secs())
            }
            Self::Broken(words) => f.write_str(words),
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The interpreters that can be used, releases before others and then the newest first.
    pub interpreters: Vec<Interpreter>,
    /// The others, each with its reason.
    pub skipped: Vec<Skipped>,
}

impl Found {
    /// Returns the interpreter to use when the user named none.
    ///
    /// Errors: [`EnvironmentError::NoPython`].
    pub fn newest(&self) -> Result<&Interpreter, EnvironmentError> {
        self.interpreters
            .first()
            .ok_or_else(|| EnvironmentError::NoPython { skipped: self.skipped.clone() })
    }
}

/// Finds every CPython from 3.11 on: on `PATH`, of pyenv, of uv, of the system.
///
/// A broken interpreter is never an error: it is reported as skipped.
pub fn find_interpreters(search: &Search) -> Found {
    let mut found = Found::default();
    let mut seen = HashSet::new();
    for (python, outcome) in probe_all(candidates(search), search) {
        match outcome {
            Ok(interpreter) => {
                if seen.insert(interpreter.python.clone()) {
                    found.interpreters.push(interpreter);
                }
            }
            Err(reason) => found.skipped.push(Skipped { python, reason }),
        }
    }
    // The sort is stable: of two with the same version the one earlier on `PATH` stays first.
    found.interpreters.sort_by_key(|it| (!it.is_final, Reverse(it.version)));
    found.skipped.dedup_by(|a, b| a.python == b.python);
    found
}

/// Asks one interpreter what it is.
pub(super) fn probe(python: &Path, search: &Search) -> Result<Interpreter, SkipReason> {
    if let Some(version) = too_old_by_name(python) {
        return Err(SkipReason::TooOld(version));
    }
    let mut command = tool::command(python, search);
    command.args(["-I", "-S", "-c", PROBE]);
    match tool::run(&mut command, PROBE_LIMIT) {
        Err(error) => Err(SkipReason::Broken(format!("it could not be started: {error}"))),
        Ok(Ended::TimedOut) => Err(SkipReason::Silent),
        Ok(Ended::Exited { status, stdout, stderr }) if !status.success() => {
            let words =
                tool::last_lines(if stderr.trim().is_empty() { &stdout } else { &stderr }, 1);
            let colon = if words.is_empty() { "" } else { ": " };
            Err(SkipReason::Broken(format!("it failed ({status}){colon}{words}")))
        }
        Ok(Ended::Exited { stdout, .. }) => understand(&tool::last_lines(&stdout, 1)),
    }
}

/// What the probe prints.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Answer {
    Interpreter {
        implementation: String,
        version: (u8, u8, u8),
        #[serde(rename = "final")]
        is_final: bool,
        python: Option<PathBuf>,
        #[serde(default)]
        ensurepip: bool,
    },
    Trouble {
        says: String,
    },
}

/// Reads what the probe printed.
fn understand(line: &str) -> Result<Interpreter, SkipReason> {
    let answer = serde_json::from_str(line)
        .map_err(|error| SkipReason::Broken(format!("its answer cannot be read: {error}")))?;
    match answer {
        Answer::Trouble { says } => Err(SkipReason::Broken(format!("it is damaged: {says}"))),
        Answer::Interpreter { implementation, .. } if implementation != "cpython" => {
            Err(SkipReason::OtherImplementation(implementation))
        }
        Answer::Interpreter { version, .. } if (version.0, version.1) < OLDEST => {
            Err(SkipReason::TooOld(version_text(version)))
        }
        Answer::Interpreter { python: Some(python), version, is_final, ensurepip, .. } => {
            Ok(Interpreter { python, version, is_final, has_ensurepip: ensurepip })
        }
        Answer::Interpreter { python: None, .. } => {
            Err(SkipReason::Broken("it does not say where it is".to_owned()))
        }
    }
}

/// Asks all `candidates`, a few at a time, and returns the answers in the candidates' order.
fn probe_all(
    candidates: Vec<PathBuf>,
    search: &Search,
) -> Vec<(PathBuf, Result<Interpreter, SkipReason>)> {
    let waiting = Mutex::new(candidates.into_iter().enumerate());
    let answers = Mutex::new(Vec::new());
    let next = || waiting.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).next();
    std::thread::scope(|scope| {
        for _ in 0..N_WORKERS {
            scope.spawn(|| {
                while let Some((idx, python)) = next() {
                    let outcome = probe(&python, search);
                    let mut answers =
                        answers.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    answers.push((idx, python, outcome));
                }
            });
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    answers.sort_by_key(|(idx, ..)| *idx);
    answers.into_iter().map(|(_, python, outcome)| (python, outcome)).collect()
}

/// Returns the programs that may be interpreters, each once.
fn candidates(search: &Search) -> Vec<PathBuf> {
    let pyenv = search.pyenv_root();
    // pyenv's shims answer for one chosen version only, so its versions are looked at directly.
    let shims = pyenv.as_ref().map(|root| root.join("shims"));
    let mut folders = search.path_folders();
    folders.retain(|folder| Some(folder) != shims.as_ref());
    let versions = pyenv.map(|root| root.join("versions"));
    for parent in [versions, search.uv_pythons()].into_iter().flatten() {
        folders.extend(below(&parent).into_iter().map(|version| version.join("bin")));
    }
    folders.extend(search.folders.iter().cloned());

    let mut seen = HashSet::new();
    let mut candidates = Vec::new();
    for path in folders.iter().flat_map(|folder| NAMES.map(|name| folder.join(name))) {
        if !is_program(&path) {
            continue;
        }
        let path = launchable(path);
        if seen.insert(path.clone()) {
            candidates.push(path);
        }
    }
    candidates
}

/// Returns the entries of `folder` in order, or none if it cannot be read.
fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Follows links to the program, so that ten names of one interpreter cost one question.
///
/// A link to something with another name stays as it is: a manager of many versions looks at the
/// name it is called by.
fn launchable(path: PathBuf) -> PathBuf {
    match path.canonicalize() {
        Ok(real) if tool::program_name(&real).starts_with("python") => real,
        _ => path,
    }
}

/// Returns the version in a name such as `python3.9`, if it is too old.
fn too_old_by_name(python: &Path) -> Option<String> {
    let name = tool::program_name(python);
    let (major, minor) = name.strip_prefix("python")?.split_once('.')?;
    let version = (major.parse::<u8>().ok()?, minor.parse::<u8>().ok()?);
    (version < OLDEST).then(|| format!("{major}.{minor}"))
}
