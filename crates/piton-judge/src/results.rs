//! Results as J tells them, made into the domain's words.

use piton_domain::verdict::{
    Cost, Failure, FailureKind, Grade, LearnerLine, LineRole, Overrun, ProgramOutcome, Resource,
    Status,
};
use piton_domain::{CheckResult, SkillId};

use crate::wire;

/// The implicit check on which all others depend.
const LOADS: &str = "loads";

/// Returns what a check requires.
pub(crate) fn sentence_of(announced: &[wire::Check], name: &str) -> String {
    match announced.iter().find(|check| check.name == name) {
        Some(check) => check.sentence.clone(),
        None if name == LOADS => "your code loads".into(),
        None => name.to_owned(),
    }
}

/// Makes a result of what J told about a check.
///
/// Errors: a sentence, if no check of that name was announced or it was told before.
pub(crate) fn result(
    announced: &[wire::Check],
    before: &[CheckResult],
    outcome: wire::CheckOutcome,
) -> Result<CheckResult, String> {
    if before.iter().any(|check| check.name == outcome.name) {
        return Err(format!("The judging process gave two results for `{}`.", outcome.name));
    }
    let implicit = wire::Check {
        name: LOADS.into(),
        sentence: sentence_of(announced, LOADS),
        skill: None,
        visible: true,
        blocking: true,
        grade: wire::Grade::A,
    };
    let check = match announced.iter().find(|check| check.name == outcome.name) {
        Some(check) => check,
        None if outcome.name == LOADS => &implicit,
        None => {
            return Err(format!("The judging process named an unknown check `{}`.", outcome.name));
        }
    };
    let status = match (outcome.status, outcome.failure) {
        (wire::StatusWord::Pass, _) => Status::Pass,
        (wire::StatusWord::NotReached, _) => {
            Status::NotReached { because: outcome.because.unwrap_or_default() }
        }
        (wire::StatusWord::Fail, Some(told)) => Status::Fail(Box::new(failure(told))),
        (wire::StatusWord::Fail, None) => {
            return Err(format!("The check `{}` failed without a reason.", outcome.name));
        }
    };
    Ok(CheckResult {
        name: outcome.name,
        sentence: check.sentence.clone(),
        skill: check.skill.as_deref().and_then(|skill| SkillId::new(skill).ok()),
        visible: check.visible,
        blocking: check.blocking,
        grade: match check.grade {
            wire::Grade::A => Grade::A,
            wire::Grade::B => Grade::B,
            wire::Grade::C => Grade::C,
        },
        status,
        cost: Cost { wall_us: outcome.cost.wall_us, calls: outcome.cost.calls, ..Cost::default() },
    })
}

fn failure(told: wire::Failure) -> Failure {
    Failure {
        kind: match told.kind {
            wire::FailureWord::Mismatch => FailureKind::Mismatch,
            wire::FailureWord::Raised => FailureKind::Raised,
            wire::FailureWord::NotLoaded => FailureKind::NotLoaded,
            wire::FailureWord::Overrun => FailureKind::Overrun,
            wire::FailureWord::Died => FailureKind::Died,
            wire::FailureWord::Malformed => FailureKind::Malformed,
            wire::FailureWord::Unstable => FailureKind::Unstable,
            wire::FailureWord::Check => FailureKind::Check,
        },
        says: told.says,
        advice: told.advice,
        call: told.call,
        expected: told.expected,
        got: told.got,
        lines: told.lines.unwrap_or_default().into_iter().map(line).collect(),
        overrun: told.overrun.map(|overrun| Overrun {
            resource: match overrun.resource {
                wire::ResourceWord::Cpu => Resource::Cpu,
                wire::ResourceWord::Wall => Resource::Wall,
                wire::ResourceWord::Memory => Resource::Memory,
                wire::ResourceWord::Output => Resource::Output,
                wire::ResourceWord::Processes => Resource::Processes,
                wire::ResourceWord::FileSize => Resource::FileSize,
            },
            limit: overrun.limit,
            used: overrun.used,
        }),
        programs: told.programs.unwrap_or_default().into_iter().map(program).collect(),
        case: told.case.map(|case| case.get().to_owned()),
    }
}

fn line(told: wire::Line) -> LearnerLine {
    LearnerLine {
        file: told.file,
        line: told.line,
        function: told.function,
        text: told.text,
        role: match told.role {
            wire::LineWord::Raised => LineRole::Raised,
            wire::LineWord::Called => LineRole::Called,
            wire::LineWord::Ran => LineRole::Ran,
        },
    }
}

fn program(told: wire::Program) -> ProgramOutcome {
    ProgramOutcome {
        right: told.right,
        says: told.says,
        failed_tests: told.failed_tests,
        as_expected: told.as_expected,
    }
}
