//! Progress of long work: a bar on a terminal, plain lines elsewhere, nothing in JSON.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use piton_coach::{AuthorProgress, JudgingProgress, SetupProgress};

use crate::cli::OutputFormat;
use crate::ui::Ui;

/// How many lines long work writes where there is no terminal for a bar.
const TENTHS: usize = 10;

/// Shows what is going on.
pub(crate) struct Progress {
    ui: Ui,
    bar: Option<ProgressBar>,
    last: String,
}

impl Progress {
    /// Shows nothing until something is reported.
    pub(crate) fn new(ui: Ui) -> Self {
        Self { ui, bar: None, last: String::new() }
    }

    /// Shows a step of setup.
    pub(crate) fn setup(&mut self, progress: &SetupProgress) {
        self.say(&progress.to_string());
    }

    /// Shows a step of judging; checks are shown by the verdict.
    pub(crate) fn judging(&mut self, progress: &JudgingProgress) {
        match progress {
            JudgingProgress::Setup(setup) => self.setup(setup),
            JudgingProgress::Started { sentence } => self.spin(&format!("judging: {sentence}")),
            JudgingProgress::Finished(_) => {}
        }
    }

    /// Shows a step of the content gate.
    pub(crate) fn author(&mut self, progress: &AuthorProgress) {
        match progress {
            AuthorProgress::Setup(setup) => self.setup(setup),
            AuthorProgress::Step { done, total, what } => {
                if self.ui.progress {
                    let bar = self.bar.get_or_insert_with(|| {
                        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}")
                            .unwrap_or_else(|_| ProgressStyle::default_bar());
                        ProgressBar::new(0).with_style(style)
                    });
                    bar.set_length(*total as u64);
                    bar.set_position(*done as u64);
                    bar.set_message(what.clone());
                } else if done * TENTHS / total != (done - 1) * TENTHS / total {
                    self.say(&format!("{done} of {total} pieces proven"));
                }
            }
        }
    }

    fn say(&mut self, text: &str) {
        if self.ui.progress {
            self.spin(text);
        } else if self.ui.format == OutputFormat::Human && self.last != text {
            self.ui.err(text);
        }
        self.last = text.to_owned();
    }

    fn spin(&mut self, text: &str) {
        if !self.ui.progress {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::new_spinner();
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        bar.set_message(text.to_owned());
    }

    /// Takes what is shown away.
    pub(crate) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.finish();
    }
}
