//! Verdicts.

use piton_coach::view::{CheckView, DiffLine, FailureView, LineView, VerdictView};

use super::{BAD, GOOD, NOTE, QUIET, STRONG, hanging, inert, titled, wrapped};
use crate::sentences;
use crate::ui::Ui;

/// How many lines of captured output are shown.
const OUTPUT_LINES: usize = 20;
/// How much of a line is shown.
const LINE_CHARS: usize = 300;
/// How many lines of a diff are shown.
const DIFF_LINES: usize = 24;

/// Shows a verdict in full.
pub(crate) fn verdict(ui: &Ui, verdict: &VerdictView) -> String {
    let mut text = String::new();
    let variant = if verdict.variant == "base" { "" } else { &verdict.variant };
    let task = format!("{} {variant}", verdict.task);
    text.push_str(&titled(ui, "", &verdict.title, STRONG, task.trim_end()));
    text.push('\n');
    if let Some(trouble) = &verdict.trouble {
        text.push_str(&format!("{}\n", ui.paint(NOTE, sentences::NOT_YOU)));
        text.push_str(&wrapped(ui, "  ", trouble));
        return text;
    }
    for check in &verdict.checks {
        text.push_str(&check_lines(ui, check));
    }
    if !text.ends_with("\n\n") {
        text.push('\n');
    }
    text.push_str(&output(ui, verdict));
    text.push_str(&summary(ui, verdict));
    for notice in &verdict.notices {
        text.push_str(&wrapped(ui, "  ", notice));
    }
    text
}

/// Shows a verdict in one line a check that did not pass, and one for the sum.
pub(crate) fn concise(verdict: &VerdictView) -> String {
    let mut text = String::new();
    for check in &verdict.checks {
        if let Some(failure) = &check.failure {
            let place = failure
                .lines
                .first()
                .map_or_else(String::new, |line| format!("{}:{}: ", line.file, line.line));
            text.push_str(&format!("{place}{}: {}\n", check.name, one_line(&failure.says)));
        }
    }
    text.push_str(&format!(
        "{}: {} of {} checks hold{}\n",
        verdict.outcome,
        verdict.passed,
        verdict.total,
        verdict.trouble.as_ref().map_or_else(String::new, |why| format!(" ({why})"))
    ));
    text
}

fn one_line(text: &str) -> String {
    inert(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn check_lines(ui: &Ui, check: &CheckView) -> String {
    let sentence = inert(&check.sentence);
    match (check.status, &check.failure) {
        ("pass", _) => format!("  {} {sentence}\n", mark(ui, "✓", "pass:", GOOD)),
        ("not-reached", _) => {
            format!("  {} {}\n", mark(ui, "·", "not reached:", QUIET), ui.paint(QUIET, &sentence))
        }
        (_, failure) => {
            let mut text =
                format!("  {} {}\n", mark(ui, "✗", "fail:", BAD), ui.paint(STRONG, &sentence));
            if let Some(failure) = failure {
                text.push_str(&failure_lines(ui, failure));
            }
            text
        }
    }
}

fn mark(ui: &Ui, symbol: &str, word: &str, style: anstyle::Style) -> String {
    ui.paint(style, if ui.plain { word } else { symbol })
}

fn failure_lines(ui: &Ui, failure: &FailureView) -> String {
    let mut text = String::new();
    text.push('\n');
    text.push_str(&wrapped(ui, "      ", &inert(&failure.says)));
    if let Some(call) = &failure.call
        && !failure.says.contains(call.as_str())
    {
        text.push_str(&format!("\n      {} {}\n", ui.paint(QUIET, "call"), inert(call)));
    }
    text.push_str(&values(ui, failure));
    text.push_str(&learner_lines(ui, &failure.lines));
    text.push_str(&programs(ui, failure));
    if let Some(advice) = &failure.advice {
        text.push('\n');
        let arrow = if ui.plain { "      try: " } else { "      → " };
        text.push_str(&hanging(ui, arrow, "        ", &inert(advice)));
    }
    text.push('\n');
    text
}

fn values(ui: &Ui, failure: &FailureView) -> String {
    let (Some(expected), Some(got)) = (&failure.expected, &failure.got) else {
        let mut text = String::new();
        if let Some(expected) = &failure.expected {
            text.push_str(&format!("      expected  {}\n", inert(expected)));
        }
        if let Some(got) = &failure.got {
            text.push_str(&format!("      got       {}\n", inert(got)));
        }
        return text;
    };
    if failure.diff.len() <= 2 {
        return format!(
            "\n      {}  {}\n      {}       {}\n",
            ui.paint(GOOD, "expected"),
            inert(expected),
            ui.paint(BAD, "got"),
            inert(got)
        );
    }
    let mut text =
        format!("\n      {} / {}\n", ui.paint(GOOD, "- expected"), ui.paint(BAD, "+ got"));
    for line in failure.diff.iter().take(DIFF_LINES) {
        text.push_str(&diff_line(ui, line));
    }
    if failure.diff.len() > DIFF_LINES {
        text.push_str(&format!(
            "      … {} more lines (see --json)\n",
            failure.diff.len() - DIFF_LINES
        ));
    }
    text
}

fn diff_line(ui: &Ui, line: &DiffLine) -> String {
    let shown = inert(&line.text);
    match line.side {
        "expected" => format!("      {}\n", ui.paint(GOOD, &format!("- {shown}"))),
        "got" => format!("      {}\n", ui.paint(BAD, &format!("+ {shown}"))),
        _ => format!("        {shown}\n"),
    }
}

fn learner_lines(ui: &Ui, lines: &[LineView]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut text = String::from("\n");
    let mut place = String::new();
    for line in lines.iter().take(16) {
        let here = match line.function.as_str() {
            "" => line.file.clone(),
            function => format!("{} in {function}", line.file),
        };
        if here != place {
            text.push_str(&format!("      {}\n", ui.paint(QUIET, &inert(&here))));
            place = here;
        }
        let arrow = match line.role {
            "raised" => ui.paint(BAD, if ui.plain { "raised" } else { "▶" }),
            "called" => ui.paint(NOTE, if ui.plain { "called" } else { "▷" }),
            _ => " ".to_owned(),
        };
        let shown = inert(&cut(&line.text));
        text.push_str(&format!("      {arrow} {:>4} │ {shown}\n", line.line));
    }
    text
}

fn programs(ui: &Ui, failure: &FailureView) -> String {
    let mut text = String::new();
    for program in failure.programs.iter().filter(|program| !program.as_expected) {
        let bullet = ui.paint(BAD, if ui.plain { "-" } else { "•" });
        let says = wrapped(ui, "        ", &inert(&program.says));
        text.push_str(&format!("\n      {bullet} {}", says.trim_start()));
        if program.right && !program.failed_tests.is_empty() {
            let tests = program.failed_tests.join(", ");
            let failed = wrapped(ui, "        ", &format!("fails {}", inert(&tests)));
            text.push_str(&ui.paint(QUIET, &failed));
        }
    }
    let caught: Vec<_> =
        failure.programs.iter().filter(|program| !program.right && program.as_expected).collect();
    if !caught.is_empty() {
        text.push_str(&format!("\n      {}\n", ui.paint(QUIET, "caught already:")));
        for program in caught {
            let says = format!("{} (by {})", program.says, program.failed_tests.join(", "));
            let bullet = if ui.plain { "      - " } else { "      • " };
            text.push_str(&ui.paint(QUIET, &hanging(ui, bullet, "        ", &inert(&says))));
        }
    }
    text
}

fn output(ui: &Ui, verdict: &VerdictView) -> String {
    let mut text = String::new();
    for (name, stream) in
        [("printed", &verdict.output.stdout), ("wrote to stderr", &verdict.output.stderr)]
    {
        if stream.trim().is_empty() {
            continue;
        }
        text.push_str(&format!("  {}\n", ui.paint(QUIET, &format!("your code {name}:"))));
        let lines: Vec<_> = stream.lines().collect();
        for line in lines.iter().take(OUTPUT_LINES) {
            text.push_str(&format!("    {}\n", inert(&cut(line))));
        }
        if lines.len() > OUTPUT_LINES {
            let more = lines.len() - OUTPUT_LINES;
            text.push_str(&format!("    … {more} more lines (see --json)\n"));
        }
    }
    if verdict.output.cut_bytes > 0 {
        text.push_str(&format!("    … {} bytes were cut\n", verdict.output.cut_bytes));
    }
    text
}

/// Writes a time in the unit people read it in.
fn duration(ms: f64) -> String {
    if ms < 1000.0 { format!("{ms:.0} ms") } else { format!("{:.1} s", ms / 1000.0) }
}

/// Cuts a line that would fill the screen.
fn cut(line: &str) -> std::borrow::Cow<'_, str> {
    match line.char_indices().nth(LINE_CHARS) {
        None => line.into(),
        Some((at, _)) => {
            let more = line[at..].chars().count();
            format!("{} … {more} more characters (see --json)", &line[..at]).into()
        }
    }
}

fn summary(ui: &Ui, verdict: &VerdictView) -> String {
    let passed = verdict.outcome == "passed";
    let (style, word) = if passed { (GOOD, "Every check holds") } else { (BAD, "Not yet") };
    let mut text = format!(
        "  {}: {} of {}{}, {}, Python {}\n",
        ui.paint(style, word),
        verdict.passed,
        verdict.total,
        if passed { "" } else { " checks hold" },
        duration(verdict.cost.wall_ms),
        verdict.replay.interpreter
    );
    let mut facts = Vec::new();
    if verdict.mode == "practice" {
        facts.push(sentences::PRACTICE.to_owned());
    }
    if verdict.replay.tier == "unsandboxed" {
        facts.push(sentences::UNSANDBOXED.to_owned());
    }
    if let Some(id) = &verdict.id {
        facts.push(format!("verdict {id}"));
    }
    for fact in facts {
        text.push_str(&format!("  {}\n", ui.paint(QUIET, &fact)));
    }
    let certified = passed && verdict.mode == "certify-submit";
    if let Some(left) = verdict.submissions_left.filter(|_| !certified) {
        text.push_str(&format!("  {left} of 3 submissions left\n"));
    }
    if verdict.outcome == "passed" && verdict.id.is_some() {
        let sentence = match verdict.mode {
            "certify-submit" => sentences::AFTER_CERTIFIED,
            "certify-save" => "The visible checks hold. `piton submit` runs the rest.",
            _ => sentences::AFTER_PASS,
        };
        text.push_str(&wrapped(ui, "  ", sentence));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_would_fill_the_screen_is_cut_with_a_mark() {
        assert_eq!(cut("short"), "short");
        let long = cut(&"é".repeat(LINE_CHARS + 7)).into_owned();
        assert!(long.ends_with("é … 7 more characters (see --json)"), "{long}");
    }
}
