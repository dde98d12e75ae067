//! Finding things by words.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use piton_coach::view::HitView;
use serde::Deserialize;

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::prefs::Prefs;

/// How much of a query is looked at.
const MAX_QUERY_CHARS: usize = 200;

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    q: String,
}

/// Shows what was found.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let query: String = wanted.q.chars().take(MAX_QUERY_CHARS).collect();
    let asked = query.clone();
    let found = app.desk.ask(move |coach| coach.search(&asked)).await?;
    let body = html! {
        h1 { "Search" }
        form.inline action="/search" method="get" {
            label for="query" { "Words, all of which must be there" }
            input #query type="search" name="q" value=(query) autofocus[query.is_empty()];
            button { "Search" }
        }
        @if query.trim().is_empty() {
            p.facts { "Skills, tasks and statements of the road are searched." }
        } @else if found.hits.is_empty() {
            p role="status" { "Nothing holds all of these words. Fewer or shorter words find more." }
        } @else {
            p.facts role="status" { (found.hits.len()) " found" }
            ol.hits { @for hit in &found.hits { (hit_part(hit)) } }
        }
    };
    let page =
        Page { title: "Search", place: Place::Elsewhere, entry: Entry::Main, body, wide: false };
    Ok(page.render(&Prefs::of(&headers)))
}

fn hit_part(hit: &HitView) -> Markup {
    let address = match hit.kind {
        "skill" => format!("/skills/{}", hit.id),
        "task" => format!("/tasks/{}", hit.id),
        _ => format!("/#statement-{}", hit.id),
    };
    html! {
        li {
            a href=(address) { (hit.title) }
            " " span.tag { (hit.kind) }
            p { (hit.says) }
        }
    }
}
