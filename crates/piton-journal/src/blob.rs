//! Content by its hash, as it rests in the journal.

use std::fmt::Write;

use piton_domain::ContentHash;
use sha2::{Digest, Sha256};

/// The largest content a blob may hold.
///
/// Units: bytes, before compression.
pub const MAX_BLOB_BYTES: usize = 64 << 20;

/// zstd's own default: small sources shrink to about a third in well below a millisecond.
const LEVEL: i32 = 3;

/// Returns the SHA-256 of `bytes`.
pub(crate) fn hash(bytes: &[u8]) -> ContentHash {
    hash_text(&Sha256::digest(bytes))
}

/// Writes 32 bytes of hash as text.
pub(crate) fn hash_text(bytes: &[u8]) -> ContentHash {
    let mut text = String::with_capacity(64);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
    }
    ContentHash::new(text).expect("a SHA-256 has 64 hexadecimal digits")
}

/// Returns the 32 bytes of a hash.
pub(crate) fn hash_bytes(hash: &ContentHash) -> [u8; 32] {
    let digit = |byte: u8| if byte <= b'9' { byte - b'0' } else { byte - b'a' + 10 };
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(hash.as_str().as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0]) << 4 | digit(pair[1]);
    }
    bytes
}

/// Compresses `content`.
pub(crate) fn pack(content: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(content, LEVEL).expect("compressing in memory does not fail")
}

/// Why packed bytes are not the blob they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsound {
    /// They are not zstd's, or hold more than was declared.
    Compression,
    /// They hold less than was declared, or more than any blob may.
    Size,
    /// They hold something else.
    Hash,
}

/// Reads what [`pack`] wrote; never takes more memory than `size`, which is capped.
pub(crate) fn unpack(packed: &[u8], size: i64, hash: &[u8]) -> Result<Vec<u8>, Unsound> {
    let size = usize::try_from(size).map_err(|_| Unsound::Size)?;
    if size > MAX_BLOB_BYTES {
        return Err(Unsound::Size);
    }
    let content = zstd::bulk::decompress(packed, size).map_err(|_| Unsound::Compression)?;
    if content.len() != size {
        return Err(Unsound::Size);
    }
    if Sha256::digest(&content)[..] != *hash {
        return Err(Unsound::Hash);
    }
    Ok(content)
}
