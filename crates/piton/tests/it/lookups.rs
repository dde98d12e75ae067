//! Commands that only look something up.

use crate::support::User;

#[test]
fn the_map_shows_the_whole_road_with_its_statements() {
    let user = User::without_environment();
    let map = user.expect(0, &["map", "--json"]);
    assert_eq!(map.json("/statements").as_array().unwrap().len(), 35);
    assert_eq!(map.json("/areas").as_array().unwrap().len(), 18);
    let skills: usize = map
        .json("/areas")
        .as_array()
        .unwrap()
        .iter()
        .map(|area| area["skills"].as_array().unwrap().len())
        .sum();
    assert_eq!(skills, 152);
    for statement in map.json("/statements").as_array().unwrap() {
        assert!(!statement["skills"].as_array().unwrap().is_empty(), "{statement}");
    }
    user.expect(0, &["map"]).says(&["152 skills are open today", "being written"]);
    let open = user.expect(0, &["map"]).out.lines().count();
    assert!(open < user.expect(0, &["map", "--all"]).out.lines().count());
    user.expect(0, &["map", "--area", "vcs"]).says(&["Version Control"]);
}

#[test]
fn lessons_are_read_and_missing_ones_say_so() {
    let user = User::without_environment();
    user.expect(0, &["learn", "effective-cases"]).says(&["After this you can"]);
    user.expect(2, &["learn", "cicd/packaging"]).says(&["being written"]);
    user.expect(2, &["learn", "python/generatrs"]).says(&["Did you mean `python/generators`?"]);
}

#[test]
fn a_name_almost_right_is_answered_with_the_right_one() {
    let user = User::without_environment();
    user.expect(2, &["open", "parking-fe"]).says(&["Did you mean", "parking-fee"]);
    user.expect(2, &["map", "--area", "databases"]).says(&["there is no area", "db"]);
    user.expect(2, &["check"]).says(&["no task is open here", "piton next"]);
    user.expect(2, &["replay"]).says(&["the journal holds no verdict"]);
}

#[test]
fn what_every_command_shows_can_be_read_by_a_program() {
    let user = User::new();
    let task = "testing/effective-cases/parking-fee";
    user.open(task);
    for (status, args) in [
        (0, &["place"][..]),
        (0, &[]),
        (0, &["next"]),
        (0, &["map"]),
        (0, &["env", "--python"]),
        (0, &["hint"]),
        (0, &["learn", "effective-cases"]),
        (0, &["export", "all.jsonl"]),
        (0, &["import", "all.jsonl"]),
        (0, &["certify", task]),
        (0, &["certify", "--give-up", task]),
        (2, &["debrief"]),
        (0, &["doctor"]),
        (0, &["setup"]),
    ] {
        user.expect(status, &[args, &["--json"]].concat()).json("");
    }
}

#[test]
fn any_folder_is_judged_and_what_it_lacks_is_named() {
    let user = User::new();
    let task = "python/context-managers/maintenance-flag";
    let right = crate::support::content()
        .join("python/context-managers/tasks/maintenance-flag/right/exit_stack");
    let right = right.to_str().unwrap();
    let said = user.expect(0, &["check", task, "--dir", right, "--json"]);
    assert!(said.json("/id").is_null(), "nothing is recorded");
    user.expect(2, &["replay"]).says(&["the journal holds no verdict"]);
    user.expect(2, &["check", task, "--dir", right, "--variant", "nope"])
        .says(&["no variant `nope`", "library"]);
    user.expect(2, &["check", task, "--dir", "/nowhere"]).says(&["/nowhere"]);
    std::fs::create_dir(user.folder.path().join("empty")).unwrap();
    user.expect(2, &["check", task, "--dir", "empty"])
        .says(&["maintenance.py is missing", "Name a folder"]);
    // Without TASK it is the one we are in, and nothing is known of any before.
    user.expect(2, &["check", "--dir", right]).says(&["no task is open here"]);
    user.expect(0, &["open", task, "--no-editor"]);
    let said = user.expect(0, &["check", "--dir", right, "--json"]);
    assert!(said.json("/id").is_null(), "nothing is recorded");
    user.expect(0, &["certify", task]);
    user.expect(2, &["check", "--dir", right]).says(&["certify attempt", "Name the task"]);
}

#[test]
fn a_question_about_lines_numbers_them() {
    let user = User::new();
    let asked = user.expect(0, &["quiz", "effective-cases", "-n", "9", "--json"]).json("");
    let lines = asked.as_array().unwrap().iter().find(|one| one["kind"] == "lines").unwrap();
    let first = lines["code"].as_str().unwrap().lines().next().unwrap().to_owned();
    let said = user.expect(0, &["quiz", "effective-cases", "-n", "9"]);
    assert!(said.out.lines().any(|line| line.starts_with("  1 ") && line.ends_with(&first)));
}

#[test]
fn place_says_what_it_cannot_do_yet() {
    let user = User::without_environment();
    user.expect(0, &["place"]).says(&["cannot find your level yet"]);
}

#[test]
fn doctor_tells_the_truth_about_the_sandbox() {
    let user = User::new();
    let said = user.expect(0, &["doctor"]);
    said.says(&["sandbox: namespaces, Landlock and seccomp", "Python: 3."]);
}

#[test]
fn plain_lines_hold_no_symbols() {
    let user = User::without_environment();
    let said = user.expect(0, &["map", "--plain"]);
    for symbol in ['○', '◑', '▫', '·', '\u{1b}'] {
        assert!(!said.out.contains(symbol), "{symbol}");
    }
}
