//! The committed schemas are those of the code.

use std::path::Path;

#[test]
fn the_committed_schemas_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    for (name, text) in piton_content::schemas() {
        let path = folder.join(format!("{name}.schema.json"));
        #[expect(clippy::disallowed_methods, reason = "the path is part of the message below")]
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{} is stale: run `cargo xtask codegen`", path.display());
    }
}

#[test]
fn a_schema_requires_what_the_loader_requires() {
    let schemas = piton_content::schemas();
    let (_, skill) = schemas.iter().find(|(name, _)| *name == "skill").unwrap();
    let skill: serde_json::Value = serde_json::from_str(skill).unwrap();
    let required: Vec<&str> =
        skill["required"].as_array().unwrap().iter().filter_map(|key| key.as_str()).collect();
    assert_eq!(
        required,
        ["format_version", "title", "outcome", "level", "covers", "kinds"],
        "`needs` and `sources` may be left out"
    );
    assert_eq!(skill["additionalProperties"], false);
}
