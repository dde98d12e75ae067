//! TOML into a wire type, with every fault of the file in one pass.
//!
//! serde stops at the first fault. So the file is parsed into a tree with spans, and whenever
//! serde stops, the entry at fault is cut out of the tree and serde starts again. Since all fields
//! of the wire types are optional, cutting never makes a new fault.

use std::ops::Range;

use piton_domain::Diagnostic;
use serde::de::DeserializeOwned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer, Error};

use crate::report::{Build, error};
use crate::suggest;
use crate::wire::{At, FORMAT_VERSION};

/// The most faults reported for one file; behind them an author sees no further anyway.
const MAX_FAULTS: usize = 50;

/// Reads a TOML file.
///
/// Gives nothing if the text is not TOML. Entries at fault are reported and left out.
pub(crate) fn toml<T: DeserializeOwned>(
    path: &str,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<T> {
    let (mut table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let place = |error: &Error| error.span().unwrap_or(text.len()..text.len());
        found.extend(errors.iter().take(MAX_FAULTS).map(|fault| {
            error("toml/syntax", path, "this is not TOML").at(place(fault), fault.message())
        }));
        return None;
    }
    for _ in 0..MAX_FAULTS {
        let fault = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) => return Some(value),
            Err(fault) => fault,
        };
        let span = fault.span();
        found.push(describe(path, text, &fault));
        if !span.is_some_and(|span| cut_table(table.get_mut(), &span)) {
            break;
        }
    }
    None
}

/// Reports a key that must be there and is not.
pub(crate) fn need<'a, T>(
    path: &str,
    field: &'a Option<T>,
    key: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<&'a T> {
    if field.is_none() {
        // A key that is there with a wrong value was reported with its place and cut out.
        let reported = found.iter().any(|fault| {
            fault.rule == "toml/type"
                && fault.path == path
                && fault.message.contains(&format!("`{key}`"))
        });
        if !reported {
            found.push(error("toml/missing-key", path, format!("`{key}` is missing")));
        }
    }
    field.as_ref()
}

/// Reports a text that must say something and does not.
pub(crate) fn need_text<'a>(
    path: &str,
    field: &'a Option<At<String>>,
    key: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<&'a At<String>> {
    let text = need(path, field, key, found)?;
    if text.trim().is_empty() {
        found.push(
            error("toml/empty", path, format!("`{key}` is empty")).at(text.span(), "nothing here"),
        );
        return None;
    }
    Some(text)
}

/// Reports a format this build does not read.
pub(crate) fn format_version(path: &str, field: &Option<At<u32>>, found: &mut Vec<Diagnostic>) {
    let Some(version) = need(path, field, "format_version", found) else { return };
    if **version != FORMAT_VERSION {
        found.push(
            error("format/version", path, format!("format version {} is not known", **version))
                .at(version.span(), "written for another Piton")
                .help(format!("this Piton reads format version {FORMAT_VERSION}")),
        );
    }
}

fn describe(path: &str, text: &str, fault: &Error) -> Diagnostic {
    let span = fault.span().unwrap_or(0..0);
    let message = fault.message();
    if let Some(rest) = message.strip_prefix("unknown field `") {
        let (key, expected) = rest.split_once('`').unwrap_or((rest, ""));
        let candidates: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        let mut diagnostic = error("toml/unknown-key", path, format!("`{key}` is not a known key"))
            .at(span, "unknown");
        diagnostic.help = suggest::help(key, candidates);
        return diagnostic;
    }
    let key = key_at(text, &span).map_or(String::new(), |key| format!("`{key}` "));
    let (found, expected) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
        .unwrap_or((message, ""));
    if expected.is_empty() {
        return error("toml/type", path, format!("{key}cannot be read")).at(span, message);
    }
    error("toml/type", path, format!("{key}must be {}", plain_type(expected)))
        .at(span, format!("this is {}", plain_found(found)))
}

/// Puts a Rust type into an author's words.
fn plain_type(expected: &str) -> String {
    match expected {
        "u8" => "a whole number from 0 to 255".into(),
        "u16" => "a whole number from 0 to 65535".into(),
        "u32" => "a whole number that is not negative".into(),
        "i64" => "a whole number".into(),
        "a string" => "a text in quotes".into(),
        "a sequence" => "a list".into(),
        "a map" => "a table".into(),
        _ if expected.starts_with("struct ") => "a table".into(),
        _ => expected.into(),
    }
}

/// Puts serde's word for a value into an author's words.
fn plain_found(found: &str) -> String {
    match found {
        "map" => "a table".into(),
        "sequence" => "a list".into(),
        _ => match found.split_once(' ') {
            Some(("string", value)) => format!("the text {value}"),
            Some(("integer", value)) => format!("the number {value}"),
            Some(("floating", value)) => {
                format!("a number with a point: {}", value.trim_start_matches("point "))
            }
            Some(("boolean", value)) => value.to_owned(),
            _ => found.to_owned(),
        },
    }
}

/// Returns the key on whose line a value stands.
fn key_at<'a>(text: &'a str, span: &Range<usize>) -> Option<&'a str> {
    let before = text.get(..span.start)?;
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    let key = line.split_once('=')?.0.trim();
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (!key.is_empty() && key.chars().all(is_key)).then_some(key)
}

/// Cuts the entry at `span` out of the tree; says whether there was one.
///
/// The span of a table with a header is that of the header, so every branch has to be searched.
fn cut_table(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let mut at = None;
    for (key, value) in table.iter_mut() {
        if cut_value(value.get_mut(), span) {
            return true;
        }
        if key.span() == *span || value.span() == *span {
            at = Some(key.get_ref().to_string());
            break;
        }
    }
    at.is_some_and(|key| table.remove(key.as_str()).is_some())
}

fn cut_value(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => cut_table(table, span),
        DeValue::Array(array) => {
            if array.iter_mut().any(|element| cut_value(element.get_mut(), span)) {
                return true;
            }
            let Some(at) = array.iter().position(|element| element.span() == *span) else {
                return false;
            };
            let kept = std::mem::replace(array, DeArray::new()).into_iter().enumerate();
            *array = kept.filter(|&(idx, _)| idx != at).map(|(_, element)| element).collect();
            true
        }
        _ => false,
    }
}
