//! Hashes of contents, and the seed that follows from them.

use std::fmt::Write as _;

use piton_domain::{ContentHash, Submission, Task};
use sha2::{Digest, Sha256};

/// Returns the SHA-256 of `bytes`.
pub fn content_hash(bytes: &[u8]) -> ContentHash {
    let digest = Sha256::digest(bytes);
    let mut text = String::with_capacity(64);
    for byte in digest {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
    }
    ContentHash::new(text).expect("64 lower-case hexadecimal digits were written")
}

/// Returns the seed of a practice judging: equal files of a task get equal inputs.
///
/// Shapes: the first eight bytes, big-endian, of the SHA-256 of task id, version (decimal), variant
/// and submission hash, each followed by a zero byte.
pub fn practice_seed(task: &Task, submission: &Submission) -> u64 {
    let mut hasher = Sha256::new();
    let version = task.version.to_string();
    for part in [task.id.as_str(), &version, &task.variant, submission.hash.as_str()] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    u64::from_be_bytes(digest[..8].try_into().expect("a digest has 32 bytes"))
}
