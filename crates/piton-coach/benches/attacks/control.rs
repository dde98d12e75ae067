//! The naive peer: the same files under plain pytest in one process with the tests.
//!
//! Its answers are recorded in `attacks/control.json`, so that the gate need not run attacks
//! without a box each time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use piton_domain::Files;
use serde::{Deserialize, Serialize};

use crate::case::{Case, Control, read_files};
use crate::world::{World, quiet};
use crate::{Outcome, Put, bytes_of, lay_out, write};

/// How long the peer may take.
const SECONDS: u32 = 12;

/// What the peer said, by case.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Record {
    /// What was run.
    pytest: String,
    python: String,
    cases: BTreeMap<String, String>,
    #[serde(skip)]
    path: PathBuf,
}

impl Record {
    /// Reads what was recorded; nothing if there is no record.
    pub(crate) fn load(path: PathBuf) -> Outcome<Self> {
        let mut record = match bytes_of(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(_) => Self::default(),
        };
        record.path = path;
        Ok(record)
    }

    /// Returns what the peer says of a case: recorded, or run now.
    pub(crate) fn of(&self, case: &Case) -> Option<&str> {
        self.cases.get(&case.name).map(String::as_str)
    }

    /// Runs the peer on a case and keeps its answer.
    pub(crate) fn run(
        &mut self,
        case: &Case,
        put: &Put,
        root: &Path,
        python: &Path,
        world: &mut World,
        tag: &str,
    ) -> Outcome<()> {
        let said = if case.says.control == Control::NotRun {
            "not-run"
        } else if run(case, put, root, python)? {
            "forged"
        } else {
            "honest"
        };
        world.after(tag)?;
        self.cases.insert(case.name.clone(), said.to_owned());
        Ok(())
    }

    /// Writes the record, without cases that are gone.
    pub(crate) fn save(&mut self, known: Option<&[Case]>, python: &Path) -> Outcome<()> {
        if let Some(known) = known {
            self.cases.retain(|name, _| known.iter().any(|case| case.name == *name));
        }
        let versions =
            "import pytest, platform; print(pytest.__version__, platform.python_version())";
        let printed =
            quiet(python, &["-c", versions]).stdout(std::process::Stdio::piped()).output()?;
        let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
        let (pytest, version) = printed.trim().split_once(' ').ok_or("there is no pytest")?;
        (self.pytest, self.python) = (pytest.to_owned(), version.to_owned());
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        write(&self.path, text.as_bytes())
    }
}

/// Runs the peer in a folder of its own, bounded in time, memory and file size; true for a pass.
fn run(case: &Case, put: &Put, root: &Path, python: &Path) -> Outcome<bool> {
    let folder = tempfile::tempdir()?;
    let task = root.join("tasks").join(&case.says.task);
    let peer = read_files(&task.join("control"))?;
    for part in [&put.start, &put.files, &peer] {
        lay_out(part, folder.path())?;
    }
    if task.join("resources").is_dir() {
        lay_out(&read_files(&task.join("resources"))?, folder.path())?;
    }
    let program = peer.keys().next().ok_or("the task has no control/")?;
    let args: &[&str] =
        if program.starts_with("test_") { &["-m", "pytest", "-q"] } else { &["-B", program] };
    let python = python.display().to_string();
    let limits = format!(
        "ulimit -c 0 -t {SECONDS} -f 40960 -v 4194304; \
         exec setsid --wait timeout --kill-after 1 {SECONDS} \"$@\""
    );
    let mut command = quiet("sh", &["-c", &limits, "sh", &python]);
    let status =
        command.args(args).current_dir(folder.path()).env("HOME", folder.path()).status()?;
    Ok(status.success())
}

/// Returns the files a case starts from.
pub(crate) fn start_of(root: &Path, case: &Case) -> Outcome<Files> {
    read_files(&root.join("tasks").join(&case.says.task).join("start"))
}
