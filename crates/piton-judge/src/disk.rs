//! Files and folders of ours, with the path in every error.

#![expect(clippy::disallowed_methods, reason = "this is the wrapper that adds the path")]

use std::fs::{self, Permissions};
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::JudgeError;

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> JudgeError {
    move |source| JudgeError::Io { doing, path: path.to_owned(), source }
}

/// Makes a folder and the folders above it.
pub(crate) fn create_dirs(path: &Path) -> Result<(), JudgeError> {
    fs::create_dir_all(path).map_err(failed("make the folder", path))
}

/// Reads a file, or returns `None` if there is none.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, JudgeError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(failed("read", path)(source)),
    }
}

/// Writes a file that nobody will change.
pub(crate) fn write_read_only(path: &Path, bytes: &[u8]) -> Result<(), JudgeError> {
    fs::write(path, bytes).map_err(failed("write", path))?;
    set_mode(path, 0o444)
}

/// Sets the permissions of a file or folder.
pub(crate) fn set_mode(path: &Path, mode: u32) -> Result<(), JudgeError> {
    fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(failed("set the permissions of", path))
}

/// Moves a file or folder.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Lists the entries of a folder; none if it cannot be read.
pub(crate) fn entries(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path()).collect()
}

/// Reads a file below `/proc`; a process that has just gone gives `None`.
pub(crate) fn read_proc(path: &str) -> Option<String> {
    let mut file = fs::File::open(path).ok()?;
    // Such a file does not know its size; most fit into one piece.
    let mut bytes = vec![0; 4096];
    let mut length = 0;
    loop {
        match file.read(&mut bytes[length..]).ok()? {
            0 => break,
            n => length += n,
        }
        if length == bytes.len() {
            bytes.resize(2 * length, 0);
        }
    }
    bytes.truncate(length);
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns whether a path of `/proc` is there.
pub(crate) fn is_there(path: &str) -> bool {
    Path::new(path).exists()
}

/// Returns where a link below `/proc` leads.
pub(crate) fn read_link(path: &str) -> Option<PathBuf> {
    fs::read_link(path).ok()
}
