//! File operations whose errors carry their path and say what they mean for the reader.

use std::io::{ErrorKind, Write};
use std::path::Path;

use super::error::{EnvironmentError, Words};

/// Turns the system's answer into the error that has a way out.
pub(super) fn trouble(
    action: &'static str,
    path: &Path,
    source: std::io::Error,
) -> EnvironmentError {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            EnvironmentError::DiskFull { path, detail: Words(source.to_string()) }
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::NotADirectory => {
            EnvironmentError::NotWritable { path, says: source.to_string() }
        }
        _ => EnvironmentError::Io { action, path, source },
    }
}

/// Makes a folder and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), EnvironmentError> {
    std::fs::create_dir_all(path).map_err(|source| trouble("making", path, source))
}

/// Writes a file and waits until it is on the disk.
pub(super) fn write(path: &Path, text: &str) -> Result<(), EnvironmentError> {
    let write = || {
        let mut file = std::fs::File::create(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|source| trouble("writing", path, source))
}

/// Reads a file of text; `None` if it is not there or is no text.
#[expect(clippy::disallowed_methods, reason = "the caller treats an unreadable file as none")]
pub(super) fn read_text(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

/// Renames a folder.
/// Returns the names in a folder in order, as far as they are text.
pub(super) fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), EnvironmentError> {
    std::fs::rename(from, to).map_err(|source| trouble("renaming to", to, source))
}

/// Removes a folder with all it holds, as far as that is possible.
pub(super) fn remove(path: &Path) {
    // What cannot be removed now is tried again by the next run, and nothing mistakes it for
    // finished work.
    let _ = std::fs::remove_dir_all(path);
}

/// Waits until everything below `folder` is on the disk, where the system can do that.
///
/// Without this a power cut after the rename can leave a finished name with empty files.
pub(super) fn settle(folder: &Path) {
    if let Ok(file) = std::fs::File::open(folder) {
        // A file system that cannot do this loses nothing but that protection.
        let _ = rustix::fs::syncfs(&file);
    }
}

/// A folder under construction: gone again unless it was moved to its final place.
pub(super) struct Scaffold<'a>(pub(super) &'a Path);

impl Drop for Scaffold<'_> {
    fn drop(&mut self) {
        remove(self.0);
    }
}
