//! `cargo xtask codegen`: files made from the code, committed, and compared by CI.

use crate::run;

/// Writes the JSON Schemas of content and of the coach's JSON, and the API's description, or
/// compares them.
pub(crate) fn codegen(check: bool) -> anyhow::Result<()> {
    for (package, example) in [
        ("piton-content", "content_schemas"),
        ("piton-coach", "output_schemas"),
        ("piton-web", "openapi"),
    ] {
        let mut args = vec!["run", "--quiet", "--package", package, "--example", example];
        if check {
            args.extend(["--", "--check"]);
        }
        run::run(&mut run::cargo(&args))?;
    }
    Ok(())
}
