//! The published description of the API, made of the very list that makes its routes.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use crate::api;

/// What is said of one way to ask.
pub(crate) struct Endpoint {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) query: &'static [(&'static str, &'static str)],
    pub(crate) request: Option<Value>,
    pub(crate) response: Value,
}

/// Returns what makes the schemas of an OpenAPI 3.1 document.
pub(crate) fn generator() -> SchemaGenerator {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    SchemaGenerator::new(settings)
}

/// Returns the OpenAPI 3.1 document of `/api/v1`.
pub fn document() -> Value {
    let (endpoints, mut generator) = api::endpoints();
    let error = generator.subschema_for::<crate::error::ErrorBody>();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoints {
        let path = paths.entry(format!("/api/v1{}", endpoint.path)).or_insert_with(|| json!({}));
        path[endpoint.method] = operation(&endpoint, &error.clone().to_value());
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Piton",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "What the page does, for programs on the same machine",
            "description": "Send the token of the address that `piton serve` prints, as \
                            `Authorization: Bearer TOKEN`.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": generator.take_definitions(true),
        },
    })
}

fn operation(endpoint: &Endpoint, error: &Value) -> Value {
    let in_path = endpoint.path.split('/').filter_map(|part| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }),
        )
    });
    let in_query = endpoint.query.iter().map(|(name, kind)| {
        json!({ "name": name, "in": "query", "required": false, "schema": { "type": kind } })
    });
    let parameters: Vec<_> = in_path.chain(in_query).collect();
    let failure = |says: &str| json!({ "description": says, "content": { "application/json": { "schema": error } } });
    let mut operation = json!({
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "As asked.",
                "content": { "application/json": { "schema": endpoint.response } },
            },
            "400": { "description": "The request cannot be read." },
            "401": { "description": "The token is missing or wrong." },
            "403": { "description": "The request came from a page of another site." },
            "404": failure("There is no such thing."),
            "413": { "description": "The request is too large." },
            "415": { "description": "The body is not JSON." },
            "422": failure("The request makes no sense here and now."),
            "503": failure("Nothing could be judged; nothing was counted."),
            "507": failure("Files or the record could not be read or written."),
        },
    });
    if let Some(request) = &endpoint.request {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": request } } });
    }
    operation
}
