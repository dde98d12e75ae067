//! A task on the workbench: its page, the files, the verdicts before, and what is found and heard.

use schemars::JsonSchema;
use serde::Serialize;

use super::{TaskView, VerdictView};

/// The text to read after a pass.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DebriefView {
    /// The task.
    pub task: String,
    /// Its title.
    pub title: String,
    /// The text.
    pub markdown: String,
    /// Right answers of others, to compare one's own with.
    pub solutions: Vec<SolutionView>,
}

/// A right answer of somebody else.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SolutionView {
    /// What tells it from the others.
    pub name: String,
    /// The files in which it differs from the start.
    pub files: Vec<FileView>,
}

/// A file and its text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FileView {
    /// Its path inside the task's folder.
    pub name: String,
    /// Its text; what is no UTF-8 is replaced.
    pub text: String,
}

/// A task as a face lays it out: the ticket, and where the learner stands with it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskPageView {
    /// The task.
    pub task: TaskView,
    /// The level it aims at.
    pub level: &'static str,
    /// The skills it exercises, the main one first.
    pub skills: Vec<String>,
    /// The variant that is laid out, or would be.
    pub variant: String,
    /// The ticket (Markdown).
    pub brief: String,
    /// The files the learner works on.
    pub files: Vec<String>,
    /// Files that come with the task and are judged as they came.
    pub support: Vec<FileView>,
    /// The folder, if the task is laid out.
    pub folder: Option<String>,
    /// The hints, in order.
    pub hints: Vec<HintHeadView>,
    /// The certify attempt under way, if there is one.
    pub certify: Option<CertifyView>,
    /// Whether there is a variant to certify on that was not seen yet.
    pub can_certify: bool,
    /// Whether it was passed, so that the debrief may be read.
    pub passed: bool,
    /// The verdicts, the newest first.
    pub attempts: Vec<AttemptView>,
}

/// A hint before it is read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HintHeadView {
    /// From 1.
    pub number: usize,
    /// Its heading.
    pub title: String,
    /// Whether it shows code.
    pub shows_code: bool,
    /// Whether it was shown already.
    pub shown: bool,
    /// Its text (Markdown), if it was shown.
    pub markdown: Option<String>,
}

/// A certify attempt under way.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CertifyView {
    /// The help that was declared.
    pub aid: String,
    /// The submissions left.
    pub submissions_left: u32,
    /// Whether a hint was shown, so that a pass counts as practice.
    pub hinted: bool,
}

/// A verdict in short.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AttemptView {
    /// The verdict.
    pub id: String,
    /// When it was given, in microseconds since 1970-01-01T00:00:00Z.
    pub at_us: i64,
    /// The variant.
    pub variant: String,
    /// `practice`, `certify-save` or `certify-submit`.
    pub mode: &'static str,
    /// Whether it was a pass.
    pub passed: bool,
    /// How many checks held.
    pub held: usize,
    /// How many checks there were.
    pub total: usize,
}

/// A verdict with the files it is about.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AttemptDetailView {
    /// When it was given, in microseconds since 1970-01-01T00:00:00Z.
    pub at_us: i64,
    /// The verdict.
    pub verdict: VerdictView,
    /// What was changed since the verdict before it, or since the start.
    pub changes: Vec<FileChangeView>,
    /// The verdict it is compared with; absent if that is the start.
    pub since: Option<String>,
}

/// What was changed in a file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FileChangeView {
    /// The file.
    pub name: String,
    /// The lines that changed, with a few around them.
    pub lines: Vec<ChangeLine>,
}

/// A line of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangeLine {
    /// `same`, `old`, `new`, or `gap` where lines are left out.
    pub side: &'static str,
    /// The line.
    pub text: String,
}

/// A learner's files as they are on disk.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WorkView {
    /// The task.
    pub task: String,
    /// The files, those of the task first.
    pub files: Vec<WorkFileView>,
}

/// A learner's file as it is on disk.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WorkFileView {
    /// Its path inside the task's folder.
    pub name: String,
    /// Its text; absent if it is no UTF-8, which only another program can edit.
    pub text: Option<String>,
    /// What tells this content from any other (SHA-256, hexadecimal).
    pub hash: String,
}

/// What became of a save.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SaveView {
    /// Whether it was written.
    pub saved: bool,
    /// The file as it is on disk now.
    pub file: WorkFileView,
}

/// What was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SearchView {
    /// The best first.
    pub hits: Vec<HitView>,
}

/// One thing that was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HitView {
    /// `skill`, `task` or `statement`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A sentence about it.
    pub says: String,
}

/// Something recorded, by whichever process.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NewsView {
    /// The task it is about, if it is about one.
    pub task: Option<String>,
    /// The verdict, if it is one.
    pub verdict: Option<String>,
}
