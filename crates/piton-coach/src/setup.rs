//! Finding Python and making the environment learner code runs in.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::time::Instant;

use piton_domain::{Task, Verdict};
use piton_judge::environment::{self, Environment, Interpreter, Lock, version_text};
use piton_judge::{Judge, JudgeConfig, Sandbox};
use serde::{Deserialize, Serialize};

use crate::Coach;
use crate::disk;
use crate::error::{CoachError, ErrorKind, Result};
use crate::view::{InterpreterView, SetupView};

/// What setup may do.
#[derive(Debug, Clone, Default)]
pub struct SetupOptions {
    /// Make an environment for every interpreter found.
    pub all: bool,
    /// Use no network.
    pub offline: bool,
    /// Look for packages in this folder.
    pub find_links: Option<PathBuf>,
    /// Make environments anew even if they are there.
    pub rebuild: bool,
}

/// What setup is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetupProgress {
    /// Looking for interpreters.
    Looking,
    /// Making an environment: what is being done now.
    Working(String),
}

impl std::fmt::Display for SetupProgress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Looking => f.write_str("looking for Python"),
            Self::Working(what) => f.write_str(what),
        }
    }
}

/// What setup found, kept so that later runs need not look again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SetupRecord {
    /// Newest first; the first is the default.
    pub(crate) interpreters: Vec<InterpreterRecord>,
}

/// An interpreter that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InterpreterRecord {
    pub(crate) path: PathBuf,
    pub(crate) version: String,
}

/// The environment learner code runs in, in plain words.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct EnvView {
    /// The path of its Python.
    pub python: String,
    /// Its version.
    pub version: String,
    /// Its folder.
    pub folder: String,
    /// Its packages, as `name==version`.
    pub packages: Vec<String>,
}

impl Coach {
    /// Finds interpreters, makes the default environment (or all), and remembers what was found.
    pub fn setup(
        &mut self,
        options: &SetupOptions,
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<SetupView> {
        let started = Instant::now();
        on_progress(SetupProgress::Looking);
        let found = environment::find_interpreters(&self.config.search);
        found.newest().map_err(environment_error)?;
        let mut made = false;
        let wanted = if options.all { found.interpreters.len() } else { 1 };
        let mut default = None;
        for interpreter in found.interpreters.iter().take(wanted) {
            let (environment, fresh) = self.make_environment(interpreter, options, on_progress)?;
            made |= fresh;
            default.get_or_insert(environment);
        }
        let environment = default.expect("at least one interpreter was found");
        let record = SetupRecord {
            interpreters: found
                .interpreters
                .iter()
                .map(|one| InterpreterRecord {
                    path: one.python.clone(),
                    version: version_text(one.version),
                })
                .collect(),
        };
        self.write_record(&record)?;
        Ok(SetupView {
            home: self.config.home.display().to_string(),
            interpreters: record
                .interpreters
                .iter()
                .map(|one| InterpreterView {
                    path: one.path.display().to_string(),
                    version: one.version.clone(),
                })
                .collect(),
            skipped: found.skipped.iter().map(ToString::to_string).collect(),
            environment: environment.dir.display().to_string(),
            made,
            seconds: started.elapsed().as_secs_f64(),
        })
    }

    /// Shows the default environment, made if needed.
    pub fn environment(&mut self, on_progress: &mut dyn FnMut(SetupProgress)) -> Result<EnvView> {
        let environment = self.default_environment((3, 11), on_progress)?;
        Ok(EnvView {
            python: environment.own_python().display().to_string(),
            version: version_text(environment.version),
            folder: environment.dir.display().to_string(),
            packages: Lock::learner().packages(),
        })
    }

    /// Becomes the default environment's Python, outside the judge; returns only on failure.
    pub fn run(&mut self, args: &[String]) -> Result<Infallible> {
        let environment = self.default_environment((3, 11), &mut |_| {})?;
        environment::run_in(&environment, args, &self.config.cwd, &self.config.search)
            .map_err(environment_error)
    }

    /// Returns the environment a task is judged in, made if needed.
    pub(crate) fn environment_for(
        &mut self,
        task: &Task,
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<Environment> {
        self.default_environment(task.requires_python, on_progress)
    }

    /// Returns the environment of the newest interpreter that is at least `oldest`.
    pub(crate) fn default_environment(
        &mut self,
        oldest: (u8, u8),
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<Environment> {
        let interpreters = self.interpreters(on_progress)?;
        let fitting = interpreters
            .iter()
            .find(|one| (one.version.0, one.version.1) >= oldest)
            .ok_or_else(|| {
                CoachError::new(
                    ErrorKind::Environment,
                    format!("this needs Python {}.{} or newer", oldest.0, oldest.1),
                )
                .hint("Install it, then run `piton setup`.")
            })?;
        let (environment, _) =
            self.make_environment(fitting, &SetupOptions::default(), on_progress)?;
        Ok(environment)
    }

    /// Returns an environment of every interpreter found, newest first, made if needed.
    pub(crate) fn every_environment(
        &mut self,
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<Vec<Environment>> {
        let options = SetupOptions::default();
        self.interpreters(on_progress)?
            .iter()
            .map(|one| Ok(self.make_environment(one, &options, on_progress)?.0))
            .collect()
    }

    /// Returns the environment a verdict names, if it is still there.
    pub(crate) fn environment_of(&mut self, verdict: &Verdict) -> Result<Option<Environment>> {
        let lock = Lock::learner();
        if lock.hash() != &verdict.environment {
            return Ok(None);
        }
        let interpreters = self.interpreters(&mut |_| {})?;
        let Some(interpreter) =
            interpreters.iter().find(|one| version_text(one.version) == verdict.interpreter)
        else {
            return Ok(None);
        };
        Ok(environment::existing(&self.config.home, interpreter, &lock))
    }

    /// Returns the judge, started on first use.
    pub(crate) fn judge(&mut self) -> Result<&mut Judge> {
        if self.judge.is_none() {
            let interpreters = self.interpreters(&mut |_| {})?;
            let mut config = JudgeConfig::new(
                self.config.home.clone(),
                interpreters
                    .first()
                    .map(|one| one.python.clone())
                    .expect("a list of interpreters is never empty"),
                self.config.search.variable("XDG_RUNTIME_DIR").map(PathBuf::from),
            );
            if self.config.trusts_code {
                config.sandbox = Sandbox::Trusted;
            }
            self.judge = Some(Judge::new(config).map_err(crate::judging::judge_error)?);
        }
        Ok(self.judge.as_mut().expect("it was started just above"))
    }

    fn make_environment(
        &mut self,
        interpreter: &Interpreter,
        options: &SetupOptions,
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<(Environment, bool)> {
        let lock = Lock::learner();
        if let Some(environment) = environment::existing(&self.config.home, interpreter, &lock)
            .filter(|_| !options.rebuild)
        {
            return Ok((environment, false));
        }
        let options = environment::Options {
            rebuild: options.rebuild,
            offline: options.offline,
            find_links: options.find_links.as_ref().map(|dir| self.config.cwd.join(dir)),
            ..environment::Options::new(self.config.search.clone())
        };
        let environment =
            environment::ensure(&self.config.home, interpreter, &lock, &options, &mut |progress| {
                on_progress(SetupProgress::Working(progress.to_string()))
            })
            .map_err(environment_error)?;
        Ok((environment, true))
    }

    /// Returns the interpreters remembered, or looks for them.
    fn interpreters(
        &mut self,
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<Vec<Interpreter>> {
        if let Some(record) = self.setup_record()? {
            let known: Option<Vec<_>> =
                record.interpreters.iter().map(InterpreterRecord::interpreter).collect();
            if let Some(known) = known.filter(|known| !known.is_empty()) {
                return Ok(known);
            }
        }
        on_progress(SetupProgress::Looking);
        let found = environment::find_interpreters(&self.config.search);
        found.newest().map_err(environment_error)?;
        let record = SetupRecord {
            interpreters: found
                .interpreters
                .iter()
                .map(|one| InterpreterRecord {
                    path: one.python.clone(),
                    version: version_text(one.version),
                })
                .collect(),
        };
        self.write_record(&record)?;
        Ok(found.interpreters)
    }

    /// Returns what setup found last time, if its interpreters are still there.
    pub(crate) fn setup_record(&self) -> Result<Option<SetupRecord>> {
        // A record that cannot be read is looked up anew: it holds nothing of the learner's.
        let Ok(Some(text)) = disk::read_text(&self.record_path()) else { return Ok(None) };
        let Ok(record) = serde_json::from_str::<SetupRecord>(&text) else { return Ok(None) };
        let there = record.interpreters.iter().all(|one| one.path.is_file());
        Ok(there.then_some(record))
    }

    fn write_record(&self, record: &SetupRecord) -> Result<()> {
        let text = serde_json::to_string_pretty(record).map_err(|error| {
            CoachError::new(ErrorKind::Internal, "could not write what setup found").because(error)
        })?;
        disk::write(&self.record_path(), text.as_bytes())
    }

    fn record_path(&self) -> PathBuf {
        self.config.home.join("setup.json")
    }
}

impl InterpreterRecord {
    fn interpreter(&self) -> Option<Interpreter> {
        let mut parts = self.version.split('.').map(|part| part.parse::<u8>().ok());
        let version = (parts.next()??, parts.next()??, parts.next()??);
        Some(Interpreter::known(self.path.clone(), version))
    }
}

fn environment_error(error: environment::EnvironmentError) -> CoachError {
    let hint = error.hint();
    let mut failure = CoachError::new(ErrorKind::Environment, error.to_string());
    failure.hint = hint;
    failure.because(error)
}

/// Returns whether a folder can be written, by writing.
pub(crate) fn is_writable(dir: &Path) -> bool {
    disk::create_dir(dir).is_ok() && tempfile::tempfile_in(dir).is_ok()
}
