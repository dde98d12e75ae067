//! Domain values in the words of the faces.

use piton_domain::verdict::{
    Cost, Failure, FailureKind, Grade, LineRole, Mode, Resource, Status, Tier,
};
use piton_domain::{CheckResult, Outcome, Verdict};
use similar::{ChangeTag, TextDiff};

use crate::view::{
    CheckCostView, CheckView, CostView, DiffLine, FailureView, LineView, OutputView, OverrunView,
    ProgramView, ReplayKey, VerdictView,
};

/// Shows a verdict; `title` is the task's.
pub(crate) fn verdict(verdict: &Verdict, title: &str) -> VerdictView {
    let (outcome, trouble) = match &verdict.outcome {
        Outcome::Passed => ("passed", None),
        Outcome::NotPassed => ("not-passed", None),
        Outcome::CouldNotJudge(why) => ("could-not-judge", Some(why.clone())),
    };
    VerdictView {
        format_version: 1,
        id: None,
        task: verdict.task.to_string(),
        title: title.to_owned(),
        variant: verdict.variant.clone(),
        task_version: verdict.task_version,
        mode: mode(verdict.mode),
        outcome,
        trouble,
        passed: verdict.checks.iter().filter(|check| check.status == Status::Pass).count(),
        total: verdict.checks.len(),
        checks: verdict.checks.iter().map(check).collect(),
        output: OutputView {
            stdout: verdict.output.stdout.clone(),
            stderr: verdict.output.stderr.clone(),
            cut_bytes: verdict.output.cut_bytes,
        },
        cost: cost(&verdict.cost),
        replay: ReplayKey {
            seed: format!("{:016x}", verdict.seed),
            submission: verdict.submission.to_string(),
            bundle: verdict.bundle.to_string(),
            harness: verdict.harness.to_string(),
            interpreter: verdict.interpreter.clone(),
            environment: verdict.environment.to_string(),
            tier: tier(verdict.tier),
        },
        notices: Vec::new(),
        submissions_left: None,
    }
}

/// Shows a check.
pub(crate) fn check(check: &CheckResult) -> CheckView {
    let (status, because, shown) = match &check.status {
        Status::Pass => ("pass", None, None),
        Status::Fail(reason) => ("fail", None, Some(failure(reason))),
        Status::NotReached { because } => ("not-reached", Some(because.clone()), None),
    };
    CheckView {
        name: check.name.clone(),
        sentence: check.sentence.clone(),
        skill: check.skill.as_ref().map(ToString::to_string),
        status,
        because,
        visible: check.visible,
        blocking: check.blocking,
        grade: match check.grade {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
        },
        failure: shown,
        cost: CheckCostView { wall_ms: ms(check.cost.wall_us), calls: check.cost.calls },
    }
}

fn failure(failure: &Failure) -> FailureView {
    FailureView {
        kind: match failure.kind {
            FailureKind::Mismatch => "mismatch",
            FailureKind::Raised => "raised",
            FailureKind::NotLoaded => "not-loaded",
            FailureKind::Overrun => "overrun",
            FailureKind::Died => "died",
            FailureKind::Malformed => "malformed",
            FailureKind::Unstable => "unstable",
            FailureKind::Check => "check",
        },
        says: failure.says.clone(),
        advice: failure.advice.clone(),
        call: failure.call.clone(),
        expected: failure.expected.clone(),
        got: failure.got.clone(),
        diff: match (&failure.expected, &failure.got) {
            (Some(expected), Some(got)) => diff(expected, got),
            _ => Vec::new(),
        },
        lines: failure
            .lines
            .iter()
            .map(|line| LineView {
                file: line.file.clone(),
                line: line.line,
                function: line.function.clone(),
                text: line.text.clone(),
                role: match line.role {
                    LineRole::Raised => "raised",
                    LineRole::Called => "called",
                    LineRole::Ran => "ran",
                },
            })
            .collect(),
        overrun: failure.overrun.as_ref().map(|overrun| {
            let (resource, unit) = match overrun.resource {
                Resource::Cpu => ("cpu", "ms"),
                Resource::Wall => ("wall", "ms"),
                Resource::Memory => ("memory", "KiB"),
                Resource::Output => ("output", "KiB"),
                Resource::Processes => ("processes", "processes"),
                Resource::FileSize => ("file-size", "KiB"),
            };
            OverrunView { resource, unit, limit: overrun.limit, used: overrun.used }
        }),
        programs: failure
            .programs
            .iter()
            .map(|program| ProgramView {
                right: program.right,
                says: program.says.clone(),
                failed_tests: program.failed_tests.clone(),
                as_expected: program.as_expected,
            })
            .collect(),
    }
}

/// Lays two values side by side, a line an element where they are long enough to need it.
fn diff(expected: &str, got: &str) -> Vec<DiffLine> {
    // Both are laid out alike, or no line of the one would ever meet its like in the other.
    let long = expected.len().max(got.len()) > LONG;
    let laid_out = |value: &str| if long { spread(value) } else { value.to_owned() };
    let (expected, got) = (laid_out(expected), laid_out(got));
    let diff = TextDiff::from_lines(&expected, &got);
    diff.iter_all_changes()
        .map(|change| DiffLine {
            side: match change.tag() {
                ChangeTag::Equal => "same",
                ChangeTag::Delete => "expected",
                ChangeTag::Insert => "got",
            },
            text: change.value().trim_end_matches('\n').to_owned(),
        })
        .collect()
}

/// Length from which a value is laid out over several lines.
const LONG: usize = 60;

/// Breaks a one-line Python value at its outermost commas.
fn spread(value: &str) -> String {
    let opens = value.starts_with(['[', '{', '(']) && value.ends_with([']', '}', ')']);
    if value.len() <= 2 || value.contains('\n') || !opens {
        return value.to_owned();
    }
    let mut lines = String::with_capacity(value.len() + 64);
    let (mut depth, mut quote, mut escaped) = (0u32, None, false);
    for (at, c) in value.char_indices() {
        let last = at + c.len_utf8() == value.len();
        if let Some(mark) = quote {
            if escaped {
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if c == mark {
                quote = None;
            }
            lines.push(c);
            continue;
        }
        match c {
            '\'' | '"' => quote = Some(c),
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if last {
            lines.push('\n');
        }
        if c == ' ' && depth == 1 && lines.ends_with(",") {
            lines.push_str("\n  ");
            continue;
        }
        lines.push(c);
        if at == 0 {
            lines.push_str("\n  ");
        }
    }
    lines
}

#[expect(clippy::cast_precision_loss, reason = "a judging takes far less than 2^52 µs")]
fn ms(us: u64) -> f64 {
    us as f64 / 1000.0
}

pub(crate) fn cost(cost: &Cost) -> CostView {
    CostView {
        wall_ms: ms(cost.wall_us),
        cpu_ms: ms(cost.cpu_us),
        max_rss_kib: cost.max_rss_kib,
        calls: cost.calls,
    }
}

pub(crate) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Practice => "practice",
        Mode::CertifySave => "certify-save",
        Mode::CertifySubmit => "certify-submit",
    }
}

pub(crate) fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Namespaces => "namespaces",
        Tier::Landlock => "landlock",
        Tier::Unsandboxed => "unsandboxed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_laid_out_a_line_an_element() {
        let value =
            "[('a, b', 1), ('c', {'x': [1, 2], 'y': \"it's, so\"}), ('d', 'eeeeeeeeeeeeeeeee')]";
        assert_eq!(
            spread(value).lines().collect::<Vec<_>>(),
            [
                "[",
                "  ('a, b', 1),",
                "  ('c', {'x': [1, 2], 'y': \"it's, so\"}),",
                "  ('d', 'eeeeeeeeeeeeeeeee')",
                "]",
            ]
        );
        assert_eq!(spread("[]"), "[]");
    }

    #[test]
    fn a_short_value_is_laid_out_as_the_long_one_beside_it() {
        let sides: Vec<_> = diff(
            "['the flag is raised', 'the jobs are paused', 'the flag is lowered']",
            "['the flag is raised']",
        )
        .into_iter()
        .map(|line| (line.side, line.text))
        .collect();
        assert_eq!(sides[0], ("same", "[".to_owned()));
        assert!(!sides.contains(&("got", "['the flag is raised']".to_owned())), "{sides:?}");
    }

    #[test]
    fn a_diff_names_both_sides() {
        let sides: Vec<_> =
            diff("[1]", "[2]").into_iter().map(|line| (line.side, line.text)).collect();
        assert_eq!(sides, [("expected", "[1]".to_owned()), ("got", "[2]".to_owned())]);
    }
}
