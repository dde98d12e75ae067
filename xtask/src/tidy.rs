//! `cargo xtask tidy`: the rules of ARCHITECTURE.md that the compiler does not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::run;

/// Which of our crates each crate may use.
const LAYERS: [(&str, &[&str]); 10] = [
    ("piton-domain", &[]),
    ("piton-content", &["piton-domain"]),
    ("piton-syntax", &["piton-domain"]),
    ("piton-learner", &[]),
    ("piton-judge", &["piton-domain"]),
    ("piton-journal", &["piton-domain"]),
    (
        "piton-coach",
        &[
            "piton-domain",
            "piton-content",
            "piton-syntax",
            "piton-learner",
            "piton-judge",
            "piton-journal",
        ],
    ),
    ("piton-web", &["piton-coach"]),
    ("piton", &["piton-coach", "piton-domain", "piton-web"]),
    ("xtask", &[]),
];

/// Which crates alone may use a heavy or dangerous dependency.
const RESERVED: [(&str, &[&str]); 20] = [
    ("sqlx", &["piton-journal"]),
    ("tokio", &["piton-journal", "piton-web"]),
    ("axum", &["piton-web"]),
    ("maud", &["piton-web"]),
    ("rust-embed", &["piton-web"]),
    ("rustix", &["piton-judge"]),
    ("libc", &["piton-judge"]),
    ("seccompiler", &["piton-judge"]),
    ("comrak", &["piton-content"]),
    ("fsrs", &["piton-learner"]),
    ("syntect", &["piton-content"]),
    ("ruff_python_ast", &["piton-syntax"]),
    ("ruff_python_parser", &["piton-syntax"]),
    ("ruff_text_size", &["piton-syntax"]),
    ("clap", &["piton", "xtask"]),
    ("miette", &["piton"]),
    ("notify", &["piton", "piton-web"]),
    ("etcetera", &["piton"]),
    ("anyhow", &["piton", "xtask"]),
    ("schemars", &["piton-content", "piton-coach", "piton-web"]),
];

/// Text that only some places may contain.
const WORDS: [(&str, &[&str], &str); 7] = [
    (
        "std::env",
        &["crates/piton/", "crates/piton-web/build.rs", "xtask/"],
        "only the binary reads argv and the environment",
    ),
    ("unsafe {", &["crates/piton-judge/src/spawn/"], "only what starts processes is unsafe"),
    ("unsafe fn", &["crates/piton-judge/src/spawn/"], "only what starts processes is unsafe"),
    ("unsafe impl", &["crates/piton-judge/src/spawn/"], "only what starts processes is unsafe"),
    ("unsafe extern", &["crates/piton-judge/src/spawn/"], "only what starts processes is unsafe"),
    ("SystemTime::now", &[], "time is an argument"),
    ("#[allow(", &[], "say #[expect(…, reason = \"…\")]"),
];

/// Files the documents promise.
const PROMISED: [&str; 9] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "PRIVACY.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "content/LICENSE",
    ".ci/run",
];

/// Length beyond which a source file must be split.
const MAX_LINES: usize = 800;

/// Checks everything and lists every fault.
pub(crate) fn tidy() -> anyhow::Result<()> {
    let root = run::root();
    let mut faults = layers(&run::metadata()?)?;
    for path in rust_files(&root)? {
        let place = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        faults.extend(source(&place, &read(&path)?));
    }
    faults
        .extend(documents(&read(&root.join("ARCHITECTURE.md"))?, |name| root.join(name).is_file()));
    if faults.is_empty() {
        return Ok(());
    }
    for fault in &faults {
        eprintln!("tidy: {fault}");
    }
    bail!("{} faults", faults.len())
}

/// Checks who uses whom, on what cargo says of the workspace.
fn layers(metadata: &serde_json::Value) -> anyhow::Result<Vec<String>> {
    let mut faults = Vec::new();
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
    Ok(faults)
}

/// Checks one source file; `place` is its path in the workspace.
fn source(place: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let is_build = place.ends_with("/build.rs") || place.contains("/build/");
    if !text.trim_start().starts_with(if is_build { "//" } else { "//!" }) {
        faults.push(format!("{place} does not say what it is for (//!)"));
    }
    let lines = text.lines().count();
    if lines > MAX_LINES {
        faults.push(format!("{place} has {lines} lines; split it"));
    }
    let free = ["/tests/", "/benches/", "/examples/"].iter().any(|one| place.contains(one));
    if free || is_build || place == "xtask/src/tidy.rs" {
        return faults;
    }
    for (word, places, why) in WORDS {
        if text.contains(word) && !places.iter().any(|allowed| place.starts_with(allowed)) {
            faults.push(format!("{place} contains `{word}`: {why}"));
        }
    }
    faults
}

/// Checks that every file the documents promise exists, and that the map names each crate.
fn documents(architecture: &str, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let missing = PROMISED.into_iter().filter(|name| !is_there(name));
    let unnamed =
        LAYERS.into_iter().filter(|(name, _)| !architecture.contains(&format!("`{name}`")));
    missing
        .map(|name| format!("{name} is missing"))
        .chain(unnamed.map(|(name, _)| format!("ARCHITECTURE.md does not name `{name}`")))
        .collect()
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A workspace as cargo tells it, in which one crate has dependencies.
    fn workspace(name: &str, dependencies: serde_json::Value) -> serde_json::Value {
        let mut packages = Vec::new();
        for (one, _) in LAYERS {
            let used = if one == name { dependencies.clone() } else { json!([]) };
            packages.push(json!({ "name": one, "dependencies": used }));
        }
        json!({ "packages": packages })
    }

    fn uses(name: &str, used: &str) -> Vec<String> {
        layers(&workspace(name, json!([{ "name": used, "kind": null }]))).unwrap()
    }

    #[test]
    fn a_workspace_in_order_has_no_fault() {
        assert!(uses("piton-coach", "piton-judge").is_empty());
        assert!(uses("piton-journal", "sqlx").is_empty());
        assert!(uses("piton-domain", "thiserror").is_empty());
    }

    #[test]
    fn a_crate_that_uses_one_above_or_beside_it_is_named() {
        for (name, used) in [
            ("piton-judge", "piton-content"),
            ("piton-content", "piton-coach"),
            ("piton", "piton-journal"),
            ("xtask", "piton-domain"),
        ] {
            assert_eq!(uses(name, used), [format!("{name} must not use {used}")]);
        }
        let for_tests = json!([{ "name": "piton-content", "kind": "dev" }]);
        assert!(layers(&workspace("piton-judge", for_tests)).unwrap().is_empty());
    }

    #[test]
    fn a_heavy_dependency_outside_its_crate_is_named() {
        for (name, used) in [("piton", "sqlx"), ("piton-coach", "rustix"), ("piton-coach", "clap")]
        {
            let faults = uses(name, used);
            assert!(faults.len() == 1 && faults[0].contains("belongs to"), "{faults:?}");
        }
        assert_eq!(uses("piton-domain", "serde"), ["piton-domain must not know serialisation"]);
    }

    #[test]
    fn a_crate_without_a_layer_and_a_layer_without_a_crate_are_named() {
        let mut metadata = workspace("xtask", json!([]));
        metadata["packages"][0]["name"] = json!("piton-new");
        assert_eq!(
            layers(&metadata).unwrap(),
            [
                "the crate piton-new stands in no layer of xtask/src/tidy.rs",
                "xtask/src/tidy.rs names piton-domain, which is no crate",
            ]
        );
        assert!(layers(&json!({})).is_err(), "metadata that says nothing is no good news");
    }

    #[test]
    fn a_word_where_it_may_not_stand_is_named() {
        for (place, line) in [
            ("crates/piton-coach/src/lib.rs", "use std::env;"),
            ("crates/piton-judge/src/judge.rs", "let home = std::env::var(name);"),
            ("crates/piton/src/ui.rs", "unsafe { now() }"),
            ("crates/piton-journal/src/db.rs", "unsafe impl Send for Db {}"),
            ("crates/piton-coach/src/next.rs", "SystemTime::now()"),
            ("crates/piton-judge/src/spawn/mod.rs", "#[allow(dead_code)]"),
        ] {
            let text = format!("//! A module.\n{line}\n");
            let faults = source(place, &text);
            assert!(faults.len() == 1 && faults[0].contains(place), "{place}: {faults:?}");
        }
        for (place, line) in [
            ("crates/piton/src/config.rs", "std::env::vars_os()"),
            ("crates/piton-judge/src/spawn/mod.rs", "unsafe { fork() }"),
            ("crates/piton-judge/tests/it/main.rs", "std::env::var(name)"),
        ] {
            assert_eq!(source(place, &format!("//! A module.\n{line}\n")), [""; 0], "{place}");
        }
    }

    #[test]
    fn a_file_that_is_too_long_or_says_nothing_of_itself_is_named() {
        let place = "crates/piton/src/new.rs";
        let text = |lines: usize| format!("//! A module.\n{}", "\n".repeat(lines - 1));
        assert_eq!(source(place, &text(MAX_LINES)), [""; 0]);
        assert_eq!(
            source(place, &text(MAX_LINES + 1)),
            [format!("{place} has 801 lines; split it")]
        );
        assert_eq!(source(place, "fn main() {}\n").len(), 1);
        assert_eq!(source("crates/piton-judge/build.rs", "// A build script.\n"), [""; 0]);
    }

    #[test]
    fn a_missing_document_and_a_crate_that_is_not_on_the_map_are_named() {
        let map: String = LAYERS.iter().map(|(name, _)| format!("`{name}` ")).collect();
        assert_eq!(documents(&map, |_| true), [""; 0]);
        assert_eq!(documents(&map, |name| name != "PRIVACY.md"), ["PRIVACY.md is missing"]);
        let map = map.replace("`piton-coach`", "the coach");
        assert_eq!(documents(&map, |_| true), ["ARCHITECTURE.md does not name `piton-coach`"]);
    }
}
