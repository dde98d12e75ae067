//! The pages, one file each.

pub(crate) mod attempt;
pub(crate) mod doctor;
pub(crate) mod layout;
pub(crate) mod map;
pub(crate) mod own;
pub(crate) mod quiz;
pub(crate) mod roadmap;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod skill;
pub(crate) mod task;

use axum::http::HeaderMap;

/// Returns whether a part of a page was asked for, not the whole page.
pub(crate) fn wants_part(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request") && !headers.contains_key("hx-boosted")
}
