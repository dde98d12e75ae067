// Included by the build script and by the test of the unpacking side.

/// Packs a folder into a compressed tar archive: the same folder always gives the same bytes.
pub(crate) fn pack(folder: &std::path::Path) -> std::io::Result<Vec<u8>> {
    let mut paths = Vec::new();
    collect(folder, "", &mut paths)?;
    paths.sort();
    let mut builder = tar::Builder::new(Vec::new());
    for path in paths {
        #[expect(clippy::disallowed_methods, reason = "the caller names the folder on failure")]
        let content = std::fs::read(folder.join(&path))?;
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        builder.append_data(&mut header, &path, content.as_slice())?;
    }
    zstd::encode_all(builder.into_inner()?.as_slice(), 19)
}

fn collect(folder: &std::path::Path, prefix: &str, paths: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| {
            std::io::Error::other(format!("the name {} is not UTF-8", name.display()))
        })?;
        if name.starts_with('.') || name == "__pycache__" || name.ends_with(".pyc") {
            continue;
        }
        let kind = entry.file_type()?;
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), paths)?;
        } else if kind.is_file() {
            paths.push(path);
        } else {
            return Err(std::io::Error::other(format!("{path} is not a plain file")));
        }
    }
    Ok(())
}
