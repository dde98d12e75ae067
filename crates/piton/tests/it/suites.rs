//! The page for authors of write-tests tasks: its example is a task, and is judged as it says.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::support::User;

const ID: &str = "testing/effective-cases/prices";
const ABOUT: &str = r#"format_version = 1
title = "Tests for a price"
kind = "write-tests"
level = "mid"
rung = 1
minutes = 8
skills = ["testing/effective-cases"]
files = ["test_price.py"]
visible = ["collects"]
preload = ["pytest"]
requires_python = "3.11"
needs_tier = 3
aid = "docs"
version = 1
reference = "plain"
"#;

/// A block of the page that names a file.
struct Block<'a> {
    path: &'a str,
    role: &'a str,
    body: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let (_, rest) = info.split_once(' ').expect("each block of the page names a file");
                let (path, role) = rest.split_once(' ').unwrap_or((rest, ""));
                open = Some(Block { path, role, body: String::new() });
            }
            (Some(block), None) => {
                block.body.push_str(line);
                block.body.push('\n');
            }
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, None) => {}
        }
    }
    found
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn the_example_of_the_page_comes_out_as_it_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/suites.md");
    let page = std::fs::read_to_string(page).unwrap();
    let blocks = blocks(&page);
    let user = User::new();
    let content = tempfile::tempdir().unwrap();
    let task = content.path().join("testing/effective-cases/tasks/prices");
    let mut about = ABOUT.to_owned();
    let mut kinds = BTreeMap::<&str, u32>::new();
    for block in &blocks {
        let kind = block.role.split(' ').next().unwrap_or_default();
        let at = kinds.entry(kind).or_default();
        *at += 1;
        match kind {
            "" => put(&task, block.path, &block.body),
            "start" => put(&task.join("start"), block.path, &block.body),
            "right" => {
                put(&task.join("right/plain"), block.path, &block.body);
                put(&task.join("right/again"), block.path, &format!("\n{}", block.body));
            }
            _ => {
                put(&task.join(format!("wrong/w{at}")), block.path, &block.body);
                let (check, says) = told(block);
                let says = says.replace('"', "'");
                about.push_str(&format!(
                    "\n[wrong.w{at}]\ncaught_by = \"{check}\"\nsays = \"{says}\"\n"
                ));
            }
        }
    }
    assert_eq!(kinds, BTreeMap::from([("", 14), ("right", 1), ("start", 1), ("wrong", 4)]));
    put(&task, "task.toml", &about);
    put(&task, "brief.md", "# Tests for a price\n\nUnder 6 nothing, under 18 five, else nine.\n");
    put(&task, "probe.py", "# Nothing is called.\n");
    put(&task, "hints.md", "## Look\n\nAt the limits.\n");
    put(&task, "debrief.md", "# Limits\n\nEach has two sides.\n");
    put(&task.join("start"), "price.py", "def price(age):\n    raise NotImplementedError\n");
    let content = content.path().to_str().unwrap();
    user.expect(0, &["open", ID, "--no-editor", "--content", content]);
    let check = |status: i32, block: &Block<'_>| {
        put(&user.task(ID), block.path, &block.body);
        user.expect(status, &["check", ID, "--json", "--content", content])
    };
    for block in blocks.iter().filter(|block| !block.role.is_empty()) {
        match block.role {
            "start" => drop(check(1, block)),
            "right" => drop(check(0, block)),
            _ => {
                let (name, says) = told(block);
                let said = check(1, block);
                let failed = said.json("/checks");
                let failed = failed
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|check| check["status"] == "fail")
                    .unwrap();
                assert_eq!(failed["name"], name, "{failed}");
                let words = failed["failure"]["says"].as_str().unwrap();
                assert!(words.contains(says), "{words}");
            }
        }
    }
    for name in ["pensioners.py", "newborn_refused.py"] {
        std::fs::remove_file(task.join("resources/programs/wrong").join(name)).unwrap();
    }
    user.expect(3, &["check", ID, "--content", content])
        .says(&["at least 13 in all", "6 right and 5 wrong"]);
}

#[test]
fn a_plain_test_ends_as_pytests_own_protocol_has_it() {
    let user = User::new();
    let python = user.expect(0, &["env", "--json"]).json("/python");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../piton-judge/harness_tests");
    let ran = Command::new(python.as_str().unwrap())
        .args(["-B", "-m", "unittest", "protocol"])
        .current_dir(tests)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("Ran 7 tests"), "{said}");
}

fn told<'a>(block: &Block<'a>) -> (&'a str, &'a str) {
    let rest = block.role.strip_prefix("wrong ").expect("no other role has words");
    rest.split_once(": ").expect("a wrong answer names its check and its words")
}
