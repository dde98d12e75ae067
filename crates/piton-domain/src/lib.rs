//! The words of Piton.
//!
//! Everything the other crates say to each other is a type of this crate: the roadmap and what
//! hangs on it, what a learner hands in, what the judge answers, what the journal keeps. There is
//! no I/O here, no clock, no randomness and no serialisation: a type that crosses a border gets a
//! wire type at that border (journal events, the coach's JSON, the judge's protocol).

pub mod diagnostic;
pub mod event;
pub mod files;
pub mod id;
pub mod item;
pub mod roadmap;
pub mod submission;
pub mod task;
pub mod verdict;

pub use diagnostic::{Diagnostic, Label, Severity, Span};
pub use event::{Event, EventId, EventKind, Timestamp};
pub use files::Files;
pub use id::{AreaId, ContentHash, IdError, ItemId, SkillId, StatementId, TaskId};
pub use item::Item;
pub use roadmap::{Area, Half, Lesson, Level, Roadmap, Skill, Statement};
pub use submission::Submission;
pub use task::{Limits, Task};
pub use verdict::{CheckResult, Outcome, Verdict};
