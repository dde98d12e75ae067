//! Variants of tasks: what changes, what stays, what cannot be made.

use expect_test::expect;
use piton_content::{ContentError, files_hash, task_from_bundle, variant};
use piton_domain::{Task, TaskId, files};

use crate::fixture::Spoilt;

const VARIANTS: &str = "python/generators/tasks/exporter/variants.toml";

fn task() -> Task {
    let (_, roadmap, _) = Spoilt::new().load();
    roadmap.tasks().next().expect("the good tree has a task").clone()
}

#[test]
fn a_variant_lays_over_and_then_replaces() {
    let base = task();
    assert_eq!(base.variants, ["base", "library"]);
    let library = variant(&base, "library").unwrap();
    let text = |path: &str| String::from_utf8(library.bundle[path].clone()).unwrap();
    assert_eq!(library.variant, "library");
    assert_eq!(library.variants, base.variants);
    assert_eq!(library.title, "The loan that came out empty");
    assert_eq!(library.wrong[0].says, "the second loan is empty");
    assert_eq!(text("start/loan.py"), "loans = \"of a library\"\n");
    assert!(library.checks.contains("the first loan is complete"), "{}", library.checks);
    assert_eq!(
        text("start/exporter.py"),
        "def export(loan):\n    return [list(loan), list(loan)]\n\n"
    );
    assert!(library.bundle.keys().all(|path| !path.starts_with("variants")));
    assert_ne!(library.bundle_hash, base.bundle_hash);
    assert_eq!(library.skills, base.skills);
    assert_eq!(library.right[0].name, "plain");
}

#[test]
fn the_base_is_the_folder_as_it_stands() {
    let base = task();
    assert_eq!(variant(&base, "base").unwrap(), base);
    assert_eq!(base.bundle_hash, files_hash(&base.bundle));
    assert_eq!(base.start.len(), 2);
    assert_eq!(
        base.support_files().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
        ["ledger.py"]
    );
}

#[test]
fn unknown_variants_are_refused() {
    let base = task();
    let error = variant(&base, "librari").unwrap_err();
    assert_eq!(
        error.to_string(),
        "find variant `librari` of python/generators/exporter (there are base, library)"
    );
    // Variants are made of the base, not of each other.
    let library = variant(&base, "library").unwrap();
    assert!(matches!(variant(&library, "base"), Err(ContentError::UnknownVariant { .. })));
}

#[test]
fn what_was_judged_can_be_read_back() {
    let base = task();
    for id in ["base", "library"] {
        let judged = variant(&base, id).unwrap();
        let stored = files::unpack(&files::pack(&judged.bundle)).unwrap();
        let again = task_from_bundle(&judged.id, id, &stored).unwrap();
        assert_eq!(Task { variants: judged.variants.clone(), ..again }, judged);
    }
}

#[test]
fn bundles_that_make_no_task_are_refused() {
    let id = TaskId::new("python/generators/exporter").unwrap();
    let bundle = task().bundle;
    for missing in ["task.toml", "checks.py", "probe.py", "brief.md", "start/exporter.py"] {
        let mut bundle = bundle.clone();
        bundle.remove(missing);
        let faults = task_from_bundle(&id, "base", &bundle).unwrap_err();
        assert!(!faults.is_empty(), "{missing}");
    }
    let mut hostile = bundle.clone();
    hostile.insert("start/../../evil.py".into(), Vec::new());
    assert!(task_from_bundle(&id, "base", &hostile).is_err());
    let mut hostile = bundle;
    let text = String::from_utf8(hostile["task.toml"].clone()).unwrap();
    let text = text.replace("files = [\"exporter.py\"]", "files = [\"../evil.py\"]");
    hostile.insert("task.toml".into(), text.into_bytes());
    assert!(task_from_bundle(&id, "base", &hostile).is_err());
}

#[test]
fn variants_that_change_nothing() {
    let more = "\n[[variant]]\nid = \"nothing\"\n[[variant]]\nid = \"words\"\n\
                [variant.replace]\nledgr = \"x\"\nledger_line = \"x\"\n\"\" = \"x\"\n";
    Spoilt::new()
        .edit(VARIANTS, "format_version = 1\n", &format!("format_version = 1\n{more}"))
        .check(expect![[r#"
            error[variant/no-change] python/generators/tasks/exporter/variants.toml: the variant `nothing` changes nothing
              4: "\"nothing\"" neither an overlay nor a replacement
            error[variant/no-change] python/generators/tasks/exporter/variants.toml: the word stands nowhere in the task
              8: "ledgr" replaces nothing
            error[variant/no-change] python/generators/tasks/exporter/variants.toml: the word stands nowhere in the task
              9: "ledger_line" replaces nothing
            error[toml/empty] python/generators/tasks/exporter/variants.toml: nothing cannot be replaced
              10: "\"\"" an empty word
        "#]]);
}

#[test]
fn variants_that_cannot_be_made() {
    Spoilt::new().edit(VARIANTS, "variants/library", "variants/libraries").check(expect![[r#"
        error[variant/missing-overlay] python/generators/tasks/exporter/variants.toml: there is no folder variants/libraries
          5: "\"variants/libraries\"" overlays stand in `variants/`
        error[tree/stray-file] python/generators/tasks/exporter/variants/library/start/ledger.py: this file belongs nowhere
          help: a task holds task.toml, brief.md, hints.md, debrief.md, checks.py, probe.py, variants.toml, start/…, right/<name>/…, wrong/<name>/…, resources/… and the overlays that variants.toml names
    "#]]);
    Spoilt::new().edit(VARIANTS, "variants/library", "../exporter").check(expect![[r#"
        error[variant/missing-overlay] python/generators/tasks/exporter/variants.toml: there is no folder ../exporter
          5: "\"../exporter\"" overlays stand in `variants/`
        error[tree/stray-file] python/generators/tasks/exporter/variants/library/start/ledger.py: this file belongs nowhere
          help: a task holds task.toml, brief.md, hints.md, debrief.md, checks.py, probe.py, variants.toml, start/…, right/<name>/…, wrong/<name>/…, resources/… and the overlays that variants.toml names
    "#]]);
    Spoilt::new().edit(VARIANTS, "ledger = \"loan\"", "ledger = \"exporter\"").check(expect![[r#"
        error[variant/clash] python/generators/tasks/exporter/variants.toml: two files would become start/exporter.py
          4: "\"library\"" this variant
    "#]]);
    Spoilt::new().edit(VARIANTS, "ledger = \"loan\"", "ledger = \"../loan\"").check(expect![[r#"
        error[variant/bad-path] python/generators/tasks/exporter/variants.toml: start/ledger.py would become `start/../loan.py`
          4: "\"library\"" a path that leaves the folder
    "#]]);
}

#[test]
fn names_of_variants() {
    Spoilt::new()
        .edit(VARIANTS, "id = \"library\"", "id = \"base\"")
        .edit(VARIANTS, "format_version = 1\n", "format_version = 1\n[[variant]]\nid = \"A b\"\n")
        .check(expect![[r#"
            error[id/malformed] python/generators/tasks/exporter/variants.toml: `A b` cannot name a variant
              3: "\"A b\"" a kebab-case word other than `base`
            error[id/malformed] python/generators/tasks/exporter/variants.toml: `base` cannot name a variant
              6: "\"base\"" a kebab-case word other than `base`
        "#]]);
}

#[test]
fn a_variant_that_breaks_the_task_says_why() {
    let (_, roadmap, _) =
        Spoilt::new().edit(VARIANTS, "ledger = \"loan\"", "ledger = 'lo\"an'").load();
    let task = roadmap.tasks().next().unwrap();
    let error = variant(task, "library").unwrap_err();
    expect!["make variant `library` of python/generators/exporter: python/generators/tasks/exporter/task.toml: this is not TOML"].assert_eq(&error.to_string());
}
