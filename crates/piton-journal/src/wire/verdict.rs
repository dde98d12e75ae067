//! Version 1 of a verdict's shape.

use piton_domain::verdict as domain;
use piton_domain::{ContentHash, IdError, SkillId, TaskId};
use serde::{Deserialize, Serialize};

use super::optional;

/// Mirrors an enum without data, so that renaming a variant of the domain changes no journal.
macro_rules! mirror_enum {
    ($name:ident { $($variant:ident),+ $(,)? }) => {
        #[derive(Clone, Copy, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        enum $name {
            $($variant),+
        }

        impl From<domain::$name> for $name {
            fn from(of: domain::$name) -> Self {
                match of {
                    $(domain::$name::$variant => Self::$variant),+
                }
            }
        }

        impl From<$name> for domain::$name {
            fn from(wire: $name) -> Self {
                match wire {
                    $($name::$variant => Self::$variant),+
                }
            }
        }
    };
}

/// Mirrors a struct whose fields each turn into their counterpart without fail.
macro_rules! mirror_struct {
    ($name:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name {
            $($field: $type),+
        }

        impl From<domain::$name> for $name {
            fn from(of: domain::$name) -> Self {
                let domain::$name { $($field),+ } = of;
                Self { $($field: $field.into()),+ }
            }
        }

        impl From<$name> for domain::$name {
            fn from(wire: $name) -> Self {
                let $name { $($field),+ } = wire;
                Self { $($field: $field.into()),+ }
            }
        }
    };
}

mirror_enum!(Mode { Practice, CertifySave, CertifySubmit });
mirror_enum!(Tier { Namespaces, Landlock, Unsandboxed });
mirror_enum!(Grade { A, B, C });
mirror_enum!(FailureKind {
    Mismatch,
    Raised,
    NotLoaded,
    Overrun,
    Died,
    Malformed,
    Unstable,
    Check,
});
mirror_enum!(LineRole { Raised, Called, Ran });
mirror_enum!(Resource { Cpu, Wall, Memory, Output, Processes, FileSize });

mirror_struct!(LearnerLine {
    file: String,
    line: u32,
    function: String,
    text: String,
    role: LineRole,
});
mirror_struct!(Overrun { resource: Resource, limit: u64, used: u64 });
mirror_struct!(ProgramOutcome {
    right: bool,
    says: String,
    failed_tests: Vec<String>,
    as_expected: bool,
});
mirror_struct!(CapturedOutput { stdout: String, stderr: String, cut_bytes: u64 });
mirror_struct!(Cost { wall_us: u64, cpu_us: u64, max_rss_kib: u64, calls: u64 });

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Outcome {
    Passed,
    NotPassed,
    CouldNotJudge(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Pass,
    Fail(Box<Failure>),
    /// Holds the name of the check that failed first.
    NotReached(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    kind: FailureKind,
    says: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    got: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lines: Vec<LearnerLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overrun: Option<Overrun>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    programs: Vec<ProgramOutcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckResult {
    name: String,
    sentence: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    skill: Option<String>,
    visible: bool,
    blocking: bool,
    grade: Grade,
    status: Status,
    cost: Cost,
}

/// A verdict as it rests in the journal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verdict {
    task: String,
    task_version: u32,
    variant: String,
    bundle: String,
    submission: String,
    mode: Mode,
    seed: u64,
    harness: String,
    interpreter: String,
    environment: String,
    tier: Tier,
    outcome: Outcome,
    checks: Vec<CheckResult>,
    output: CapturedOutput,
    cost: Cost,
}

fn each<A: Into<B>, B>(many: Vec<A>) -> Vec<B> {
    many.into_iter().map(Into::into).collect()
}

impl From<domain::Outcome> for Outcome {
    fn from(of: domain::Outcome) -> Self {
        match of {
            domain::Outcome::Passed => Self::Passed,
            domain::Outcome::NotPassed => Self::NotPassed,
            domain::Outcome::CouldNotJudge(why) => Self::CouldNotJudge(why),
        }
    }
}

impl From<Outcome> for domain::Outcome {
    fn from(wire: Outcome) -> Self {
        match wire {
            Outcome::Passed => Self::Passed,
            Outcome::NotPassed => Self::NotPassed,
            Outcome::CouldNotJudge(why) => Self::CouldNotJudge(why),
        }
    }
}

impl From<domain::Failure> for Failure {
    fn from(of: domain::Failure) -> Self {
        let domain::Failure {
            kind,
            says,
            advice,
            call,
            expected,
            got,
            lines,
            overrun,
            programs,
            case,
        } = of;
        Self {
            kind: kind.into(),
            says,
            advice,
            call,
            expected,
            got,
            lines: each(lines),
            overrun: overrun.map(Into::into),
            programs: each(programs),
            case,
        }
    }
}

impl From<Failure> for domain::Failure {
    fn from(wire: Failure) -> Self {
        let Failure { kind, says, advice, call, expected, got, lines, overrun, programs, case } =
            wire;
        Self {
            kind: kind.into(),
            says,
            advice,
            call,
            expected,
            got,
            lines: each(lines),
            overrun: overrun.map(Into::into),
            programs: each(programs),
            case,
        }
    }
}

impl From<domain::Status> for Status {
    fn from(of: domain::Status) -> Self {
        match of {
            domain::Status::Pass => Self::Pass,
            domain::Status::Fail(failure) => Self::Fail(Box::new((*failure).into())),
            domain::Status::NotReached { because } => Self::NotReached(because),
        }
    }
}

impl From<Status> for domain::Status {
    fn from(wire: Status) -> Self {
        match wire {
            Status::Pass => Self::Pass,
            Status::Fail(failure) => Self::Fail(Box::new((*failure).into())),
            Status::NotReached(because) => Self::NotReached { because },
        }
    }
}

impl From<domain::CheckResult> for CheckResult {
    fn from(of: domain::CheckResult) -> Self {
        let domain::CheckResult { name, sentence, skill, visible, blocking, grade, status, cost } =
            of;
        Self {
            name,
            sentence,
            skill: skill.map(|skill| skill.to_string()),
            visible,
            blocking,
            grade: grade.into(),
            status: status.into(),
            cost: cost.into(),
        }
    }
}

impl TryFrom<CheckResult> for domain::CheckResult {
    type Error = IdError;

    fn try_from(wire: CheckResult) -> Result<Self, IdError> {
        let CheckResult { name, sentence, skill, visible, blocking, grade, status, cost } = wire;
        Ok(Self {
            name,
            sentence,
            skill: optional(skill, SkillId::new)?,
            visible,
            blocking,
            grade: grade.into(),
            status: status.into(),
            cost: cost.into(),
        })
    }
}

impl From<domain::Verdict> for Verdict {
    fn from(of: domain::Verdict) -> Self {
        let domain::Verdict {
            task,
            task_version,
            variant,
            bundle,
            submission,
            mode,
            seed,
            harness,
            interpreter,
            environment,
            tier,
            outcome,
            checks,
            output,
            cost,
        } = of;
        Self {
            task: task.to_string(),
            task_version,
            variant,
            bundle: bundle.to_string(),
            submission: submission.to_string(),
            mode: mode.into(),
            seed,
            harness: harness.to_string(),
            interpreter,
            environment: environment.to_string(),
            tier: tier.into(),
            outcome: outcome.into(),
            checks: each(checks),
            output: output.into(),
            cost: cost.into(),
        }
    }
}

impl TryFrom<Verdict> for domain::Verdict {
    type Error = IdError;

    fn try_from(wire: Verdict) -> Result<Self, IdError> {
        let Verdict {
            task,
            task_version,
            variant,
            bundle,
            submission,
            mode,
            seed,
            harness,
            interpreter,
            environment,
            tier,
            outcome,
            checks,
            output,
            cost,
        } = wire;
        Ok(Self {
            task: TaskId::new(task)?,
            task_version,
            variant,
            bundle: ContentHash::new(bundle)?,
            submission: ContentHash::new(submission)?,
            mode: mode.into(),
            seed,
            harness: ContentHash::new(harness)?,
            interpreter,
            environment: ContentHash::new(environment)?,
            tier: tier.into(),
            outcome: outcome.into(),
            checks: checks.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            output: output.into(),
            cost: cost.into(),
        })
    }
}
