//! A verdict given before, with what was changed for it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use piton_coach::markdown::clean;
use piton_coach::view::{AttemptDetailView, ChangeLine, FileChangeView};

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::parts::verdict;
use crate::prefs::Prefs;

/// Shows a verdict.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let attempt = app.desk.ask(move |coach| coach.attempt(&id)).await?;
    let page = Page {
        title: &format!("Verdict: {}", attempt.verdict.title),
        place: Place::Elsewhere,
        entry: Entry::Main,
        body: attempt_part(&attempt),
        wide: false,
    };
    Ok(page.render(&Prefs::of(&headers)))
}

fn attempt_part(attempt: &AttemptDetailView) -> Markup {
    let verdict = &attempt.verdict;
    html! {
        nav.crumbs aria-label="Where this is" { a href={ "/tasks/" (verdict.task) } { (verdict.title) } " / verdict" }
        h1 { "Verdict of " (moment(attempt.at_us)) }
        (verdict::whole(verdict))
        section aria-labelledby="changes-heading" {
            h2 #changes-heading { "What you changed" }
            p.facts {
                @match &attempt.since {
                    Some(before) => { "since " a href={ "/attempts/" (before) } { "the verdict before" } },
                    None => "since the start",
                }
            }
            @if attempt.changes.is_empty() { p { "Nothing." } }
            @for file in &attempt.changes { (change_part(file)) }
        }
        details {
            summary { "What is needed to run it again" }
            dl.replay {
                dt { "variant" } dd { code { (verdict.variant) } ", version " (verdict.task_version) }
                dt { "seed" } dd { code { (verdict.replay.seed) } }
                dt { "submission" } dd { code { (verdict.replay.submission) } }
                dt { "task" } dd { code { (verdict.replay.bundle) } }
                dt { "harness" } dd { code { (verdict.replay.harness) } }
                dt { "Python" } dd { (verdict.replay.interpreter) }
                dt { "environment" } dd { code { (verdict.replay.environment) } }
                dt { "sandbox" } dd { (verdict.replay.tier) }
            }
            p.facts { code { "piton replay " (verdict.id.as_deref().unwrap_or_default()) } " does it." }
        }
    }
}

fn change_part(file: &FileChangeView) -> Markup {
    html! {
        h3 { code { (file.name) } }
        pre.diff tabindex="0" aria-label={ "Changes in " (file.name) } { @for line in &file.lines { (change_line(line)) } }
    }
}

fn change_line(line: &ChangeLine) -> Markup {
    let (sign, word) = match line.side {
        "old" => ("-", "before: "),
        "new" => ("+", "now: "),
        "gap" => ("⋯", ""),
        _ => (" ", ""),
    };
    html! { span.line .(line.side) { span aria-hidden="true" { (sign) " " } span.hidden { (word) } (clean(&line.text)) "\n" } }
}

/// Writes a moment as the clock on the wall shows it.
pub(crate) fn moment(at_us: i64) -> String {
    match Timestamp::from_microsecond(at_us) {
        Ok(at) => at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => "an unknown moment".to_owned(),
    }
}
