//! A task: a ticket, the files a learner gets, and everything that judges what comes back.

use crate::{ContentHash, Files, Level, SkillId, TaskId};

/// A task family's rung, in one variant.
///
/// The loader makes one `Task` per rung; `variants` says how to derive the others. Applying a
/// variant gives a `Task` whose `variant` is set and whose texts and files are replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its id, which is also its folder.
    pub id: TaskId,
    /// What stands in lists.
    pub title: String,
    /// The kind, such as `debug`; one of [`KINDS`].
    pub kind: String,
    /// The family: tasks that share domain and checks over several rungs.
    pub family: String,
    /// The level it aims at.
    pub level: Level,
    /// 1 (about ten minutes) to 5 (days).
    pub rung: u8,
    /// Expected working time.
    ///
    /// Units: minutes.
    pub minutes: u16,
    /// What it exercises; the main skill first.
    pub skills: Vec<SkillId>,
    /// The learner's files, all of them present in `start`.
    pub files: Vec<String>,
    /// Names of the checks that run on every save in certify mode.
    pub visible: Vec<String>,
    /// Limits of the process with learner code.
    pub limits: Limits,
    /// Modules imported before the learner's code is known.
    pub preload: Vec<String>,
    /// The oldest Python it can be done in, as (major, minor).
    pub requires_python: (u8, u8),
    /// The weakest sandbox tier it may be judged in, 1 (strongest) to 3.
    pub needs_tier: u8,
    /// The widest help allowed in certify mode.
    pub aid: Aid,
    /// Grows when a change could change a verdict.
    pub version: u32,
    /// Which variant this is; `base` is the folder as it stands.
    pub variant: String,
    /// The ids of all variants, `base` first.
    pub variants: Vec<String>,
    /// The ticket (Markdown).
    pub brief: String,
    /// Hints from nudge to walk-through (Markdown), in order.
    pub hints: Vec<Hint>,
    /// What to read after a pass (Markdown).
    pub debrief: String,
    /// What the learner gets; must not pass.
    pub start: Files,
    /// The code that decides (Python); runs in the judge process.
    pub checks: String,
    /// The code that calls the learner's code (Python); runs beside it and knows no answer.
    pub probe: String,
    /// Files only the judge process may read, such as the programs of a write-tests task.
    pub resources: Files,
    /// Right solutions; the first is the reference.
    pub right: Vec<Solution>,
    /// Plausible wrong solutions.
    pub wrong: Vec<WrongSolution>,
    /// Changes of the reference that the checks need not notice.
    pub equivalent: Vec<Equivalent>,
    /// The hash of the whole bundle, variant included.
    pub bundle_hash: ContentHash,
    /// Every file of the task's folder, variant applied: what the journal keeps for replay.
    pub bundle: Files,
}

/// The kinds a task may have.
pub const KINDS: [&str; 33] = [
    "implement",
    "modify",
    "debug",
    "write-tests",
    "refactor",
    "review",
    "predict",
    "trace",
    "witness",
    "spec",
    "types",
    "complexity",
    "interleave",
    "async-sim",
    "os",
    "net",
    "git",
    "sql",
    "orm",
    "nosql",
    "web",
    "frontend",
    "security",
    "perf",
    "package",
    "pipeline",
    "deploy",
    "incident",
    "decide",
    "parsons",
    "theory",
    "qlc",
    "capstone",
];

/// How much help a learner may use in certify mode: declared, not detected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aid {
    /// Nothing but the interpreter and the editor.
    None,
    /// Documentation and the web.
    Docs,
    /// Anything, coding assistants included.
    Assistant,
}

impl Aid {
    /// Returns the word used in content and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Aid::None => "none",
            Aid::Docs => "docs",
            Aid::Assistant => "assistant",
        }
    }
}

/// One step of the help ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Its heading.
    pub title: String,
    /// Its text (Markdown).
    pub markdown: String,
    /// Whether it shows code that could be handed in.
    pub shows_code: bool,
}

/// A complete right solution: files laid over `start`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Its folder's name.
    pub name: String,
    /// The learner's files as this solution has them.
    pub files: Files,
}

/// A plausible wrong solution and the check that must catch it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongSolution {
    /// Its folder's name.
    pub name: String,
    /// The changed files, laid over the reference.
    pub files: Files,
    /// The check that must fail.
    pub caught_by: String,
    /// Words the failing check must say.
    pub says: String,
}

/// A change of the reference that makes no difference a ticket could ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equivalent {
    /// Its id: `file:function:operator:number`.
    pub id: String,
    /// Why it makes no difference.
    pub reason: String,
}

/// What the process with learner code may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// CPU time of one process with learner code.
    ///
    /// Units: seconds.
    pub cpu_s: u32,
    /// Wall time of one check.
    ///
    /// Units: seconds.
    pub wall_s: u32,
    /// Address space.
    ///
    /// Units: MiB.
    pub memory_mib: u32,
    /// Bytes written to standard output and error together.
    ///
    /// Units: MiB.
    pub output_mib: u32,
    /// Processes and threads.
    pub processes: u32,
    /// Size of one file.
    ///
    /// Units: MiB.
    pub file_mib: u32,
    /// Open descriptors.
    pub open_files: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cpu_s: 5,
            wall_s: 10,
            memory_mib: 512,
            output_mib: 16,
            processes: 64,
            file_mib: 16,
            open_files: 128,
        }
    }
}

impl Task {
    /// Returns the read-only files: those of `start` that are not the learner's.
    pub fn support_files(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.start.iter().filter(|(path, _)| !self.files.contains(path))
    }

    /// Returns the learner's files as they start.
    pub fn files_of_start(&self) -> Files {
        self.start
            .iter()
            .filter(|(path, _)| self.files.contains(path))
            .map(|(path, content)| (path.clone(), content.clone()))
            .collect()
    }
}
