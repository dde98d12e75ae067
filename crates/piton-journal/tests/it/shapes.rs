//! The shapes of events: every value survives them, and what was once written is always read.

use std::path::Path;

use piton_domain::verdict::{
    CapturedOutput, CheckResult, Cost, Failure, FailureKind, Grade, LearnerLine, LineRole, Mode,
    Outcome, Overrun, ProgramOutcome, Resource, Status, Tier, Verdict,
};
use piton_domain::{ContentHash, Event, EventId, EventKind, ItemId, SkillId, TaskId, Timestamp};
use piton_journal::Journal;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::{raw, sample};

/// An export written when version 1 was the newest of every shape. It is never written anew.
const RELEASED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/released/1.jsonl");

/// How many kinds of event there were then.
const RELEASED_KINDS: usize = 10;

fn export(journal: &Journal) -> String {
    let mut bytes = Vec::new();
    journal.export(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_was_once_released_is_still_read() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(&home.path().join("journal.db")).unwrap();
    let released = String::from_utf8(raw::bytes(Path::new(RELEASED))).unwrap();
    journal.import(&mut released.as_bytes()).unwrap();
    let found: Vec<_> = journal.events_after(0).unwrap().into_iter().map(|(_, e)| e).collect();
    assert_eq!(found, sample::one_of_each()[..RELEASED_KINDS]);
    let blob = journal.blob(&sample::hash(b"before")).unwrap();
    assert_eq!(blob.as_deref(), Some(&b"before"[..]));
    // Holds as long as version 1 is the newest of every shape: writing has not changed either.
    assert_eq!(export(&journal), released);
}

fn task() -> impl Strategy<Value = TaskId> {
    "[a-z]{1,5}/[a-z]{1,5}(-[a-z0-9]{1,3})?/[a-z]{1,8}".prop_map(|id| TaskId::new(id).unwrap())
}

fn skill() -> impl Strategy<Value = SkillId> {
    "[a-z]{1,5}/[a-z]{1,5}(-[a-z0-9]{1,3})?".prop_map(|id| SkillId::new(id).unwrap())
}

fn item() -> impl Strategy<Value = ItemId> {
    "[a-z]{1,5}/[a-z]{1,5}#[a-z0-9]{1,4}".prop_map(|id| ItemId::new(id).unwrap())
}

fn hash() -> impl Strategy<Value = ContentHash> {
    "[0-9a-f]{64}".prop_map(|hash| ContentHash::new(hash).unwrap())
}

/// Any text, control characters and all planes included.
fn text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..12).prop_map(String::from_iter)
}

fn cost() -> impl Strategy<Value = Cost> {
    any::<[u64; 4]>().prop_map(|[wall_us, cpu_us, max_rss_kib, calls]| Cost {
        wall_us,
        cpu_us,
        max_rss_kib,
        calls,
    })
}

fn line() -> impl Strategy<Value = LearnerLine> {
    let role = prop_oneof![Just(LineRole::Raised), Just(LineRole::Called), Just(LineRole::Ran)];
    (text(), any::<u32>(), text(), text(), role).prop_map(|(file, line, function, text, role)| {
        LearnerLine { file, line, function, text, role }
    })
}

fn overrun() -> impl Strategy<Value = Overrun> {
    let resource = prop::sample::select(vec![
        Resource::Cpu,
        Resource::Wall,
        Resource::Memory,
        Resource::Output,
        Resource::Processes,
        Resource::FileSize,
    ]);
    (resource, any::<u64>(), any::<u64>()).prop_map(|(resource, limit, used)| Overrun {
        resource,
        limit,
        used,
    })
}

fn program() -> impl Strategy<Value = ProgramOutcome> {
    (any::<bool>(), text(), vec(text(), 0..3), any::<bool>()).prop_map(
        |(right, says, failed_tests, as_expected)| ProgramOutcome {
            right,
            says,
            failed_tests,
            as_expected,
        },
    )
}

fn failure() -> impl Strategy<Value = Failure> {
    let kind = prop::sample::select(vec![
        FailureKind::Mismatch,
        FailureKind::Raised,
        FailureKind::NotLoaded,
        FailureKind::Overrun,
        FailureKind::Died,
        FailureKind::Malformed,
        FailureKind::Unstable,
        FailureKind::Check,
    ]);
    let some = || option::of(text());
    (
        (kind, text(), some(), some(), some(), some(), some()),
        (vec(line(), 0..3), option::of(overrun()), vec(program(), 0..3)),
    )
        .prop_map(
            |((kind, says, advice, call, expected, got, case), (lines, overrun, programs))| {
                Failure { kind, says, advice, call, expected, got, lines, overrun, programs, case }
            },
        )
}

fn check_result() -> impl Strategy<Value = CheckResult> {
    let status = prop_oneof![
        Just(Status::Pass),
        failure().prop_map(|failure| Status::Fail(Box::new(failure))),
        text().prop_map(|because| Status::NotReached { because }),
    ];
    let grade = prop_oneof![Just(Grade::A), Just(Grade::B), Just(Grade::C)];
    (text(), text(), option::of(skill()), any::<bool>(), any::<bool>(), grade, status, cost())
        .prop_map(|(name, sentence, skill, visible, blocking, grade, status, cost)| CheckResult {
            name,
            sentence,
            skill,
            visible,
            blocking,
            grade,
            status,
            cost,
        })
}

fn verdict() -> impl Strategy<Value = Verdict> {
    let mode =
        prop_oneof![Just(Mode::Practice), Just(Mode::CertifySave), Just(Mode::CertifySubmit)];
    let tier = prop_oneof![Just(Tier::Namespaces), Just(Tier::Landlock), Just(Tier::Unsandboxed)];
    let outcome = prop_oneof![
        Just(Outcome::Passed),
        Just(Outcome::NotPassed),
        text().prop_map(Outcome::CouldNotJudge),
    ];
    let output = (text(), text(), any::<u64>())
        .prop_map(|(stdout, stderr, cut_bytes)| CapturedOutput { stdout, stderr, cut_bytes });
    (
        (task(), any::<u32>(), text(), any::<u64>(), text(), mode, tier, outcome),
        (hash(), hash(), hash(), hash()),
        (vec(check_result(), 0..4), output, cost()),
    )
        .prop_map(
            |(
                (task, task_version, variant, seed, interpreter, mode, tier, outcome),
                (bundle, submission, harness, environment),
                (checks, output, cost),
            )| Verdict {
                task,
                task_version,
                variant,
                bundle,
                submission,
                mode,
                seed,
                harness,
                interpreter,
                environment,
                tier,
                outcome,
                checks,
                output,
                cost,
            },
        )
}

fn kind() -> impl Strategy<Value = EventKind> {
    prop_oneof![
        (task(), text(), any::<u32>(), any::<bool>(), option::of(text())).prop_map(
            |(task, variant, version, certify, aid)| EventKind::TaskOpened {
                task,
                variant,
                version,
                certify,
                aid
            }
        ),
        verdict().prop_map(|verdict| EventKind::Judged(Box::new(verdict))),
        (task(), any::<u32>(), any::<bool>())
            .prop_map(|(task, index, shows_code)| EventKind::HintShown { task, index, shows_code }),
        (task(), option::of(hash())).prop_map(|(task, kept)| EventKind::TaskReset { task, kept }),
        skill().prop_map(|skill| EventKind::LessonRead { skill }),
        (
            (item(), any::<u32>(), any::<u64>(), text(), any::<bool>()),
            (option::of(any::<bool>()), option::of(text()), option::of(text())),
        )
            .prop_map(
                |((item, version, seed, answer, right), (reason_right, model, misconception))| {
                    EventKind::ItemAnswered {
                        item,
                        version,
                        seed,
                        answer,
                        right,
                        reason_right,
                        model,
                        misconception,
                    }
                }
            ),
        (task(), hash(), any::<u64>(), any::<u32>(), any::<u32>(), any::<u32>()).prop_map(
            |(task, submission, seed, asked, right, set_aside)| EventKind::OwnCodeAnswered {
                task,
                submission,
                seed,
                asked,
                right,
                set_aside,
            }
        ),
        (task(), text()).prop_map(|(task, variant)| EventKind::CertifyClosed { task, variant }),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    // Ids have to differ; any others may be random.
    vec((any::<u64>(), any::<i64>(), kind()), 0..8).prop_map(|events| {
        let numbered = (0_u128..).zip(events);
        let event = |(n, (id, at, kind)): (u128, (u64, i64, EventKind))| Event {
            id: EventId(u128::from(id) << 64 | n),
            at: Timestamp(at),
            kind,
        };
        numbered.map(event).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_journal_can_be_taken_along_and_back(
        events in events(),
        contents in vec(vec(any::<u8>(), 0..300), 0..4),
    ) {
        let home = tempfile::tempdir().unwrap();
        let journal = Journal::open(&home.path().join("journal.db")).unwrap();
        let hashes: Vec<_> = contents.iter().map(|content| sample::hash(content)).collect();
        let blobs: Vec<_> = hashes.iter().zip(contents.iter().map(Vec::as_slice)).collect();
        journal.append(&events, &blobs).unwrap();
        let found = |journal: &Journal| -> Vec<_> {
            journal.events_after(0).unwrap().into_iter().map(|(_, event)| event).collect()
        };
        prop_assert_eq!(&found(&journal), &events);

        let copy = Journal::open(&home.path().join("copy.db")).unwrap();
        let text = export(&journal);
        copy.import(&mut text.as_bytes()).unwrap();
        prop_assert_eq!(&found(&copy), &events);
        for (hash, content) in &blobs {
            let found = copy.blob(hash).unwrap();
            prop_assert_eq!(found.as_deref(), Some(*content));
        }
        prop_assert_eq!(export(&copy), text);
    }
}
