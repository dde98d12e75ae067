//! Faults of the road, of skills, of lessons and of items.

use expect_test::expect;

use crate::fixture::Spoilt;

const ROAD: &str = "roadmap.toml";
const JUNIOR: &str = "python/iteration/skill.toml";
const MID: &str = "python/generators/skill.toml";
const ITEMS: &str = "python/generators/items.toml";
const LESSON: &str = "python/generators/lesson.md";

#[test]
fn a_tree_without_a_road_is_still_read() {
    let (tree, roadmap, found) = Spoilt::new().remove(ROAD).load();
    assert_eq!(roadmap.skills.len(), 2);
    expect![[r#"
        error[roadmap/missing] roadmap.toml: the tree has no roadmap.toml
          help: it names the areas in order and makes the statements
    "#]]
    .assert_eq(&crate::fixture::render(&tree, &found));
}

#[test]
fn areas_without_folder_or_place() {
    Spoilt::new()
        .edit(ROAD, "[\"python\"]", "[\"python\", \"sql\", \"python\", \"No Area\"]")
        .put("web/area.toml", "format_version = 1\nheading = \"Web\"\nhalf = \"whole\"\n")
        .put("os/files/lesson.md", "")
        .check(expect![[r#"
            error[area/unknown] os: the area `os` is not on the road
              help: add it to `areas` in roadmap.toml, where it also gets its place
            error[area/missing] os/area.toml: the area `os` has no area.toml
            error[lesson/empty] os/files/lesson.md: the lesson is empty
            error[skill/missing] os/files/skill.toml: the skill `os/files` has no skill.toml
            error[area/unknown] roadmap.toml: the area `sql` has no folder
              3: "\"sql\"" nothing to show
              help: write sql/area.toml
            error[id/duplicate] roadmap.toml: the area `python` is named twice
              3: "\"python\"" again
              3: "\"python\"" first
            error[id/malformed] roadmap.toml: `No Area` is not an area id such as `concurrency`
              3: "\"No Area\"" not an area id
            error[area/unknown] web: the area `web` is not on the road
              help: add it to `areas` in roadmap.toml, where it also gets its place
            error[area/unknown-half] web/area.toml: there is no half `whole`
              3: "\"whole\"" unknown
              help: there is `practical`, `theory`
        "#]]);
}

#[test]
fn statements_without_skill_area_or_id() {
    let more = "\n[[statement]]\nid = \"python.2\"\ntext = \"x\"\n\
                [[statement]]\nid = \"pyhton.1\"\ntext = \"x\"\n\
                [[statement]]\nid = \"python.1\"\ntext = \"x\"\n\
                [[statement]]\nid = \"python\"\ntext = \"x\"\n";
    Spoilt::new()
        .edit(ROAD, "Knows generators.\"\n", &format!("Knows generators.\"\n{more}"))
        .check(expect![[r#"
            error[statement/no-skill] roadmap.toml: no skill carries `python.2`
              11: "\"python.2\"" a promise that nothing keeps
              help: name it in `covers` of a skill of `python`
            error[statement/no-skill] roadmap.toml: no skill carries `pyhton.1`
              14: "\"pyhton.1\"" a promise that nothing keeps
              help: name it in `covers` of a skill of `pyhton`
            error[area/unknown] roadmap.toml: there is no area `pyhton`
              14: "\"pyhton.1\"" belongs to no area
              help: did you mean `python`?
            error[id/duplicate] roadmap.toml: the statement `python.1` is made twice
              17: "\"python.1\"" again
              7: "\"python.1\"" first
            error[id/malformed] roadmap.toml: `python` is not a statement id such as `python.2`
              20: "\"python\"" not a statement id
        "#]]);
}

#[test]
fn a_first_ticket_that_does_not_exist() {
    Spoilt::new().edit(ROAD, "generators/exporter", "generators/importer").check(expect![[r#"
        error[roadmap/unknown-ticket] roadmap.toml: there is no task `python/generators/importer`
          4: "\"python/generators/importer\"" nothing to offer on the first run
          help: did you mean `python/generators/exporter`?
    "#]]);
}

#[test]
fn unknown_words_in_a_skill() {
    Spoilt::new()
        .edit(MID, "\"mid\"", "\"middle\"")
        .edit(MID, "\"debug\"", "\"debugging\"")
        .edit(MID, "python/iteration", "python/iterations")
        .edit(JUNIOR, "python.1", "python.9")
        .edit(JUNIOR, "can walk", "Can walk")
        .check(expect![[r#"
            error[level/unknown] python/generators/skill.toml: there is no level `middle`
              4: "\"middle\"" unknown
              help: there is `junior`, `mid`, `senior`, `expert`
            error[skill/unknown-need] python/generators/skill.toml: there is no skill `python/iterations`
              5: "\"python/iterations\"" unknown
              help: did you mean `python/iteration`?
            error[kind/unknown] python/generators/skill.toml: there is no kind of task `debugging`
              7: "\"debugging\"" unknown
              help: there are 33 to choose from, such as `implement`, `modify`, `debug`
            error[skill/outcome] python/iteration/skill.toml: an outcome says what a person can do
              3: "\"Can walk over anything that can be walked over\"" does not start with "can "
            error[skill/unknown-statement] python/iteration/skill.toml: there is no statement `python.9`
              6: "\"python.9\"" unknown
              help: did you mean `python.1`?
        "#]]);
}

#[test]
fn ids_that_are_none_or_come_twice() {
    Spoilt::new()
        .edit(
            MID,
            "[\"python/iteration\"]",
            "[\"iteration\", \"python/iteration\", \"python/iteration\"]",
        )
        .check(expect![[r#"
            error[id/malformed] python/generators/skill.toml: `iteration` is not a skill id such as `python/generators`
              5: "\"iteration\"" not an id
            error[id/duplicate] python/generators/skill.toml: `python/iteration` is named twice
              5: "\"python/iteration\"" again
              5: "\"python/iteration\"" first
        "#]]);
}

#[test]
fn a_statement_of_another_area() {
    Spoilt::new()
        .edit(ROAD, "[\"python\"]", "[\"python\", \"web\"]")
        .edit(ROAD, "[[statement]]", "[[statement]]\nid = \"web.1\"\ntext = \"x\"\n[[statement]]")
        .put("web/area.toml", "format_version = 1\nheading = \"Web\"\nhalf = \"practical\"\n")
        .edit(JUNIOR, "\"python.1\"", "\"web.1\"")
        .check(expect![[r#"
            error[skill/foreign-statement] python/iteration/skill.toml: `web.1` is a statement of another area
              6: "\"web.1\"" not of `python`
        "#]]);
}

#[test]
fn a_need_of_a_higher_level() {
    Spoilt::new().edit(JUNIOR, "\"junior\"", "\"senior\"").check(expect![[r#"
        error[skill/need-too-high] python/generators/skill.toml: a mid skill cannot need the senior skill `python/iteration`
          5: "\"python/iteration\"" is senior
          help: raise this skill's level, lower the other's, or drop the need
    "#]]);
}

#[test]
fn needs_in_a_circle_name_the_way_round() {
    let skill = "format_version = 1\ntitle = \"x\"\noutcome = \"can x\"\nlevel = \"junior\"\n\
                 covers = []\nkinds = []\n";
    Spoilt::new()
        .edit(JUNIOR, "needs = []", "needs = [\"python/a\"]")
        .put("python/a/skill.toml", format!("{skill}needs = [\"python/b\", \"python/a\"]\n"))
        .put("python/b/skill.toml", format!("{skill}needs = [\"python/iteration\"]\n"))
        .check(expect![[r#"
            error[skill/need-cycle] python/a/skill.toml: skills need each other in a circle
              7: "\"python/a\"" python/a → python/a
              help: drop the need that a learner can do without
            error[skill/need-cycle] python/iteration/skill.toml: skills need each other in a circle
              5: "\"python/a\"" python/a → python/b → python/iteration → python/a
              help: drop the need that a learner can do without
        "#]]);
}

#[test]
fn a_broken_skill_is_not_unknown_to_others() {
    let (_, roadmap, found) = Spoilt::new().edit(JUNIOR, "title = \"Iteration\"\n", "").load();
    assert_eq!(found.len(), 1);
    assert_eq!(roadmap.skills.len(), 1);
    assert_eq!(roadmap.tasks().count(), 1);
}

#[test]
fn folder_names_that_are_no_ids() {
    Spoilt::new()
        .put("python/Bad_Name/skill.toml", "")
        .put("python/Bad_Name/lesson.md", "")
        .put("Web/area.toml", "")
        .put("python/generators/tasks/Bad Task/task.toml", "")
        .check(expect![[r#"
            error[id/malformed] Web: `Web` is not an area id such as `concurrency`
              help: folder names are kebab-case words: a-z, 0-9 and single hyphens
            error[id/malformed] python/Bad_Name: `python/Bad_Name` is not a skill id such as `python/generators`
              help: folder names are kebab-case words: a-z, 0-9 and single hyphens
            error[id/malformed] python/generators/tasks/Bad Task: `python/generators/Bad Task` is not a task id such as `python/generators/statement-exporter`
              help: folder names are kebab-case words: a-z, 0-9 and single hyphens
        "#]]);
}

#[test]
fn stray_files() {
    Spoilt::new()
        .put("notes.txt", "")
        .put("python/notes.md", "")
        .put("python/generators/notes.md", "")
        .put("python/generators/tasks/exporter.py", "")
        .put("python/generators/tasks/exporter/solution.py", "")
        .put("python/generators/tasks/exporter/right/exporter.py", "")
        .put("python/generators/tasks/exporter/variants/old/start/exporter.py", "")
        .put("python/generators/tasks/exporter/variants/library/notes.txt", "")
        .check(expect![[r#"
            error[tree/stray-file] notes.txt: this file belongs nowhere
              help: a tree holds `roadmap.toml`, `LICENSE`, `<area>/area.toml`, and in `<area>/<skill>/` the files `skill.toml`, `lesson.md`, `items.toml` and folders `tasks/<task>/`
            error[tree/stray-file] python/generators/notes.md: this file belongs nowhere
              help: a tree holds `roadmap.toml`, `LICENSE`, `<area>/area.toml`, and in `<area>/<skill>/` the files `skill.toml`, `lesson.md`, `items.toml` and folders `tasks/<task>/`
            error[tree/stray-file] python/generators/tasks/exporter.py: this file belongs nowhere
              help: a tree holds `roadmap.toml`, `LICENSE`, `<area>/area.toml`, and in `<area>/<skill>/` the files `skill.toml`, `lesson.md`, `items.toml` and folders `tasks/<task>/`
            error[tree/stray-file] python/generators/tasks/exporter/right/exporter.py: this file belongs nowhere
              help: a task holds task.toml, brief.md, hints.md, debrief.md, checks.py, probe.py, variants.toml, start/…, right/<name>/…, wrong/<name>/…, resources/… and the overlays that variants.toml names
            error[tree/stray-file] python/generators/tasks/exporter/solution.py: this file belongs nowhere
              help: a task holds task.toml, brief.md, hints.md, debrief.md, checks.py, probe.py, variants.toml, start/…, right/<name>/…, wrong/<name>/…, resources/… and the overlays that variants.toml names
            error[tree/stray-file] python/generators/tasks/exporter/variants/library/notes.txt: this file belongs nowhere
              help: a task holds task.toml, brief.md, hints.md, debrief.md, checks.py, probe.py, variants.toml, start/…, right/<name>/…, wrong/<name>/…, resources/… and the overlays that variants.toml names
            error[tree/stray-file] python/generators/tasks/exporter/variants/old/start/exporter.py: this file belongs nowhere
              help: a task holds task.toml, brief.md, hints.md, debrief.md, checks.py, probe.py, variants.toml, start/…, right/<name>/…, wrong/<name>/…, resources/… and the overlays that variants.toml names
            error[tree/stray-file] python/notes.md: this file belongs nowhere
              help: a tree holds `roadmap.toml`, `LICENSE`, `<area>/area.toml`, and in `<area>/<skill>/` the files `skill.toml`, `lesson.md`, `items.toml` and folders `tasks/<task>/`
        "#]]);
}

#[test]
fn text_that_is_not_utf8() {
    Spoilt::new()
        .put(JUNIOR, b"title = \"\xff\"")
        .put(LESSON, b"\xff")
        .put("python/generators/tasks/exporter/start/ledger.py", b"# \xe9\n")
        .put("python/generators/tasks/exporter/start/image.png", b"\x89PNG")
        .check(expect![[r#"
            error[tree/not-utf8] python/generators/lesson.md: byte 0 is not UTF-8
              help: save the file in the encoding UTF-8
            error[tree/not-utf8] python/generators/tasks/exporter/start/ledger.py: byte 2 is not UTF-8
              help: save the file in the encoding UTF-8
            error[tree/not-utf8] python/iteration/skill.toml: byte 9 is not UTF-8
              help: save the file in the encoding UTF-8
        "#]]);
}

#[test]
fn lessons_too_short_or_too_long() {
    Spoilt::new()
        .put(LESSON, "word ".repeat(399))
        .put("python/iteration/lesson.md", "word ".repeat(901))
        .check(expect![[r#"
            warning[lesson/length] python/generators/lesson.md: the lesson has 399 words; 400 to 900 is a good length
            warning[lesson/length] python/iteration/lesson.md: the lesson has 901 words; 400 to 900 is a good length
        "#]]);
    Spoilt::new().put(LESSON, "word ".repeat(400)).check(expect![""]);
    Spoilt::new()
        .put(LESSON, format!("{}\n```text\nmore words here\n```\n", "word ".repeat(900)))
        .check(expect![""]);
    Spoilt::new().put(LESSON, "\n").check(expect![[r#"
        error[lesson/empty] python/generators/lesson.md: the lesson is empty
    "#]]);
}

#[test]
fn links_that_lead_nowhere() {
    let links = "[a](../iteration/skill.toml) [b](lesson.md#part) [c](#part) [d](https://x.org/)\n\
                 [e](mailto:x@y.org) [f](..) [g](../iterations/lesson.md)\n\
                 ![h](picture.png) [i](/etc/passwd) [j](../../../x) [k]\n\n[k]: gone.md\n";
    Spoilt::new().put(LESSON, format!("{links}\n{}", "word ".repeat(400))).check(expect![[r#"
        error[markdown/broken-link] python/generators/lesson.md: `../iterations/lesson.md` leads nowhere
          2: "[g](../iterations/lesson.md)" there is no such file in the tree
        error[markdown/broken-link] python/generators/lesson.md: `picture.png` leads nowhere
          3: "![h](picture.png)" there is no such file in the tree
        error[markdown/broken-link] python/generators/lesson.md: `/etc/passwd` leads nowhere
          3: "[i](/etc/passwd)" there is no such file in the tree
        error[markdown/broken-link] python/generators/lesson.md: `../../../x` leads nowhere
          3: "[j](../../../x)" there is no such file in the tree
        error[markdown/broken-link] python/generators/lesson.md: `gone.md` leads nowhere
          3: "[k]" there is no such file in the tree
    "#]]);
}

#[test]
fn tags_of_lesson_blocks() {
    let blocks = "```python runs\n```\n\n```python continue\n```\n\n```python run continue\n```\n\n\
                  words\n\n```output\n```\n\n```python\nx\n```\n```output\nx\n```\n";
    Spoilt::new().put(LESSON, format!("{blocks}\n{}", "word ".repeat(400))).check(expect![[r#"
        error[lesson/block] python/generators/lesson.md: `runs` is not a tag of a Python block; there is `run`, `continue` and `raises=Name`
          1: "```python runs\n```" this block
        error[lesson/block] python/generators/lesson.md: only a run block can continue another or raise
          4: "```python continue\n```" this block
        error[lesson/block] python/generators/lesson.md: there is no run block to continue
          7: "```python run continue\n```" this block
        error[lesson/block] python/generators/lesson.md: an output block stands directly below a run block
          12: "```output\n```" this block
        error[lesson/block] python/generators/lesson.md: an output block stands directly below a run block
          18: "```output\nx\n```" this block
    "#]]);
}

#[test]
fn unknown_words_in_an_item() {
    Spoilt::new()
        .edit(ITEMS, "\"choice\"", "\"chioce\"")
        .edit(ITEMS, "second-pass", "Second Pass")
        .edit(ITEMS, "version = 1\nparams", "version = 0\nparams")
        .check(expect![[r#"
            error[id/malformed] python/generators/items.toml: `Second Pass` is not an item id such as `second-pass`
              4: "\"Second Pass\"" not a kebab-case word
            error[kind/unknown] python/generators/items.toml: there is no kind of item `chioce`
              5: "\"chioce\"" unknown
              help: did you mean `choice`?
            error[item/version] python/generators/items.toml: versions count from 1
              6: "0" write 1
        "#]]);
}

#[test]
fn keys_of_items() {
    Spoilt::new().edit(ITEMS, "key = \"run\"", "").check(expect![[r#"
        error[item/key] python/generators/items.toml: the item has no key
          4: "\"second-pass\"" this item
          help: write `key = "run"` or a `key_program`
    "#]]);
    Spoilt::new().edit(ITEMS, "\"run\"", "\"42\"").check(expect![[r#"
        error[item/key] python/generators/items.toml: a key is computed, never written down
          10: "\"42\"" only "run" is known
          help: write `key = "run"` or a `key_program` that prints the answer
    "#]]);
    Spoilt::new().edit(ITEMS, "key = \"run\"", "key = \"run\"\nkey_program = \"print(1)\"").check(
        expect![[r#"
            error[item/key] python/generators/items.toml: an item has one key
              11: "\"print(1)\"" one key
              10: "\"run\"" another
        "#]],
    );
    Spoilt::new()
        .edit(ITEMS, "code = \"print(list('{{word}}' * {{n}}))\"\n", "")
        .edit(ITEMS, "\"choice\"", "\"lines\"")
        .check(expect![[r#"
            error[item/no-code] python/generators/items.toml: there is no `code` whose lines could be named
              5: "\"lines\"" asks for lines
            error[item/key] python/generators/items.toml: there is no `code` to run
              9: "\"run\"" runs nothing
        "#]]);
    Spoilt::new().edit(ITEMS, "\"choice\"", "\"choices\"").check(expect![[r#"
        error[item/key] python/generators/items.toml: `choices` needs a `key_program`
          10: "\"run\"" prints no `+ ` and `- `
          help: it prints one option a line, behind `+ ` if it holds, else `- `
    "#]]);
}

#[test]
fn a_choice_without_wrong_answer() {
    Spoilt::new()
        .edit(
            ITEMS,
            "[[item.wrong]]\nmodel = \"a list of one text\"\nprogram = \"print(['{{word}}' * {{n}}])\"\n",
            "",
        )
        .check(expect![[r#"
            error[item/no-choice] python/generators/items.toml: a choice has at least one wrong answer
              5: "\"choice\"" nothing to choose from
              help: write `[[item.wrong]]` with a model and the program that follows it
        "#]]);
}

#[test]
fn parameters_unknown_unused_or_empty() {
    Spoilt::new()
        .edit(ITEMS, "params = { n = [2, 3]", "params = { N = [1], m = [1], n = []")
        .edit(ITEMS, "for {{n}}?", "\\\"{{n}}\\\" and {{words}} of { {x} }?")
        .check(expect![[r#"
            error[item/bad-param] python/generators/items.toml: `N` is not a parameter's name
              7: "N" a-z, 0-9 and _, a letter first
            error[item/unused-param] python/generators/items.toml: `{{m}}` stands nowhere
              7: "m" not used
            error[item/bad-param] python/generators/items.toml: there is no value to draw
              7: "[]" empty
            error[item/unknown-param] python/generators/items.toml: nothing fills `{{words}}`
              8: "{{words}}" no such parameter
              help: did you mean `word`?
        "#]]);
}

#[test]
fn items_with_the_same_id() {
    let item = "\n[[item]]\nid = \"second-pass\"\nkind = \"output\"\nversion = 1\nprompt = \"p\"\n\
                code = \"print(1)\"\nkey = \"run\"\nexplanation = \"e\"\n";
    let (tree, roadmap, found) = Spoilt::new()
        .edit(
            ITEMS,
            "letter by letter.\"\nwrong = [\"Because a text is one thing.\"]\n",
            &format!("letter by letter.\"\nwrong = [\"Because a text is one thing.\"]\n{item}"),
        )
        .load();
    assert_eq!(roadmap.skills[1].items.len(), 1);
    expect![[r#"
        error[id/duplicate] python/generators/items.toml: the item `second-pass` stands here twice
          23: "\"second-pass\"" again
          4: "\"second-pass\"" first
    "#]]
    .assert_eq(&crate::fixture::render(&tree, &found));
}

#[test]
fn an_empty_second_tier() {
    Spoilt::new()
        .edit(ITEMS, "\"Why?\"", "\"\"")
        .edit(ITEMS, "[\"Because a text is one thing.\"]", "[]")
        .check(expect![[r#"
            error[toml/empty] python/generators/items.toml: `prompt` is empty
              18: "\"\"" nothing here
            error[item/no-reason] python/generators/items.toml: there is no reason to choose against
              20: "[]" empty
        "#]]);
    Spoilt::new()
        .edit(
            ITEMS,
            "Because a text is one thing.",
            "Because a text is walked over letter by letter.",
        )
        .check(expect![[r#"
            error[item/same-reasons] python/generators/items.toml: two reasons say the same
              20: "\"Because a text is walked over letter by letter.\"" again
              19: "\"Because a text is walked over letter by letter.\"" first
        "#]]);
}
