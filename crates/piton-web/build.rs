//! Takes the built front end into the crate, if it is there; never builds it.
//!
//! `cargo xtask web` builds it. Without it the pages are served bare and say so. With `REQUIRE_WEB`
//! set, as for what is shipped, a missing front end is an error.

use std::path::Path;

fn main() {
    let dist = Path::new("../../web/dist");
    println!("cargo::rerun-if-changed=../../web/dist");
    println!("cargo::rerun-if-env-changed=REQUIRE_WEB");
    let out = std::env::var("OUT_DIR").expect("cargo names the folder to write to");
    let folder = Path::new(&out).join("web");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder to write to can be written");
    if dist.join(".vite/manifest.json").is_file() {
        copy(dist, &folder);
    } else if std::env::var_os("REQUIRE_WEB").is_some() {
        panic!("the front end is not built: run `cargo xtask web` first");
    } else {
        println!(
            "cargo::warning=the page has no styles and no scripts: `cargo xtask web` builds them"
        );
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in from.read_dir().expect("the front end can be read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder can be made");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a file of the front end can be copied");
        }
    }
}
