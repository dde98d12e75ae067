//! Reading and writing a learner's files: whole or not at all, with the path in every error.

use std::io::{Read, Write};
use std::path::Path;

use crate::error::{IoContext, Result};

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

/// Creates a folder and those above it.
pub(crate) fn create_dir(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).or_io("create the folder", path)
}

/// Writes a file whole or not at all: beside it first, then renamed over it.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    create_dir(dir)?;
    let mut file = tempfile::Builder::new()
        .prefix(".piton-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(dir)
        .or_io("write", path)?;
    file.write_all(content).or_io("write", path)?;
    file.as_file().sync_all().or_io("write", path)?;
    file.persist(path).map_err(|error| error.error).or_io("write", path)?;
    Ok(())
}
