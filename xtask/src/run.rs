//! Running other programs, with the command in every error.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// Returns the root of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}

/// Prepares a command in the root of the workspace.
#[expect(clippy::disallowed_methods, reason = "automation runs build tools, never learner code")]
pub(crate) fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(root());
    command
}

/// Returns the cargo that runs us.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    command(&cargo, args)
}

/// Runs a command and fails if it does.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("could not start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// Runs a command and returns what it printed.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().with_context(|| format!("could not start {command:?}"))?;
    if !output.status.success() {
        bail!(
            "{command:?} ended with {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{command:?} printed no UTF-8"))
}

/// Builds the binary in the dev profile and returns its path.
pub(crate) fn build_piton() -> anyhow::Result<PathBuf> {
    run(&mut cargo(&["build", "--quiet", "--package", "piton"]))?;
    binary("debug")
}

/// Builds the binary as shipped and returns its path.
pub(crate) fn build_piton_release() -> anyhow::Result<PathBuf> {
    run(&mut cargo(&["build", "--quiet", "--release", "--package", "piton"]))?;
    binary("release")
}

fn binary(profile: &str) -> anyhow::Result<PathBuf> {
    let metadata = metadata()?;
    let target = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    Ok(PathBuf::from(target).join(profile).join("piton"))
}

/// Returns what cargo knows of the workspace, dependencies left out.
pub(crate) fn metadata() -> anyhow::Result<serde_json::Value> {
    let text = output(&mut cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    serde_json::from_str(&text).context("cargo metadata is not JSON")
}

/// Finds a Python that can run the harness's own tests.
pub(crate) fn python() -> anyhow::Result<PathBuf> {
    for name in ["python3", "python3.13", "python3.12", "python3.11", "python"] {
        let probe = "import sys; print(sys.executable if sys.version_info >= (3, 11) else '')";
        if let Ok(path) = output(&mut command(name, &["-c", probe]))
            && !path.trim().is_empty()
        {
            return Ok(PathBuf::from(path.trim()));
        }
    }
    bail!("no Python 3.11 or newer was found: install one and make sure `python3` finds it")
}

/// Returns a path as text, which command lines here need.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    path.to_str().map(str::to_owned).with_context(|| format!("{} is not UTF-8", path.display()))
}
