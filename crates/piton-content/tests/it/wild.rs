//! Whatever a tree holds: no panic, and labels that lie inside their file.

use std::sync::LazyLock;

use piton_content::{Tree, load, markdown, variant};
use piton_domain::Files;
use proptest::prelude::*;

use crate::fixture::{GOOD, files};

static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| files(GOOD).into_keys().collect());

/// Loads a tree and does with it all that can be done.
fn use_up(set: Files) -> Result<(), TestCaseError> {
    let tree = Tree::from_files(set);
    let (roadmap, found) = load(&tree);
    for diagnostic in &found {
        for label in &diagnostic.labels {
            let source = tree.source(&diagnostic.path);
            let inside = source.and_then(|text| text.get(label.span.start..label.span.end));
            prop_assert!(inside.is_some(), "{diagnostic:?}");
        }
    }
    for task in roadmap.tasks() {
        for id in &task.variants {
            let _ = variant(task, id);
        }
    }
    for item in roadmap.skills.iter().flat_map(|skill| &skill.items) {
        let _ = piton_content::items::enumerate(item).count();
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_in_any_file(path in prop::sample::select(&**PATHS), content: Vec<u8>) {
        let mut set = files(GOOD);
        set.insert(path, content);
        use_up(set)?;
    }

    #[test]
    fn arbitrary_text_in_any_place(
        path in prop::sample::select(&**PATHS),
        place: prop::sample::Index,
        removed in 0..40_usize,
        text in "(\\PC|[\\[\\]{}=\"'#.\n`*>|-]){0,20}",
    ) {
        let mut set = files(GOOD);
        let content = String::from_utf8(set[&path].clone()).unwrap();
        let at = place.index(content.len() + 1);
        let at = (0..=at).rev().find(|at| content.is_char_boundary(*at)).unwrap_or(0);
        let end = (at + removed).min(content.len());
        let end = (end..).find(|end| content.is_char_boundary(*end)).unwrap_or(content.len());
        set.insert(path, format!("{}{text}{}", &content[..at], &content[end..]).into_bytes());
        use_up(set)?;
    }

    #[test]
    fn arbitrary_values_of_known_keys(
        path in prop::sample::select(&**PATHS).prop_filter("only TOML", |path| path.ends_with(".toml")),
        line: prop::sample::Index,
        value in prop::sample::select(&[
            "[]", "{}", "\"\"", "-1", "99999999999999999999", "1.5", "true", "[[]]", "[1, \"a\"]",
            "{ a = { b = [] } }", "1979-05-27", "\"../..\"", "\"\\u0000\"", "[\"\"]", "nan",
        ][..]),
    ) {
        let mut set = files(GOOD);
        let content = String::from_utf8(set[&path].clone()).unwrap();
        let keys: Vec<&str> =
            content.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
        let key = keys[line.index(keys.len())];
        let lines: Vec<String> = content
            .lines()
            .map(|line| match line.split_once(" = ") {
                Some((known, _)) if known == key => format!("{key} = {value}"),
                _ => line.to_owned(),
            })
            .collect();
        set.insert(path, lines.join("\n").into_bytes());
        use_up(set)?;
    }

    #[test]
    fn files_missing_and_strange_paths(
        missing in prop::collection::vec(prop::sample::select(&**PATHS), 0..5),
        strange in prop::collection::vec("[a-z./A-Z \\PC-]{0,30}", 0..5),
    ) {
        let mut set = files(GOOD);
        set.extend(strange.into_iter().map(|path| (path, b"x".to_vec())));
        missing.iter().for_each(|path| { set.remove(path); });
        use_up(set)?;
    }

    #[test]
    fn arbitrary_markdown(text in "(\\PC|[#*_`>|~\\[\\]()!<&;:.\n\t -]){0,200}", width in 0..100_usize) {
        let plain = markdown::to_terminal(&text, width, false);
        prop_assert!(plain.chars().all(|c| c == '\n' || !c.is_control()));
        let _ = markdown::to_terminal(&text, width, true);
        let _ = markdown::to_html(&text);
        let _ = markdown::lesson_blocks(&text);
    }
}

#[test]
fn deep_and_long_toml_is_a_fault_and_no_crash() {
    for hostile in [
        format!("needs = {}", "[".repeat(100_000)),
        format!("needs = {}", "{ a = ".repeat(100_000)),
        format!("{}x = 1", "a.".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
        "x = 1\n".repeat(10_000),
        (0..10_000).map(|n| format!("x{n} = 1\n")).collect(),
    ] {
        let mut set = files(GOOD);
        set.insert("python/iteration/skill.toml".into(), hostile.into_bytes());
        let (_, found) = load(&Tree::from_files(set));
        assert!(found.iter().any(|fault| fault.path == "python/iteration/skill.toml"));
        assert!(found.len() < 100, "an author is not buried under {} faults", found.len());
    }
}
