//! `cargo xtask tidy`: the rules of ARCHITECTURE.md that the compiler does not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::run;

/// Which of our crates each crate may use.
const LAYERS: [(&str, &[&str]); 8] = [
    ("piton-domain", &[]),
    ("piton-content", &["piton-domain"]),
    ("piton-learner", &[]),
    ("piton-judge", &["piton-domain"]),
    ("piton-journal", &["piton-domain"]),
    (
        "piton-coach",
        &["piton-domain", "piton-content", "piton-learner", "piton-judge", "piton-journal"],
    ),
    ("piton", &["piton-coach", "piton-domain"]),
    ("xtask", &[]),
];

/// Which crates alone may use a heavy or dangerous dependency.
const RESERVED: [(&str, &[&str]); 13] = [
    ("sqlx", &["piton-journal"]),
    ("tokio", &["piton-journal"]),
    ("rustix", &["piton-judge"]),
    ("libc", &["piton-judge"]),
    ("comrak", &["piton-content"]),
    ("fsrs", &["piton-learner"]),
    ("syntect", &["piton-content"]),
    ("clap", &["piton", "xtask"]),
    ("miette", &["piton"]),
    ("notify", &["piton"]),
    ("etcetera", &["piton"]),
    ("anyhow", &["piton", "xtask"]),
    ("schemars", &["piton-content", "piton-coach"]),
];

/// Text that only some places may contain.
const WORDS: [(&str, &[&str], &str); 4] = [
    ("std::env::", &["crates/piton/", "xtask/"], "only the binary reads argv and the environment"),
    ("unsafe {", &["crates/piton-judge/src/"], "only the judge holds unsafe code"),
    ("SystemTime::now", &[], "time is an argument"),
    ("#[allow(", &[], "say #[expect(…, reason = \"…\")]"),
];

/// Length beyond which a source file must be split.
const MAX_LINES: usize = 800;

/// Checks everything and lists every fault.
pub(crate) fn tidy() -> anyhow::Result<()> {
    let mut faults = Vec::new();
    layers(&mut faults)?;
    sources(&mut faults)?;
    documents(&mut faults)?;
    if faults.is_empty() {
        return Ok(());
    }
    for fault in &faults {
        eprintln!("tidy: {fault}");
    }
    bail!("{} faults", faults.len())
}

fn layers(faults: &mut Vec<String>) -> anyhow::Result<()> {
    let metadata = run::metadata()?;
    let packages = metadata["packages"].as_array().context("cargo lists no packages")?;
    let names: BTreeSet<_> = packages.iter().filter_map(|one| one["name"].as_str()).collect();
    let allowed: BTreeMap<_, _> = LAYERS.into_iter().collect();
    for package in packages {
        let name = package["name"].as_str().context("a package has no name")?;
        let Some(may_use) = allowed.get(name) else {
            faults.push(format!("the crate {name} stands in no layer of xtask/src/tidy.rs"));
            continue;
        };
        let dependencies = package["dependencies"].as_array().context("no dependencies")?;
        for dependency in dependencies {
            let used = dependency["name"].as_str().context("a dependency has no name")?;
            let shipped = dependency["kind"].is_null();
            if names.contains(used) && !may_use.contains(&used) && shipped {
                faults.push(format!("{name} must not use {used}"));
            }
            let reserved = RESERVED.iter().find(|(one, _)| *one == used);
            if let Some((_, owners)) = reserved
                && !owners.contains(&name)
                && shipped
            {
                faults.push(format!("{name} must not use {used}: it belongs to {owners:?}"));
            }
            if name == "piton-learner" && used == "serde" && shipped {
                faults.push("piton-learner must not know serialisation".to_owned());
            }
            if name == "piton-domain" && used == "serde" {
                faults.push("piton-domain must not know serialisation".to_owned());
            }
        }
    }
    for (name, _) in LAYERS {
        if !names.contains(name) {
            faults.push(format!("xtask/src/tidy.rs names {name}, which is no crate"));
        }
    }
    Ok(())
}

fn sources(faults: &mut Vec<String>) -> anyhow::Result<()> {
    let root = run::root();
    for path in rust_files(&root)? {
        let place = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        let text = read(&path)?;
        let is_build = place.ends_with("/build.rs") || place.contains("/build/");
        if !text.trim_start().starts_with(if is_build { "//" } else { "//!" }) {
            faults.push(format!("{place} does not say what it is for (//!)"));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES {
            faults.push(format!("{place} has {lines} lines; split it"));
        }
        if place.contains("/tests/")
            || place.contains("/benches/")
            || place.contains("/examples/")
            || place == "xtask/src/tidy.rs"
            || is_build
        {
            continue;
        }
        for (word, places, why) in WORDS {
            if text.contains(word) && !places.iter().any(|allowed| place.starts_with(allowed)) {
                faults.push(format!("{place} contains `{word}`: {why}"));
            }
        }
    }
    Ok(())
}

/// Every file the documents promise exists, and each crate is named in the map.
fn documents(faults: &mut Vec<String>) -> anyhow::Result<()> {
    let root = run::root();
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "PRIVACY.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "content/LICENSE",
        ".ci/run",
    ] {
        if !root.join(name).is_file() {
            faults.push(format!("{name} is missing"));
        }
    }
    let architecture = read(&root.join("ARCHITECTURE.md"))?;
    for (name, _) in LAYERS {
        if !architecture.contains(&format!("`{name}`")) {
            faults.push(format!("ARCHITECTURE.md does not name `{name}`"));
        }
    }
    Ok(())
}

fn rust_files(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let listed = run::output(&mut run::command(
        "git",
        &["ls-files", "--cached", "--others", "--exclude-standard", "*.rs"],
    ))?;
    Ok(listed.lines().map(|line| root.join(line)).filter(|path| path.is_file()).collect())
}

#[expect(clippy::disallowed_methods, reason = "the error below names the path")]
fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}
