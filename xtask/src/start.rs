//! `cargo xtask start`: from a fresh clone to the main job.

use std::process::Stdio;

use crate::run;

/// Builds, sets up and opens Piton.
pub(crate) fn start() -> anyhow::Result<()> {
    run::python()?;
    eprintln!("building Piton (a few minutes the first time, seconds later)");
    let piton = run::build_piton()?;
    let piton = piton.display().to_string();
    run::run(run::command(&piton, &["setup"]).stdin(Stdio::null()))?;
    eprintln!("the program is {piton}\n");
    // The learner may stay for hours; the status is theirs, not a failure of starting.
    run::command(&piton, &[]).current_dir(std::env::current_dir()?).status()?;
    Ok(())
}
