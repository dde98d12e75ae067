//! A verdict: what held, what did not, and the one case that shows it.

use maud::{Markup, html};
use piton_coach::markdown::clean;
use piton_coach::view::{CheckView, DiffLine, FailureView, LineView, ProgramView, VerdictView};

/// How many lines of captured output are shown.
const OUTPUT_LINES: usize = 200;
/// How many lines of a diff are shown.
const DIFF_LINES: usize = 80;

/// What is known while a judging runs.
pub(crate) fn under_way(checks: &[CheckView], doing: Option<&str>) -> Markup {
    html! {
        div.verdict.running aria-busy="true" {
            p.sum { span.spinner aria-hidden="true" {} " Judging…" }
            ol.checks {
                @for check in checks { (check_item(check)) }
                @if let Some(doing) = doing {
                    li.check.doing { span.sign aria-hidden="true" { "…" } div { p.sentence { (clean(doing)) } } }
                }
            }
        }
    }
}

/// A verdict in full.
pub(crate) fn whole(verdict: &VerdictView) -> Markup {
    if let Some(trouble) = &verdict.trouble {
        return html! {
            div.verdict.notice.bad role="alert" {
                p { strong { "Not you, us. Nothing was counted." } }
                p { (clean(trouble)) }
            }
        };
    }
    let passed = verdict.outcome == "passed";
    html! {
        div.verdict.good[passed].bad[!passed] {
            p.sum role="status" {
                strong { @if passed { "Every check holds" } @else { "Not yet" } }
                ": " (verdict.passed) " of " (verdict.total)
                @if !passed { " checks hold" }
                span.facts { (duration(verdict.cost.wall_ms)) ", Python " (verdict.replay.interpreter) }
            }
            @for notice in &verdict.notices { p.notice { (notice) } }
            @if verdict.replay.tier == "unsandboxed" {
                p.notice { "Unsandboxed, because you trust this code: the verdict counts for nothing." }
            }
            (after(verdict, passed))
            ol.checks { @for check in &verdict.checks { (check_item(check)) } }
            (output(verdict))
            @if let Some(id) = &verdict.id {
                p.facts { "Recorded as " a href={ "/attempts/" (id) } { "verdict " (id.get(..8).unwrap_or(id)) "…" } }
            }
        }
    }
}

/// Says what counts, and what comes next.
fn after(verdict: &VerdictView, passed: bool) -> Markup {
    let page = format!("/tasks/{}", verdict.task);
    let recorded = verdict.id.is_some();
    html! {
        @match verdict.mode {
            "certify-submit" if passed => p { "Certified. It counts for the skills its checks name." },
            "certify-save" if passed => p { "The visible checks hold. Submitting runs the rest." },
            "practice" if !passed => p.facts { "Practice: nothing here is held against you." },
            _ => {},
        }
        @if let Some(left) = verdict.submissions_left.filter(|_| !(passed && verdict.mode == "certify-submit")) {
            p { (left) " of 3 submissions left." }
        }
        @if passed && recorded && verdict.mode != "certify-save" {
            p.links {
                a href={ (page) "/debrief" } { "Debrief and other right answers" }
                " " a href={ (page) "/own" } { "Four questions on your own code" }
                " " a href="/" { "What next" }
            }
        }
    }
}

fn check_item(check: &CheckView) -> Markup {
    let (sign, word, class) = match check.status {
        "pass" => ("✓", "holds: ", "good"),
        "not-reached" => ("·", "not reached: ", "quiet"),
        _ => ("✗", "does not hold: ", "bad"),
    };
    html! {
        li.check .(class) {
            span.sign aria-hidden="true" { (sign) }
            div {
                p.sentence { span.hidden { (word) } (clean(&check.sentence)) }
                @if let Some(because) = &check.because {
                    p.facts { "Not tried, because “" (clean(because)) "” did not hold." }
                }
                @if let Some(failure) = &check.failure { (failure_part(failure)) }
            }
        }
    }
}

fn failure_part(failure: &FailureView) -> Markup {
    let call = failure.call.as_ref().filter(|call| !failure.says.contains(call.as_str()));
    html! {
        p.says { (clean(&failure.says)) }
        @if let Some(call) = call { pre.call tabindex="0" aria-label="The call" { (clean(call)) } }
        (values(failure))
        (learner_lines(&failure.lines))
        (programs(&failure.programs))
        @if let Some(advice) = &failure.advice { p.advice { span aria-hidden="true" { "→ " } (clean(advice)) } }
    }
}

fn values(failure: &FailureView) -> Markup {
    match (&failure.expected, &failure.got) {
        (Some(_), Some(_)) if failure.diff.len() > 2 => html! {
            pre.diff tabindex="0" aria-label="Expected and got, line by line" {
                @for line in failure.diff.iter().take(DIFF_LINES) { (diff_line(line)) }
                @if failure.diff.len() > DIFF_LINES {
                    span.line.same { "… " (failure.diff.len() - DIFF_LINES) " more lines" }
                }
            }
        },
        (None, None) => html! {},
        (expected, got) => html! {
            dl.values {
                @if let Some(expected) = expected {
                    div.expected { dt { "expected" } dd { code { (clean(expected)) } } }
                }
                @if let Some(got) = got { div.got { dt { "got" } dd { code { (clean(got)) } } } }
            }
        },
    }
}

fn diff_line(line: &DiffLine) -> Markup {
    let (sign, class, word) = match line.side {
        "expected" => ("-", "old", "expected: "),
        "got" => ("+", "new", "got: "),
        _ => (" ", "same", ""),
    };
    html! { span.line .(class) { span aria-hidden="true" { (sign) " " } span.hidden { (word) } (clean(&line.text)) "\n" } }
}

fn learner_lines(lines: &[LineView]) -> Markup {
    if lines.is_empty() {
        return html! {};
    }
    html! {
        div.scroll tabindex="0" role="group" aria-label="Your lines" {
            table.lines {
                @for (at, line) in lines.iter().take(16).enumerate() {
                    @if at == 0 || (&line.file, &line.function) != (&lines[at - 1].file, &lines[at - 1].function) {
                        tr {
                            th colspan="3" scope="rowgroup" {
                                (clean(&line.file))
                                @if !line.function.is_empty() { " in " (clean(&line.function)) }
                            }
                        }
                    }
                    tr class=(line.role) {
                        td.role { @match line.role { "raised" => "raised", "called" => "called", _ => "" } }
                        td.number { (line.line) }
                        td { code { (clean(&line.text)) } }
                    }
                }
            }
        }
    }
}

/// The programs a test suite was tried on: those it judged wrongly first.
fn programs(programs: &[ProgramView]) -> Markup {
    if programs.is_empty() {
        return html! {};
    }
    let mut sorted: Vec<_> = programs.iter().collect();
    sorted.sort_by_key(|program| (program.as_expected, program.right));
    html! {
        div.scroll tabindex="0" role="group" aria-label="The programs your tests were tried on" {
            table.programs {
                thead { tr { th scope="col" { "program" } th scope="col" { "what it does" } th scope="col" { "your tests" } } }
                tbody {
                    @for program in sorted {
                        tr.bad[!program.as_expected].good[program.as_expected] {
                            td { @if program.right { "right" } @else { "wrong" } }
                            td { (clean(&program.says)) }
                            td {
                                @match (program.right, program.as_expected) {
                                    (false, false) => strong { "let it through" },
                                    (true, false) => strong { "refuse it" },
                                    (false, true) => "catch it",
                                    (true, true) => "accept it",
                                }
                                @if !program.failed_tests.is_empty() {
                                    span.facts { " (" (clean(&program.failed_tests.join(", "))) ")" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn output(verdict: &VerdictView) -> Markup {
    html! {
        @for (name, text) in [("Printed", &verdict.output.stdout), ("Wrote to standard error", &verdict.output.stderr)] {
            @if !text.trim().is_empty() {
                details.output {
                    summary { (name) " (" (text.lines().count()) " lines)" }
                    pre tabindex="0" {
                        @for line in text.lines().take(OUTPUT_LINES) { (clean(line)) "\n" }
                        @if text.lines().count() > OUTPUT_LINES { "… more is left out here" }
                    }
                }
            }
        }
        @if verdict.output.cut_bytes > 0 { p.facts { (verdict.output.cut_bytes) " bytes of output were cut." } }
    }
}

/// Writes a time in the unit people read it in.
pub(crate) fn duration(ms: f64) -> String {
    if ms < 1000.0 { format!("{ms:.0} ms") } else { format!("{:.1} s", ms / 1000.0) }
}
