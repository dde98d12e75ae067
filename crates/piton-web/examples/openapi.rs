//! Writes the OpenAPI document of the page's API, or compares it.
#![expect(clippy::print_stderr, reason = "a tool of the workspace speaks to a terminal")]
#![expect(clippy::disallowed_methods, reason = "the errors below name the path")]

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let check = std::env::args().any(|arg| arg == "--check");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/openapi.json");
    let text = match serde_json::to_string_pretty(&piton_web::openapi()) {
        Ok(text) => text + "\n",
        Err(error) => {
            eprintln!("openapi: {error}");
            return ExitCode::FAILURE;
        }
    };
    if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
        return ExitCode::SUCCESS;
    }
    if check {
        eprintln!("schemas/openapi.json is out of date: run `cargo xtask codegen`");
        return ExitCode::FAILURE;
    }
    match std::fs::write(&path, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("could not write {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}
