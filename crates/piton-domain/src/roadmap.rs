//! The roadmap: areas, the statements they make, the skills that carry them.

use crate::{AreaId, Item, SkillId, StatementId, Task, TaskId};

/// One of the two halves of the roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// Practical skills.
    Practical,
    /// Theoretical knowledge.
    Theory,
}

/// The level at which a skill is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Works under guidance.
    Junior,
    /// Works alone on ordinary tasks.
    Mid,
    /// Is trusted with what can go wrong.
    Senior,
    /// Is asked when seniors are stuck.
    Expert,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Level; 4] = [Level::Junior, Level::Mid, Level::Senior, Level::Expert];

    /// Returns the word used in content and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Junior => "junior",
            Level::Mid => "mid",
            Level::Senior => "senior",
            Level::Expert => "expert",
        }
    }
}

/// The whole road, in the order in which it is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Roadmap {
    /// A paragraph that says what the road is (Markdown).
    pub introduction: String,
    /// The areas in order.
    pub areas: Vec<Area>,
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// The skills, by area in order, then by level, then by id.
    pub skills: Vec<Skill>,
    /// The task offered as the first ticket on the first run, if content names one.
    pub first_ticket: Option<TaskId>,
}

/// A heading of the roadmap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its id, which is also its folder.
    pub id: AreaId,
    /// The words on screen.
    pub heading: String,
    /// Which half it belongs to.
    pub half: Half,
}

/// One promise of the roadmap, in our own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its id; the part before the dot is the area.
    pub id: StatementId,
    /// The sentence.
    pub text: String,
}

/// Something a person can do, and a machine can see them do.
#[derive(Debug, Clone, PartialEq)]
pub struct Skill {
    /// Its id, which is also its folder.
    pub id: SkillId,
    /// A short name for lists.
    pub title: String,
    /// A sentence that starts with "can".
    pub outcome: String,
    /// Where it is expected.
    pub level: Level,
    /// Skills to hold first.
    pub needs: Vec<SkillId>,
    /// Statements it carries.
    pub covers: Vec<StatementId>,
    /// The kinds of task that can prove it.
    pub kinds: Vec<String>,
    /// Where the material comes from (titles or addresses).
    pub sources: Vec<String>,
    /// The lesson, if written.
    pub lesson: Option<Lesson>,
    /// The item templates.
    pub items: Vec<Item>,
    /// The tasks in this skill's folder, by family, then rung.
    pub tasks: Vec<Task>,
}

/// A text that teaches one skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The Markdown as written.
    pub markdown: String,
}

impl Roadmap {
    /// Finds a skill.
    pub fn skill(&self, id: &SkillId) -> Option<&Skill> {
        self.skills.iter().find(|skill| &skill.id == id)
    }

    /// Finds a task.
    pub fn task(&self, id: &TaskId) -> Option<&Task> {
        self.skill(&id.skill())?.tasks.iter().find(|task| &task.id == id)
    }

    /// Walks over all tasks in road order.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.skills.iter().flat_map(|skill| &skill.tasks)
    }

    /// Finds an area.
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| &area.id == id)
    }
}
