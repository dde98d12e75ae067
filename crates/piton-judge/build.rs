//! Lists the harness's Python files, so that the crate embeds them all and none is forgotten.

#![expect(clippy::disallowed_methods, reason = "a build script has no wrapper to use")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let harness = root.join("harness");
    println!("cargo::rerun-if-changed=harness");
    let mut files = Vec::new();
    collect(&harness, "", &mut files)?;
    files.sort();
    let mut source = String::from("&[\n");
    for file in files {
        let path = harness.join(&file);
        writeln!(source, "    ({file:?}, include_bytes!({path:?})),")
            .expect("writing to a string does not fail");
    }
    source.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("harness_files.rs"), source)
}

/// Collects the Python files below `dir` by their path inside the harness.
fn collect(dir: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let inner = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            if name != "__pycache__" && name != "tests" && !name.starts_with('.') {
                collect(&entry.path(), &format!("{inner}/"), files)?;
            }
        } else if name.ends_with(".py") {
            files.push(inner);
        }
    }
    Ok(())
}
