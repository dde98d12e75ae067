//! The archive in which a release carries the content tree.

use std::io::Read;

use piton_domain::{Files, files::is_inner_path};

use crate::{ContentError, MAX_FILE_BYTES, MAX_FILES};

/// The most an archive may unpack to.
///
/// Units: bytes.
const MAX_UNPACKED_BYTES: u64 = 512 << 20;

/// Unpacks a zstd-compressed tar archive.
///
/// Errors: [`ContentError::Archive`] for damage, for anything that is not a plain file, for paths
/// that leave the tree, and for more than the caps allow.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Files, ContentError> {
    let damaged = |source| ContentError::Archive { what: "damaged".into(), source: Some(source) };
    let refused = |what: String| ContentError::Archive { what, source: None };

    let plain = zstd::Decoder::new(bytes).map_err(damaged)?.take(MAX_UNPACKED_BYTES);
    let mut archive = tar::Archive::new(plain);
    let mut files = Files::new();
    for entry in archive.entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !is_inner_path(&path) {
            return Err(refused(format!("`{}` leaves the tree", path.escape_debug())));
        }
        if !entry.header().entry_type().is_file() {
            return Err(refused(format!("`{path}` is not a plain file")));
        }
        let mut content = Vec::new();
        entry.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut content).map_err(damaged)?;
        if content.len() > MAX_FILE_BYTES {
            return Err(refused(format!("`{path}` is larger than {MAX_FILE_BYTES} bytes")));
        }
        if files.len() == MAX_FILES {
            return Err(refused(format!("more than {MAX_FILES} files")));
        }
        if files.insert(path.clone(), content).is_some() {
            return Err(refused(format!("`{path}` stands in it twice")));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    mod build {
        include!("../build/pack.rs");
    }

    fn tarred(entries: &[(&str, &[u8], tar::EntryType)]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (path, content, kind) in entries {
            let mut header = tar::Header::new_ustar();
            // `set_path` refuses what the test wants to write.
            header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
            header.set_size(content.len() as u64);
            header.set_entry_type(*kind);
            header.set_cksum();
            builder.append(&header, *content).unwrap();
        }
        zstd::encode_all(builder.into_inner().unwrap().as_slice(), 1).unwrap()
    }

    #[test]
    fn what_the_build_packs_is_unpacked_and_always_packed_alike() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("b/__pycache__")).unwrap();
        for (path, text) in [
            ("roadmap.toml", "x"),
            ("b/z.py", "z"),
            ("b/a.py", ""),
            (".hidden", "h"),
            ("b/y.pyc", "c"),
        ] {
            #[expect(clippy::disallowed_methods, reason = "a test makes its own folder")]
            std::fs::write(folder.path().join(path), text).unwrap();
        }
        let archive = build::pack(folder.path()).unwrap();
        let files = unpack(&archive).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["b/a.py", "b/z.py", "roadmap.toml"]);
        assert_eq!(files["b/z.py"], b"z");
        assert_eq!(archive, build::pack(folder.path()).unwrap());
    }

    #[test]
    fn paths_that_leave_the_tree_are_refused() {
        for path in ["../evil", "/etc/evil", "a/../../evil", "a//b", "./a"] {
            let archive = tarred(&[(path, b"x", tar::EntryType::Regular)]);
            let error = unpack(&archive).unwrap_err().to_string();
            assert!(error.contains("leaves the tree"), "{path}: {error}");
        }
    }

    #[test]
    fn links_doubles_and_damage_are_refused() {
        let link = tarred(&[("a", b"", tar::EntryType::Symlink)]);
        assert!(unpack(&link).unwrap_err().to_string().contains("not a plain file"));
        let file = ("a", b"x".as_slice(), tar::EntryType::Regular);
        let twice = tarred(&[file, file]);
        assert!(unpack(&twice).unwrap_err().to_string().contains("twice"));
        assert!(unpack(&twice[..twice.len() / 2]).is_err());
        assert!(unpack(b"not an archive").is_err());
    }

    #[test]
    fn an_oversized_file_is_refused() {
        let content = vec![b'x'; MAX_FILE_BYTES + 1];
        let archive = tarred(&[("big", &content, tar::EntryType::Regular)]);
        assert!(unpack(&archive).unwrap_err().to_string().contains("larger"));
    }
}
