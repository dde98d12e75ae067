//! What the content gate found, with the places in the files.

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report,
};
use piton_coach::view::{ContentReport, FaultView};

use crate::render::{BAD, GOOD, NOTE};
use crate::ui::Ui;

/// Shows every fault, then the sum.
pub(crate) fn render(ui: &Ui, report: &ContentReport) -> String {
    let mut text = String::new();
    for fault in &report.faults {
        text.push_str(&one(ui, fault));
        text.push('\n');
    }
    let errors = report.faults.iter().filter(|fault| fault.severity == "error").count();
    let warnings = report.faults.len() - errors;
    text.push_str(&format!(
        "{} areas, {} skills, {} lessons, {} items, {} families, {} variants; {} judgings in {:.1} s{}\n",
        report.areas,
        report.skills,
        report.lessons,
        report.items,
        report.families,
        report.variants,
        report.judgings,
        report.seconds,
        match report.cached {
            0 => String::new(),
            cached => format!(", {cached} more held before"),
        }
    ));
    for note in &report.notes {
        text.push_str(&format!("{}\n", ui.paint(NOTE, note)));
    }
    let sum = format!("{errors} errors, {warnings} warnings");
    let style = if errors > 0 {
        BAD
    } else if warnings > 0 {
        NOTE
    } else {
        GOOD
    };
    text.push_str(&format!("{}\n", ui.paint(style, &sum)));
    text
}

fn one(ui: &Ui, fault: &FaultView) -> String {
    let mut diagnostic = MietteDiagnostic::new(fault.message.clone())
        .with_code(fault.rule.clone())
        .with_severity(if fault.severity == "error" {
            miette::Severity::Error
        } else {
            miette::Severity::Warning
        });
    if let Some(help) = &fault.help {
        diagnostic = diagnostic.with_help(help.clone());
    }
    diagnostic = diagnostic.with_labels(
        fault
            .labels
            .iter()
            .map(|(start, end, words)| {
                LabeledSpan::new(Some(words.clone()), *start, end.saturating_sub(*start))
            })
            .collect::<Vec<_>>(),
    );
    let source = fault.source.clone();
    let has_source = source.is_some();
    let report = Report::new(diagnostic)
        .with_source_code(NamedSource::new(&fault.path, source.unwrap_or_default()));
    let theme =
        if ui.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut text = String::new();
    if !has_source {
        text.push_str(&format!("{}:\n", fault.path));
    }
    let shown = GraphicalReportHandler::new_themed(theme)
        .with_width(ui.width)
        .render_report(&mut text, report.as_ref());
    if shown.is_err() {
        text.push_str(&format!("{}: {}: {}\n", fault.path, fault.rule, fault.message));
    }
    text
}
