//! A case of the corpus: one folder with `case.toml` and the files that are handed in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use piton_domain::Files;
use serde::Deserialize;

use crate::Outcome;

/// A submission and what must come of it.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Whether it is legal work that must pass.
    pub(crate) honest: bool,
    pub(crate) says: Says,
    /// What is handed in.
    pub(crate) files: Files,
    /// What is handed in right after that, if the case is about two judgings.
    pub(crate) then: Option<Files>,
}

/// `case.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Says {
    format_version: u32,
    /// What it tries, in one sentence.
    pub(crate) title: String,
    /// A folder of `attacks/tasks/`.
    pub(crate) task: String,
    /// Numbers of the catalogue in `attacks/README.md`; none if it is our own idea.
    #[serde(default)]
    pub(crate) lines: Vec<u32>,
    #[serde(default)]
    pub(crate) outcome: Expected,
    /// The check that must fail first.
    pub(crate) check: Option<String>,
    /// How it must fail; any of these.
    #[serde(default)]
    pub(crate) kind: Vec<String>,
    /// Checks that must get their turn and pass all the same.
    #[serde(default)]
    pub(crate) pass: Vec<String>,
    /// What the naive peer says of the same files.
    #[serde(default)]
    pub(crate) control: Control,
    /// Why it is never run without a box: it would harm the machine.
    pub(crate) boxed_only: Option<String>,
    /// A harmless twin that must have held in the same run before this one is tried.
    pub(crate) after: Option<String>,
    /// The tiers that can hold it, if not all.
    #[serde(default)]
    pub(crate) held_by: Vec<String>,
    /// How long the judging may take at most.
    #[serde(default = "seconds")]
    pub(crate) seconds: u64,
    /// Files that are no files.
    #[serde(default)]
    pub(crate) special: Vec<Special>,
}

fn seconds() -> u64 {
    20
}

/// What a verdict must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Expected {
    Passed,
    #[default]
    NotPassed,
    /// The submission is refused with a sentence before anything runs.
    NotTaken,
}

/// What the naive peer does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Control {
    /// It reports a pass.
    Forged,
    /// It reports no pass.
    #[default]
    Honest,
    /// Without a box it would harm the machine.
    NotRun,
}

/// Something in the folder that is no regular file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Special {
    pub(crate) path: String,
    pub(crate) is: Kind,
    /// Where a link points; `@OUTSIDE@` is the folder with the canary.
    #[serde(default)]
    pub(crate) to: String,
}

/// What it is instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Symlink,
    Fifo,
    Socket,
}

/// Reads every case, in order of name.
pub(crate) fn load(root: &Path, only: Option<&str>) -> Outcome<Vec<Case>> {
    let mut cases = Vec::new();
    for (folder, honest) in [("honest", true), ("cases", false)] {
        for dir in folders(&root.join(folder))? {
            let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let case = read(&dir, name, honest).map_err(|e| format!("{}: {e}", dir.display()))?;
            cases.push(case);
        }
    }
    let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    if names.len() != cases.len() {
        return Err("two cases have one name".into());
    }
    if let Some(only) = only {
        let wanted = |case: &Case| case.name.contains(only);
        let chosen = cases.iter().filter(|case| wanted(case));
        let twins: BTreeSet<_> = chosen.filter_map(|case| case.says.after.clone()).collect();
        cases.retain(|case| wanted(case) || twins.contains(&case.name));
    }
    // A twin comes before what waits for it.
    cases.sort_by_key(|case| case.says.after.is_some());
    Ok(cases)
}

fn read(dir: &Path, name: String, honest: bool) -> Outcome<Case> {
    let mut files = read_files(dir)?;
    let text = files.remove("case.toml").ok_or("there is no case.toml")?;
    let mut says: Says = toml::from_str(std::str::from_utf8(&text)?)?;
    if says.format_version != 1 {
        return Err("format_version must be 1".into());
    }
    if honest {
        says.outcome = Expected::Passed;
    }
    let mut then = Files::new();
    files.retain(|path, bytes| match path.strip_prefix("then/") {
        Some(rest) => {
            then.insert(rest.to_owned(), std::mem::take(bytes));
            false
        }
        None => true,
    });
    if says.control == Control::NotRun && says.boxed_only.is_none() && says.title.is_empty() {
        return Err("a control that is not run needs a title".into());
    }
    Ok(Case { name, honest, says, files, then: (!then.is_empty()).then_some(then) })
}

/// Lists the folders in a folder, in order.
pub(crate) fn folders(dir: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.insert(entry.file_name(), entry.path());
        }
    }
    Ok(found.into_values().collect())
}

/// Reads every file below a folder, by its path from there.
pub(crate) fn read_files(dir: &Path) -> Outcome<Files> {
    let mut files = Files::new();
    let mut waiting = vec![(String::new(), dir.to_owned())];
    while let Some((prefix, folder)) = waiting.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == "__pycache__" {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                waiting.push((format!("{path}/"), entry.path()));
            } else {
                files.insert(path, crate::bytes_of(&entry.path())?);
            }
        }
    }
    Ok(files)
}
