//! Imports that are cut, changed or meant to do harm: each is refused with its line, and the
//! journal stays as it was.

use std::io::{BufRead, BufReader, Read};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use piton_journal::{ImportFault, Journal, JournalError};

use crate::sample;

const HEADER: &str = r#"{"format":"piton-export","version":1}"#;

/// A journal that holds one event and takes no more.
struct Target {
    journal: Journal,
    before: Vec<u8>,
    _home: tempfile::TempDir,
}

impl Target {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let journal = Journal::open(&home.path().join("copy.db")).unwrap();
        journal.append(&[sample::answer(1)], &[]).unwrap();
        let before = export(&journal);
        Self { journal, before, _home: home }
    }

    /// Imports; checks that this fails and nothing was taken; returns the error.
    #[track_caller]
    fn refuses(&self, from: &mut dyn BufRead) -> JournalError {
        let fault = self.journal.import(from).unwrap_err();
        assert!(export(&self.journal) == self.before, "something was taken despite: {fault}");
        fault
    }
}

fn export(journal: &Journal) -> Vec<u8> {
    let mut bytes = Vec::new();
    journal.export(&mut bytes).unwrap();
    bytes
}

#[track_caller]
fn refused(from: &mut dyn BufRead) -> JournalError {
    let target = Target::new();
    let fault = target.refuses(from);
    assert_eq!(target.journal.verify().unwrap(), [""; 0], "after {fault}");
    fault
}

/// Expects a fault at a line.
#[track_caller]
fn check(text: &str, line: u64, expected: impl Fn(&ImportFault) -> bool) {
    let error = refused(&mut text.as_bytes());
    let JournalError::Import { line: found, fault } = &error else { panic!("{error:?}") };
    assert!(expected(fault), "{error}");
    assert_eq!(*found, line, "{error}");
    assert!(error.to_string().starts_with(&format!("line {line} of the import ")), "{error}");
    assert!(error.hint().unwrap().starts_with("Nothing was imported."));
}

/// Writes lines with the header and an end that fits them.
fn sealed(lines: &[String]) -> String {
    let mut text = format!("{HEADER}\n");
    for line in lines {
        text += line;
        text.push('\n');
    }
    let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    let (events, blobs) = (count(r#"{"event""#), count(r#"{"blob""#));
    let sha256 = sample::hash(text.as_bytes());
    text += &format!(
        r#"{{"end":{{"events":{events},"blobs":{blobs},"damaged":[],"sha256":"{sha256}"}}}}"#
    );
    text + "\n"
}

fn blob_line(hash: &str, size: u64, packed: &[u8]) -> String {
    let packed = STANDARD.encode(packed);
    format!(r#"{{"blob":"{hash}","size":{size},"zstd":"{packed}"}}"#)
}

fn blob(content: &[u8]) -> String {
    let hash = sample::hash(content);
    blob_line(hash.as_str(), content.len() as u64, &zstd::bulk::compress(content, 3).unwrap())
}

fn event(n: u32, kind: &str, version: u32, payload: &str) -> String {
    format!(
        r#"{{"event":"00000000-0000-7000-8000-{n:012}","at":1,"kind":"{kind}","version":{version},"payload":{payload}}}"#
    )
}

fn lesson(n: u32) -> String {
    event(n, "lesson-read", 1, r#"{"skill":"python/generators"}"#)
}

fn unreadable(fault: &ImportFault) -> bool {
    matches!(fault, ImportFault::Unreadable { .. })
}

#[test]
fn a_sound_import_is_taken() {
    // Without this the refusals below would say little.
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(&home.path().join("copy.db")).unwrap();
    let text = sealed(&[blob(b"content"), lesson(1), lesson(2)]);
    let summary = journal.import(&mut text.as_bytes()).unwrap();
    assert_eq!((summary.events_new, summary.blobs_new), (2, 1));
}

#[test]
fn what_is_no_export_is_refused() {
    let not = |fault: &ImportFault| *fault == ImportFault::NotAnExport;
    for text in ["", "\n", "hello\n", "{}", "\u{1f}\u{8b}", "null\n", "[[[[[[[["] {
        check(text, 1, not);
    }
    check(&sealed(&[]).replace("piton-export", "other-export"), 1, not);
    check(&lesson(1), 1, not);
    let zero = sealed(&[]).replace(r#""version":1"#, r#""version":0"#);
    check(&zero, 1, unreadable);
}

#[test]
fn what_a_newer_piton_wrote_is_refused_as_such() {
    let newer = |fault: &ImportFault| matches!(fault, ImportFault::Newer { .. });
    check(&sealed(&[]).replace(r#""version":1"#, r#""version":2"#), 1, newer);
    check(&sealed(&[lesson(1), event(2, "exam-sat", 1, "{}")]), 3, newer);
    check(&sealed(&[event(1, "judged", 2, "{}")]), 2, newer);
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let text = sealed(&[blob(b"content"), lesson(1), lesson(2)]);
    let target = Target::new();
    // The last line's end alone may be missing.
    for end in 0..text.len() - 1 {
        let error = target.refuses(&mut &text.as_bytes()[..end]);
        assert!(matches!(error, JournalError::Import { .. }), "cut at {end}: {error:?}");
    }
    let lines: Vec<_> = text.lines().collect();
    for n in 1..lines.len() {
        let cut = lines[..n].join("\n") + "\n";
        check(&cut, n as u64 + 1, |fault| *fault == ImportFault::Truncated);
    }
}

#[test]
fn a_byte_changed_anywhere_is_refused() {
    let text = sealed(&[blob(b"content"), lesson(1)]);
    let target = Target::new();
    for at in 0..text.trim_end().len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let error = target.refuses(&mut bytes.as_slice());
        assert!(matches!(error, JournalError::Import { .. }), "byte {at}: {error:?}");
    }
}

#[test]
fn lines_lost_swapped_or_added_are_refused() {
    let changed = |fault: &ImportFault| matches!(fault, ImportFault::Changed { .. });
    let order = |fault: &ImportFault| matches!(fault, ImportFault::Order { .. });
    let text = sealed(&[blob(b"content"), lesson(1), lesson(2)]);
    let lines: Vec<_> = text.lines().collect();
    let with = |order: &[usize]| order.iter().map(|n| lines[*n]).collect::<Vec<_>>().join("\n");
    check(&with(&[0, 1, 2, 4]), 4, changed);
    check(&with(&[0, 2, 3, 4]), 4, changed);
    check(&with(&[0, 1, 3, 2, 4]), 5, changed);
    check(&with(&[0, 2, 1, 3, 4]), 3, order);
    check(&with(&[0, 0, 1, 2, 3, 4]), 2, order);
    check(&with(&[0, 1, 2, 3, 4, 4]), 6, order);
    check(&with(&[0, 1, 2, 3, 4, 3]), 6, |fault| {
        matches!(fault, ImportFault::Order { .. } | ImportFault::Truncated)
    });
    check(&with(&[0, 1, 2, 3, 3, 4]), 5, |fault| *fault == ImportFault::Repeated);
    check(&with(&[0, 1, 1, 2, 3, 4]), 3, |fault| *fault == ImportFault::Repeated);
    check(&sealed(&[lesson(1)]).replace(r#""events":1"#, r#""events":2"#), 3, changed);
    check(&sealed(&[lesson(1)]).replace(r#""blobs":0"#, r#""blobs":1"#), 3, changed);
}

#[test]
fn lines_that_are_not_of_the_format_are_refused() {
    let deep = "[".repeat(100_000);
    for line in [
        "",
        "x",
        "{}",
        r#"{"event":"#,
        r#"{"event":7}"#,
        r#"{"blob":7}"#,
        r#"{"end":7}"#,
        "{\"event\":\"\u{0}",
        &event(1, "lesson-read", 1, &deep),
        &event(1, "lesson-read", 1, r#"{"skill":"../../etc"}"#),
        &event(1, "lesson-read", 1, r#"{"skill":7}"#),
        &event(1, "lesson-read", 1, r#"{"skill":"python/generators","x":1}"#),
        &event(1, "lesson-read", 0, r#"{"skill":"python/generators"}"#),
        &lesson(1).replace("00000000-", "0000000g-"),
        &lesson(1).replace(r#""at":1"#, r#""at":1e300"#),
        &lesson(1).replace(r#""at":1"#, r#""at":1,"at":2"#),
        &lesson(1).replace(r#""at":1"#, r#""at":1,"seq":2"#),
        &blob(b"x").replace(r#""size":1"#, r#""size":-1"#),
        &blob(b"x").replace(r#"{"blob":""#, r#"{"blob":"../"#),
    ] {
        check(&sealed(&[line.to_owned()]), 2, unreadable);
    }
    let error =
        refused(&mut &b"{\"format\":\"piton-export\",\"version\":1}\n{\"event\":\"\xff\"}\n"[..]);
    assert!(matches!(error, JournalError::Import { line: 2, .. }), "{error:?}");
}

#[test]
fn blobs_that_are_not_what_they_say_are_refused() {
    let wrong = |fault: &ImportFault| matches!(fault, ImportFault::Blob { .. });
    let hash = sample::hash(b"content");
    let packed = zstd::bulk::compress(b"content", 3).unwrap();
    let packed_twice = [packed.clone(), packed.clone()].concat();
    for line in [
        blob_line(hash.as_str(), 7, b"not zstd"),
        blob_line(hash.as_str(), 7, b""),
        blob_line(hash.as_str(), 6, &packed),
        blob_line(hash.as_str(), 8, &packed),
        blob_line(hash.as_str(), u64::MAX, &packed),
        blob_line(hash.as_str(), 64 * 1024 * 1024 + 1, &packed),
        blob_line(hash.as_str(), 7, &packed[..packed.len() - 1]),
        blob_line(hash.as_str(), 14, &packed_twice),
        blob_line(sample::hash(b"another").as_str(), 7, &packed),
        blob_line(hash.as_str(), 7, &packed).replace(r#""zstd":""#, r#""zstd":"!"#),
    ] {
        check(&sealed(std::slice::from_ref(&line)), 2, wrong);
    }
}

#[test]
fn a_decompression_bomb_is_stopped_at_the_size_it_declares() {
    // 8 GiB of zeros in frames of 64 MiB: some 260 KiB of zstd.
    let frame = zstd::bulk::compress(&vec![0; 64 << 20], 3).unwrap();
    let bomb = frame.repeat(128);
    let hash = sample::hash(b"content");
    for size in [7, 64 << 20] {
        check(&sealed(&[blob_line(hash.as_str(), size, &bomb)]), 2, |fault| {
            matches!(fault, ImportFault::Blob { .. })
        });
    }
}

/// Gives a header, and then one line without end.
fn endless() -> impl BufRead {
    let start = format!("{HEADER}\n{{\"event\":\"");
    BufReader::with_capacity(1 << 20, std::io::Cursor::new(start).chain(std::io::repeat(b'a')))
}

#[test]
fn a_line_without_end_is_stopped() {
    let error = refused(&mut endless());
    let JournalError::Import { line: 2, fault } = &error else { panic!("{error:?}") };
    assert_eq!(*fault, ImportFault::TooLong);
}

#[test]
fn a_source_that_fails_is_named() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::ConnectionReset.into())
        }
    }
    let start = format!("{HEADER}\n{}\n", lesson(1));
    let mut from = BufReader::new(std::io::Cursor::new(start).chain(Broken));
    assert!(matches!(refused(&mut from), JournalError::Read(_)));
}
