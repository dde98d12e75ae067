//! Packs the content tree into one archive, which release builds embed.
//!
//! A debug build reads the folder instead, so that a change of content needs no build.

use std::path::PathBuf;

include!("pack.rs");

#[expect(clippy::print_stdout, reason = "this is how a build script speaks to Cargo")]
fn tell(line: &str) {
    println!("cargo::{line}");
}

fn main() {
    tell("rerun-if-changed=build");
    tell("rustc-check-cfg=cfg(embedded_content)");
    let manifest_dir = PathBuf::from(env("CARGO_MANIFEST_DIR"));
    if env("PROFILE") == "debug" {
        return;
    }
    tell("rustc-cfg=embedded_content");
    let content = manifest_dir.join("../../content");
    tell(&format!("rerun-if-changed={}", content.display()));
    if !content.join("roadmap.toml").is_file() {
        fail(&format!(
            "there is no content tree at {}: a release embeds it, so build from a complete checkout",
            content.display()
        ));
    }
    let archive = match pack(&content) {
        Ok(archive) => archive,
        Err(error) => fail(&format!("pack {}: {error}", content.display())),
    };
    let target = PathBuf::from(env("OUT_DIR")).join("content.tar.zst");
    #[expect(
        clippy::disallowed_methods,
        reason = "the build owns this file and names it on failure"
    )]
    if let Err(error) = std::fs::write(&target, archive) {
        fail(&format!("write {}: {error}", target.display()));
    }
}

fn env(name: &str) -> String {
    match std::env::var(name) {
        Ok(value) => value,
        Err(error) => fail(&format!("read the variable {name} set by Cargo: {error}")),
    }
}

fn fail(message: &str) -> ! {
    tell(&format!("error={message}"));
    std::process::exit(1);
}
