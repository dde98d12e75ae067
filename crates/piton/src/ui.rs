//! The terminal: the one module that writes to it.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this module is the terminal")]

use std::io::{BufRead, IsTerminal, Write};

use crate::cli::{Color, Global, OutputFormat};

/// How to speak to the user.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ui {
    /// How results are written.
    pub(crate) format: OutputFormat,
    /// Whether results are coloured.
    pub(crate) color: bool,
    /// Whether lines are plain.
    pub(crate) plain: bool,
    /// Whether a person can be asked.
    pub(crate) interactive: bool,
    /// Whether progress may be drawn.
    pub(crate) progress: bool,
    /// Columns to write in.
    pub(crate) width: usize,
}

impl Ui {
    /// Looks at the options and the terminal.
    pub(crate) fn new(global: &Global, environment_forbids_color: bool) -> Self {
        let out = std::io::stdout().is_terminal();
        let format = if global.json { OutputFormat::Json } else { global.output_format };
        let human = format == OutputFormat::Human;
        let color = human
            && !global.plain
            && match global.color {
                Color::Always => true,
                Color::Never => false,
                Color::Auto => out && !environment_forbids_color,
            };
        let width = terminal_width().clamp(40, 100);
        Self {
            format,
            color,
            plain: global.plain,
            interactive: human && out && std::io::stdin().is_terminal(),
            progress: human && !global.plain && std::io::stderr().is_terminal(),
            width,
        }
    }

    /// Writes a result.
    pub(crate) fn out(&self, text: &str) {
        let mut stdout = std::io::stdout().lock();
        let ended = if text.ends_with('\n') { "" } else { "\n" };
        // A closed pipe (`piton map | head`) is not a failure of ours.
        let _ = write!(stdout, "{text}{ended}").and_then(|()| stdout.flush());
    }

    /// Writes a result as JSON.
    pub(crate) fn json(&self, value: &impl serde::Serialize) {
        match serde_json::to_string_pretty(value) {
            Ok(text) => self.out(&text),
            Err(error) => eprintln!("could not write JSON: {error}"),
        }
    }

    /// Writes what is not the result: progress, notes, errors.
    pub(crate) fn err(&self, text: &str) {
        eprintln!("{text}");
    }

    /// Asks a question and returns the line typed; `None` at the end of input.
    pub(crate) fn ask(&self, question: &str) -> Option<String> {
        print!("{question}");
        let _ = std::io::stdout().flush();
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(line.trim().to_owned()),
        }
    }

    /// Paints text if colour is on.
    pub(crate) fn paint(&self, style: anstyle::Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}
