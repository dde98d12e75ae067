//! `cargo xtask test`: every gate, with the time of each.

use std::time::{Duration, Instant};

use anyhow::bail;

use crate::{attacks, bench, codegen, dist, run, sandbox, tidy, web};

type Gate = (&'static str, fn() -> anyhow::Result<()>);

/// The gates, cheapest first.
const GATES: [Gate; 13] = [
    ("format", || run::run(&mut run::cargo(&["fmt", "--all", "--check"]))),
    ("tidy", tidy::tidy),
    ("clippy", || {
        run::run(&mut run::cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "--deny",
            "warnings",
        ]))
    }),
    ("harness", harness),
    ("tests", || run::run(&mut run::cargo(&["test", "--workspace", "--quiet"]))),
    ("sandbox", sandbox::sandbox),
    ("attacks", || attacks::attacks(true, None, None, false)),
    ("attacks3", || attacks::attacks(true, None, Some("landlock"), false)),
    ("web", web::test),
    ("codegen", || codegen::codegen(true)),
    ("content", content),
    ("bench", bench::smoke),
    ("wheel", || dist::wheel(true)),
];

/// Runs the gates whose name contains `only`.
pub(crate) fn test(only: Option<&str>) -> anyhow::Result<()> {
    let mut times = Vec::new();
    let mut failed = Vec::new();
    for (name, gate) in GATES {
        if only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        println!("==> {name}");
        let started = Instant::now();
        if let Err(error) = gate() {
            eprintln!("gate {name} failed: {error:#}");
            failed.push(name);
        }
        times.push((name, started.elapsed()));
    }
    if times.is_empty() {
        bail!("no gate has {only:?} in its name");
    }
    println!("\ngate        seconds");
    for (name, time) in &times {
        println!("{name:<12}{:>7.1}", time.as_secs_f64());
    }
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    println!("{:<12}{:>7.1}", "all", total.as_secs_f64());
    println!("gates: {} passed, {} failed", times.len() - failed.len(), failed.len());
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

/// Runs the Python tests of the harness.
fn harness() -> anyhow::Result<()> {
    let python = run::python()?.display().to_string();
    let folder = "crates/piton-judge/harness_tests";
    run::run(&mut run::command(&python, &["-B", "-m", "unittest", "discover", "-q", "-s", folder]))
}

/// Proves the content with the binary of this tree, in a home of its own, then from what is kept.
fn content() -> anyhow::Result<()> {
    let piton = run::build_piton()?.display().to_string();
    let home = tempfile::tempdir()?;
    for _ in ["fresh", "kept"] {
        run::run(
            run::command(&piton, &["content", "check"])
                .env("PITON_HOME", home.path())
                .current_dir(home.path()),
        )?;
    }
    Ok(())
}
