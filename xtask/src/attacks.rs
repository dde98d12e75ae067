//! `cargo xtask attacks`: what tries to fool, leave or starve the judge, and odd work that must pass.

use crate::run;

/// Runs the corpus of `attacks/` and prints its figures as JSON.
pub(crate) fn attacks(json: bool, only: Option<&str>, control: bool) -> anyhow::Result<()> {
    let mut args = vec!["bench", "--quiet", "--package", "piton-coach", "--bench", "attacks", "--"];
    if json {
        args.push("--json");
    }
    if control {
        args.push("--control");
    }
    args.extend(only.into_iter().flat_map(|only| ["--only", only]));
    // The supervisor's environment holds a canary, and only whoever starts it can put it there.
    let random = tempfile::tempdir()?;
    let canary = random.path().display().to_string();
    let digits: String =
        canary.bytes().rev().cycle().take(16).map(|byte| format!("{byte:02x}")).collect();
    run::run(run::cargo(&args).env("PITON_ATTACKS_CANARY", format!("piton-canary-{digits}")))
}
