//! `cargo xtask dist --wheel`: the binary as a Python wheel, and the proof that it works.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail, ensure};
use serde::Serialize;
use serde_json::Value;

use crate::run::{self, text};
use crate::web;

/// What builds the wheel, with hashes.
const MATURIN_LOCK: &str = include_str!("../locks/maturin.lock");

/// How the wheel's file is called, up to its version.
const WHEEL_PREFIX: &str = "piton_learn-";

/// What a newcomer waits for, and what they download.
#[derive(Debug, Serialize)]
struct Figures {
    /// Seconds from the start of the installation to the end of the first screen.
    first_screen_s: f64,
    /// Seconds from the start of the installation to the first verdict, `piton setup` included.
    first_verdict_s: f64,
    /// Seconds of a `piton` after that.
    second_start_s: f64,
    /// The wheel's size in 10⁶ bytes.
    wheel_mb: f64,
}

/// Builds the wheel into `dist/`; with `check` installs it apart and reaches the first verdict.
pub(crate) fn wheel(check: bool) -> anyhow::Result<()> {
    web::build()?;
    let maturin = maturin()?;
    let dist = run::root().join("dist");
    for old in wheels(&dist)? {
        std::fs::remove_file(&old)
            .with_context(|| format!("could not remove {}", old.display()))?;
    }
    let args = ["build", "--release", "--locked", "--quiet", "--out"];
    run::run(run::command(&text(&maturin)?, &args).arg(&dist).env("REQUIRE_WEB", "1"))?;
    let [wheel] = &wheels(&dist)?[..] else { bail!("maturin made no wheel in {}", dist.display()) };
    eprintln!("built {}", wheel.display());
    if check {
        let figures = try_out(wheel)?;
        println!("{}", serde_json::to_string_pretty(&figures)?);
    }
    Ok(())
}

/// Returns our copies of the wheel in `dist`.
fn wheels(dist: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !dist.exists() {
        return Ok(Vec::new());
    }
    let entries = dist.read_dir().with_context(|| format!("could not read {}", dist.display()))?;
    let mut wheels = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        if name.starts_with(WHEEL_PREFIX) && name.ends_with(".whl") {
            wheels.push(path);
        }
    }
    Ok(wheels)
}

/// Returns maturin, installed below `target/` if the lock changed or it was never there.
fn maturin() -> anyhow::Result<PathBuf> {
    let metadata = run::metadata()?;
    let target = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    let venv = PathBuf::from(target).join("xtask-maturin");
    let program = venv.join("bin/maturin");
    // The copy of the lock is written last: with it there, the installation was finished.
    let installed = venv.join("maturin.lock");
    if program.is_file() && read(&installed).is_ok_and(|lock| lock == MATURIN_LOCK) {
        return Ok(program);
    }
    eprintln!("installing maturin into {}", venv.display());
    if venv.exists() {
        std::fs::remove_dir_all(&venv)
            .with_context(|| format!("could not remove {}", venv.display()))?;
    }
    make_venv(&venv)?;
    let lock = run::root().join("xtask/locks/maturin.lock");
    let args = ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r"];
    run::run(run::command(&text(&venv.join("bin/python"))?, &args).arg(lock))?;
    write(&installed, MATURIN_LOCK)?;
    Ok(program)
}

/// Makes a virtual environment with pip.
fn make_venv(venv: &Path) -> anyhow::Result<()> {
    let python = run::python()?;
    run::run(run::command(&text(&python)?, &["-I", "-m", "venv"]).arg(venv))
}

/// A machine that has never seen Piton, as far as folders go.
struct Newcomer {
    home: PathBuf,
    venv: PathBuf,
}

impl Newcomer {
    /// Prepares a program of the newcomer's environment.
    fn command(&self, program: &str, args: &[&str]) -> anyhow::Result<Command> {
        let mut command = run::command(&text(&self.venv.join("bin").join(program))?, args);
        command.current_dir(&self.home).stdin(Stdio::null());
        command.env("HOME", &self.home);
        command.env("PITON_HOME", self.home.join("data"));
        command.env("PITON_WORKSPACE", self.home.join("workspace"));
        // A cache or a uv of this machine would make the figures better than a newcomer's.
        for name in ["UV", "UV_CACHE_DIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
            command.env_remove(name);
        }
        Ok(command)
    }

    /// Runs piton and returns its exit status and what it printed.
    fn piton(&self, args: &[&str]) -> anyhow::Result<(i32, String)> {
        let mut command = self.command("piton", args)?;
        let output = command.output().with_context(|| format!("could not start {command:?}"))?;
        let status = output.status.code().with_context(|| format!("{command:?} was killed"))?;
        let stdout = String::from_utf8(output.stdout).context("piton printed no UTF-8")?;
        let stderr = String::from_utf8_lossy(&output.stderr);
        ensure!(
            status <= 1 && !stderr.contains("panicked"),
            "`piton {}` ended with {status}\n{stdout}\n{stderr}",
            args.join(" ")
        );
        Ok((status, stdout))
    }

    /// Judges `task` and returns the verdict.
    ///
    /// The exit status has to agree with the outcome.
    fn check(&self, task: &str) -> anyhow::Result<Value> {
        let (status, verdict) = self.piton(&["check", "--json", task])?;
        let verdict: Value = serde_json::from_str(&verdict)
            .with_context(|| format!("`piton check --json` printed no JSON: {verdict}"))?;
        let expected = if status == 0 { "passed" } else { "not-passed" };
        ensure!(verdict["outcome"] == expected, "status {status}, but the verdict is {verdict:#}");
        Ok(verdict)
    }
}

/// Installs the wheel where nothing of Piton is, and goes a newcomer's way to a pass.
fn try_out(wheel: &Path) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir().context("could not make a temporary folder")?;
    let newcomer = Newcomer { home: folder.path().join("home"), venv: folder.path().join("venv") };
    std::fs::create_dir(&newcomer.home)?;
    make_venv(&newcomer.venv)?;
    let task = first_ticket()?;

    let started = Instant::now();
    let args = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps"];
    run::run(newcomer.command("python", &args)?.arg(wheel))?;
    let (status, screen) = newcomer.piton(&[])?;
    let first_screen_s = started.elapsed().as_secs_f64();
    ensure!(status == 0 && !screen.trim().is_empty(), "the first screen is empty ({status})");

    newcomer.piton(&["setup"])?;
    newcomer.piton(&["open", "--no-editor", &task])?;
    let verdict = newcomer.check(&task)?;
    let first_verdict_s = started.elapsed().as_secs_f64();
    ensure!(verdict["outcome"] == "not-passed", "the start of {task} passes: {verdict:#}");
    let failed =
        verdict["checks"].as_array().is_some_and(|it| it.iter().any(|it| it["status"] == "fail"));
    ensure!(failed, "no check of {task} failed: {verdict:#}");

    let again = Instant::now();
    newcomer.piton(&[])?;
    let second_start_s = again.elapsed().as_secs_f64();

    lay_reference(&task, &newcomer.home.join("workspace").join(&task))?;
    let verdict = newcomer.check(&task)?;
    ensure!(verdict["outcome"] == "passed", "the reference of {task} fails: {verdict:#}");
    let (status, _) = newcomer.piton(&["run", "-m", "pytest", "--version"])?;
    ensure!(status == 0, "`piton run` did not find pytest in the environment");

    let bytes =
        wheel.metadata().with_context(|| format!("could not read {}", wheel.display()))?.len();
    let round = |value: f64| (value * 100.0).round() / 100.0;
    #[expect(clippy::cast_precision_loss, reason = "a file's size in MB needs no 53 bits")]
    let wheel_mb = round(bytes as f64 / 1e6);
    Ok(Figures {
        first_screen_s: round(first_screen_s),
        first_verdict_s: round(first_verdict_s),
        second_start_s: round(second_start_s),
        wheel_mb,
    })
}

/// Returns the task a newcomer begins with.
fn first_ticket() -> anyhow::Result<String> {
    let roadmap: toml::Table = read(&run::root().join("content/roadmap.toml"))?.parse()?;
    let task = roadmap.get("first_ticket").and_then(toml::Value::as_str);
    Ok(task.context("content/roadmap.toml names no first_ticket")?.to_owned())
}

/// Copies the reference solution of `task` over the newcomer's files.
fn lay_reference(task: &str, folder: &Path) -> anyhow::Result<()> {
    let (skill, name) = task.rsplit_once('/').context("a task's id has three parts")?;
    let home = run::root().join("content").join(skill).join("tasks").join(name);
    let description: toml::Table = read(&home.join("task.toml"))?.parse()?;
    let reference = description.get("reference").and_then(toml::Value::as_str);
    let files = description.get("files").and_then(toml::Value::as_array);
    let (reference, files) =
        reference.zip(files).context("task.toml names no reference or files")?;
    for file in files.iter().filter_map(toml::Value::as_str) {
        let from = home.join("right").join(reference).join(file);
        std::fs::copy(&from, folder.join(file))
            .with_context(|| format!("could not copy {}", from.display()))?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the error names the path")]
fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "the error names the path")]
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}
