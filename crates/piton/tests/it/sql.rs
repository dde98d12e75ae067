//! A task whose answer is SQL: laid out, proven by the gate, and judged as a learner meets it.

use std::path::{Path, PathBuf};

use crate::support::User;

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Lays out the skeleton of a task in a tree of its own; returns the tree and the task's folder.
fn laid_out(user: &User) -> (PathBuf, PathBuf) {
    let root = user.folder.path().join("content");
    write(
        &root.join("db/area.toml"),
        "format_version = 1\nheading = \"Data\"\nhalf = \"practical\"\n",
    );
    write(
        &root.join("db/queries/skill.toml"),
        "format_version = 1\ntitle = \"Queries\"\noutcome = \"can ask\"\nlevel = \"mid\"\nkinds = \
         [\"sql\"]\n",
    );
    let shown = root.display().to_string();
    let new = ["--content", &shown, "content", "new", "task", "db/queries/prices", "--kind", "sql"];
    user.expect(0, &new).says(&["task.toml", "resources/schema.sql", "right/plain/answer.sql"]);
    let task = root.join("db/queries/tasks/prices");
    (root, task)
}

/// Writes what a skeleton lacks, as an author would.
fn finish(task: &Path) {
    let files = ["checks.py", "resources/schema.sql", "resources/answer.sql", "start/answer.sql"];
    let solutions = ["right/plain", "right/other", "wrong/first", "wrong/second", "wrong/third"];
    let more = solutions.map(|one| format!("{one}/answer.sql"));
    for name in files.into_iter().chain(more.iter().map(String::as_str)) {
        let path = task.join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        write(&path, &text.replace("UNFINISHED: ", ""));
    }
    let toml = std::fs::read_to_string(task.join("task.toml")).unwrap();
    let toml = toml.replace("UNFINISHED: what stands in lists", "The prices of items");
    let toml = toml.replace("UNFINISHED: the words a learner reads", "what to look at next");
    write(&task.join("task.toml"), &toml);
    write(
        &task.join("brief.md"),
        "`id` and `price` of every `item`; one without a price costs 0.\n",
    );
    write(&task.join("hints.md"), "## Where to look\n\nAt items without a price.\n");
    write(&task.join("debrief.md"), "A price that is not known is `NULL`, not nothing.\n");
    std::fs::remove_file(task.join("variants.toml")).unwrap();
}

fn faults(user: &User, root: &Path, status: i32) -> Vec<(String, String)> {
    let root = root.display().to_string();
    let args = ["--json", "--content", &root, "content", "check", "db/queries/prices"];
    let report = user.expect(status, &args).json("");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let faults = report["faults"].as_array().unwrap();
    faults.iter().map(|fault| (text(&fault["rule"]), text(&fault["message"]))).collect()
}

#[test]
fn the_gate_proves_a_task_of_sql_and_sees_what_is_wrong_with_one() {
    let user = User::new();
    let (root, task) = laid_out(&user);
    finish(&task);
    assert_eq!(faults(&user, &root, 0), []);

    // A database that never holds what tells them apart takes a wrong query for a right one.
    let checks = std::fs::read_to_string(task.join("checks.py")).unwrap();
    write(&task.join("checks.py"), &checks.replace("[None, 0, 5]", "[0, 5]"));
    let found = faults(&user, &root, 2);
    assert!(found.iter().any(|(_, says)| says.contains("first")), "{found:?}");
}
