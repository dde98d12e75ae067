//! Finds uv, or fetches it with pip.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::discover::Interpreter;
use super::error::EnvironmentError;
use super::install::{Job, last_words, pip_flags};
use super::lock::Lock;
use super::search::is_program;
use super::tool::{self, Ended};
use super::{Options, Progress, disk};

/// The oldest uv whose options are the ones used here.
const OLDEST: (u32, u32) = (0, 5);

/// How long a tool may take to say its version.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// A uv that answers.
#[derive(Debug, Clone)]
pub(super) struct Uv {
    /// The program.
    pub(super) program: PathBuf,
    /// Its version.
    pub(super) version: String,
}

/// Looks for uv: `$UV`, `PATH`, our own copy, the one installed for `interpreter`.
pub(super) fn find(home: &Path, interpreter: &Interpreter, options: &Options) -> Option<Uv> {
    let named = options.search.variable("UV").map(PathBuf::from);
    let ours = || {
        let folder = home.join("uv").join(wanted()?);
        Some(folder.join("bin/uv"))
    };
    [named, options.search.which("uv"), ours()]
        .into_iter()
        .flatten()
        .find_map(|program| answering(program, options))
        .or_else(|| answering(of_interpreter(interpreter, options)?, options))
}

/// Fetches uv with the interpreter's pip into Piton's home.
///
/// Returns none if this machine has no pip or there is no uv for it: then the standard library
/// has to do.
pub(super) fn fetch(
    home: &Path,
    interpreter: &Interpreter,
    options: &Options,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Option<Uv>, EnvironmentError> {
    let Some(version) = wanted() else { return Ok(None) };
    let mut pip = tool::command(&interpreter.python, &options.search);
    pip.args(["-I", "-m", "pip"]);
    if !answers(pip.arg("--version")) {
        return Ok(None);
    }
    on_progress(Progress::Downloading(format!("uv {version} (about 20 MB)")));

    let folder = home.join("uv");
    let dir = folder.join(&version);
    let making = folder.join(format!(".making-{version}-{}", std::process::id()));
    let _scaffold = disk::Scaffold(&making);
    disk::make_folder(&making)?;
    let lock = Lock::uv();
    let list = making.join("uv.lock");
    disk::write(&list, lock.text())?;
    let mut pip = tool::command(&interpreter.python, &options.search);
    pip.args(["-I", "-m", "pip", "install", "--no-compile", "--target"]).arg(&making);
    pip.args(pip_flags(options)).arg("-r").arg(&list);
    let job = Job { tool: "pip", doing: "fetching uv", lock: &lock, target: &making };
    match job.run(&mut pip, options) {
        Ok(_) => {}
        // There is no uv for this machine, or pip is too odd: the standard library may still do.
        Err(EnvironmentError::MissingPackage { .. } | EnvironmentError::ToolFailed { .. }) => {
            return Ok(None);
        }
        // The folder of wheels may hold everything but uv.
        Err(EnvironmentError::NoNetwork { .. }) if options.find_links.is_some() => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    }
    if answering(making.join("bin/uv"), options).is_none() {
        return Ok(None);
    }
    disk::settle(&making);
    // Another process may have been faster, or an earlier copy does not answer any more.
    let program = dir.join("bin/uv");
    if answering(program.clone(), options).is_none() {
        disk::remove(&dir);
        disk::rename(&making, &dir)?;
    }
    Ok(answering(program, options))
}

/// Returns the version of uv that is fetched.
fn wanted() -> Option<String> {
    let requirements = Lock::uv().requirements().ok()?;
    requirements.into_iter().find(|it| it.name == "uv").map(|it| it.version)
}

/// Asks the interpreter for the uv that was installed for it.
fn of_interpreter(interpreter: &Interpreter, options: &Options) -> Option<PathBuf> {
    let mut command = tool::command(&interpreter.python, &options.search);
    command.args(["-P", "-c", "import uv; print(uv.find_uv_bin())"]);
    match tool::run(&mut command, ANSWER_LIMIT) {
        Ok(Ended::Exited { status, stdout, .. }) if status.success() => {
            Some(PathBuf::from(last_words(&stdout)))
        }
        _ => None,
    }
}

/// Returns the uv at `program` if it runs and is new enough.
fn answering(program: PathBuf, options: &Options) -> Option<Uv> {
    if !program.is_absolute() || !is_program(&program) {
        return None;
    }
    let mut command = tool::command(&program, &options.search);
    let Ok(Ended::Exited { status, stdout, .. }) =
        tool::run(command.arg("--version"), ANSWER_LIMIT)
    else {
        return None;
    };
    let version = stdout.strip_prefix("uv ")?.split_whitespace().next()?.to_owned();
    let mut parts = version.split('.').map(|part| part.parse::<u32>().ok());
    let new_enough = (parts.next()??, parts.next()??) >= OLDEST;
    (status.success() && new_enough).then_some(Uv { program, version })
}

/// Returns whether a tool answers with success.
fn answers(command: &mut std::process::Command) -> bool {
    matches!(
        tool::run(command, ANSWER_LIMIT),
        Ok(Ended::Exited { status, .. }) if status.success()
    )
}
