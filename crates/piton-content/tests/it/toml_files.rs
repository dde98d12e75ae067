//! Faults of TOML files as such: each is named with its place, all of them in one run.

use expect_test::expect;

use crate::fixture::Spoilt;

const SKILL: &str = "python/iteration/skill.toml";
const ITEMS: &str = "python/generators/items.toml";
const TASK: &str = "python/generators/tasks/exporter/task.toml";

#[test]
fn the_good_tree_has_no_fault() {
    Spoilt::new().check(expect![""]);
}

#[test]
fn text_that_is_no_toml() {
    Spoilt::new()
        .edit(SKILL, "title = \"Iteration\"", "title = \"Iteration")
        .edit(TASK, "rung = 2", "rung = = 2\nrung = 2")
        .check(expect![[r#"
            error[toml/syntax] python/generators/tasks/exporter/task.toml: this is not TOML
              5: "=" extra `=`, expected nothing
            error[toml/syntax] python/generators/tasks/exporter/task.toml: this is not TOML
              5: "" unexpected key or value, expected newline, `#`
            error[toml/syntax] python/generators/tasks/exporter/task.toml: this is not TOML
              6: "rung" duplicate key
            error[toml/syntax] python/iteration/skill.toml: this is not TOML
              2: "" invalid basic string, expected `"`
        "#]]);
}

#[test]
fn unknown_keys_get_a_suggestion() {
    Spoilt::new()
        .edit(SKILL, "title =", "titel =")
        .edit(TASK, "caught_by = \"first_export\"", "catched_by = \"first_export\"")
        .edit(TASK, "cpu_s", "colour")
        .check(expect![[r#"
            error[toml/unknown-key] python/generators/tasks/exporter/task.toml: `colour` is not a known key
              15: "colour" unknown
              help: there is `cpu_s`, `wall_s`, `memory_mib`, `output_mib`, `processes`, `file_mib`, `open_files`
            error[toml/missing-key] python/generators/tasks/exporter/task.toml: `caught_by` is missing
              25: "sorts" in this entry
            error[toml/unknown-key] python/generators/tasks/exporter/task.toml: `catched_by` is not a known key
              26: "catched_by" unknown
              help: there is `caught_by`, `says`
            error[toml/missing-key] python/iteration/skill.toml: `title` is missing
            error[toml/unknown-key] python/iteration/skill.toml: `titel` is not a known key
              2: "titel" unknown
              help: did you mean `title`?
        "#]]);
}

#[test]
fn all_faults_of_a_file_are_found_in_one_run() {
    Spoilt::new()
        .edit(ITEMS, "id = \"second-pass\"", "id = 7\ncolour = 1")
        .edit(ITEMS, "version = 1\n", "version = \"one\"\n")
        .edit(ITEMS, "[2, 3]", "[2.5, 3]")
        .edit(ITEMS, "wrong = [", "wrongs = [")
        .edit(ITEMS, "model =", "modell =")
        .check(expect![[r#"
            error[toml/type] python/generators/items.toml: `format_version` must be a whole number that is not negative
              1: "\"one\"" this is the text "one"
            error[toml/type] python/generators/items.toml: `id` must be a text in quotes
              4: "7" this is the number `7`
            error[toml/unknown-key] python/generators/items.toml: `colour` is not a known key
              5: "colour" unknown
              help: there is `id`, `kind`, `version`, `params`, `prompt`, `code`, `key`, `key_program`, `wrong`, `reason`, `explanation`
            error[toml/type] python/generators/items.toml: a value must be a whole number or a text
              8: "2.5" this is a number with a point: `2.5`
            error[toml/missing-key] python/generators/items.toml: `model` is missing
              14: "[[item.wrong]]" in this entry
            error[toml/unknown-key] python/generators/items.toml: `modell` is not a known key
              15: "modell" unknown
              help: did you mean `model`?
            error[toml/missing-key] python/generators/items.toml: `wrong` is missing
              18: "[item.reason]" in this entry
            error[toml/unknown-key] python/generators/items.toml: `wrongs` is not a known key
              21: "wrongs" unknown
              help: did you mean `wrong`?
        "#]]);
}

#[test]
fn values_of_the_wrong_type() {
    Spoilt::new()
        .edit(SKILL, "needs = []", "needs = \"none\"")
        .edit(SKILL, "level = \"junior\"", "level = { name = \"junior\" }")
        .edit(TASK, "rung = 2", "rung = 300")
        .edit(TASK, "minutes = 40", "minutes = -1")
        .edit(TASK, "visible = [\"first_export\"]", "visible = [true, \"first_export\"]")
        .check(expect![[r#"
            error[toml/type] python/generators/tasks/exporter/task.toml: `rung` must be a whole number from 0 to 255
              5: "300" this is the number `300`
            error[toml/type] python/generators/tasks/exporter/task.toml: `minutes` must be a whole number from 0 to 65535
              6: "-1" this is the number `-1`
            error[toml/type] python/generators/tasks/exporter/task.toml: a value must be a text in quotes
              9: "true" this is `true`
            error[toml/type] python/iteration/skill.toml: `level` must be a text in quotes
              4: "{ name = \"junior\" }" this is a table
            error[toml/type] python/iteration/skill.toml: `needs` must be a list
              5: "\"none\"" this is the text "none"
        "#]]);
}

#[test]
fn missing_keys() {
    Spoilt::new()
        .edit(SKILL, "level = \"junior\"\n", "")
        .edit("python/area.toml", "half = \"practical\"\n", "")
        .edit(TASK, "aid = \"docs\"\n", "")
        .edit(TASK, "says = \"the order\"\n", "")
        .check(expect![[r#"
            error[toml/missing-key] python/area.toml: `half` is missing
            error[toml/missing-key] python/generators/tasks/exporter/task.toml: `aid` is missing
            error[toml/missing-key] python/generators/tasks/exporter/task.toml: `says` is missing
              24: "sorts" in this entry
            error[toml/missing-key] python/iteration/skill.toml: `level` is missing
        "#]]);
}

#[test]
fn empty_texts() {
    Spoilt::new()
        .edit(SKILL, "\"Iteration\"", "\" \"")
        .edit(SKILL, "\"Python Language Reference, 8.3\"", "\"\"")
        .edit(ITEMS, "\"a list of one text\"", "\"\"")
        .check(expect![[r#"
            error[toml/empty] python/generators/items.toml: `model` is empty
              14: "\"\"" nothing here
            error[toml/empty] python/iteration/skill.toml: `title` is empty
              2: "\" \"" nothing here
            error[toml/empty] python/iteration/skill.toml: a source is empty
              8: "\"\"" nothing here
        "#]]);
}

#[test]
fn missing_and_foreign_format_versions() {
    Spoilt::new()
        .edit(SKILL, "format_version = 1\n", "")
        .edit("roadmap.toml", "format_version = 1", "format_version = 2")
        .edit(TASK, "format_version = 1", "format_version = 0")
        .check(expect![[r#"
            error[format/version] python/generators/tasks/exporter/task.toml: format version 0 is not known
              1: "0" written for another Piton
              help: this Piton reads format version 1
            error[toml/missing-key] python/iteration/skill.toml: `format_version` is missing
            error[format/version] roadmap.toml: format version 2 is not known
              1: "2" written for another Piton
              help: this Piton reads format version 1
        "#]]);
}
