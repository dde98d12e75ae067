//! The Python side of the judge, carried inside this crate and laid out on disk for interpreters.
//!
//! The folder's name is the harness's hash, so two versions of Piton never share one, and a folder
//! that was changed by anybody is replaced before it is used.

use std::path::{Path, PathBuf};

use piton_domain::{ContentHash, Files, files};

use crate::hash::content_hash;
use crate::{JudgeError, disk};

/// Every file of the harness by its path.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/harness_files.rs"));

/// The harness as it lies on disk.
#[derive(Debug)]
pub(crate) struct Harness {
    /// The folder that holds `zygote.py`.
    pub(crate) dir: PathBuf,
    /// The hash of paths and contents.
    pub(crate) hash: ContentHash,
}

impl Harness {
    /// Lays the harness out below `home`, or finds it there whole and unchanged.
    pub(crate) fn lay_out(home: &Path) -> Result<Self, JudgeError> {
        let files: Files =
            FILES.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        let hash = content_hash(&files::pack(&files));
        let parent = home.join("harness");
        let dir = parent.join(&hash.as_str()[..16]);
        if !is_whole(&dir, &files)? {
            disk::create_dirs(&parent)?;
            replace(&parent, &dir, &files)?;
        }
        Ok(Self { dir, hash })
    }
}

/// Returns whether `dir` holds exactly these contents under these names.
fn is_whole(dir: &Path, files: &Files) -> Result<bool, JudgeError> {
    for (path, bytes) in files {
        if disk::read_if_there(&dir.join(path))?.as_ref() != Some(bytes) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes the files beside `dir` and moves them there in one step.
fn replace(parent: &Path, dir: &Path, files: &Files) -> Result<(), JudgeError> {
    let fresh = tempfile::Builder::new().prefix(".new-").tempdir_in(parent).map_err(|source| {
        JudgeError::Io { doing: "make a folder in", path: parent.to_owned(), source }
    })?;
    let whole = fresh.path().join("whole");
    disk::create_dirs(&whole)?;
    for (path, bytes) in files {
        let target = whole.join(path);
        if let Some(folder) = target.parent() {
            disk::create_dirs(folder)?;
        }
        disk::write_read_only(&target, bytes)?;
    }
    // Whatever lies there is damaged, or another process was faster and it is whole by now.
    if disk::is_there(&dir.to_string_lossy()) {
        if is_whole(dir, files)? {
            return Ok(());
        }
        let _ = disk::rename(dir, &fresh.path().join("damaged"));
    }
    match disk::rename(&whole, dir) {
        Ok(()) => Ok(()),
        Err(_) if is_whole(dir, files)? => Ok(()),
        Err(source) => {
            Err(JudgeError::Io { doing: "move the harness to", path: dir.to_owned(), source })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_harness_is_replaced_before_use() {
        let home = tempfile::tempdir().unwrap();
        let first = Harness::lay_out(home.path()).unwrap();
        let zygote = first.dir.join("zygote.py");
        let original = disk::read_if_there(&zygote).unwrap().expect("it was laid out");
        disk::rename(&zygote, &first.dir.join("elsewhere")).unwrap();
        disk::write_read_only(&zygote, b"print('forged')").unwrap();

        let second = Harness::lay_out(home.path()).unwrap();
        assert_eq!((&second.dir, &second.hash), (&first.dir, &first.hash));
        assert_eq!(disk::read_if_there(&zygote).unwrap(), Some(original));
        assert_eq!(disk::entries(&home.path().join("harness")), [first.dir]);
    }
}
