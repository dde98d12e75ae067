//! `cargo xtask start`: from a fresh clone to the main job.

use std::process::Stdio;

use crate::{run, web};

/// Builds, sets up and opens Piton.
pub(crate) fn start() -> anyhow::Result<()> {
    run::python()?;
    web::build_if_possible()?;
    eprintln!("building Piton (a few minutes the first time, seconds later)");
    // Not quiet, so that minutes of building are not minutes of silence.
    run::run(&mut run::cargo(&["build", "--package", "piton"]))?;
    let path = run::build_piton()?;
    let piton = path.display().to_string();
    run::run(run::command(&piton, &["setup"]).stdin(Stdio::null()))?;
    let folder = path.parent().unwrap_or(&path).display();
    eprintln!("To type `piton` in another terminal: export PATH=\"{folder}:$PATH\"\n");
    // The learner may stay for hours; the status is theirs, not a failure of starting.
    run::command(&piton, &[]).current_dir(std::env::current_dir()?).status()?;
    Ok(())
}
