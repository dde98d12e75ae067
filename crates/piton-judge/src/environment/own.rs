//! The learner's own runs in an environment, outside the judge.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;

use super::error::EnvironmentError;
use super::search::Search;
use super::{Environment, tool};

/// Becomes the environment's Python with `args` in `cwd`.
///
/// The process is replaced, so that terminal, signals and exit status are Python's own: Ctrl-C
/// reaches a debugger exactly as if it had been started by hand. On success this never returns.
///
/// Errors: [`EnvironmentError::BrokenInterpreter`] if Python cannot be started.
pub fn run_in(
    environment: &Environment,
    args: &[impl AsRef<OsStr>],
    cwd: &Path,
    search: &Search,
) -> Result<Infallible, EnvironmentError> {
    let python = environment.own_python();
    let mut command = tool::command(&python, search);
    let error = command
        .args(args)
        .env("VIRTUAL_ENV", &environment.dir)
        .env("PATH", search.path_after(&environment.dir.join("bin")))
        .current_dir(cwd)
        .exec();
    Err(EnvironmentError::BrokenInterpreter { python, says: error.to_string() })
}

/// Returns the line that makes a shell use the environment.
pub fn shell_hint(environment: &Environment) -> String {
    let script = environment.dir.join("bin/activate");
    format!("source '{}'", script.display().to_string().replace('\'', r"'\''"))
}
