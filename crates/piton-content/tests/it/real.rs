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
