//! Names for content that do not change unless the content does.

use piton_domain::{ContentHash, Files, files};
use sha2::{Digest, Sha256};

/// Returns the SHA-256 of some bytes.
pub fn content_hash(content: &[u8]) -> ContentHash {
    let digest = Sha256::digest(content);
    let text: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    ContentHash::new(text).expect("a SHA-256 has 64 hexadecimal digits")
}

/// Returns the hash of a set of files: paths, lengths and contents.
///
/// Shapes: the SHA-256 of [`files::pack`], which is also what the journal stores.
pub fn files_hash(set: &Files) -> ContentHash {
    content_hash(&files::pack(set))
}
