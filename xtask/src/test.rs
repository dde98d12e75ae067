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

/// Proves the content with the binary of this tree, in a home of its own.
fn content() -> anyhow::Result<()> {
    let piton = run::build_piton()?.display().to_string();
    let home = tempfile::tempdir()?;
    let check = |args: &[String]| {
        run::run(
            run::command(&piton, &["content", "check"])
                .args(args)
                .env("PITON_HOME", home.path())
                .current_dir(home.path()),
        )
    };
    check(&["--load-only".to_owned()])?;
    println!("read, and not proven by the newest rules yet: {}", UNPROVEN.join(", "));
    check(&proven()?)
}

/// Tasks that have not been seen to hold the newest rules of the gate: mutants and idle checks.
///
/// Each is taken from here once `piton content check TASK` finds nothing; none may be added.
const UNPROVEN: [&str; 3] = [
    "problem/systematic-debugging/handbook",
    "testing/complex-bugs/duty-roster",
    "testing/complex-bugs/match-server",
];

/// Returns every other task, and every lesson and every item.
fn proven() -> anyhow::Result<Vec<String>> {
    let mut paths = Vec::new();
    for task in glob("content/*/*/tasks/*")? {
        let id = task.trim_start_matches("content/").replacen("/tasks/", "/", 1);
        if !UNPROVEN.contains(&id.as_str()) {
            paths.push(id);
        }
    }
    for file in ["lesson.md", "items.toml"] {
        for path in glob(&format!("content/*/*/{file}"))? {
            paths.push(path.trim_start_matches("content/").to_owned());
        }
    }
    Ok(paths)
}

/// Lists what git knows or would know below a pattern of folders, each once.
fn glob(pattern: &str) -> anyhow::Result<Vec<String>> {
    let depth = pattern.split('/').count();
    let listed = run::output(&mut run::command(
        "git",
        &["ls-files", "--", &format!(":(glob){pattern}"), &format!(":(glob){pattern}/**")],
    ))?;
    let mut found: Vec<String> = listed
        .lines()
        .map(|line| line.split('/').take(depth).collect::<Vec<_>>().join("/"))
        .collect();
    found.sort();
    found.dedup();
    Ok(found)
}
