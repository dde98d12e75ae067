//! Results in words and colour, for people.

mod map;
mod quiz;
mod verdict;

pub(crate) use map::map;
pub(crate) use quiz::{feedback, how_to_answer, options, question};
pub(crate) use verdict::{concise, verdict};

use anstyle::{AnsiColor, Style};
use piton_coach::view::{
    DebriefView, DoctorView, HintView, LessonView, NextView, OpenedView, ReplayView, Step,
};
use piton_coach::{CoachError, markdown};

use crate::sentences;
use crate::ui::Ui;

/// Bold.
pub(crate) const STRONG: Style = Style::new().bold();
/// Quiet.
pub(crate) const QUIET: Style = Style::new().dimmed();
/// What holds.
pub(crate) const GOOD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
/// What does not.
pub(crate) const BAD: Style =
    Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))).bold();
/// What is worth a look.
pub(crate) const NOTE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// Wraps text at the terminal's width, each line behind `indent`.
pub(crate) fn wrapped(ui: &Ui, indent: &str, text: &str) -> String {
    hanging(ui, indent, indent, text)
}

/// Wraps text at the terminal's width, the first line behind `first`, the others behind `rest`.
pub(crate) fn hanging(ui: &Ui, first: &str, rest: &str, text: &str) -> String {
    let mut indent = first;
    let mut lines = String::new();
    for paragraph in text.lines() {
        let mut column = 0;
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let length = unicode_width::UnicodeWidthStr::width(word);
            let margin = unicode_width::UnicodeWidthStr::width(indent);
            if column > 0 && column + 1 + length > ui.width.saturating_sub(margin).max(20) {
                lines.push_str(indent);
                lines.push_str(&line);
                lines.push('\n');
                line.clear();
                column = 0;
                indent = rest;
            }
            if column > 0 {
                line.push(' ');
                column += 1;
            }
            line.push_str(word);
            column += length;
        }
        lines.push_str(indent);
        lines.push_str(&line);
        lines.push('\n');
        indent = rest;
    }
    lines
}

/// Writes a title with what is quiet beside it, or below it where the line is too short for both.
pub(crate) fn titled(ui: &Ui, indent: &str, title: &str, style: Style, quiet: &str) -> String {
    let width = |text| unicode_width::UnicodeWidthStr::width(text);
    let below = format!("\n{}", " ".repeat(width(indent) + 2));
    let fits = width(indent) + width(title) + 2 + width(quiet) <= ui.width;
    let between = if fits || quiet.is_empty() { "  " } else { &below };
    let line = format!("{}{between}{}", ui.paint(style, title), ui.paint(QUIET, quiet));
    format!("{}\n", line.trim_end())
}

/// Makes text from outside safe to print: control characters become visible.
pub(crate) fn inert(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Shows an opened task: where it lies, what it wants.
pub(crate) fn opened(ui: &Ui, opened: &OpenedView) -> String {
    let task = &opened.task;
    let mut text = String::new();
    if !opened.again || opened.certify {
        text.push_str(&markdown::to_terminal(&opened.brief, ui.width, ui.color));
        text.push('\n');
    }
    text.push_str(&format!("{}\n", ui.paint(STRONG, &task.title)));
    text.push_str(&ui.paint(QUIET, &wrapped(ui, "  ", &facts(task))));
    text.push_str(&format!("  folder  {}\n", opened.folder));
    for file in &opened.files {
        text.push_str(&format!("  edit    {file}\n"));
    }
    text.push_str(&format!("  read    {}\n", opened.ticket));
    for notice in &opened.notices {
        text.push_str(&ui.paint(NOTE, &wrapped(ui, "", notice)));
    }
    text
}

/// Says minutes, rung and help of a task in a few words.
pub(crate) fn facts(task: &piton_coach::view::TaskView) -> String {
    let mut facts = format!(
        "{}, rung {} of 5, about {} min, help in certify: {}",
        task.kind, task.rung, task.minutes, task.aid
    );
    if let Some(blocked) = &task.blocked {
        facts.push_str(&format!("; cannot run here: {blocked}"));
    }
    facts
}

/// Shows the next step.
pub(crate) fn next(ui: &Ui, next: &NextView) -> String {
    let reason = wrapped(ui, "  ", &next.reason);
    match &next.step {
        Step::Task { task, .. } => format!(
            "Next: {}{reason}{}",
            titled(ui, "Next: ", &task.title, STRONG, &task.id),
            wrapped(ui, "  ", &facts(task))
        ),
        Step::Quiz { skill, title, items } => format!(
            "Next: {} questions on {}  {}\n{reason}  Start with: piton quiz {skill}\n",
            items,
            ui.paint(STRONG, title),
            ui.paint(QUIET, skill)
        ),
        Step::Nothing => reason,
    }
}

/// Shows a lesson.
pub(crate) fn lesson(ui: &Ui, lesson: &LessonView) -> String {
    let mut text = markdown::to_terminal(&lesson.markdown, ui.width, ui.color);
    text.push('\n');
    text.push_str(&wrapped(ui, "", &format!("After this you {}.", lesson.outcome)));
    // A lesson of ours ends with its sources; one from elsewhere may not.
    if !lesson.sources.is_empty() && !lesson.markdown.contains("\n## Sources") {
        let sources = format!("Sources: {}", lesson.sources.join("; "));
        text.push_str(&ui.paint(QUIET, &wrapped(ui, "", &sources)));
    }
    if lesson.items > 0 {
        text.push_str(&format!("Questions on it: piton quiz {}\n", lesson.skill));
    }
    text
}

/// Shows what a passed task teaches.
pub(crate) fn debrief(ui: &Ui, debrief: &DebriefView) -> String {
    markdown::to_terminal(&debrief.markdown, ui.width, ui.color)
}

/// Shows a hint.
pub(crate) fn hint(ui: &Ui, hint: &HintView) -> String {
    let heading = format!("Hint {} of {}: {}", hint.number, hint.total, hint.title);
    let mut text = format!("{}\n", ui.paint(STRONG, &heading));
    match &hint.confirm {
        Some(cost) => {
            text.push_str(&wrapped(ui, "", cost));
            text.push_str(&format!("Show it: piton hint -n {} --yes\n", hint.number));
        }
        None => text.push_str(&markdown::to_terminal(&hint.markdown, ui.width, ui.color)),
    }
    text
}

/// Shows what Piton stands on.
pub(crate) fn doctor(ui: &Ui, doctor: &DoctorView) -> String {
    let mut text = String::new();
    for finding in &doctor.findings {
        let mark = match (finding.state, ui.plain) {
            ("good", false) => ui.paint(GOOD, "✓"),
            ("bad", false) => ui.paint(BAD, "✗"),
            (_, false) => ui.paint(NOTE, "•"),
            (state, true) => format!("{state}:"),
        };
        let says = format!("{}: {}", finding.what, finding.says);
        text.push_str(&format!("{mark} {}", hanging(ui, "  ", "    ", &says).trim_start()));
        if let Some(hint) = &finding.hint {
            text.push_str(&wrapped(ui, "    ", hint));
        }
    }
    text
}

/// Shows what replaying a verdict showed.
pub(crate) fn replay(ui: &Ui, replay: &ReplayView) -> String {
    let (style, head) = match replay.result {
        "agrees" => (GOOD, "The verdict agrees with the record."),
        "differs" => (BAD, "The verdict differs from the record."),
        _ => (NOTE, "The verdict cannot be compared."),
    };
    let mut text = format!("{}\n", ui.paint(style, head));
    text.push_str(&format!("  verdict {}, recorded as {}\n", replay.id, replay.recorded));
    for sentence in &replay.says {
        text.push_str(&wrapped(ui, "  ", sentence));
    }
    text
}

/// Shows a failure with the way out.
pub(crate) fn error(ui: &Ui, error: &CoachError) -> String {
    // Only a terminal gets broken lines: in a log a message stays in one.
    let lines = |indent: &str, text: &str| match ui.progress {
        true => hanging(ui, "       ", indent, text).trim().to_owned(),
        false => text.to_owned(),
    };
    let message = lines("       ", &inert(&error.message));
    let mut text = format!("{} {message}", ui.paint(BAD, "error:"));
    let mut below: Option<&dyn std::error::Error> = std::error::Error::source(error);
    let mut last = error.message.clone();
    while let Some(cause) = below {
        let says = cause.to_string();
        if !last.contains(&says) {
            let cause = lines("          ", &inert(&says));
            text.push_str(&format!("\n  {} {cause}", ui.paint(QUIET, "because")));
            last = says;
        }
        below = cause.source();
    }
    if let Some(hint) = &error.hint {
        text.push_str(&format!("\n  {} {}", ui.paint(STRONG, "try:"), lines("       ", hint)));
    }
    text
}

/// Shows what setup found and made.
pub(crate) fn setup(ui: &Ui, setup: &piton_coach::view::SetupView) -> String {
    let mut text = String::new();
    let done = if setup.made { "made" } else { "was there already" };
    text.push_str(&format!(
        "{} ({done}, {:.1} s)\n",
        ui.paint(GOOD, "Your environment is ready"),
        setup.seconds
    ));
    text.push_str(&format!("  {}\n", setup.environment));
    for (at, interpreter) in setup.interpreters.iter().enumerate() {
        let default = if at == 0 { " (used by default)" } else { "" };
        text.push_str(&format!(
            "  Python {}  {}{default}\n",
            interpreter.version, interpreter.path
        ));
    }
    if !setup.skipped.is_empty() {
        let sentence = sentences::passed_over(setup.skipped.len());
        text.push_str(&ui.paint(QUIET, &wrapped(ui, "  ", &sentence)));
    }
    text
}
