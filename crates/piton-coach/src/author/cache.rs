//! Proofs that were made before and hold as long as nothing they rest on changes.
//!
//! Only what held is kept: a fault is found anew each time. Each proof is a file of its own,
//! written whole or not at all, so that an interrupted run keeps what it has proven. Whatever
//! cannot be read is no proof.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The most proofs kept; beyond it the older half goes.
const MAX_PROOFS: usize = 20_000;

/// How long a file of ours can be.
///
/// Units: bytes.
const MAX_BYTES: u64 = 1 << 20;

/// What a proof rests on, as one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key(String);

impl Key {
    /// Makes a key of everything that could change the outcome.
    pub(super) fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut bytes = Vec::new();
        for part in parts {
            // The length keeps two parts from running into each other.
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Self(piton_content::content_hash(&bytes).to_string())
    }
}

/// A proof that held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    key: String,
    /// How many judgings it took.
    pub(super) judgings: usize,
    /// What it had to say although nothing was at fault.
    pub(super) notes: Vec<String>,
}

/// The folder of proofs.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    fresh: bool,
    /// What was wrong with the folder, each thing once.
    troubles: Vec<String>,
}

impl Cache {
    /// Uses a folder that need not be there; a fresh run takes nothing from it.
    pub(super) fn new(folder: PathBuf, fresh: bool) -> Self {
        Self { folder, fresh, troubles: Vec::new() }
    }

    /// Returns a proof made before.
    pub(super) fn get(&mut self, key: &Key) -> Option<Kept> {
        if self.fresh {
            return None;
        }
        let path = self.path(key);
        let text = match read(&path) {
            Ok(text) => text?,
            Err(error) => {
                self.trouble(format!("{} cannot be read: {error}", path.display()));
                return None;
            }
        };
        match serde_json::from_str::<Kept>(&text) {
            Ok(kept) if kept.key == key.0 => Some(kept),
            _ => {
                self.trouble(format!("{} is damaged, so it was proven again", path.display()));
                None
            }
        }
    }

    /// Keeps a proof that held; without a place for it, it is made again next time.
    pub(super) fn put(&mut self, key: &Key, judgings: usize, notes: &[String]) {
        let kept = Kept { key: key.0.clone(), judgings, notes: notes.to_vec() };
        let text = serde_json::to_string(&kept).expect("a proof is plain JSON");
        if let Err(error) = crate::disk::write(&self.path(key), text.as_bytes()) {
            self.trouble(format!("proofs cannot be kept: {error}"));
        }
    }

    /// Lets the oldest proofs go if there are too many, and says what was wrong with the folder.
    pub(super) fn finish(self) -> Vec<String> {
        prune(&self.folder, MAX_PROOFS);
        self.troubles
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(format!("{}.json", key.0))
    }

    fn trouble(&mut self, says: String) {
        // A folder that cannot be written says so once for each proof.
        if !self.troubles.contains(&says) && self.troubles.len() < 5 {
            self.troubles.push(says);
        }
    }
}

fn read(path: &Path) -> std::io::Result<Option<String>> {
    use std::io::{ErrorKind, Read};
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Removes the older half of the proofs if there are more than `most`.
fn prune(folder: &Path, most: usize) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut proofs: Vec<_> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.metadata().ok()?.modified().ok()?, entry.path()))
        })
        .collect();
    if proofs.len() <= most {
        return;
    }
    proofs.sort();
    for (_, path) in &proofs[..proofs.len() / 2] {
        // Another run may have been faster; what stays goes next time.
        let _ = std::fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(folder: &tempfile::TempDir, fresh: bool) -> Cache {
        Cache::new(folder.path().join("content"), fresh)
    }

    #[test]
    fn a_proof_is_found_again_under_its_key_alone() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::of(["task", "a", "bc"]);
        cache(&folder, false).put(&key, 7, &["a note".to_owned()]);
        let kept = cache(&folder, false).get(&key).unwrap();
        assert_eq!((kept.judgings, kept.notes), (7, vec!["a note".to_owned()]));
        for other in [["task", "ab", "c"], ["task", "a", "bd"], ["", "taska", "bc"]] {
            assert_eq!(cache(&folder, false).get(&Key::of(other)), None);
        }
        assert_eq!(cache(&folder, true).get(&key), None, "a fresh run proves everything");
    }

    #[test]
    fn what_is_damaged_is_no_proof_and_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (key, other) = (Key::of(["a"]), Key::of(["b"]));
        let mut cache = cache(&folder, false);
        cache.put(&key, 1, &[]);
        let whole = read(&cache.path(&key)).unwrap().unwrap();
        for text in
            ["", "{", &whole[..whole.len() / 2], "{\"key\":\"x\",\"judgings\":1,\"notes\":[]}"]
        {
            crate::disk::write(&cache.path(&key), text.as_bytes()).unwrap();
            assert_eq!(cache.get(&key), None, "{text}");
        }
        // A proof under another's name proves nothing either.
        crate::disk::write(&cache.path(&other), whole.as_bytes()).unwrap();
        assert_eq!(cache.get(&other), None);
        crate::disk::write(&cache.path(&other), b"\xff\xfe").unwrap();
        assert_eq!(cache.get(&other), None);
        let troubles = cache.finish();
        assert!(troubles.len() == 2 && troubles[0].contains("damaged"), "{troubles:?}");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_said_once_and_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        crate::disk::write(&folder.path().join("content"), b"a file").unwrap();
        let mut cache = cache(&folder, false);
        for name in ["a", "b"] {
            cache.put(&Key::of([name]), 1, &[]);
        }
        assert_eq!(cache.finish().len(), 1);
    }

    #[test]
    fn too_many_proofs_lose_their_older_half() {
        let folder = tempfile::tempdir().unwrap();
        for idx in 0..6 {
            crate::disk::write(&folder.path().join(format!("{idx}.json")), b"{}").unwrap();
        }
        let count = || std::fs::read_dir(folder.path()).unwrap().count();
        prune(folder.path(), 6);
        assert_eq!(count(), 6);
        prune(folder.path(), 5);
        assert_eq!(count(), 3);
    }
}
