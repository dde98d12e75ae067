//! The plain structs every face shows, which are also the published JSON.
//!
//! A field is added, never renamed or given another meaning; `format_version` grows if that must
//! happen. Units stand in the names.

mod author;
mod bench;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use author::*;
pub use bench::*;

/// The roadmap with the learner's state on it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MapView {
    /// The statements in order.
    pub statements: Vec<StatementView>,
    /// The areas in order.
    pub areas: Vec<AreaView>,
}

/// A statement and what carries it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StatementView {
    /// Its id, such as `python.2`.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// The skills that carry it.
    pub skills: Vec<String>,
    /// The best state of a skill that carries it.
    pub state: SkillState,
}

/// An area and its skills.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AreaView {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// `practical` or `theory`.
    pub half: &'static str,
    /// Its skills, lowest level first.
    pub skills: Vec<SkillView>,
}

/// A skill in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SkillView {
    /// Its id.
    pub id: String,
    /// Its short name.
    pub title: String,
    /// What a person can do who holds it.
    pub outcome: String,
    /// `junior`, `mid`, `senior` or `expert`.
    pub level: &'static str,
    /// Where the learner stands.
    pub state: SkillState,
    /// Whether a lesson is written.
    pub lesson: bool,
    /// How many item templates are written.
    pub items: usize,
    /// How many tasks are written.
    pub tasks: usize,
    /// The skills to hold first.
    pub needs: Vec<String>,
    /// The tasks.
    pub task_list: Vec<TaskView>,
}

/// Where a learner stands with a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SkillState {
    /// Nothing of it is written yet.
    BeingWritten,
    /// There is something to do, and nothing done.
    Open,
    /// Something was tried.
    Tried,
    /// A task was passed in practice.
    Passed,
    /// A certified pass exists.
    Shown,
}

/// A task in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Its family.
    pub family: String,
    /// 1 to 5.
    pub rung: u8,
    /// Expected working time in minutes.
    pub minutes: u16,
    /// The widest help allowed in certify mode.
    pub aid: &'static str,
    /// Where the learner stands with it.
    pub state: TaskState,
    /// Why it cannot run here, if it cannot.
    pub blocked: Option<String>,
    /// The version in the content.
    pub version: u32,
    /// The version last passed, if any.
    pub passed_version: Option<u32>,
}

/// Where a learner stands with a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    /// Not opened yet.
    New,
    /// Opened, not passed.
    Open,
    /// Passed in practice.
    Passed,
    /// Passed in certify mode.
    Certified,
}

/// The next worthwhile thing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NextView {
    /// What to do.
    pub step: Step,
    /// Why, as a sentence.
    pub reason: String,
}

/// A step.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Step {
    /// Work on a task.
    Task {
        /// The task.
        task: TaskView,
        /// Its folder, if it is open already.
        folder: Option<String>,
        /// Whether a certify attempt on it is under way.
        certify: bool,
    },
    /// Answer the items of a skill.
    Quiz {
        /// The skill.
        skill: String,
        /// Its short name.
        title: String,
        /// How many questions are waiting.
        items: usize,
    },
    /// Everything written so far is done.
    Nothing,
}

/// A folder with a task in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OpenedView {
    /// The task.
    pub task: TaskView,
    /// Its variant.
    pub variant: String,
    /// The folder.
    pub folder: String,
    /// The learner's files, by full path, the first to be opened first.
    pub files: Vec<String>,
    /// The ticket (Markdown).
    pub brief: String,
    /// The file in the folder that holds the ticket too.
    pub ticket: String,
    /// Whether the folder was there before.
    pub again: bool,
    /// What a learner must know before going on, as sentences.
    pub notices: Vec<String>,
    /// Whether this is a certify attempt.
    pub certify: bool,
}

/// The answer to a submission.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VerdictView {
    /// Grows when a field changes its meaning.
    pub format_version: u32,
    /// The id under which the journal keeps it; absent if it was not recorded.
    pub id: Option<String>,
    /// The task.
    pub task: String,
    /// The task's title.
    pub title: String,
    /// The task's variant.
    pub variant: String,
    /// The task's version.
    pub task_version: u32,
    /// `practice`, `certify-save` or `certify-submit`.
    pub mode: &'static str,
    /// `passed`, `not-passed` or `could-not-judge`.
    pub outcome: &'static str,
    /// Why nothing could be judged, if so.
    pub trouble: Option<String>,
    /// How many checks passed.
    pub passed: usize,
    /// How many checks there are.
    pub total: usize,
    /// The checks in order.
    pub checks: Vec<CheckView>,
    /// What the learner's code wrote.
    pub output: OutputView,
    /// What the judging took.
    pub cost: CostView,
    /// What is needed to run it again.
    pub replay: ReplayKey,
    /// What a learner must know, as sentences.
    pub notices: Vec<String>,
    /// The submissions left, in certify mode.
    pub submissions_left: Option<u32>,
}

/// What is needed to run a verdict again.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReplayKey {
    /// The seed of every drawn input, in hexadecimal.
    pub seed: String,
    /// The hash of the submission.
    pub submission: String,
    /// The hash of the task bundle.
    pub bundle: String,
    /// The hash of the harness.
    pub harness: String,
    /// The learner's interpreter.
    pub interpreter: String,
    /// The hash of the environment's lock.
    pub environment: String,
    /// What kept the learner's code in: `namespaces`, `landlock` or `unsandboxed`.
    pub tier: &'static str,
}

/// What the learner's code wrote.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct OutputView {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Bytes left out.
    pub cut_bytes: u64,
}

/// What something took.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct CostView {
    /// Wall time in milliseconds.
    pub wall_ms: f64,
    /// CPU time of the learner's processes in milliseconds.
    pub cpu_ms: f64,
    /// The largest resident size of a learner's process in KiB.
    pub max_rss_kib: u64,
    /// Calls into the learner's code.
    pub calls: u64,
}

/// What a check took; its CPU time cannot be told from that of other checks.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct CheckCostView {
    /// Wall time in milliseconds.
    pub wall_ms: f64,
    /// Calls into the learner's code.
    pub calls: u64,
}

/// One check.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckView {
    /// Its name.
    pub name: String,
    /// What it requires.
    pub sentence: String,
    /// The skill it exercises.
    pub skill: Option<String>,
    /// `pass`, `fail` or `not-reached`.
    pub status: &'static str,
    /// The check that failed first, if it was not reached.
    pub because: Option<String>,
    /// Whether it runs on every save in certify mode.
    pub visible: bool,
    /// Whether a pass needs it.
    pub blocking: bool,
    /// `A`, `B` or `C`.
    pub grade: &'static str,
    /// Why it failed.
    pub failure: Option<FailureView>,
    /// What it took.
    pub cost: CheckCostView,
}

/// Why a check failed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FailureView {
    /// `mismatch`, `raised`, `not-loaded`, `overrun`, `died`, `malformed`, `unstable` or `check`.
    pub kind: &'static str,
    /// What happened.
    pub says: String,
    /// What to do next.
    pub advice: Option<String>,
    /// The call that shows it.
    pub call: Option<String>,
    /// What it should give.
    pub expected: Option<String>,
    /// What it gave.
    pub got: Option<String>,
    /// `expected` and `got` side by side, as lines of a diff.
    pub diff: Vec<DiffLine>,
    /// The learner's own lines.
    pub lines: Vec<LineView>,
    /// The limit that was passed.
    pub overrun: Option<OverrunView>,
    /// What a test suite said about each program.
    pub programs: Vec<ProgramView>,
}

/// A line of a diff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DiffLine {
    /// `same`, `expected` or `got`.
    pub side: &'static str,
    /// The line.
    pub text: String,
}

/// A line of the learner's code.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineView {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The function.
    pub function: String,
    /// The text.
    pub text: String,
    /// `raised`, `called` or `ran`.
    pub role: &'static str,
}

/// A limit that was passed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverrunView {
    /// `cpu`, `wall`, `memory`, `output`, `processes` or `file-size`.
    pub resource: &'static str,
    /// `ms`, `KiB` or `processes`.
    pub unit: &'static str,
    /// The limit.
    pub limit: u64,
    /// What was used.
    pub used: u64,
}

/// What a test suite said about a program.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProgramView {
    /// Whether the program is right.
    pub right: bool,
    /// What it does.
    pub says: String,
    /// The tests that failed on it.
    pub failed_tests: Vec<String>,
    /// Whether the suite judged it as it should.
    pub as_expected: bool,
}

/// A hint.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HintView {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// Its heading.
    pub title: String,
    /// Its text (Markdown); empty while it waits for `confirm`.
    pub markdown: String,
    /// Set if the hint shows code and was not asked for twice: what it costs.
    pub confirm: Option<String>,
}

/// A lesson.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LessonView {
    /// The skill.
    pub skill: String,
    /// Its short name.
    pub title: String,
    /// What a person can do who holds it.
    pub outcome: String,
    /// The text (Markdown).
    pub markdown: String,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// How many questions on it are written.
    pub items: usize,
}

/// A question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionView {
    /// The item.
    pub item: String,
    /// The seed of this instance, in hexadecimal.
    pub seed: String,
    /// `choice`, `choices`, `number`, `text`, `order`, `lines` or `output`.
    pub kind: &'static str,
    /// The question (Markdown).
    pub prompt: String,
    /// The program it is about.
    pub code: Option<String>,
    /// What can be chosen, in the order shown; empty if the answer is typed.
    pub options: Vec<String>,
    /// The second tier.
    pub reason: Option<ReasonView>,
}

/// The second tier of a question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReasonView {
    /// The question.
    pub prompt: String,
    /// What can be chosen, in the order shown.
    pub options: Vec<String>,
}

/// A learner's answer.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct Answer {
    /// Typed text, or option numbers from 1 separated by blanks or commas.
    pub text: String,
    /// The reason's option number from 1.
    pub reason: Option<usize>,
}

/// What an answer was worth.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FeedbackView {
    /// Whether the answer was `?`: the learner did not know, and said so.
    pub unknown: bool,
    /// Whether the answer was right.
    pub right: bool,
    /// Whether the reason was right, if one was asked.
    pub reason_right: Option<bool>,
    /// The right answer.
    pub key: String,
    /// The right reason.
    pub reason: Option<String>,
    /// The misunderstanding the answer fits.
    pub model: Option<String>,
    /// Why (Markdown).
    pub explanation: String,
    /// What the question's program printed when it was run just now.
    pub run: Option<OutputView>,
}

/// What `setup` found and made.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SetupView {
    /// Where Piton keeps its data.
    pub home: String,
    /// The interpreters that can be used, the default first.
    pub interpreters: Vec<InterpreterView>,
    /// Interpreters that were passed over, with the reason.
    pub skipped: Vec<String>,
    /// The default environment.
    pub environment: String,
    /// Whether it had to be made.
    pub made: bool,
    /// What it took.
    pub seconds: f64,
}

/// An interpreter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct InterpreterView {
    /// Its path.
    pub path: String,
    /// Its version.
    pub version: String,
}

/// What the program stands on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DoctorView {
    /// What was looked at, in order.
    pub findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// What.
    pub what: String,
    /// `good`, `note` or `bad`.
    pub state: &'static str,
    /// What was found.
    pub says: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What replaying a verdict showed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReplayView {
    /// The verdict.
    pub id: String,
    /// `agrees`, `differs` or `cannot-compare`.
    pub result: &'static str,
    /// What differs or why nothing could be compared, as sentences.
    pub says: Vec<String>,
    /// What was recorded.
    pub recorded: String,
    /// What came out now.
    pub now: Option<VerdictView>,
}

/// What importing brought.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImportView {
    /// Events that were new.
    pub events_new: u64,
    /// Events that were there.
    pub events_known: u64,
    /// Blobs that were new.
    pub blobs_new: u64,
}

/// What a reset did.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ResetView {
    /// The task.
    pub task: String,
    /// The folder.
    pub folder: String,
    /// Where the files from before are kept, if there were any.
    pub kept: Option<String>,
}

/// Questions about a learner's own code.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnCodeView {
    /// The task.
    pub task: String,
    /// Its title.
    pub title: String,
    /// What makes the same questions again.
    pub seed: String,
    /// How many of them must be right.
    pub needed: usize,
    /// The questions.
    pub questions: Vec<OwnQuestionView>,
    /// How many more there are to take the place of one that is set aside.
    pub spare: usize,
    /// Why there are fewer than four, if there are.
    pub says: Option<String>,
}

/// A question about a learner's own code.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnQuestionView {
    /// Its place, from 1.
    pub number: usize,
    /// `raises`, `value`, `branch` or `removal`.
    pub kind: String,
    /// The question.
    pub prompt: String,
    /// What can be chosen.
    pub options: Vec<String>,
}

/// What becomes of an answer to such a question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnFeedbackView {
    /// The place of the question, from 1.
    pub number: usize,
    /// Whether it was right.
    pub right: bool,
    /// The right answer.
    pub key: String,
    /// What the run showed.
    pub why: String,
}

/// What became of all such questions.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OwnResultView {
    /// The task.
    pub task: String,
    /// How many stood in the end.
    pub asked: u32,
    /// How many were right.
    pub right: u32,
    /// How many had to be.
    pub needed: u32,
    /// How many were set aside.
    pub set_aside: u32,
    /// Whether that was enough.
    pub enough: bool,
}

/// Where an export was written.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExportView {
    /// The file.
    pub file: String,
    /// How many damaged submissions or bundles were left out.
    pub damaged: usize,
}

/// What a command with nothing else to show has to say.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NoticeView {
    /// In words.
    pub says: String,
}
