//! The only place of this crate that touches the disk; every error names its path.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::ContentError;

/// What stands behind a name of a folder; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Folder,
    File,
    Link,
    Other,
}

/// Lists a folder, in the order of names.
pub(crate) fn list(folder: &Path) -> Result<Vec<(PathBuf, Kind)>, ContentError> {
    let fail = |source| ContentError::Read { path: folder.to_owned(), source };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let file_type = entry.file_type().map_err(fail)?;
        let kind = if file_type.is_symlink() {
            Kind::Link
        } else if file_type.is_dir() {
            Kind::Folder
        } else if file_type.is_file() {
            Kind::File
        } else {
            Kind::Other
        };
        entries.push((entry.path(), kind));
    }
    entries.sort();
    Ok(entries)
}

/// Reads at most `limit` bytes of a file and one more, so that the caller sees an overrun.
pub(crate) fn read_up_to(path: &Path, limit: usize) -> Result<Vec<u8>, ContentError> {
    let fail = |source| ContentError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(fail)?;
    let mut content = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut content).map_err(fail)?;
    Ok(content)
}
