//! What Piton stands on here.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use maud::{Markup, html};
use piton_coach::view::Finding;

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::prefs::Prefs;

/// Shows what was found.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let doctor = app.desk.work(|coach| Ok(coach.doctor())).await?;
    let body = html! {
        h1 { "Doctor" }
        p { "What Piton stands on here, looked at just now." }
        ul.findings { @for finding in &doctor.findings { (finding_part(finding)) } }
    };
    let page =
        Page { title: "Doctor", place: Place::Doctor, entry: Entry::Main, body, wide: false };
    Ok(page.render(&Prefs::of(&headers)))
}

fn finding_part(finding: &Finding) -> Markup {
    let (sign, word) = match finding.state {
        "good" => ("✓", "good: "),
        "bad" => ("✗", "bad: "),
        _ => ("·", "note: "),
    };
    html! {
        li .(finding.state) {
            span.sign aria-hidden="true" { (sign) }
            div {
                p { span.hidden { (word) } strong { (finding.what) } " " (finding.says) }
                @if let Some(hint) = &finding.hint { p.facts { (hint) } }
            }
        }
    }
}
