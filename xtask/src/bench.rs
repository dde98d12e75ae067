//! `cargo xtask bench`: figures as JSON, each beside a peer measured in the same run.

use clap::Subcommand;

use crate::run;

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
        Bench::Cli { .. } => cli(21),
    }
}

/// Runs each bench briefly, so that it cannot rot; asserts no time.
pub(crate) fn smoke() -> anyhow::Result<()> {
    judge(30)?;
    soak(200, 100)?;
    cli(5)
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
    run::run(&mut run::cargo(&[
        "bench",
        "--quiet",
        "--package",
        "piton-coach",
        "--bench",
        "judge",
        "--",
        "--rounds",
        &rounds,
    ]))
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
