//! The sandbox gate: the judge's tests in each tier, as whoever we are and as somebody without rights.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::run::{self, text};

/// The tiers that have walls; the first is what the ordinary tests run in.
const TIERS: [&str; 2] = ["namespaces", "landlock"];

/// The user `nobody`, as every distribution numbers it.
const NOBODY: &str = "65534";

/// Runs the judge's tests in every tier and, if we are root, as nobody too.
pub(crate) fn sandbox() -> anyhow::Result<()> {
    let tests = tests()?;
    let folder = tempfile::tempdir().context("could not make a temporary folder")?;
    for tier in &TIERS[1..] {
        println!("as the present user, tier {tier}");
        run::run(quiet(&text(&tests)?, &[]).env("PITON_TEST_TIER", tier))?;
    }
    if !is_root()? {
        return Ok(());
    }
    // The build folder may lie where nobody can look.
    let copy = folder.path().join("tests");
    std::fs::copy(&tests, &copy).with_context(|| format!("could not copy {}", tests.display()))?;
    open_to_all(folder.path())?;
    let user = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")];
    let copy = text(&copy)?;
    for tier in TIERS {
        println!("as nobody, tier {tier}");
        let args = [&user[0], &user[1], "--clear-groups", copy.as_str()];
        let mut command = quiet("setpriv", &args);
        // Only what the system itself installs can be read by everybody.
        command.env_clear().env("PATH", "/usr/bin:/bin").env("TMPDIR", "/tmp");
        run::run(command.env("PITON_TEST_TIER", tier).current_dir("/tmp"))?;
    }
    Ok(())
}

/// Prepares a run of the tests that prints little.
fn quiet(program: &str, args: &[&str]) -> Command {
    let mut command = run::command(program, args);
    command.arg("--quiet");
    command
}

/// Builds the judge's tests and returns their program.
fn tests() -> anyhow::Result<PathBuf> {
    let args = ["test", "--package", "piton-judge", "--test", "it", "--no-run", "--quiet"];
    let built = run::output(run::cargo(&args).arg("--message-format=json"))?;
    let program = built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "it")
        .find_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
    program.context("cargo named no test program of piton-judge")
}

fn is_root() -> anyhow::Result<bool> {
    Ok(run::output(&mut run::command("id", &["-u"]))?.trim() == "0")
}

fn open_to_all(folder: &Path) -> anyhow::Result<()> {
    run::run(&mut run::command("chmod", &["-R", "a+rX", &text(folder)?]))
}
