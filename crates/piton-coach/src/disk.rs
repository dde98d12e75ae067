//! Reading and writing a learner's files: whole or not at all, with the path in every error.

use std::io::{Read, Write};
use std::path::Path;

use crate::error::{IoContext, Result};

/// How the name of a file begins that is not whole yet.
const UNFINISHED: &str = ".piton-new-";

/// Reads a small text file of ours; `None` if there is none.
pub(crate) fn read_text(path: &Path) -> Result<Option<String>> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).or_io("read", path),
    };
    let mut text = String::new();
    file.take(1 << 20).read_to_string(&mut text).or_io("read", path)?;
    Ok(Some(text))
}

/// Returns whether a file holds exactly `content`.
pub(crate) fn holds(path: &Path, content: &[u8]) -> bool {
    let Ok(file) = std::fs::File::open(path) else { return false };
    let mut there = Vec::new();
    file.take(content.len() as u64 + 1).read_to_end(&mut there).is_ok() && there == content
}

/// Returns whether a file is one that [`write`] was killed over.
pub(crate) fn is_unfinished(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(UNFINISHED))
}

/// Creates a folder and those above it.
pub(crate) fn create_dir(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).or_io("create the folder", path)
}

/// Writes a file whole or not at all: beside it first, then renamed over it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    create_dir(dir)?;
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(dir)
        .or_io("write", path)?;
    file.write_all(content).or_io("write", path)?;
    file.as_file().sync_all().or_io("write", path)?;
    file.persist(path).map_err(|error| error.error).or_io("write", path)?;
    Ok(())
}
