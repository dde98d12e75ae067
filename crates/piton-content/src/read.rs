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

const MISSING: &str = "toml/missing-key";

fn missing(key: &str) -> String {
    format!("`{key}` is missing")
}

/// Takes back that a key is missing where it is there with a value of the wrong type.
///
/// Such a value was reported with its place and cut out, so that the rest could be read.
pub(crate) fn forgive_cut_keys(found: &mut Vec<Diagnostic>) {
    let start = |fault: &Diagnostic| fault.labels.first().map_or(0, |label| label.span.start);
    let cut: Vec<(String, String, usize)> = found
        .iter()
        .filter(|fault| fault.rule == "toml/type")
        .filter_map(|fault| {
            let key = fault.message.strip_prefix('`')?.split_once('`')?.0;
            Some((fault.path.clone(), missing(key), start(fault)))
        })
        .collect();
    found.retain(|fault| {
        fault.rule != MISSING
            || !cut.iter().any(|(path, message, at)| {
                *path == fault.path && *message == fault.message && *at >= start(fault)
            })
    });
}

/// A file, or one of its tables.
pub(crate) struct Place<'a> {
    path: &'a str,
    table: Option<Range<usize>>,
}

impl<'a> From<&'a str> for Place<'a> {
    fn from(path: &'a str) -> Self {
        Self { path, table: None }
    }
}

impl<'a> From<&'a String> for Place<'a> {
    fn from(path: &'a String) -> Self {
        path.as_str().into()
    }
}

impl<'a, T> From<(&'a str, &At<T>)> for Place<'a> {
    fn from((path, table): (&'a str, &At<T>)) -> Self {
        Self { path, table: Some(table.span()) }
    }
}

/// Reports a key that must be there and is not.
pub(crate) fn need<'a, T>(
    place: impl Into<Place<'a>>,
    field: &'a Option<T>,
    key: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<&'a T> {
    let Place { path, table } = place.into();
    if field.is_none() {
        let diagnostic = error(MISSING, path, missing(key));
        found.push(match table {
            Some(span) => diagnostic.at(span, "in this entry"),
            None => diagnostic,
        });
    }
    field.as_ref()
}

/// Reports a text that must say something and does not.
pub(crate) fn need_text<'a>(
    place: impl Into<Place<'a>>,
    field: &'a Option<At<String>>,
    key: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<&'a At<String>> {
    let place = place.into();
    let path = place.path;
    let text = need(place, field, key, found)?;
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
    let key = key_at(text, &span).map_or("a value".to_owned(), |key| format!("`{key}`"));
    let (found, expected) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
        .unwrap_or((message, ""));
    if expected.is_empty() {
        return error("toml/type", path, format!("{key} cannot be read")).at(span, message);
    }
    error("toml/type", path, format!("{key} must be {}", plain_type(expected)))
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

/// Returns the key that a value stands directly behind.
fn key_at<'a>(text: &'a str, span: &Range<usize>) -> Option<&'a str> {
    let before = text.get(..span.start)?;
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    let key = line.trim_end().strip_suffix('=')?.trim();
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
