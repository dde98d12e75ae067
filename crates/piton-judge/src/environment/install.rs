//! Fills a folder with an environment, by uv or by the standard library's venv and pip.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::discover::Interpreter;
use super::error::{EnvironmentError, Words};
use super::lock::Lock;
use super::tool::{self, Ended};
use super::uv::{self, Uv};
use super::{Installers, Options, Progress, disk};

/// The oldest pip that can install into another interpreter's environment.
const OLDEST_PIP: (u32, u32) = (22, 3);

/// How many lines of an installer's output are kept for an error.
const N_DETAIL_LINES: usize = 12;

/// What fills the folder.
#[derive(Debug)]
pub(super) enum Installer {
    /// uv.
    Uv(Uv),
    /// The standard library's venv with pip.
    VenvAndPip,
}

impl Installer {
    /// Chooses: a uv that is there, a uv that can be fetched, else venv and pip.
    pub(super) fn choose(
        home: &Path,
        interpreter: &Interpreter,
        options: &Options,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, EnvironmentError> {
        if options.installers == Installers::VenvAndPip {
            return Ok(Self::VenvAndPip);
        }
        if let Some(uv) = uv::find(home, interpreter, options) {
            return Ok(Self::Uv(uv));
        }
        if options.offline {
            return Ok(Self::VenvAndPip);
        }
        let uv = uv::fetch(home, interpreter, options, on_progress)?;
        Ok(uv.map_or(Self::VenvAndPip, Self::Uv))
    }

    /// Returns what the marker calls it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Uv(uv) => format!("uv {}", uv.version),
            Self::VenvAndPip => "venv and pip".to_owned(),
        }
    }

    /// Makes the environment in `dir`, which does not exist yet.
    pub(super) fn install(
        &self,
        dir: &Path,
        interpreter: &Interpreter,
        lock: &Lock,
        options: &Options,
    ) -> Result<(), EnvironmentError> {
        match self {
            Self::Uv(uv) => with_uv(uv, dir, interpreter, lock, options),
            Self::VenvAndPip => with_pip(dir, interpreter, lock, options),
        }
    }
}

/// One run of an installer, for the words of its errors.
pub(super) struct Job<'a> {
    /// The installer's name.
    pub(super) tool: &'a str,
    /// What it does, such as `installing packages`.
    pub(super) doing: &'a str,
    /// The lock it works from.
    pub(super) lock: &'a Lock,
    /// The folder it fills.
    pub(super) target: &'a Path,
}

impl Job<'_> {
    /// Runs `command` and returns what it wrote, or the error that its words mean.
    pub(super) fn run(
        &self,
        command: &mut Command,
        options: &Options,
    ) -> Result<String, EnvironmentError> {
        match tool::run(command, options.tool_limit) {
            Err(error) => Err(EnvironmentError::ToolFailed {
                tool: self.tool.to_owned(),
                doing: self.doing.to_owned(),
                detail: Words(format!(
                    "{} could not be started: {error}",
                    command.get_program().to_string_lossy()
                )),
            }),
            Ok(Ended::TimedOut) => Err(EnvironmentError::TimedOut {
                tool: self.tool.to_owned(),
                limit: options.tool_limit,
            }),
            Ok(Ended::Exited { status, stdout, .. }) if status.success() => Ok(stdout),
            Ok(Ended::Exited { stdout, stderr, .. }) => {
                Err(self.diagnose(&stdout, &stderr, options.offline))
            }
        }
    }

    /// Finds out what an installer's words mean.
    ///
    /// The words are those of uv 0.13 and pip 22 to 26; words that are not known give
    /// [`EnvironmentError::ToolFailed`], which shows them.
    fn diagnose(&self, stdout: &str, stderr: &str, offline: bool) -> EnvironmentError {
        let said = if stderr.trim().is_empty() { stdout } else { stderr };
        let detail = Words(tool::last_lines(said, N_DETAIL_LINES));
        let all = format!("{stdout}\n{stderr}").to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| all.contains(word));
        let lock = self.lock.name().to_owned();
        if says(&["no space left on device", "disk quota exceeded"]) {
            // The target is taken away again, so the folder around it is what the reader can see.
            let path = self.target.parent().unwrap_or(self.target).to_owned();
            EnvironmentError::DiskFull { path, detail }
        } else if says(&["hash mismatch", "do not match the hashes"]) {
            EnvironmentError::HashMismatch { lock, detail }
        } else if says(&["read-only file system"]) {
            EnvironmentError::NotWritable { path: self.target.to_owned(), says: detail.0 }
        } else if offline && says(&["network was disabled", "no matching distribution"]) {
            EnvironmentError::MissingPackage { lock, offline, detail }
        } else if says(&[
            "failed to establish a new connection",
            "connection broken by",
            "error sending request",
            "dns error",
            "name resolution",
            "network is unreachable",
            "connection refused",
            "connection timed out",
            "operation timed out",
            "read timed out",
        ]) {
            EnvironmentError::NoNetwork { tool: self.tool.to_owned(), detail }
        } else if says(&["no matching distribution", "no solution found"]) {
            EnvironmentError::MissingPackage { lock, offline, detail }
        } else {
            let (tool, doing) = (self.tool.to_owned(), self.doing.to_owned());
            EnvironmentError::ToolFailed { tool, doing, detail }
        }
    }
}

/// Makes the environment with uv.
fn with_uv(
    uv: &Uv,
    dir: &Path,
    interpreter: &Interpreter,
    lock: &Lock,
    options: &Options,
) -> Result<(), EnvironmentError> {
    let run = |doing: &str, args: &dyn Fn(&mut Command)| {
        let job = Job { tool: "uv", doing, lock, target: dir };
        let once = |extra: Option<&str>| {
            let mut command = tool::command(&uv.program, &options.search);
            command.args(["--no-progress", "--color", "never"]).args(extra);
            args(command.env("UV_PYTHON_DOWNLOADS", "never"));
            job.run(&mut command, options)
        };
        match once(None) {
            // A cache that cannot be used is no reason to fail.
            Err(
                EnvironmentError::ToolFailed { detail: Words(words), .. }
                | EnvironmentError::NotWritable { says: words, .. },
            ) if words.to_lowercase().contains("cache") => once(Some("--no-cache")),
            outcome => outcome,
        }
    };
    run("making the environment", &|venv| {
        venv.args(["venv", "--no-project", "--relocatable", "--prompt", "piton", "--python"]);
        venv.arg(&interpreter.python).arg(dir);
    })?;
    let list = dir.join("piton.lock");
    disk::write(&list, lock.text())?;
    run("installing packages", &|install| {
        // With hard links to its cache, a program that changes the environment would change the
        // packages of every other project on this machine.
        install.args(["pip", "install", "--require-hashes", "--no-deps", "--link-mode=copy"]);
        install.args(["--only-binary", ":all:", "--compile-bytecode"]);
        if options.offline {
            install.arg("--offline");
        }
        if let Some(folder) = &options.find_links {
            install.arg("--find-links").arg(folder);
        }
        install.arg("--python").arg(dir.join("bin/python")).arg("-r").arg(&list);
    })?;
    Ok(())
}

/// Makes the environment with the standard library's venv, and pip from wherever it can be had.
fn with_pip(
    dir: &Path,
    interpreter: &Interpreter,
    lock: &Lock,
    options: &Options,
) -> Result<(), EnvironmentError> {
    let venv = |dir: &Path, pip: bool| {
        let mut venv = tool::command(&interpreter.python, &options.search);
        venv.args(["-I", "-m", "venv", "--prompt", "piton"]);
        if !pip {
            venv.arg("--without-pip");
        }
        let job = Job { tool: "venv", doing: "making the environment", lock, target: dir };
        job.run(venv.arg(dir), options)
    };
    venv(dir, false)?;

    // The environment itself gets no pip, so that it holds the same packages whoever made it.
    let helper = dir.join(".pip");
    let _scaffold = disk::Scaffold(&helper);
    let python = if has_pip(&interpreter.python, options) {
        interpreter.python.clone()
    } else if interpreter.has_ensurepip {
        venv(&helper, true)?;
        helper.join("bin/python")
    } else {
        return Err(EnvironmentError::PipMissing { python: interpreter.python.clone() });
    };

    let list = dir.join("piton.lock");
    disk::write(&list, lock.text())?;
    let mut pip = tool::command(&python, &options.search);
    pip.args(["-I", "-m", "pip", "--python"]).arg(dir.join("bin/python")).arg("install");
    pip.args(pip_flags(options)).arg("-r").arg(&list);
    let job = Job { tool: "pip", doing: "installing packages", lock, target: dir };
    job.run(&mut pip, options)?;
    Ok(())
}

/// Returns the options of every `pip install`.
pub(super) fn pip_flags(options: &Options) -> Vec<OsString> {
    let fixed = "--require-hashes --no-deps --no-input --disable-pip-version-check --no-color \
                 --progress-bar off --only-binary :all: --retries 2";
    let mut flags: Vec<OsString> = fixed.split_whitespace().map(OsString::from).collect();
    if options.search.variable("PIP_DEFAULT_TIMEOUT").is_none() {
        flags.extend(["--timeout", "30"].map(OsString::from));
    }
    if options.offline {
        flags.push("--no-index".into());
    }
    if let Some(folder) = &options.find_links {
        flags.extend(["--find-links".into(), folder.into()]);
    }
    flags
}

/// Returns whether the interpreter has a pip that is new enough.
fn has_pip(python: &Path, options: &Options) -> bool {
    let mut command = tool::command(python, &options.search);
    command.args(["-I", "-m", "pip", "--version"]);
    let Ok(Ended::Exited { status, stdout, .. }) = tool::run(&mut command, Duration::from_secs(30))
    else {
        return false;
    };
    let version = stdout.strip_prefix("pip ").unwrap_or_default();
    let mut parts = version.split(['.', ' ']).map(|part| part.parse::<u32>().unwrap_or(0));
    let version = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    status.success() && version >= OLDEST_PIP
}

/// Returns the folder with the packages, relative to `dir`, once it holds all of `lock` that is
/// wanted everywhere.
pub(super) fn packages(dir: &Path, lock: &Lock) -> Result<PathBuf, EnvironmentError> {
    let failed = |detail: String| EnvironmentError::ToolFailed {
        tool: "the installer".to_owned(),
        doing: "installing packages".to_owned(),
        detail: Words(detail),
    };
    let lib = dir.join("lib");
    let entries = lib.read_dir().map_err(|source| disk::trouble("reading", &lib, source))?;
    let site_packages = entries
        .flatten()
        .map(|entry| entry.path().join("site-packages"))
        .find(|path| path.is_dir())
        .ok_or_else(|| failed("it made no folder for packages".to_owned()))?;
    let entries = site_packages
        .read_dir()
        .map_err(|source| disk::trouble("reading", &site_packages, source))?;
    let there: Vec<String> =
        entries.flatten().map(|it| normal(&it.file_name().to_string_lossy())).collect();
    for wanted in lock.requirements()?.iter().filter(|it| it.marker.is_none()) {
        let info = normal(&format!("{}-{}.dist-info", wanted.name, wanted.version));
        if !there.contains(&info) {
            return Err(failed(format!(
                "it said that all went well, but {} {} is not there",
                wanted.name, wanted.version
            )));
        }
    }
    Ok(site_packages.strip_prefix(dir).expect("it was joined to `dir`").to_owned())
}

/// Writes a name as packages' folders compare: case and the kind of separator do not matter.
fn normal(name: &str) -> String {
    name.to_lowercase().replace(['-', '.'], "_")
}

/// Returns the last line that says something.
pub(super) fn last_words(output: &str) -> String {
    tool::last_lines(output, 1).trim().to_owned()
}
