//! Files that are not as they should be, and disks that are not either.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use piton_journal::{Journal, JournalError, Settings};

use crate::{child, raw, sample};

/// Makes a journal of some events and a blob, and closes it.
fn made(path: &Path) {
    let journal = Journal::open(path).unwrap();
    let events: Vec<_> = (0..500).map(sample::answer).collect();
    journal.append(&events, &[(&sample::hash(b"content"), b"content")]).unwrap();
}

/// Opens what is at `path`, expects that to fail, and that nothing was touched.
fn refused(path: &Path) -> JournalError {
    let folder = path.parent().unwrap();
    let (before, names) = (raw::bytes(path), raw::names(folder));
    let fault = Journal::open(path).unwrap_err();
    assert_eq!(raw::bytes(path), before, "after {fault}");
    assert_eq!(raw::names(folder), names, "after {fault}");
    assert!(fault.to_string().contains(&path.display().to_string()), "{fault}");
    assert!(fault.hint().is_some(), "{fault}");
    fault
}

#[test]
fn a_file_that_is_something_else_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let long = "a poem of many lines\n".repeat(1000);
    for content in ["x", "hello", "SQLite format 3\0", &long] {
        raw::overwrite(&path, content.as_bytes());
        let fault = refused(&path);
        assert!(matches!(fault, JournalError::NotAJournal { .. }), "{content:.20}: {fault:?}");
    }
}

#[test]
fn a_folder_is_not_a_journal() {
    let home = tempfile::tempdir().unwrap();
    let fault = Journal::open(home.path()).unwrap_err();
    assert!(matches!(fault, JournalError::NotAJournal { .. }), "{fault:?}");
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    raw::run(&path, "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
    let fault = refused(&path);
    assert!(matches!(fault, JournalError::NotAJournal { .. }), "{fault:?}");
    let path = home.path().join("empty.db");
    raw::run(&path, "PRAGMA application_id = 77");
    assert!(matches!(refused(&path), JournalError::NotAJournal { .. }));
}

#[test]
fn a_journal_with_newer_tables_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    made(&path);
    raw::run(
        &path,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (99, 'later', TRUE, x'00', 1)",
    );
    let fault = refused(&path);
    assert!(matches!(fault, JournalError::Newer { .. }), "{fault:?}");
    assert!(fault.to_string().contains("version 99"), "{fault}");
}

#[test]
fn an_event_of_a_newer_piton_is_neither_guessed_at_nor_lost() {
    for (kind, version, says) in [("exam-sat", 1, "`exam-sat`"), ("judged", 2, "version 2")] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        made(&path);
        raw::run(
            &path,
            &format!(
                "INSERT INTO events (id, at, kind, version, payload)
                 VALUES (x'000102030405060708090a0b0c0d0e0f', 5, '{kind}', {version}, '{{\"n\":1}}')"
            ),
        );
        let journal = Journal::open(&path).unwrap();
        let fault = journal.events_after(0).unwrap_err();
        assert!(matches!(fault, JournalError::Newer { .. }), "{fault:?}");
        assert!(fault.to_string().contains(says), "{fault}");
        assert_eq!(journal.verify().unwrap().len(), 1);
        journal.append(&[sample::answer(1000)], &[]).unwrap();
        assert_eq!(journal.count().unwrap(), 502);
        let mut export = Vec::new();
        journal.export(&mut export).unwrap();
        let line = format!(r#""kind":"{kind}","version":{version},"payload":{{"n":1}}"#);
        assert!(String::from_utf8(export).unwrap().contains(&line));
    }
}

#[test]
fn a_payload_that_was_tampered_with_is_damage() {
    for (kind, version, payload) in [
        ("judged", 1, "{}"),
        ("judged", 0, "{}"),
        ("lesson-read", 1, r#"{"skill":"python/generators"} {}"#),
        ("lesson-read", 1, r#"{"skill":"../etc"}"#),
        ("lesson-read", 1, r#"{"skill":"python/generators","more":1}"#),
        ("lesson-read", 1, "not JSON"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        drop(Journal::open(&path).unwrap());
        raw::run(
            &path,
            &format!(
                "INSERT INTO events (id, at, kind, version, payload)
                 VALUES (x'000102030405060708090a0b0c0d0e0f', 5, '{kind}', {version}, '{payload}')"
            ),
        );
        let journal = Journal::open(&path).unwrap();
        let fault = journal.events_after(0).unwrap_err();
        assert!(matches!(fault, JournalError::Damaged { .. }), "{payload}: {fault:?}");
        assert_eq!(journal.verify().unwrap().len(), 1, "{payload}");
    }
}

#[test]
fn events_can_be_neither_changed_nor_removed() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    made(&path);
    for statement in ["UPDATE events SET at = 0", "DELETE FROM events WHERE seq = 1"] {
        let run = std::panic::catch_unwind(|| raw::run(&path, statement));
        assert!(run.is_err(), "{statement}");
    }
    assert_eq!(Journal::open(&path).unwrap().events_after(0).unwrap().len(), 500);
}

#[test]
fn a_corrupted_page_is_named_and_nothing_is_rewritten() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    made(&path);
    let mut bytes = raw::bytes(&path);
    assert!(bytes.len() > 20 * 4096);
    // The pages from the ninth on hold events.
    bytes[8 * 4096..18 * 4096].fill(0xa5);
    raw::overwrite(&path, &bytes);
    let journal = Journal::open(&path).unwrap();
    let fault = journal.events_after(0).unwrap_err();
    assert!(matches!(fault, JournalError::Damaged { .. }), "{fault:?}");
    assert!(!journal.verify().unwrap().is_empty());
    drop(journal);
    assert_eq!(raw::bytes(&path), bytes);
}

#[test]
fn a_blob_that_came_to_harm_is_noticed_and_mended_by_the_same_content() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let hash = sample::hash(b"content");
    for harm in [
        "UPDATE blobs SET bytes = x'00'",
        "UPDATE blobs SET size = size + 1",
        "UPDATE blobs SET size = size - 1",
        "UPDATE blobs SET size = 9000000000000000000",
        // Another content of the same length.
        "UPDATE blobs SET bytes = x'28b52ffd200739000061616161616161'",
    ] {
        let journal = Journal::open(&path).unwrap();
        journal.put_blob(&hash, b"content").unwrap();
        let mut sound = Vec::new();
        journal.export(&mut sound).unwrap();
        raw::run(&path, harm);
        let fault = journal.blob(&hash).unwrap_err();
        assert!(matches!(fault, JournalError::Damaged { .. }), "{harm}: {fault:?}");
        assert_eq!(journal.verify().unwrap().len(), 1, "{harm}");

        let mut text = Vec::new();
        let summary = journal.export(&mut text).unwrap();
        assert_eq!(summary.damaged, std::slice::from_ref(&hash));
        let other = home.path().join("other.db");
        let summary = Journal::open(&other).unwrap().import(&mut text.as_slice()).unwrap();
        assert_eq!((summary.blobs_new, summary.blobs_missing), (0, 1));

        let summary = journal.import(&mut sound.as_slice()).unwrap();
        assert_eq!((summary.blobs_new, summary.blobs_mended), (0, 1), "{harm}");
        assert_eq!(journal.blob(&hash).unwrap().as_deref(), Some(&b"content"[..]));
        raw::run(&path, harm);
        journal.put_blob(&hash, b"content").unwrap();
        assert_eq!(journal.blob(&hash).unwrap().as_deref(), Some(&b"content"[..]));
        assert_eq!(journal.verify().unwrap(), [""; 0]);
    }
}

#[test]
fn a_lock_held_too_long_is_named_and_passes() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let settings = Settings { busy_timeout: Duration::from_millis(50), ..Settings::default() };
    let journal = Journal::open_with(&path, settings).unwrap();
    raw::while_locked(&path, || {
        let fault = journal.append(&[sample::answer(1)], &[]).unwrap_err();
        assert!(matches!(fault, JournalError::Locked { .. }), "{fault:?}");
        assert_eq!(journal.count().unwrap(), 0, "reading does not wait");
        let export = sample::export_of_one();
        let fault = journal.import(&mut export.as_bytes()).unwrap_err();
        assert!(matches!(fault, JournalError::Locked { .. }), "{fault:?}");
    });
    journal.append(&[sample::answer(1)], &[]).unwrap();
    assert_eq!(journal.count().unwrap(), 1);
}

#[test]
fn a_journal_that_may_grow_no_more_keeps_what_it_holds() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let settings = Settings { max_bytes: Some(200_000), ..Settings::default() };
    let journal = Journal::open_with(&path, settings).unwrap();
    let mut n = 0;
    let fault = loop {
        let events: Vec<_> = (n..n + 100).map(sample::answer).collect();
        match journal.append(&events, &[]) {
            Ok(()) => n += 100,
            Err(fault) => break fault,
        }
    };
    assert!(matches!(fault, JournalError::Full { .. }), "{fault:?}");
    assert!(n > 0);
    assert_eq!(journal.count().unwrap(), n, "nothing of the last hundred is there");
    drop(journal);
    assert!(raw::bytes(&path).len() <= 200_000);
    let journal = Journal::open(&path).unwrap();
    let events: Vec<_> = (n..n + 100).map(sample::answer).collect();
    journal.append(&events, &[]).unwrap();
    assert_eq!(journal.count().unwrap(), n + 100);
}

#[test]
fn a_full_disk_is_named_and_nothing_is_half_written() {
    let Some(said) = child::on_a_small_disk() else {
        // Some systems let nobody mount a disk of their own; the journal's own limit, tested above,
        // comes to the same error.
        return;
    };
    assert!(said.contains("full, prefix kept, sound: true"), "{said}");
}

#[test]
fn a_journal_that_may_not_be_written_says_so() {
    for (file_mode, folder_mode, says) in [
        (0o400, 0o700, "reads: true, append: ReadOnly"),
        (0o600, 0o500, "ReadOnly"),
        (0o000, 0o700, "open: ReadOnly"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("folder");
        let path = folder.join("journal.db");
        made(&path);
        let set = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        set(&path, file_mode);
        set(&folder, folder_mode);
        let said = child::without_privileges(home.path(), &path);
        set(&folder, 0o700);
        assert!(said.contains(says), "{file_mode:o} {folder_mode:o}: {said}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let home = tempfile::tempdir().unwrap();
    raw::overwrite(&home.path().join("file"), b"");
    let fault = Journal::open(&home.path().join("file/journal.db")).unwrap_err();
    assert!(matches!(fault, JournalError::Io { .. }), "{fault:?}");
    assert!(fault.to_string().contains("file"), "{fault}");
}

#[test]
fn a_name_the_database_cannot_take_is_refused_before_anything_is_made() {
    let home = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"journal-\xff.db");
    let fault = Journal::open(&home.path().join("new").join(name)).unwrap_err();
    assert!(matches!(fault, JournalError::Io { .. }), "{fault:?}");
    assert_eq!(raw::names(home.path()), [""; 0]);
    // Names that mean something elsewhere are just names.
    for name in ["file:x?mode=memory", ":memory:", "a b%20c.db", "ü 🧗.db"] {
        let path = home.path().join(name);
        Journal::open(&path).unwrap().append(&[sample::answer(1)], &[]).unwrap();
        assert_eq!(Journal::open(&path).unwrap().count().unwrap(), 1, "{name}");
    }
}

#[test]
fn nobody_else_can_read_a_new_journal() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("a/b/journal.db");
    let journal = Journal::open(&path).unwrap();
    journal.append(&[sample::answer(1)], &[]).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = path.parent().unwrap();
    assert_eq!((mode(&home.path().join("a")), mode(folder)), (0o700, 0o700));
    assert_eq!(raw::names(folder), ["journal.db", "journal.db-shm", "journal.db-wal"]);
    for name in raw::names(folder) {
        assert_eq!(mode(&folder.join(&name)), 0o600, "{name}");
    }
    drop(journal);
    assert_eq!(raw::names(folder), ["journal.db"]);
}

#[test]
fn a_journal_moved_or_deleted_while_open_takes_no_more() {
    for replace in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        let away = home.path().join("away.db");
        let journal = Journal::open(&path).unwrap();
        journal.append(&[sample::answer(1)], &[]).unwrap();
        std::fs::rename(&path, &away).unwrap();
        if replace {
            drop(Journal::open(&path).unwrap());
        }
        let fault = journal.append(&[sample::answer(2)], &[]).unwrap_err();
        assert!(matches!(fault, JournalError::Moved { .. }), "{fault:?}");
        let fault = journal.events_after(0).unwrap_err();
        assert!(matches!(fault, JournalError::Moved { .. }), "{fault:?}");
        if !replace {
            std::fs::rename(&away, &path).unwrap();
            journal.append(&[sample::answer(2)], &[]).unwrap();
            assert_eq!(journal.count().unwrap(), 2);
        }
    }
}
