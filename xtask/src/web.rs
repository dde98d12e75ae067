//! `cargo xtask web`: the front end, its tests in a real browser, its screenshots.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::run;

/// The oldest Node.js the bundler works with.
const OLDEST_NODE: (u32, u32) = (20, 19);

fn folder() -> PathBuf {
    run::root().join("web")
}

fn in_web(program: &str, args: &[&str]) -> Command {
    let mut command = run::command(program, args);
    command.current_dir(folder());
    command
}

/// Installs what the front end is built with, and builds it into `web/dist`.
pub(crate) fn build() -> anyhow::Result<()> {
    node()?;
    install()?;
    run::run(&mut in_web("npm", &["run", "--silent", "build"]))
}

/// Builds the front end if it can be built here; says what is missing if it cannot.
pub(crate) fn build_if_possible() -> anyhow::Result<()> {
    match node() {
        Ok(()) => build(),
        Err(why) => {
            eprintln!("the page will have no styles and no scripts: {why:#}");
            Ok(())
        }
    }
}

/// Fails, with the way out, if there is no Node.js that is new enough.
fn node() -> anyhow::Result<()> {
    let (major, minor) = OLDEST_NODE;
    let text = run::output(&mut run::command("node", &["--version"]))
        .with_context(|| format!("install Node.js {major}.{minor} or newer, with npm"))?;
    let mut parts = text.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    let version = (parts.next(), parts.next());
    match version {
        (Some(Ok(a)), Some(Ok(b))) if (a, b) >= OLDEST_NODE => Ok(()),
        _ => bail!("Node.js is {}: install {major}.{minor} or newer", text.trim()),
    }
}

/// Installs the packages if the lock changed or they were never there.
fn install() -> anyhow::Result<()> {
    // npm writes this file last: with it newer than the lock, the installation was finished.
    let done = folder().join("node_modules/.package-lock.json");
    let lock = folder().join("package-lock.json");
    let changed = |path: &Path| path.metadata().and_then(|one| one.modified()).ok();
    if changed(&done) > changed(&lock) {
        return Ok(());
    }
    run::run(&mut in_web("npm", &["ci", "--silent"]))
}

/// Tries the page in a real browser.
pub(crate) fn test() -> anyhow::Result<()> {
    build()?;
    let chromium = chromium()?;
    let piton = run::build_piton()?;
    run::run(in_web("npm", &["test", "--silent"]).env("PITON", piton).env("CHROMIUM", chromium))
}

/// Takes a picture of each page, in light and dark, wide and narrow.
pub(crate) fn screenshots() -> anyhow::Result<()> {
    build()?;
    let chromium = chromium()?;
    let piton = run::build_piton()?;
    run::run(
        in_web("node", &["tests/screenshots.mjs", "screenshots"])
            .env("PITON", piton)
            .env("CHROMIUM", chromium),
    )?;
    eprintln!("the pictures are in web/screenshots");
    Ok(())
}

/// Measures the page: `rounds` requests of each kind.
pub(crate) fn bench(rounds: u32) -> anyhow::Result<()> {
    build()?;
    let piton = run::build_piton_release()?;
    let rounds = rounds.to_string();
    run::run(in_web("node", &["bench/measure.mjs", &rounds]).env("PITON", piton))
}

/// Returns the browser; as root on Debian it is installed where it is missing.
fn chromium() -> anyhow::Result<String> {
    let find = || {
        ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(|name| {
            run::output(&mut run::command("which", &[name])).ok().map(|path| path.trim().to_owned())
        })
    };
    if let Some(path) = find() {
        return Ok(path);
    }
    eprintln!("installing chromium");
    let installed = run::output(&mut run::command("apt-get", &["update", "-qq"])).and_then(|_| {
        run::output(&mut run::command("apt-get", &["install", "-y", "-qq", "chromium"]))
    });
    match (installed, find()) {
        (Ok(_), Some(path)) => Ok(path),
        (Err(why), _) => Err(why.context("install Chromium, and make sure `chromium` finds it")),
        (Ok(_), None) => bail!("Chromium was installed and is not found"),
    }
}
