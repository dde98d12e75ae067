//! JSON Schemas of the TOML files, for editors.

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

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
    SchemaSettings::draft2020_12()
        .with_transform(without_null)
        .into_generator()
        .into_root_schema_for::<T>()
}

/// TOML has no null: what may be left out is simply not required.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            schema.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|name| name != "null"));
        if let [Value::Object(only)] = &choices[..] {
            let only = only.clone();
            schema.remove("anyOf");
            for (key, value) in only {
                schema.insert(key, value);
            }
        }
    }
    transform_subschemas(&mut without_null, schema);
}

fn text(schema: Schema) -> String {
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text.push('\n');
    text
}
