//! Sets of files as one run of bytes, so that a set has one hash and one blob.

use std::collections::BTreeMap;
use std::fmt;

/// Files by path; paths are relative, with forward slashes, and never leave their folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why packed bytes could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnpackError {
    /// The byte at which reading stopped.
    pub at: usize,
    /// What was wrong there.
    pub what: &'static str,
}

impl fmt::Display for UnpackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "packed files are damaged at byte {}: {}", self.at, self.what)
    }
}

impl std::error::Error for UnpackError {}

/// Packs files into the bytes whose SHA-256 is the set's hash.
///
/// Shapes: for each file in path order the path, a zero byte, the length as a big-endian `u64`,
/// the content.
pub fn pack(files: &Files) -> Vec<u8> {
    let size = files.iter().map(|(path, content)| path.len() + 9 + content.len()).sum();
    let mut bytes = Vec::with_capacity(size);
    for (path, content) in files {
        bytes.extend_from_slice(path.as_bytes());
        bytes.push(0);
        bytes.extend_from_slice(&(content.len() as u64).to_be_bytes());
        bytes.extend_from_slice(content);
    }
    bytes
}

/// Reads what [`pack`] wrote.
///
/// Errors: [`UnpackError`] for anything `pack` would not have written, paths that leave their
/// folder included.
pub fn unpack(bytes: &[u8]) -> Result<Files, UnpackError> {
    let mut files = Files::new();
    let mut at = 0;
    while at < bytes.len() {
        let fail = |what| UnpackError { at, what };
        let rest = &bytes[at..];
        let end = rest.iter().position(|&b| b == 0).ok_or_else(|| fail("no end of path"))?;
        let path = std::str::from_utf8(&rest[..end]).map_err(|_| fail("path is not UTF-8"))?;
        if !is_inner_path(path) {
            return Err(fail("path leaves its folder"));
        }
        let length = rest.get(end + 1..end + 9).ok_or_else(|| fail("no length"))?;
        let length = u64::from_be_bytes(length.try_into().expect("the slice has eight bytes"));
        let content = usize::try_from(length)
            .ok()
            .and_then(|length| rest.get(end + 9..)?.get(..length))
            .ok_or_else(|| fail("content is cut short"))?;
        if files.last_key_value().is_some_and(|(last, _)| last.as_str() >= path) {
            return Err(fail("paths are not in order"));
        }
        files.insert(path.to_owned(), content.to_vec());
        at += end + 9 + content.len();
    }
    Ok(files)
}

/// Returns whether `path` is relative, normal and stays inside its folder.
pub fn is_inner_path(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let files = Files::from([
            ("a.py".into(), b"x = 1\n".to_vec()),
            ("b/c.bin".into(), vec![0, 255, 0]),
            ("empty".into(), vec![]),
        ]);
        assert_eq!(unpack(&pack(&files)).unwrap(), files);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let good = pack(&Files::from([("a".into(), b"hello".to_vec())]));
        for end in 1..good.len() {
            assert!(unpack(&good[..end]).is_err(), "cut at {end}");
        }
        for path in ["../a", "/a", "a/../b", "", "a//b", "a\\b"] {
            let bytes = pack(&Files::from([(path.into(), vec![])]));
            assert!(unpack(&bytes).is_err(), "{path}");
        }
    }
}
