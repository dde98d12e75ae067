//! What the judge answers: a vector of named checks with the evidence to run it again.

use crate::{ContentHash, SkillId, TaskId};

/// The answer to one submission.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The task.
    pub task: TaskId,
    /// The task's version.
    pub task_version: u32,
    /// The task's variant.
    pub variant: String,
    /// The task bundle that judged.
    pub bundle: ContentHash,
    /// The submission that was judged.
    pub submission: ContentHash,
    /// Why it was judged.
    pub mode: Mode,
    /// The seed from which every input was drawn.
    pub seed: u64,
    /// The hash of the harness that ran.
    pub harness: ContentHash,
    /// The exact version of the learner's interpreter, such as `3.13.0`.
    pub interpreter: String,
    /// The hash of the lock from which the learner's environment was made.
    pub environment: ContentHash,
    /// What kept the learner's code in.
    pub tier: Tier,
    /// The sum.
    pub outcome: Outcome,
    /// Every check, in the order in which they ran.
    pub checks: Vec<CheckResult>,
    /// What the learner's code wrote.
    pub output: CapturedOutput,
    /// What the judging took.
    pub cost: Cost,
}

/// Why a submission was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// On a save: every check, counter-examples shown, never evidence of failure.
    Practice,
    /// On a save while certifying: the visible checks only.
    CertifySave,
    /// A submission: every check on a fresh seed, requirements only.
    CertifySubmit,
}

/// What kept the learner's code in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Namespaces, Landlock and seccomp.
    Namespaces,
    /// Landlock and seccomp.
    Landlock,
    /// A private directory, resource limits and a scrubbed environment; nothing else.
    Unsandboxed,
}

/// The sum of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every blocking check passed.
    Passed,
    /// Some blocking check failed or was not reached.
    NotPassed,
    /// Our side failed; nothing is counted.
    CouldNotJudge(String),
}

/// How far the learner's process is trusted for a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The judge computes the expected value for input drawn after submission.
    A,
    /// Counted outside the learner's process.
    B,
    /// Reported by our instruments inside the learner's process.
    C,
}

/// The result of one check.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    /// Its name in `checks.py`.
    pub name: String,
    /// What it requires, as a sentence.
    pub sentence: String,
    /// The skill it exercises.
    pub skill: Option<SkillId>,
    /// Whether it runs on every save in certify mode.
    pub visible: bool,
    /// Whether a pass needs it.
    pub blocking: bool,
    /// How far the learner's process is trusted for it.
    pub grade: Grade,
    /// What happened.
    pub status: Status,
    /// What it took.
    pub cost: Cost,
}

/// What happened to a check.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// It held.
    Pass,
    /// It did not.
    Fail(Box<Failure>),
    /// Another failure stood before it.
    NotReached {
        /// The name of the check that failed first.
        because: String,
    },
}

/// Why a check failed, and what to do next.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Failure {
    /// What kind of failure.
    pub kind: FailureKind,
    /// What happened, as a sentence.
    pub says: String,
    /// What to do next, as the author wrote it.
    pub advice: Option<String>,
    /// The call that shows it, as Python source, as small as it was made.
    pub call: Option<String>,
    /// What the call should give, as Python source or text.
    pub expected: Option<String>,
    /// What it gave.
    pub got: Option<String>,
    /// The learner's own lines that matter.
    pub lines: Vec<LearnerLine>,
    /// The limit that was passed.
    pub overrun: Option<Overrun>,
    /// Write-tests tasks: what the suite said about each program.
    pub programs: Vec<ProgramOutcome>,
    /// The inputs as the codec writes them, to run first next time.
    pub case: Option<String>,
}

/// What kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum FailureKind {
    /// A value is not the expected one.
    #[default]
    Mismatch,
    /// The learner's code raised.
    Raised,
    /// The code could not be loaded (syntax, import).
    NotLoaded,
    /// A limit was passed.
    Overrun,
    /// The process ended without an answer.
    Died,
    /// The answer could not be read.
    Malformed,
    /// The same call gave different answers.
    Unstable,
    /// The check itself failed while handling the learner's value: an author's fault.
    Check,
}

/// A line of the learner's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerLine {
    /// The file, as the learner knows it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The function it stands in.
    pub function: String,
    /// The text of the line.
    pub text: String,
    /// What it did: `raised`, `called`, `ran`.
    pub role: LineRole,
}

/// What a line did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineRole {
    /// The exception came from here.
    Raised,
    /// The definition that was called.
    Called,
    /// It ran for the case shown.
    Ran,
}

/// A limit that was passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overrun {
    /// What ran out.
    pub resource: Resource,
    /// The limit, in the resource's unit.
    pub limit: u64,
    /// What was used when it was stopped, in the same unit.
    pub used: u64,
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// CPU time, in milliseconds.
    Cpu,
    /// Wall time, in milliseconds.
    Wall,
    /// Memory, in KiB.
    Memory,
    /// Output, in KiB.
    Output,
    /// Processes and threads.
    Processes,
    /// The size of a file, in KiB.
    FileSize,
}

/// What a learner's test suite said about one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramOutcome {
    /// Whether the program is right.
    pub right: bool,
    /// What the program does, as a sentence.
    pub says: String,
    /// The tests that failed on it.
    pub failed_tests: Vec<String>,
    /// Whether the suite judged it as it should.
    pub as_expected: bool,
}

/// What the learner's code wrote, cut only with a mark.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CapturedOutput {
    /// Standard output, with invalid UTF-8 replaced.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Bytes left out of both.
    pub cut_bytes: u64,
}

/// What something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Wall time, in microseconds.
    pub wall_us: u64,
    /// CPU time of the learner's processes, in microseconds.
    pub cpu_us: u64,
    /// The largest resident size of a learner's process, in KiB.
    pub max_rss_kib: u64,
    /// Calls into the learner's code.
    pub calls: u64,
}

impl Verdict {
    /// Returns whether the submission passed.
    pub fn passed(&self) -> bool {
        self.outcome == Outcome::Passed
    }

    /// Returns the first check that failed.
    pub fn first_failure(&self) -> Option<(&CheckResult, &Failure)> {
        self.checks.iter().find_map(|check| match &check.status {
            Status::Fail(failure) => Some((check, failure.as_ref())),
            _ => None,
        })
    }
}
