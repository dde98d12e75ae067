//! What the journal keeps: facts about a learner, in the order in which they happened.

use crate::{ContentHash, ItemId, SkillId, TaskId, Verdict};

/// A moment.
///
/// Units: microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

/// A UUID, version 7, given by whoever records the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u128);

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// A task's files were laid out in a workspace.
    TaskOpened {
        /// The task.
        task: TaskId,
        /// Its variant.
        variant: String,
        /// Its version.
        version: u32,
        /// Whether it was opened to certify.
        certify: bool,
        /// The help the learner said they would use, if certifying.
        aid: Option<String>,
    },
    /// A submission was judged.
    Judged(Box<Verdict>),
    /// A hint was shown.
    HintShown {
        /// The task.
        task: TaskId,
        /// The hint, from 0.
        index: u32,
        /// Whether it shows code.
        shows_code: bool,
    },
    /// A task's files were put back to their start.
    TaskReset {
        /// The task.
        task: TaskId,
        /// The learner's files before, as a blob.
        kept: Option<ContentHash>,
    },
    /// A lesson was shown.
    LessonRead {
        /// The skill.
        skill: SkillId,
    },
    /// An item was answered.
    ItemAnswered {
        /// The item.
        item: ItemId,
        /// Its version.
        version: u32,
        /// The seed of the instance.
        seed: u64,
        /// The answer as given.
        answer: String,
        /// Whether it was right.
        right: bool,
        /// Whether the reason was right, if one was asked.
        reason_right: Option<bool>,
        /// The wrong model the answer fits.
        model: Option<String>,
        /// The misconception it fits.
        misconception: Option<String>,
    },
    /// Questions about the learner's own code were answered after a pass.
    OwnCodeAnswered {
        /// The task.
        task: TaskId,
        /// The submission that passed.
        submission: ContentHash,
        /// The seed of the questions.
        seed: u64,
        /// How many stood in the end.
        asked: u32,
        /// How many of them were answered rightly.
        right: u32,
        /// How many the learner set aside.
        set_aside: u32,
    },
    /// A certify attempt ended without a pass or was given up.
    CertifyClosed {
        /// The task.
        task: TaskId,
        /// Its variant.
        variant: String,
    },
}
