//! Levels: what a person may claim, by rules that can be counted, and what is missing.
//!
//! Nothing here asks the model: a claim rests on what was run and survived. The rules are those of
//! the curriculum's page on levels; each function names the sentence it counts.
//!
//! Events are folded in the order of the journal. Days and seconds are the caller's; a clock that
//! was set back changes no order and makes no two passes a week apart.

mod claims;
mod fold;
mod hours;

pub use claims::{AreaClaim, Missing, NeedOf, WholeClaim};
pub use fold::{Misconception, Record, SkillState};
pub use hours::Hours;

/// How far a skill, an area or a person has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Works with guidance.
    Junior,
    /// Works alone.
    Mid,
    /// Is asked for a second opinion.
    Senior,
    /// Sets the standard.
    Expert,
}

/// All levels, lowest first.
pub const ALL: [Level; 4] = [Level::Junior, Level::Mid, Level::Senior, Level::Expert];

impl Level {
    /// Returns the least difficulty of a task that counts at this level.
    ///
    /// "Junior d >= 1, mid d >= 2, senior d >= 4, expert d = 5."
    #[must_use]
    pub fn difficulty(self) -> u8 {
        [1, 2, 4, 5][self as usize]
    }

    /// Returns the days after which a held skill falls due; a junior one never does.
    #[must_use]
    pub fn due_after(self) -> Option<i32> {
        [None, Some(180), Some(270), Some(365)][self as usize]
    }
}

/// Under what conditions a pass was earned; the lowest of its passes is a claim's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// On the learner's own machine.
    SelfReported,
    /// Seed, deadline and tasks set, and submissions run again, by someone else.
    Challenged,
    /// Challenged, and under that person's eyes.
    Supervised,
}

/// The help declared; the widest of its passes is a claim's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aid {
    /// None.
    None,
    /// Documentation.
    Docs,
    /// An assistant that writes.
    Assistant,
}

/// A skill as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    /// Its area.
    pub area: usize,
    /// Its level.
    pub level: Level,
    /// Its direct prerequisites.
    pub needs: Vec<usize>,
}

/// One rung of a task family, in one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The family; rungs and kinds share it.
    pub family: usize,
    /// The kind of work.
    pub kind: usize,
    /// Whether the kind is practical (class P): something is built or repaired.
    pub practical: bool,
    /// Difficulty from 1 to 5; a stage of a capstone is 5.
    pub difficulty: u8,
    /// Whether the family has 50 instances or 5 variants.
    pub certified: bool,
    /// Skills that its checks name; a pass counts for the first three.
    pub skills: Vec<usize>,
    /// Prerequisites that its checks name beside those.
    pub names: Vec<usize>,
    /// Whether the learner designs the evidence too.
    pub authored: bool,
    /// The area whose exam it serves.
    pub exam_of: Option<usize>,
    /// Median minutes.
    pub minutes: f64,
}

/// A template of two-tier questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// The skill it asks for.
    pub skill: usize,
    /// Whether it asks to carry an idea elsewhere.
    pub transfer: bool,
    /// Whether it asks to tell two ideas apart.
    pub contrast: bool,
    /// Median minutes.
    pub minutes: f64,
}

/// What a whole-person claim asks of areas.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whole {
    /// Areas that no whole-person claim below a track asks for.
    pub optional: Vec<usize>,
    /// Theory areas that a mid claim names.
    pub mid_theory: Vec<usize>,
    /// How many further theory areas it asks for.
    pub mid_more_theory: usize,
    /// Areas that a senior claim asks for at senior on every track.
    pub senior_core: Vec<usize>,
    /// The areas of each track.
    pub tracks: Vec<Vec<usize>>,
}

/// The road as the rules see it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Road {
    /// For each area, whether it is theory.
    pub theory: Vec<bool>,
    /// The skills.
    pub skills: Vec<Skill>,
    /// The tasks.
    pub tasks: Vec<Task>,
    /// The templates of questions.
    pub templates: Vec<Template>,
    /// For each misconception, its area.
    pub misconceptions: Vec<usize>,
    /// What whole-person claims ask for.
    pub whole: Whole,
}

/// An examination in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exam {
    /// Of an area: work, follow-up, questions on both, items.
    Area(usize),
    /// Of a senior: inherit, judge, reason. What is built stands apart, by track.
    Senior,
    /// Of a senior on a track: build.
    Build(usize),
    /// Of an expert: the capstone and its defence.
    Expert,
}

impl Exam {
    /// Returns how many parts there are.
    #[must_use]
    pub fn n_parts(self) -> u8 {
        match self {
            Exam::Area(_) => 4,
            Exam::Senior => 3,
            Exam::Build(_) => 1,
            Exam::Expert => 6,
        }
    }

    /// Returns the minutes that all parts may take together.
    #[must_use]
    pub fn minutes(self) -> f64 {
        match self {
            Exam::Area(_) => 120.0,
            Exam::Senior => 480.0,
            Exam::Build(_) => 240.0,
            Exam::Expert => 600.0,
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// The learner's calendar day.
    pub day: i32,
    /// What it was.
    pub fact: Fact,
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fact {
    /// A task was judged in practice.
    Practised {
        /// The task.
        task: usize,
        /// The misconception that the wrong solution names, if it was one.
        misconception: Option<usize>,
    },
    /// A certify attempt ended.
    Certified {
        /// The task.
        task: usize,
        /// Which variant; one seen before proves nothing.
        variant: u64,
        /// Submissions made.
        submissions: u32,
        /// Hints taken.
        hints: u32,
        /// Whether all blocking checks passed.
        passed: bool,
        /// Whether the questions on the learner's own code were answered.
        certificate: bool,
        /// Conditions.
        label: Label,
        /// Help declared.
        aid: Aid,
    },
    /// A two-tier question was answered.
    Answered {
        /// Its template.
        template: usize,
        /// Which instance of it.
        instance: u64,
        /// Whether both tiers were right.
        right: bool,
        /// Whether the learner said to be sure.
        sure: bool,
        /// The misconception that the answer speaks for, or that a right one speaks against.
        misconception: Option<usize>,
    },
    /// A part of an exam ended.
    Examined {
        /// The exam.
        exam: Exam,
        /// The part, from 0.
        part: u8,
        /// Whether it was passed.
        passed: bool,
        /// Conditions.
        label: Label,
        /// Help declared.
        aid: Aid,
    },
    /// A due skill was renewed by a re-do of at most 20 minutes.
    Renewed {
        /// The skill.
        skill: usize,
    },
}

impl Road {
    /// Folds events into what they add up to; those that name nothing of the road are skipped.
    #[must_use]
    pub fn record(&self, events: &[Event]) -> Record {
        let mut record = Record::new(self);
        for event in events {
            record.apply(self, event);
        }
        record
    }

    /// Says whether the content offers what a level in an area asks, and how many skills it serves.
    ///
    /// "For each skill of that level two certified families or two kinds, and for senior an exam
    /// family of the area."
    #[must_use]
    pub fn reach(&self, area: usize, level: Level) -> Reach {
        let skills: Vec<usize> = (0..self.skills.len())
            .filter(|&one| self.skills[one].area == area && self.skills[one].level == level)
            .collect();
        let n_served = skills.iter().filter(|&&skill| self.serves(skill)).count();
        let exam = level != Level::Senior
            || self.tasks.iter().any(|task| task.certified && task.exam_of == Some(area));
        Reach { n_served, n_skills: skills.len(), exam }
    }

    fn serves(&self, skill: usize) -> bool {
        let least = self.skills[skill].level.difficulty();
        let mut fitting = self.tasks.iter().filter(|task| {
            task.certified && task.difficulty >= least && counted(task).contains(&skill)
        });
        let Some(first) = fitting.next() else { return false };
        fitting.any(|task| task.family != first.family || task.kind != first.kind)
    }
}

/// What the content offers for a level in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Skills of the level with two families or kinds.
    pub n_served: usize,
    /// Skills of the level.
    pub n_skills: usize,
    /// Whether an exam exists where one is asked for.
    pub exam: bool,
}

impl Reach {
    /// Says whether the level can be claimed at all.
    #[must_use]
    pub fn is_claimable(&self) -> bool {
        self.n_served == self.n_skills && self.exam
    }
}

/// Returns the skills that a pass of a task counts for in full.
fn counted(task: &Task) -> &[usize] {
    &task.skills[..task.skills.len().min(3)]
}
