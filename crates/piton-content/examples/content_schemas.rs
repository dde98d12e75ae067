//! Writes the schemas of the TOML files to `schemas/`, or with `--check` says which are stale.

use std::path::Path;
use std::process::ExitCode;

#[expect(clippy::print_stderr, reason = "a tool for the developer's terminal")]
fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    let mut status = ExitCode::SUCCESS;
    for (name, text) in piton_content::schemas() {
        let path = folder.join(format!("{name}.schema.json"));
        #[expect(clippy::disallowed_methods, reason = "the path is named right here")]
        let outcome = if check {
            match std::fs::read_to_string(&path) {
                Ok(committed) if committed == text => Ok(()),
                Ok(_) => Err("is stale; run `cargo xtask codegen`".to_owned()),
                Err(error) => Err(error.to_string()),
            }
        } else {
            std::fs::create_dir_all(&folder)
                .and_then(|()| std::fs::write(&path, text))
                .map_err(|error| error.to_string())
        };
        if let Err(trouble) = outcome {
            eprintln!("{}: {trouble}", path.display());
            status = ExitCode::FAILURE;
        }
    }
    status
}
