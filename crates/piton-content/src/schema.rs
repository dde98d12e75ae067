//! JSON Schemas of the TOML files, for editors.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::wire::{AreaFile, ItemsFile, RoadmapFile, SkillFile, TaskFile, VariantsFile};

/// Returns the schema of each kind of file: its name, such as `task`, and the JSON text.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("area", text(schema::<AreaFile>())),
        ("items", text(schema::<ItemsFile>())),
        ("roadmap", text(schema::<RoadmapFile>())),
        ("skill", text(schema::<SkillFile>())),
        ("task", text(schema::<TaskFile>())),
        ("variants", text(schema::<VariantsFile>())),
    ]
}

fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

fn text(schema: Schema) -> String {
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text.push('\n');
    text
}
