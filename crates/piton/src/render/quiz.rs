//! Questions and what an answer was worth.

use piton_coach::markdown;
use piton_coach::view::{FeedbackView, QuestionView};

use super::{BAD, GOOD, NOTE, QUIET, STRONG, hanging, inert, wrapped};
use crate::ui::Ui;

/// Shows a question with its options.
pub(crate) fn question(ui: &Ui, question: &QuestionView) -> String {
    let mut text = markdown::to_terminal(&question.prompt, ui.width, ui.color);
    if let Some(code) = &question.code {
        let block = format!("```python\n{}\n```\n", code.trim_end());
        let shown = markdown::to_terminal(&block, ui.width, ui.color);
        if question.kind == "lines" {
            for (at, line) in shown.trim_end().lines().enumerate() {
                text.push_str(&format!("{} {line}\n", ui.paint(QUIET, &format!("{:>3}", at + 1))));
            }
        } else {
            text.push_str(&shown);
        }
    }
    text.push_str(&options(ui, &question.options));
    text
}

/// Shows numbered options.
pub(crate) fn options(ui: &Ui, options: &[String]) -> String {
    let mut text = String::new();
    for (at, option) in options.iter().enumerate() {
        let number = ui.paint(STRONG, &format!("{:>3})", at + 1));
        let mut laid_out = String::new();
        for line in option.trim_end().lines().map(inert) {
            // Blanks may be the point of a short line; one that has to be broken is prose.
            match unicode_width::UnicodeWidthStr::width(line.as_str()) + 5 > ui.width {
                true => laid_out.push_str(&hanging(ui, "     ", "     ", &line)),
                false => laid_out.push_str(&format!("     {line}\n")),
            }
        }
        text.push_str(&format!("{number} {}", laid_out.get(5..).unwrap_or("(nothing)\n")));
    }
    text
}

/// Says how to answer a question.
pub(crate) fn how_to_answer(kind: &str) -> &'static str {
    match kind {
        "choice" => "Your answer (a number, or ? if you do not know): ",
        "choices" => "Every number that holds, such as 1 3; 0 for none (or ?): ",
        "order" => "The numbers in order, such as 2 1 3 (or ?): ",
        "lines" => "The line numbers, such as 3 7 (or ?): ",
        "output" => "What is printed (end with an empty line, or ?): ",
        _ => "Your answer (or ?): ",
    }
}

/// Shows what an answer was worth, then the run.
pub(crate) fn feedback(ui: &Ui, feedback: &FeedbackView) -> String {
    let mut text = String::new();
    let (style, word) = match (feedback.right, feedback.reason_right) {
        _ if feedback.unknown => (NOTE, "Good to know that you do not know."),
        (true, Some(false)) => (NOTE, "Right answer, but not for that reason."),
        (true, _) => (GOOD, "Right."),
        (false, _) => (BAD, "Not so."),
    };
    text.push_str(&format!("\n{}\n", ui.paint(style, word)));
    if !feedback.right {
        text.push_str(&format!(
            "  it is: {}\n",
            inert(feedback.key.trim_end()).replace('\n', "\n         ")
        ));
    }
    if let Some(model) = &feedback.model {
        text.push_str(&wrapped(
            ui,
            "  ",
            &format!("Your answer is what follows from: {}", inert(model)),
        ));
    }
    if let Some(reason) = &feedback.reason
        && feedback.reason_right == Some(false)
    {
        text.push_str(&wrapped(ui, "  ", &format!("Because: {}", inert(reason))));
    }
    if let Some(run) = &feedback.run
        && !(run.stdout.trim().is_empty() && run.stderr.trim().is_empty())
    {
        text.push_str(&format!("  {}\n", ui.paint(QUIET, "run just now, it printed:")));
        for line in run.stdout.trim_end().lines() {
            text.push_str(&format!("    {}\n", inert(line)));
        }
        if let Some(last) = run.stderr.trim_end().lines().last() {
            text.push_str(&format!("    {}\n", inert(last)));
        }
    }
    text.push('\n');
    text.push_str(&markdown::to_terminal(&feedback.explanation, ui.width, ui.color));
    text
}
