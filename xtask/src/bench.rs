//! `cargo xtask bench`: figures as JSON, each beside a peer measured in the same run.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::Subcommand;

use crate::{run, web};

/// What is measured.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Time from save to verdict, beside pytest and beside fork and exit of the zygotes
    Judge {
        /// Print JSON only
        #[arg(long)]
        json: bool,
        /// Judgings per series
        #[arg(long, default_value = "200")]
        rounds: u32,
    },
    /// The learner model: figures beside their bars and beside peers from PyPI
    Learner {
        /// Print JSON only
        #[arg(long)]
        json: bool,
        /// Folder with the data sets, or any one with a train and a test part
        #[arg(long)]
        data: Option<PathBuf>,
        /// Measure only what contains this in its name
        #[arg(long)]
        only: Option<String>,
        /// Do not install or run the peers
        #[arg(long)]
        no_peers: bool,
    },
    /// Programs a second that a suite is run against, beside mutmut and one pytest process each
    Suites {
        /// Print JSON only
        #[arg(long)]
        json: bool,
        /// How often each is measured, in turns
        #[arg(long, default_value = "5")]
        rounds: u32,
    },
    /// The page: answers under load, a save until its verdict is seen, what a browser fetches
    Web {
        /// Print JSON only
        #[arg(long)]
        json: bool,
        /// Requests of the longest series
        #[arg(long, default_value = "3000")]
        rounds: u32,
    },
    /// Time of the commands a learner waits for
    Cli {
        /// Print JSON only
        #[arg(long)]
        json: bool,
    },
}

/// Runs a bench and prints its figures.
pub(crate) fn bench(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Judge { rounds, .. } => judge(*rounds),
        Bench::Learner { data, only, no_peers, .. } => {
            learner(data.as_deref(), only.as_deref(), *no_peers)
        }
        Bench::Suites { rounds, .. } => suites(*rounds, 8, &[]),
        Bench::Web { rounds, .. } => web::bench(*rounds),
        Bench::Cli { .. } => cli(21),
    }
}

/// Runs each bench briefly, so that it cannot rot; asserts no time.
///
/// Of the learner the cheap bars must hold.
pub(crate) fn smoke() -> anyhow::Result<()> {
    judge(30)?;
    soak(200, 100)?;
    run::run(&mut learner_bench(&["--brief", "--no-peers", "the short run has none"]))?;
    suites(1, 3, &["--brief"])?;
    web::bench(200)?;
    cli(5)
}

/// Measures write-tests judgings beside their peers, which are installed next to the build.
fn suites(rounds: u32, processes: u32, more: &[&str]) -> anyhow::Result<()> {
    let piton = run::build_piton_release()?.display().to_string();
    let metadata = run::metadata()?;
    let target = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    let folder = PathBuf::from(target).join("bench-suites").display().to_string();
    let python = run::python()?.display().to_string();
    let (rounds, processes) = (rounds.to_string(), processes.to_string());
    let args = ["-B", "bench/suites/measure.py", "--piton", &piton, "--folder", &folder];
    let how = ["--rounds", &rounds, "--processes", &processes];
    run::run(run::command(&python, &args).args(how).args(more))
}

fn learner(data: Option<&Path>, only: Option<&str>, no_peers: bool) -> anyhow::Result<()> {
    let mut args = Vec::new();
    if let Some(data) = data {
        // The bench runs in a folder of its own.
        let data = std::path::absolute(data)?;
        args.extend(["--data".to_owned(), data.display().to_string()]);
    }
    if let Some(only) = only {
        args.extend(["--only".to_owned(), only.to_owned()]);
    }
    let peers = if no_peers {
        Err(anyhow!("--no-peers was given"))
    } else {
        peers("learner", "bench-peers")
    };
    match peers {
        Ok(python) => args.extend(["--python".to_owned(), python.display().to_string()]),
        Err(why) => args.extend(["--no-peers".to_owned(), format!("{why:#}")]),
    }
    run::run(&mut learner_bench(&args.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn learner_bench(args: &[&str]) -> std::process::Command {
    let mut all =
        vec!["bench", "--quiet", "--package", "piton-learner", "--bench", "learner", "--"];
    all.extend(args);
    run::cargo(&all)
}

/// Installs the peers of a bench into an environment beside the build and returns its Python.
fn peers(bench: &str, folder: &str) -> anyhow::Result<PathBuf> {
    let metadata = run::metadata()?;
    let target = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    let home = PathBuf::from(target).join(folder);
    let python = home.join("bin/python");
    if !python.is_file() {
        let own = run::python()?.display().to_string();
        run::output(&mut run::command(&own, &["-m", "venv", &home.display().to_string()]))?;
    }
    let requirements = format!("bench/{bench}/requirements.txt");
    let wanted = ["-m", "pip", "install", "--quiet", "-r", &requirements];
    run::output(&mut run::command(&python.display().to_string(), &wanted))?;
    Ok(python)
}

/// Judges often, and under fire; fails if something leaked, hung or was lost.
pub(crate) fn soak(judgings: u32, killed: u32) -> anyhow::Result<()> {
    let (judgings, killed) = (judgings.to_string(), killed.to_string());
    let args = ["--judgings", &judgings, "--killed", &killed];
    run::run(
        run::cargo(&["bench", "--quiet", "--package", "piton-coach", "--bench", "soak", "--"])
            .args(args),
    )
}

fn judge(rounds: u32) -> anyhow::Result<()> {
    let rounds = rounds.to_string();
    let mut bench =
        run::cargo(&["bench", "--quiet", "--package", "piton-coach", "--bench", "judge", "--"]);
    bench.args(["--rounds", &rounds]);
    match peers("judge", "bench-hypothesis") {
        Ok(python) => bench.arg("--python").arg(python),
        Err(why) => bench.args(["--no-peers", &format!("{why:#}")]),
    };
    run::run(&mut bench)
}

fn cli(rounds: usize) -> anyhow::Result<()> {
    use std::time::Instant;
    let piton = run::build_piton_release()?.display().to_string();
    let home = tempfile::tempdir()?;
    let mut figures = serde_json::Map::new();
    for args in [&["map"][..], &["map", "--json"], &["next", "--show"], &["doctor"]] {
        let mut times = Vec::new();
        for _ in 0..rounds {
            let started = Instant::now();
            run::output(
                run::command(&piton, args).env("PITON_HOME", home.path()).current_dir(home.path()),
            )?;
            times.push(started.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        let median = times[times.len() / 2];
        figures.insert(
            format!("{} median_ms", args.join(" ")),
            ((median * 100.0).round() / 100.0).into(),
        );
    }
    figures.insert("rounds".to_owned(), rounds.into());
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}
