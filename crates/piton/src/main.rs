//! Piton: judges real Python work, offline, and shows the next worthwhile step.

mod authoring;
mod cli;
mod commands;
mod config;
mod content_report;
mod editor;
mod exit;
mod first_run;
mod host;
mod own_code;
mod progress;
mod render;
mod sentences;
mod serve;
mod ui;
mod watch;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run()
}
