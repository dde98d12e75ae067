//! `cargo xtask codegen`: files made from the code, committed, and compared by CI.

use crate::run;

/// Writes the JSON Schemas of content and of the coach's JSON, or compares them.
pub(crate) fn codegen(check: bool) -> anyhow::Result<()> {
    for package in ["piton-content", "piton-coach"] {
        let mut args = vec!["run", "--quiet", "--package", package, "--example", "schemas"];
        if check {
            args.extend(["--", "--check"]);
        }
        run::run(&mut run::cargo(&args))?;
    }
    Ok(())
}
