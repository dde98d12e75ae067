//! The file that makes a folder a finished environment.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use piton_domain::ContentHash;
use serde::{Deserialize, Serialize};

use super::discover::{Interpreter, probe};
use super::error::EnvironmentError;
use super::search::Search;
use super::{Environment, disk, tool};

/// Its name.
const NAME: &str = "piton-env.json";

/// The form it has; a folder with another one is made anew.
const FORMAT: u32 = 2;

/// What it says.
#[derive(Debug, Serialize, Deserialize)]
struct Marker {
    format: u32,
    lock: String,
    python: PathBuf,
    version: (u8, u8, u8),
    site_packages: PathBuf,
    installer: String,
    /// What lies in the folder of packages: where one is missing, somebody has taken it away.
    packages: Vec<String>,
    /// Size and time of change of the interpreter: the cheap sign that it is still the same.
    python_size: u64,
    python_changed: i64,
}

/// Writes the marker into `dir`, whose packages are at `site_packages` below it.
pub(super) fn write(
    dir: &Path,
    lock: &ContentHash,
    interpreter: &Interpreter,
    site_packages: &Path,
    installer: &str,
) -> Result<(), EnvironmentError> {
    let python = &interpreter.python;
    let metadata = python.metadata().map_err(|source| EnvironmentError::BrokenInterpreter {
        python: python.clone(),
        says: source.to_string(),
    })?;
    tool::utf8(python).map_err(|python| EnvironmentError::BrokenInterpreter {
        python,
        says: "its path is not UTF-8".to_owned(),
    })?;
    save(
        dir,
        &Marker {
            format: FORMAT,
            lock: lock.to_string(),
            python: python.clone(),
            version: interpreter.version,
            site_packages: site_packages.to_owned(),
            installer: installer.to_owned(),
            packages: disk::names(&dir.join(site_packages)),
            python_size: metadata.size(),
            python_changed: metadata.mtime(),
        },
    )
}

/// Writes `marker` under another name first, so that it is whole or absent.
fn save(dir: &Path, marker: &Marker) -> Result<(), EnvironmentError> {
    let text = serde_json::to_string_pretty(marker).expect("the path was checked to be UTF-8");
    let beside = dir.join(format!(".{NAME}-{}", std::process::id()));
    disk::write(&beside, &text)?;
    disk::rename(&beside, &dir.join(NAME))
}

/// Returns the environment in `dir` if it is finished and its interpreter is still the one it was
/// made with.
///
/// This starts no process, with one exception: an interpreter that looks changed is asked for its version: a new build of the same version
/// is as good as the old one.
pub(super) fn ready(dir: &Path) -> Option<Environment> {
    let mut marker: Marker = serde_json::from_str(&disk::read_text(&dir.join(NAME))?).ok()?;
    let lock_hash = ContentHash::new(marker.lock.as_str()).ok()?;
    let metadata = marker.python.metadata().ok()?;
    let site_packages = dir.join(&marker.site_packages);
    let is_whole = || marker.packages.iter().all(|name| site_packages.join(name).exists());
    // A link that leads nowhere does not exist.
    if marker.format != FORMAT || !dir.join("bin/python").exists() || !is_whole() {
        return None;
    }
    if (marker.python_size, marker.python_changed) != (metadata.size(), metadata.mtime()) {
        let now = probe(&marker.python, &Search::default()).ok()?;
        if now.version != marker.version {
            return None;
        }
        marker.python_size = metadata.size();
        marker.python_changed = metadata.mtime();
        // In a home that cannot be written the question is asked again next time; no more.
        let _ = save(dir, &marker);
    }
    Some(Environment {
        python: marker.python,
        site_packages,
        lock_hash,
        version: marker.version,
        dir: dir.to_owned(),
    })
}
