//! Automation of the workspace: start, test, tidy, codegen, bench, attacks, soak, dist.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "automation speaks to a terminal")]

mod attacks;
mod bench;
mod codegen;
mod dist;
mod run;
mod sandbox;
mod start;
mod test;
mod tidy;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Automation of the Piton workspace
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build Piton, make the learner environment, open the main job
    Start,
    /// Run every gate, with the time of each; install what they need
    Test {
        /// Run only the gates whose name contains this
        gate: Option<String>,
    },
    /// Check the rules of ARCHITECTURE.md that the compiler does not
    Tidy,
    /// Write generated files, or with --check compare them
    Codegen {
        /// Compare only; fail if a file is out of date
        #[arg(long)]
        check: bool,
    },
    /// Measure
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Run the attack corpus and the honest corpus against the judge
    Attacks {
        /// Print JSON only
        #[arg(long)]
        json: bool,
        /// Run only the cases whose name contains this
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
        /// Judge in this tier: namespaces or landlock; without it in the best that works
        #[arg(long, value_name = "TIER")]
        tier: Option<String>,
        /// Run the naive peer again, without a box, and record what it says
        #[arg(long)]
        control: bool,
    },
    /// Build the front end of the page
    Web,
    /// Take a picture of each page, in light and dark, wide and narrow
    Screenshots,
    /// Judge thousands of times, and kill what judges, and see what is left
    Soak {
        /// Judgings after which nothing may have leaked
        #[arg(long, default_value = "10000")]
        judgings: u32,
        /// Judgings during which processes are killed at random
        #[arg(long, default_value = "2000")]
        killed: u32,
    },
    /// Build what is shipped
    Dist {
        /// Build the Python wheel that carries the binary
        #[arg(long, required = true)]
        wheel: bool,
        /// Install it in a clean environment, reach the first verdict, print figures
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Start => start::start(),
        Command::Test { gate } => test::test(gate.as_deref()),
        Command::Tidy => tidy::tidy(),
        Command::Codegen { check } => codegen::codegen(check),
        Command::Bench(bench) => bench::bench(&bench),
        Command::Attacks { json, only, tier, control } => {
            attacks::attacks(json, only.as_deref(), tier.as_deref(), control)
        }
        Command::Web => web::build(),
        Command::Screenshots => web::screenshots(),
        Command::Soak { judgings, killed } => bench::soak(judgings, killed),
        Command::Dist { wheel: _, check } => dist::wheel(check),
    }
}
