//! What authors are shown.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{FeedbackView, QuestionView, VerdictView};

/// What the content gate found.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ContentReport {
    /// Areas.
    pub areas: usize,
    /// Skills.
    pub skills: usize,
    /// Lessons.
    pub lessons: usize,
    /// Item templates.
    pub items: usize,
    /// Task families.
    pub families: usize,
    /// Variants of tasks.
    pub variants: usize,
    /// Judgings that were run.
    pub judgings: usize,
    /// Judgings that were not run because an earlier proof holds.
    pub cached: usize,
    /// Seconds it took.
    pub seconds: f64,
    /// What took longest to prove, the longest first: names of pieces and seconds of one core.
    pub slowest: Vec<(String, f64)>,
    /// What is wrong.
    pub faults: Vec<FaultView>,
    /// For each area and level: the families there are, and those a claim needs.
    pub claimable: BTreeMap<String, BTreeMap<String, (usize, usize)>>,
    /// What the author should know although nothing is at fault.
    #[serde(skip)]
    pub notes: Vec<String>,
}

/// One fault of the content.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FaultView {
    /// The rule.
    pub rule: String,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The file or folder.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// The places in the file: start byte, end byte, words.
    pub labels: Vec<(usize, usize, String)>,
    /// The file's text, if there are labels.
    #[serde(skip)]
    pub source: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// How far the content reaches.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReachView {
    /// The areas in order.
    pub areas: Vec<AreaReach>,
}

/// How far an area reaches.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AreaReach {
    /// Its id.
    pub id: String,
    /// The words on screen.
    pub heading: String,
    /// The levels it has skills of, lowest first.
    pub levels: Vec<LevelReach>,
}

/// What there is of a level in an area, and what a claim needs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LevelReach {
    /// `junior`, `mid`, `senior` or `expert`.
    pub level: &'static str,
    /// Families there are, as far as they count.
    pub have: usize,
    /// Families a claim needs: two for each skill, and for senior an exam.
    pub need: usize,
    /// The skills of the level.
    pub skills: Vec<SkillReach>,
}

/// What there is of a skill.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SkillReach {
    /// Its id.
    pub id: String,
    /// Whether its lesson is written.
    pub lesson: bool,
    /// Its item templates.
    pub items: usize,
    /// The families or kinds that can prove it at its level.
    pub families: usize,
    /// How many it needs.
    pub need: usize,
}

/// Files that were laid out for an author to fill in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SkeletonView {
    /// The files written, as paths on disk.
    pub files: Vec<String>,
    /// What to do with them.
    pub next: String,
}

/// Content as a learner sees it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PreviewView {
    /// The lesson (Markdown), if a skill was asked for and has one.
    pub lesson: Option<String>,
    /// One question of each item, with what is said after a right answer.
    pub items: Vec<PreviewItem>,
    /// The tasks.
    pub tasks: Vec<PreviewTask>,
}

/// A question and what is said after it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PreviewItem {
    /// The question.
    pub question: QuestionView,
    /// What is said to whoever answers rightly.
    pub feedback: FeedbackView,
    /// The wrong answers and the misunderstanding each stands for.
    pub wrong: Vec<(String, String)>,
}

/// A task and the verdicts its own solutions get.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PreviewTask {
    /// Its id.
    pub id: String,
    /// Which variant is shown.
    pub variant: String,
    /// The ticket (Markdown).
    pub brief: String,
    /// The verdict on each solution: `start`, `right/…`, `wrong/…`.
    pub verdicts: Vec<(String, VerdictView)>,
}
