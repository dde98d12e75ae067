//! The main job, from the first screen to the next task.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::support::{User, end, put, solve, wait_for};

const TICKET: &str = "testing/effective-cases/parking-fee";

#[test]
fn the_first_screen_offers_three_choices_and_changes_nothing() {
    let user = User::without_environment();
    let said = user.expect(0, &[]);
    said.says(&[
        "Try one real ticket",
        "Find my level",
        "I have a goal",
        "Nothing leaves this machine.",
    ]);
    assert!(!user.workspace().exists());
}

#[test]
fn a_ticket_is_opened_failed_passed_recorded_and_followed_by_its_next_rung() {
    let user = User::new();
    user.expect(0, &["next", "--show"]).says(&["Tests for a parking fee", "first ticket"]);
    let folder = user.open(TICKET);
    assert!(folder.join("TICKET.md").is_file());

    let said = user.expect(1, &["check", TICKET, "--json"]);
    assert_eq!(said.json("/outcome"), "not-passed");
    assert_eq!(said.json("/mode"), "practice");
    user.expect(1, &["check"])
        .says(&["got past your tests", "practice: nothing here is held against you"]);
    user.expect(0, &["next", "--show", "--json"]);

    solve(&folder, TICKET, "right/table");
    let said = user.expect(0, &["check", "--json"]);
    assert_eq!(said.json("/outcome"), "passed");
    let id = said.json("/id");
    user.expect(0, &["check"]).says(&["Passed, and recorded"]);
    user.expect(0, &["debrief"]);

    let next = user.expect(0, &["next", "--show", "--json"]);
    assert_eq!(next.json("/step/task/family"), "parking-fee");
    assert_eq!(next.json("/step/task/rung"), 2);
    let map = user.expect(0, &["map", "--json"]);
    assert!(map.out.contains("\"state\": \"passed\""));

    let replay = user.expect(0, &["replay", id.as_str().unwrap(), "--json"]);
    assert_eq!(replay.json("/result"), "agrees");
}

#[test]
fn equal_files_get_equal_verdicts() {
    let user = User::new();
    let folder = user.open(TICKET);
    solve(&folder, TICKET, "wrong/happy_hours");
    let strip = |mut value: serde_json::Value| {
        value.as_object_mut().unwrap().retain(|key, _| key != "cost" && key != "id");
        for check in value["checks"].as_array_mut().unwrap() {
            check.as_object_mut().unwrap().remove("cost");
        }
        value
    };
    let first = strip(user.expect(1, &["check", "--json"]).json(""));
    let second = strip(user.expect(1, &["check", "--json"]).json(""));
    assert_eq!(first, second);
}

#[test]
fn a_save_is_judged_while_watching_and_a_pass_stays() {
    let user = User::new();
    let folder = user.open(TICKET);
    let mut child = user.command(&["watch", TICKET]).stdout(Stdio::piped()).spawn().unwrap();
    let (sender, lines) = mpsc::channel();
    let out = child.stdout.take().unwrap();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let heard = |words: &str| {
        let end = std::time::Instant::now() + Duration::from_secs(60);
        while std::time::Instant::now() < end {
            match lines.recv_timeout(Duration::from_millis(200)) {
                Ok(line) if line.contains(words) => return true,
                _ => {}
            }
        }
        false
    };
    assert!(heard("Not yet"), "the start is judged at once");
    // Editors save by writing another file and renaming it over the first.
    let saved = crate::support::content()
        .join("testing/effective-cases/tasks/parking-fee/right/table/test_fee.py");
    std::fs::copy(saved, folder.join("new.tmp")).unwrap();
    std::fs::rename(folder.join("new.tmp"), folder.join("test_fee.py")).unwrap();
    assert!(heard("Passed, and recorded"), "the save is judged");
    end(child);
    user.expect(0, &["map", "--json"]).says(&["\"state\": \"passed\""]);
}

#[test]
fn certify_opens_an_unseen_variant_and_submits_at_most_three_times() {
    let user = User::new();
    user.open(TICKET);
    let opened = user.expect(0, &["certify", TICKET, "--aid", "docs", "--json"]);
    let variant = opened.json("/variant");
    assert_ne!(variant, "base");
    user.expect(0, &["certify", TICKET]).says(&["This counts."]);

    // The start holds the visible checks; a save says no more than that.
    let save = user.expect(0, &["check", TICKET, "--json"]);
    assert_eq!(save.json("/mode"), "certify-save");
    assert!(!save.out.contains("catches_wrong_programs"));
    for left in [2, 1, 0] {
        let said = user.expect(1, &["submit", TICKET, "--json"]);
        assert_eq!(said.json("/submissions_left"), left);
        let failed = said.json("/checks");
        for check in failed.as_array().unwrap() {
            if let Some(failure) = check["failure"].as_object() {
                assert!(
                    failure["call"].is_null() && failure["programs"].as_array().unwrap().is_empty()
                );
            }
        }
    }
    user.expect(2, &["submit", TICKET]).says(&["no certify attempt is under way"]);
}

#[test]
fn a_certify_attempt_is_gone_on_with_until_it_is_closed() {
    let user = User::new();
    let folder = user.open(TICKET);
    solve(&folder, TICKET, "right/table");
    user.expect(0, &["check"]);
    user.expect(0, &["certify", TICKET, "--aid", "none"]).says(&["declared: none"]);
    let next = user.expect(0, &["next", "--show", "--json"]);
    assert_eq!(next.json("/step/certify"), true);
    assert!(next.json("/step/folder").as_str().unwrap().contains("--certify-"));
    user.expect(0, &["next"]).says(&["You are certifying", "3 of 3 submissions", "--give-up"]);

    // What was declared when it was opened stands.
    user.expect(0, &["certify", TICKET]).says(&["declared: none"]);
    user.expect(2, &["certify", TICKET, "--aid", "docs"]).says(&["that stands"]);

    // Going elsewhere is no end of it.
    user.open("python/context-managers/maintenance-flag");
    user.expect(0, &["next", "--show"]).says(&["maintenance-flag", "in the middle of it"]);
    user.expect(0, &["certify", "--give-up", TICKET]);
    user.open(TICKET);
    let next = user.expect(0, &["next", "--show", "--json"]);
    assert_eq!(next.json("/step/certify"), false);
}

#[test]
fn a_hint_read_in_practice_is_a_hint_again_while_certifying() {
    let user = User::new();
    user.open(TICKET);
    user.expect(0, &["hint", "-n", "1"]).says(&["Hint 1 of"]);
    user.expect(0, &["certify", TICKET]);
    let held_back = user.expect(0, &["hint", TICKET, "-n", "1", "--json"]);
    assert!(held_back.json("/confirm").as_str().unwrap().contains("certifying"));
    user.expect(0, &["hint", TICKET, "-n", "1", "--yes"]).says(&["Hint 1 of"]);
    assert!(user.expect(0, &["hint", TICKET, "-n", "1", "--json"]).json("/confirm").is_null());
}

#[test]
fn the_task_opened_last_is_the_task_at_hand() {
    let user = User::new();
    user.open(TICKET);
    let other = "python/context-managers/maintenance-flag";
    user.open(other);
    user.open(TICKET);
    assert_eq!(user.expect(1, &["check", "--json"]).json("/task"), TICKET);
}

#[test]
fn a_task_whose_laying_out_was_killed_is_opened_again() {
    let user = User::new();
    let folder = user.open(TICKET);
    // What is left when a run dies just before the marker is written.
    std::fs::remove_file(folder.join(".piton-task.toml")).unwrap();
    std::fs::remove_file(folder.join("TICKET.md")).unwrap();
    put(&folder.join(".piton-new-abc"), "half a fi");
    user.open(TICKET);
    user.expect(1, &["check", TICKET]);
    // With a word of the learner's in it, nothing is taken for granted.
    std::fs::remove_file(folder.join(".piton-task.toml")).unwrap();
    put(&folder.join("test_fee.py"), "# mine\n");
    user.expect(2, &["open", TICKET, "--no-editor"]).says(&["has no marker"]);
    assert_eq!(std::fs::read(folder.join("test_fee.py")).unwrap(), b"# mine\n");
}

#[test]
fn a_reset_keeps_what_was_there() {
    let user = User::new();
    let folder = user.open(TICKET);
    put(&folder.join("test_fee.py"), "# mine\n");
    put(&folder.join("notes.txt"), "mine too\n");
    user.expect(2, &["reset", TICKET]).says(&["--yes"]);
    let said = user.expect(0, &["reset", TICKET, "--yes", "--json"]);
    let kept = std::path::PathBuf::from(said.json("/kept").as_str().unwrap());
    assert_eq!(std::fs::read(kept.join("test_fee.py")).unwrap(), b"# mine\n");
    assert_eq!(std::fs::read(kept.join("notes.txt")).unwrap(), b"mine too\n");
    assert_ne!(std::fs::read(folder.join("test_fee.py")).unwrap(), b"# mine\n");
}

#[test]
fn everything_known_can_be_taken_along() {
    let user = User::new();
    let folder = user.open(TICKET);
    user.expect(1, &["check"]);
    solve(&folder, TICKET, "right/named");
    user.expect(0, &["check"]);
    user.expect(0, &["export", "mine.jsonl"]);
    user.expect(3, &["export", "mine.jsonl"]).says(&["not overwritten"]);

    let other = User::new();
    let file = user.folder.path().join("mine.jsonl");
    let said = other.expect(0, &["import", file.to_str().unwrap(), "--json"]);
    assert_eq!(said.json("/events_known"), 0);
    assert_eq!(
        user.expect(0, &["map", "--json"]).out,
        other.expect(0, &["map", "--json"]).out,
        "the state is the same on both machines"
    );
    other.expect(0, &["export", "again.jsonl"]);
    assert_eq!(
        std::fs::read(&file).unwrap(),
        std::fs::read(other.folder.path().join("again.jsonl")).unwrap(),
        "the round trip is equal"
    );
    let replay = other.expect(0, &["replay", "last", "--json"]);
    assert_eq!(replay.json("/result"), "agrees");
}

/// Returns an export with the last line's checksum made right again.
fn signed(export: &str) -> String {
    use sha2::{Digest as _, Sha256};
    let (body, last) = export.trim_end().rsplit_once('\n').unwrap();
    let mut last: serde_json::Value = serde_json::from_str(last).unwrap();
    let digest = Sha256::digest(format!("{body}\n").as_bytes());
    last["end"]["sha256"] =
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
    format!("{body}\n{last}\n")
}

#[test]
fn a_replay_says_what_has_changed_since() {
    let user = User::new();
    let folder = user.open(TICKET);
    solve(&folder, TICKET, "right/table");
    let said = user.expect(0, &["check", "--json"]);
    let harness = said.json("/replay/harness");
    user.expect(0, &["export", "mine.jsonl"]);

    // The same verdict, as another version of Piton in a weaker sandbox would have recorded it.
    let file = user.folder.path().join("mine.jsonl");
    let text = String::from_utf8(std::fs::read(&file).unwrap()).unwrap();
    let older = text
        .replace(harness.as_str().unwrap(), &"5".repeat(64))
        .replace("\"tier\":\"namespaces\"", "\"tier\":\"landlock\"");
    assert_ne!(older, text);
    put(&file, signed(&older));
    let other = User::new();
    other.expect(0, &["import", file.to_str().unwrap()]);
    other.expect(0, &["replay", "last"]).says(&[
        "The harness has changed since (555555555555 then",
        "What kept learner code in has changed: landlock",
    ]);

    std::fs::remove_file(other.home().join("env")).unwrap();
    other
        .expect(3, &["replay", "last"])
        .says(&["The environment that judged is gone", "another gives no comparable verdict"]);
}

#[test]
fn hints_that_show_code_are_asked_for_twice() {
    let user = User::new();
    user.open(TICKET);
    user.expect(0, &["hint"]).says(&["Hint 1 of"]);
    let total = user.expect(0, &["hint", "-n", "1", "--json"]).json("/total");
    let last = total.to_string();
    user.expect(0, &["hint", "-n", &last]).says(&["shows code", "--yes"]);
    let said = user.expect(0, &["hint", "-n", &last, "--yes", "--json"]);
    assert!(said.json("/confirm").is_null());
    assert!(said.json("/markdown").as_str().unwrap().contains("```"));
}

#[test]
fn a_quiz_weighs_answers_and_remembers_them() {
    let user = User::new();
    let asked = user.expect(0, &["quiz", "testing/effective-cases", "-n", "9", "--json"]);
    let questions = asked.json("");
    for question in questions.as_array().unwrap() {
        let answer = format!(
            "{}@{}=?",
            question["item"].as_str().unwrap(),
            question["seed"].as_str().unwrap()
        );
        let said =
            user.expect(1, &["quiz", "testing/effective-cases", "--answer", &answer, "--json"]);
        assert_eq!(said.json("/right"), false);
        assert_eq!(said.json("/unknown"), true);
        assert!(said.json("/model").is_null(), "who does not know holds no wrong idea");
        assert_ne!(said.json("/key"), "");
    }
    user.expect(0, &["map", "--json"]).says(&["\"state\": \"tried\""]);
}

#[test]
fn the_learners_own_code_runs_in_the_environment() {
    let user = User::new();
    let folder = user.open(TICKET);
    user.expect(0, &["env"]).says(&["pytest"]);
    let mut command = user.command(&["run", "-m", "pytest", "-q"]);
    let output = command.current_dir(&folder).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("passed"));
    let said = user.expect(7, &["run", "-c", "raise SystemExit(7)"]);
    assert_eq!(said.status, 7);
}

#[test]
fn a_killed_check_loses_nothing() {
    let user = User::new();
    let folder = user.open(TICKET);
    user.expect(1, &["check"]);
    solve(&folder, TICKET, "right/table");
    for delay in [0, 20, 60, 120, 250] {
        let child = user.command(&["check"]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        end(child);
    }
    user.expect(0, &["check"]);
    user.expect(0, &["replay", "last"]);
    // What a killed check started must end by itself.
    let left = wait_for(10, || {
        let left = processes_with(user.folder.path().to_str().unwrap());
        left.is_empty().then_some(())
    });
    assert!(left.is_some(), "processes were left behind");
}

/// Lists processes whose command line or folder names `path`.
fn processes_with(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.bytes().all(|b| b.is_ascii_digit()) || name == std::process::id().to_string() {
            continue;
        }
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        if String::from_utf8_lossy(&line).contains(path) {
            found.push(name);
        }
    }
    found
}

#[test]
fn the_same_files_judged_twice_are_one_verdict() {
    let user = User::new();
    user.open(TICKET);
    let id = || user.run(&["check", TICKET, "--json"]).json("/id");
    let first = id();
    assert!(first.is_string(), "{first}");
    assert_eq!(id(), first);
    let file = user.task(TICKET).join("test_fee.py");
    put(&file, "def test_nothing():\n    pass\n");
    assert_ne!(id(), first, "other files are another one");
}
