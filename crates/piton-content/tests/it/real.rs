//! The content this repository ships.

use piton_content::Tree;
use piton_domain::Severity;

use crate::fixture::render;

#[test]
fn the_shipped_content_has_no_error() {
    let tree = Tree::embedded().unwrap();
    let (roadmap, found) = piton_content::load(&tree);
    let errors: Vec<_> =
        found.into_iter().filter(|fault| fault.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{}", render(&tree, &errors));
    assert_eq!(roadmap.areas.len(), 18);
    assert!(roadmap.skills.len() >= 150, "{} skills", roadmap.skills.len());
}

#[test]
fn every_variant_of_a_shipped_task_is_a_task_of_its_own() {
    let (roadmap, _) = piton_content::load(&Tree::embedded().unwrap());
    for task in roadmap.tasks() {
        let mut bundles = std::collections::BTreeSet::new();
        for id in &task.variants {
            let made = piton_content::variant(task, id)
                .unwrap_or_else(|error| panic!("{}: {error}", task.id));
            assert!(bundles.insert(made.bundle_hash), "{} {id} is like another variant", task.id);
            assert_eq!((made.files.len(), made.wrong.len()), (task.files.len(), task.wrong.len()));
        }
    }
}
