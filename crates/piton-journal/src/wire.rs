//! The shape in which events rest in the journal.
//!
//! Every kind has a name and a version. A shape that was released is never changed: a new one gets
//! the next version, and reading the old one stays. What this Piton does not know was written by a
//! newer one; it is reported as such, never guessed at, never written back.

use piton_domain::{ContentHash, EventKind, IdError, ItemId, SkillId, TaskId};
use serde::{Deserialize, Deserializer, Serialize};

mod verdict;

/// An event's kind as it rests in the journal.
pub(crate) struct Encoded {
    /// The name of the kind.
    pub(crate) kind: &'static str,
    /// The version of the payload's shape.
    pub(crate) version: u32,
    /// One JSON object on one line.
    pub(crate) payload: String,
}

/// Why a payload could not be read.
#[derive(Debug)]
pub(crate) enum DecodeError {
    /// A newer Piton wrote it.
    Newer {
        /// What is not known here, as a noun phrase.
        what: String,
    },
    /// It is not what was written.
    Damaged {
        /// What is wrong, as a fragment.
        what: String,
    },
}

const TASK_OPENED: &str = "task-opened";
const JUDGED: &str = "judged";
const HINT_SHOWN: &str = "hint-shown";
const TASK_RESET: &str = "task-reset";
const LESSON_READ: &str = "lesson-read";
const ITEM_ANSWERED: &str = "item-answered";
const CERTIFY_CLOSED: &str = "certify-closed";
const OWN_CODE_ANSWERED: &str = "own-code-answered";

/// Writes a kind in the newest shape.
pub(crate) fn encode(kind: &EventKind) -> Encoded {
    let (kind, payload) = match kind.clone() {
        EventKind::TaskOpened { task, variant, version, certify, aid } => {
            let task = task.to_string();
            (TASK_OPENED, json(&TaskOpened { task, variant, version, certify, aid }))
        }
        EventKind::Judged(verdict) => (JUDGED, json(&verdict::Verdict::from(*verdict))),
        EventKind::HintShown { task, index, shows_code } => {
            (HINT_SHOWN, json(&HintShown { task: task.to_string(), index, shows_code }))
        }
        EventKind::TaskReset { task, kept } => {
            let kept = kept.map(|hash| hash.to_string());
            (TASK_RESET, json(&TaskReset { task: task.to_string(), kept }))
        }
        EventKind::LessonRead { skill } => {
            (LESSON_READ, json(&LessonRead { skill: skill.to_string() }))
        }
        EventKind::ItemAnswered {
            item,
            version,
            seed,
            answer,
            right,
            reason_right,
            model,
            misconception,
        } => {
            let item = item.to_string();
            let payload = ItemAnswered {
                item,
                version,
                seed,
                answer,
                right,
                reason_right,
                model,
                misconception,
            };
            (ITEM_ANSWERED, json(&payload))
        }
        EventKind::OwnCodeAnswered { task, submission, seed, asked, right, set_aside } => {
            let (task, submission) = (task.to_string(), submission.to_string());
            let payload = OwnCodeAnswered { task, submission, seed, asked, right, set_aside };
            (OWN_CODE_ANSWERED, json(&payload))
        }
        EventKind::CertifyClosed { task, variant } => {
            (CERTIFY_CLOSED, json(&CertifyClosed { task: task.to_string(), variant }))
        }
    };
    Encoded { kind, version: 1, payload }
}

/// Reads a kind in any shape that was ever released.
pub(crate) fn decode(kind: &str, version: i64, payload: &str) -> Result<EventKind, DecodeError> {
    let mut deserializer = serde_json::Deserializer::from_str(payload);
    let kind = decode_from(kind, version, &mut deserializer)?;
    deserializer.end().map_err(damaged)?;
    Ok(kind)
}

/// Reads a kind whose payload is parsed already.
pub(crate) fn decode_value(
    kind: &str,
    version: i64,
    payload: serde_json::Value,
) -> Result<EventKind, DecodeError> {
    decode_from(kind, version, payload)
}

fn decode_from<'de, D: Deserializer<'de>>(
    kind: &str,
    version: i64,
    payload: D,
) -> Result<EventKind, DecodeError> {
    match (kind, version) {
        (TASK_OPENED, 1) => read::<TaskOpened, D>(payload)?.try_into(),
        (JUDGED, 1) => read::<verdict::Verdict, D>(payload)?
            .try_into()
            .map(|verdict| EventKind::Judged(Box::new(verdict))),
        (HINT_SHOWN, 1) => read::<HintShown, D>(payload)?.try_into(),
        (TASK_RESET, 1) => read::<TaskReset, D>(payload)?.try_into(),
        (LESSON_READ, 1) => read::<LessonRead, D>(payload)?.try_into(),
        (ITEM_ANSWERED, 1) => read::<ItemAnswered, D>(payload)?.try_into(),
        (OWN_CODE_ANSWERED, 1) => read::<OwnCodeAnswered, D>(payload)?.try_into(),
        (CERTIFY_CLOSED, 1) => read::<CertifyClosed, D>(payload)?.try_into(),
        _ if is_known(kind) && version < 1 => {
            return Err(damaged(format_args!("`{kind}` never had a version {version}")));
        }
        _ if is_known(kind) => {
            return Err(DecodeError::Newer { what: format!("version {version} of `{kind}`") });
        }
        _ => return Err(DecodeError::Newer { what: format!("an event of the kind `{kind}`") }),
    }
    .map_err(|fault: IdError| damaged(fault))
}

fn is_known(kind: &str) -> bool {
    matches!(
        kind,
        TASK_OPENED
            | JUDGED
            | HINT_SHOWN
            | TASK_RESET
            | LESSON_READ
            | ITEM_ANSWERED
            | CERTIFY_CLOSED
            | OWN_CODE_ANSWERED
    )
}

fn json(payload: &impl Serialize) -> String {
    serde_json::to_string(payload).expect("the shapes hold only text, numbers and lists")
}

fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(payload: D) -> Result<T, DecodeError> {
    T::deserialize(payload).map_err(damaged)
}

fn damaged(fault: impl std::fmt::Display) -> DecodeError {
    DecodeError::Damaged { what: fault.to_string() }
}

/// Turns an optional text into an optional id.
fn optional<T>(
    text: Option<String>,
    new: impl FnOnce(String) -> Result<T, IdError>,
) -> Result<Option<T>, IdError> {
    text.map(new).transpose()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskOpened {
    task: String,
    variant: String,
    version: u32,
    certify: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    aid: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HintShown {
    task: String,
    index: u32,
    shows_code: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskReset {
    task: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LessonRead {
    skill: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemAnswered {
    item: String,
    version: u32,
    seed: u64,
    answer: String,
    right: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason_right: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    misconception: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnCodeAnswered {
    task: String,
    submission: String,
    seed: u64,
    asked: u32,
    right: u32,
    set_aside: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CertifyClosed {
    task: String,
    variant: String,
}

impl TryFrom<TaskOpened> for EventKind {
    type Error = IdError;

    fn try_from(wire: TaskOpened) -> Result<Self, IdError> {
        let TaskOpened { task, variant, version, certify, aid } = wire;
        Ok(Self::TaskOpened { task: TaskId::new(task)?, variant, version, certify, aid })
    }
}

impl TryFrom<HintShown> for EventKind {
    type Error = IdError;

    fn try_from(wire: HintShown) -> Result<Self, IdError> {
        let HintShown { task, index, shows_code } = wire;
        Ok(Self::HintShown { task: TaskId::new(task)?, index, shows_code })
    }
}

impl TryFrom<TaskReset> for EventKind {
    type Error = IdError;

    fn try_from(wire: TaskReset) -> Result<Self, IdError> {
        let kept = optional(wire.kept, ContentHash::new)?;
        Ok(Self::TaskReset { task: TaskId::new(wire.task)?, kept })
    }
}

impl TryFrom<LessonRead> for EventKind {
    type Error = IdError;

    fn try_from(wire: LessonRead) -> Result<Self, IdError> {
        Ok(Self::LessonRead { skill: SkillId::new(wire.skill)? })
    }
}

impl TryFrom<ItemAnswered> for EventKind {
    type Error = IdError;

    fn try_from(wire: ItemAnswered) -> Result<Self, IdError> {
        let ItemAnswered { item, version, seed, answer, right, reason_right, model, misconception } =
            wire;
        let item = ItemId::new(item)?;
        Ok(Self::ItemAnswered {
            item,
            version,
            seed,
            answer,
            right,
            reason_right,
            model,
            misconception,
        })
    }
}

impl TryFrom<OwnCodeAnswered> for EventKind {
    type Error = IdError;

    fn try_from(wire: OwnCodeAnswered) -> Result<Self, IdError> {
        let OwnCodeAnswered { task, submission, seed, asked, right, set_aside } = wire;
        let (task, submission) = (TaskId::new(task)?, ContentHash::new(submission)?);
        Ok(Self::OwnCodeAnswered { task, submission, seed, asked, right, set_aside })
    }
}

impl TryFrom<CertifyClosed> for EventKind {
    type Error = IdError;

    fn try_from(wire: CertifyClosed) -> Result<Self, IdError> {
        Ok(Self::CertifyClosed { task: TaskId::new(wire.task)?, variant: wire.variant })
    }
}
