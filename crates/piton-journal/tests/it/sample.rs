//! Events to keep.

use piton_domain::verdict::{
    CapturedOutput, CheckResult, Cost, Failure, FailureKind, Grade, LearnerLine, LineRole, Mode,
    Outcome, Overrun, ProgramOutcome, Resource, Status, Tier, Verdict,
};
use piton_domain::{ContentHash, Event, EventId, EventKind, ItemId, SkillId, TaskId, Timestamp};
use sha2::{Digest, Sha256};

/// An event that differs from every other `n`'s.
pub(crate) fn answer(n: u64) -> Event {
    Event {
        id: EventId(0x0198_0000_0000_7000_8000_0000_0000_0000 + u128::from(n)),
        at: Timestamp(1_760_000_000_000_000 + i64::try_from(n).unwrap()),
        kind: EventKind::ItemAnswered {
            item: ItemId::new("python/generators#second-pass").unwrap(),
            version: 1,
            seed: n,
            answer: format!("[{n}, {n}]"),
            right: n.is_multiple_of(2),
            reason_right: None,
            model: Some("every append copies the list".into()),
            misconception: None,
        },
    }
}

pub(crate) fn hash(content: &[u8]) -> ContentHash {
    let text: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    ContentHash::new(text).unwrap()
}

/// One event of every kind, with every field of every shape in use at least once.
pub(crate) fn one_of_each() -> Vec<Event> {
    let task = TaskId::new("python/generators/statement-exporter").unwrap();
    let kinds = vec![
        EventKind::TaskOpened {
            task: task.clone(),
            variant: "base".into(),
            version: 3,
            certify: true,
            aid: Some("docs".into()),
        },
        EventKind::TaskOpened {
            task: task.clone(),
            variant: "library".into(),
            version: 3,
            certify: false,
            aid: None,
        },
        EventKind::Judged(Box::new(verdict())),
        EventKind::Judged(Box::new(Verdict {
            outcome: Outcome::CouldNotJudge("the judge's process ended".into()),
            mode: Mode::Practice,
            tier: Tier::Unsandboxed,
            checks: vec![],
            ..verdict()
        })),
        EventKind::HintShown { task: task.clone(), index: 2, shows_code: true },
        EventKind::TaskReset { task: task.clone(), kept: Some(hash(b"before")) },
        EventKind::TaskReset { task: task.clone(), kept: None },
        EventKind::LessonRead { skill: SkillId::new("python/generators").unwrap() },
        EventKind::ItemAnswered {
            item: ItemId::new("python/generators#second-pass").unwrap(),
            version: 1,
            seed: u64::MAX,
            answer: "a \"quoted\"\nanswer \u{0} ü 🧗".into(),
            right: false,
            reason_right: Some(false),
            model: Some("the iterator starts again".into()),
            misconception: Some("python/iterators-restart".into()),
        },
        EventKind::CertifyClosed { task: task.clone(), variant: "library".into() },
        // What came after the first release stands behind what was in it.
        EventKind::OwnCodeAnswered {
            task,
            submission: hash(b"passed"),
            seed: 7,
            asked: 4,
            right: 3,
            set_aside: 1,
        },
    ];
    kinds
        .into_iter()
        .zip(1..)
        .map(|(kind, n)| Event {
            id: EventId(0x0199_0000_0000_7000_8000_0000_0000_0000 + n),
            at: Timestamp(1_760_000_000_000_000),
            kind,
        })
        .collect()
}

pub(crate) fn verdict() -> Verdict {
    let skill = SkillId::new("python/generators").unwrap();
    let check = CheckResult {
        name: "second_export".into(),
        sentence: "the second export of a day is complete".into(),
        skill: Some(skill),
        visible: true,
        blocking: true,
        grade: Grade::A,
        status: Status::Pass,
        cost: Cost { wall_us: 1200, cpu_us: 900, max_rss_kib: 12_000, calls: 200 },
    };
    let failure = Failure {
        kind: FailureKind::Overrun,
        says: "the call took more than two seconds of CPU".into(),
        advice: Some("Ask who empties the iterator.".into()),
        call: Some("export_twice([], ['day'])".into()),
        expected: Some("[[], []]".into()),
        got: Some("[[]]".into()),
        lines: vec![LearnerLine {
            file: "exporter.py".into(),
            line: 7,
            function: "export".into(),
            text: "    return list(rows)".into(),
            role: LineRole::Raised,
        }],
        overrun: Some(Overrun { resource: Resource::FileSize, limit: 2000, used: 2001 }),
        programs: vec![ProgramOutcome {
            right: false,
            says: "charges the first hour twice".into(),
            failed_tests: vec!["test_fee.py::test_first_hour".into()],
            as_expected: true,
        }],
        case: Some("[[],{\"t\":[\"day\"]}]".into()),
    };
    Verdict {
        task: TaskId::new("python/generators/statement-exporter").unwrap(),
        task_version: 3,
        variant: "base".into(),
        bundle: hash(b"bundle"),
        submission: hash(b"submission"),
        mode: Mode::CertifySubmit,
        seed: 0xdead_beef_dead_beef,
        harness: hash(b"harness"),
        interpreter: "3.13.0".into(),
        environment: hash(b"lock"),
        tier: Tier::Landlock,
        outcome: Outcome::NotPassed,
        checks: vec![
            CheckResult { skill: None, ..check.clone() },
            CheckResult { status: Status::Fail(Box::new(failure)), ..check.clone() },
            CheckResult {
                grade: Grade::C,
                blocking: false,
                status: Status::Fail(Box::default()),
                ..check.clone()
            },
            CheckResult {
                grade: Grade::B,
                visible: false,
                status: Status::NotReached { because: "second_export".into() },
                ..check
            },
        ],
        output: CapturedOutput { stdout: "hello\n".into(), stderr: String::new(), cut_bytes: 17 },
        cost: Cost { wall_us: 61_000, cpu_us: 52_000, max_rss_kib: 31_000, calls: 800 },
    }
}

/// The export of a journal that holds one event.
pub(crate) fn export_of_one() -> String {
    let home = tempfile::tempdir().unwrap();
    let journal = piton_journal::Journal::open(&home.path().join("one.db")).unwrap();
    journal.append(&[answer(77)], &[]).unwrap();
    let mut bytes = Vec::new();
    journal.export(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
