//! Faults of tasks; a task with an error is left out and the rest stays.

use expect_test::expect;

use crate::fixture::Spoilt;

const FOLDER: &str = "python/generators/tasks/exporter";
const TASK: &str = "python/generators/tasks/exporter/task.toml";
const CHECKS: &str = "python/generators/tasks/exporter/checks.py";
const HINTS: &str = "python/generators/tasks/exporter/hints.md";

fn at(path: &str) -> String {
    format!("{FOLDER}/{path}")
}

#[test]
fn a_broken_task_is_left_out_and_the_rest_stays() {
    let (_, roadmap, found) = Spoilt::new().edit(TASK, "rung = 2", "rung = 6").load();
    assert_eq!(found.len(), 1);
    assert_eq!(roadmap.tasks().count(), 0);
    assert_eq!(roadmap.first_ticket, None);
    assert_eq!(roadmap.skills.len(), 2);
    assert_eq!(roadmap.skills[1].items.len(), 1);
}

#[test]
fn missing_files() {
    Spoilt::new()
        .remove(&at("brief.md"))
        .remove(&at("hints.md"))
        .remove(&at("debrief.md"))
        .remove(&at("checks.py"))
        .remove(&at("probe.py"))
        .remove(&at("start"))
        .check(expect![[r#"
            error[task/missing-file] python/generators/tasks/exporter/brief.md: the task has no brief.md
            error[task/missing-file] python/generators/tasks/exporter/checks.py: the task has no checks.py
            error[task/missing-file] python/generators/tasks/exporter/debrief.md: the task has no debrief.md
            error[task/missing-file] python/generators/tasks/exporter/hints.md: the task has no hints.md
            error[task/missing-file] python/generators/tasks/exporter/probe.py: the task has no probe.py
            error[task/missing-file] python/generators/tasks/exporter/start: the task gives a learner no file to start with
        "#]]);
    Spoilt::new().remove(TASK).check(expect![[r#"
        error[task/missing-file] python/generators/tasks/exporter/task.toml: the task has no task.toml
    "#]]);
}

#[test]
fn empty_texts() {
    Spoilt::new().put(&at("brief.md"), " \n").put(&at("debrief.md"), "").check(expect![[r#"
        error[task/empty-file] python/generators/tasks/exporter/brief.md: brief.md is empty
        error[task/empty-file] python/generators/tasks/exporter/debrief.md: debrief.md is empty
    "#]]);
}

#[test]
fn too_few_solutions() {
    Spoilt::new().remove(&at("right/tee")).remove(&at("wrong/sorts")).check(expect![[r#"
        error[task/too-few-right] python/generators/tasks/exporter/right: 2 right solutions are needed, the task has 1
          help: a second way to solve it shows that the checks accept more than one text
        error[task/wrong-without-folder] python/generators/tasks/exporter/task.toml: there is no folder wrong/sorts
          25: "sorts" names nothing
          help: there is `copies`, `forgets`
        error[task/too-few-wrong] python/generators/tasks/exporter/wrong: 3 wrong solutions are needed, the task has 2
          help: write down what a learner would plausibly get wrong
    "#]]);
}

#[test]
fn numbers_out_of_range() {
    Spoilt::new()
        .edit(TASK, "rung = 2", "rung = 0")
        .edit(TASK, "minutes = 40", "minutes = 0")
        .edit(TASK, "version = 1\nreference", "version = 0\nneeds_tier = 4\nreference")
        .edit(TASK, "cpu_s = 3", "cpu_s = 0\nmemory_mib = 1000000")
        .check(expect![[r#"
            error[task/out-of-range] python/generators/tasks/exporter/task.toml: `rung` must be from 1 to 5
              5: "0" out of range
            error[task/out-of-range] python/generators/tasks/exporter/task.toml: `minutes` must be from 1 to 10000
              6: "0" out of range
            error[task/out-of-range] python/generators/tasks/exporter/task.toml: `version` must be from 1 to 4294967295
              11: "0" out of range
            error[task/out-of-range] python/generators/tasks/exporter/task.toml: `needs_tier` must be from 1 to 3
              12: "4" out of range
            error[task/out-of-range] python/generators/tasks/exporter/task.toml: `cpu_s` must be from 1 to 600
              16: "0" out of range
            error[task/out-of-range] python/generators/tasks/exporter/task.toml: `memory_mib` must be from 1 to 8192
              17: "1000000" out of range
        "#]]);
}

#[test]
fn unknown_words() {
    Spoilt::new()
        .edit(TASK, "kind = \"debug\"", "kind = \"debgu\"\nfamily = \"The Family\"")
        .edit(TASK, "level = \"mid\"", "level = \"medior\"")
        .edit(TASK, "aid = \"docs\"", "aid = \"doc\"\nrequires_python = \"3.10\"")
        .edit(TASK, "\"python/iteration\"", "\"python/iterators\"")
        .edit(TASK, "visible = [\"first_export\"]", "visible = [\"first_exports\", \"loads\"]")
        .edit(TASK, "caught_by = \"first_export\"", "caught_by = \"third\"")
        .edit(TASK, "reference = \"plain\"", "reference = \"plane\"")
        .edit(CHECKS, "skill=\"python/iteration\"", "skill=\"python/itration\"")
        .check(expect![[r#"
            error[task/unknown-skill] python/generators/tasks/exporter/checks.py: there is no skill `python/itration`
              4: "python/itration" unknown
              help: did you mean `python/iteration`?
            error[kind/unknown] python/generators/tasks/exporter/task.toml: there is no kind of task `debgu`
              3: "\"debgu\"" unknown
              help: did you mean `debug`?
            error[id/malformed] python/generators/tasks/exporter/task.toml: `The Family` is not a family such as `statement-exporter`
              4: "\"The Family\"" not a kebab-case word
            error[level/unknown] python/generators/tasks/exporter/task.toml: there is no level `medior`
              5: "\"medior\"" unknown
              help: did you mean `senior`?
            error[task/unknown-skill] python/generators/tasks/exporter/task.toml: there is no skill `python/iterators`
              8: "\"python/iterators\"" unknown
              help: did you mean `python/generators`?
            error[task/unknown-check] python/generators/tasks/exporter/task.toml: checks.py declares no check `first_exports`
              10: "\"first_exports\"" unknown
              help: did you mean `first_export`?
            error[task/unknown-aid] python/generators/tasks/exporter/task.toml: there is no aid `doc`
              11: "\"doc\"" unknown
              help: did you mean `docs`?
            error[task/python-version] python/generators/tasks/exporter/task.toml: `3.10` is not a Python to ask for
              12: "\"3.10\"" such as "3.11", the oldest
            error[task/unknown-reference] python/generators/tasks/exporter/task.toml: there is no folder right/plane
              14: "\"plane\"" unknown
              help: there is `plain`, `tee`
            error[task/unknown-check] python/generators/tasks/exporter/task.toml: checks.py declares no check `third`
              28: "\"third\"" unknown
              help: there is `first_export`, `second_export`, `loads`
        "#]]);
}

#[test]
fn the_main_skill_is_that_of_the_folder() {
    Spoilt::new()
        .edit(TASK, "[\"python/generators\", \"python/iteration\"]", "[\"python/iteration\"]")
        .check(expect![[r#"
            error[task/main-skill] python/generators/tasks/exporter/task.toml: the first skill must be `python/generators`, in whose folder the task is
              7: "\"python/iteration\"" not this one
        "#]]);
    Spoilt::new()
        .edit(TASK, "[\"python/generators\", \"python/iteration\"]", "[]")
        .check(expect![[r#"
            error[task/main-skill] python/generators/tasks/exporter/task.toml: the first skill must be `python/generators`, in whose folder the task is
        "#]]);
}

#[test]
fn files_that_a_learner_would_not_find() {
    Spoilt::new()
        .edit(
            TASK,
            "[\"exporter.py\"]",
            "[\"exporter.py\", \"export.py\", \"../../x.py\", \"/etc/x\"]",
        )
        .check(expect![[r#"
            error[task/file-not-in-start] python/generators/tasks/exporter/task.toml: there is no start/export.py
              8: "\"export.py\"" a learner would not find it
              help: did you mean `exporter.py`?
            error[task/bad-path] python/generators/tasks/exporter/task.toml: `../../x.py` leaves the task's folder
              8: "\"../../x.py\"" not a path inside the folder
            error[task/bad-path] python/generators/tasks/exporter/task.toml: `/etc/x` leaves the task's folder
              8: "\"/etc/x\"" not a path inside the folder
        "#]]);
    Spoilt::new().edit(TASK, "[\"exporter.py\"]", "[]").check(expect![[r#"
        error[task/no-files] python/generators/tasks/exporter/task.toml: the learner has no file to work in
    "#]]);
}

#[test]
fn solutions_that_nobody_could_hand_in() {
    Spoilt::new()
        .put(&at("right/tee/helper.txt"), "")
        .put(&at("right/tee/helper.py"), "A_LEARNER_MAY_ADD = 1\n")
        .put(&at("wrong/sorts/ledger.py"), "")
        .check(expect![[r#"
            error[task/not-a-learners-file] python/generators/tasks/exporter/right/tee/helper.txt: a learner cannot hand this in
              help: name the file in `files` of task.toml, or leave it out here; a learner may add Python files, and no others
            error[task/not-a-learners-file] python/generators/tasks/exporter/wrong/sorts/ledger.py: a learner cannot hand this in
              help: name the file in `files` of task.toml, or leave it out here; a learner may add Python files, and no others
        "#]]);
}

#[test]
fn wrong_solutions_and_their_entries() {
    Spoilt::new().edit(TASK, "[wrong.sorts]", "[wrong.sort]").check(expect![[r#"
        error[task/wrong-without-folder] python/generators/tasks/exporter/task.toml: there is no folder wrong/sort
          25: "sort" names nothing
          help: did you mean `sorts`?
        error[task/wrong-without-entry] python/generators/tasks/exporter/wrong/sorts: nothing says which check catches this
          help: write `[wrong.sorts]` in task.toml
    "#]]);
}

#[test]
fn solutions_without_a_difference() {
    let plain = "def export(ledger):\n    rows = list(ledger)\n    return [rows, rows]\n\n";
    Spoilt::new()
        .put(&at("right/tee/exporter.py"), plain)
        .put(&at("wrong/sorts/exporter.py"), plain)
        .check(expect![[r#"
            error[task/same-solutions] python/generators/tasks/exporter/right/tee: this solution is the same as `plain`
            error[task/wrong-is-right] python/generators/tasks/exporter/wrong/sorts: this changes nothing of the reference
        "#]]);
}

#[test]
fn checks_declared_twice_or_not_at_all() {
    Spoilt::new().edit(CHECKS, "def second_export", "def first_export").check(expect![[r#"
        error[id/duplicate] python/generators/tasks/exporter/checks.py: the check `first_export` is declared twice
          10: "first_export" again
          5: "first_export" first
        error[task/unknown-check] python/generators/tasks/exporter/task.toml: checks.py declares no check `second_export`
          18: "\"second_export\"" unknown
          help: there is `first_export`, `loads`
        error[task/unknown-check] python/generators/tasks/exporter/task.toml: checks.py declares no check `second_export`
          22: "\"second_export\"" unknown
          help: there is `first_export`, `loads`
    "#]]);
    Spoilt::new().put(CHECKS, "from piton import check\n").check(expect![[r#"
        error[task/no-check] python/generators/tasks/exporter/checks.py: checks.py declares no check
          help: a check is a function below `@check("a sentence")`
    "#]]);
}

#[test]
fn hints_that_say_nothing() {
    Spoilt::new()
        .put(HINTS, "Read this first.\n\n# A title\ntext\n\n## Empty\n\n## {code}\ntext\n")
        .check(expect![[r###"
            error[hint/outside] python/generators/tasks/exporter/hints.md: text before the first hint is never shown
              1: "Read this first.\n\n" belongs to no hint
            error[hint/outside] python/generators/tasks/exporter/hints.md: a hint starts with a heading of the second level
              3: "# A title" write `## ` here
            error[hint/empty] python/generators/tasks/exporter/hints.md: the hint says nothing
              6: "## Empty" no text
            error[hint/empty] python/generators/tasks/exporter/hints.md: the hint says nothing
              8: "## {code}" no title
        "###]]);
    Spoilt::new().put(HINTS, "Only text.\n").check(expect![[r#"
        error[hint/none] python/generators/tasks/exporter/hints.md: there is no hint
          help: a hint starts with `## Its title`
    "#]]);
}

#[test]
fn hints_are_cut_at_their_headings() {
    let (_, roadmap, _) = Spoilt::new().load();
    let hints = &roadmap.tasks().next().unwrap().hints;
    expect![[r#"
        [
            Hint {
                title: "Who empties it?",
                markdown: "Look at who walks over the rows first.",
                shows_code: false,
            },
            Hint {
                title: "The whole change",
                markdown: "```python\n## not a heading\nrows = list(rows)\n```",
                shows_code: true,
            },
        ]
    "#]]
    .assert_debug_eq(hints);
}
