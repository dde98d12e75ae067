//! How the page looks in this browser, where the data is, and a copy of it.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::prefs::{KEYS, MOTIONS, Prefs, THEMES};

/// How long a browser remembers a setting: a year, in seconds.
const REMEMBERED_S: u32 = 31_536_000;

/// The settings: name, heading, choices with their words.
type Setting = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const SETTINGS: [Setting; 3] = [
    (
        "theme",
        "Colours",
        &[("auto", "as the system has them"), ("light", "light"), ("dark", "dark")],
    ),
    ("keys", "Keys of the editor", &[("default", "usual"), ("vim", "vim")]),
    ("motion", "Motion", &[("auto", "as the system has it"), ("less", "none")]),
];

/// Shows the settings.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let (home, workspace) = app
        .desk
        .ask(|coach| {
            let home = coach.config().home.display().to_string();
            Ok((home, coach.workspace_path().display().to_string()))
        })
        .await?;
    let prefs = Prefs::of(&headers);
    let chosen = [prefs.theme, prefs.keys, prefs.motion];
    let body = html! {
        h1 { "Settings" }
        form method="post" action="/settings" {
            @for ((name, heading, choices), chosen) in SETTINGS.iter().zip(chosen) {
                fieldset {
                    legend { (heading) }
                    @for (value, words) in *choices {
                        label.option { input type="radio" name=(name) value=(value) checked[*value == chosen]; span { (words) } }
                    }
                }
            }
            p { button { "Keep these" } span.facts { " in this browser" } }
        }
        h2 { "Your data" }
        dl.around {
            dt { "Record" } dd { code { (home) } }
            dt { "Workspace" } dd { code { (workspace) } }
        }
        p { a.button href="/export" download="piton-export.jsonl" { "Save a copy of everything recorded" } }
        p.facts { "One file, which " code { "piton import" } " reads. Nothing leaves this machine." }
    };
    let page =
        Page { title: "Settings", place: Place::Settings, entry: Entry::Main, body, wide: false };
    Ok(page.render(&prefs))
}

/// Keeps what was chosen.
pub(crate) async fn keep(Form(fields): Form<Vec<(String, String)>>) -> Response {
    let known: [(&str, &[&str]); 3] = [("theme", &THEMES), ("keys", &KEYS), ("motion", &MOTIONS)];
    let cookies: Vec<_> = fields
        .iter()
        .filter(|(name, value)| {
            known.iter().any(|(one, values)| one == name && values.contains(&value.as_str()))
        })
        .filter_map(|(name, value)| {
            let cookie = format!("{name}={value}; Path=/; SameSite=Strict; Max-Age={REMEMBERED_S}");
            Some((SET_COOKIE, HeaderValue::from_str(&cookie).ok()?))
        })
        .collect();
    (AppendHeaders(cookies), Redirect::to("/settings")).into_response()
}

/// Sends a copy of everything recorded.
pub(crate) async fn export(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    let copy = app
        .desk
        .ask(|coach| {
            let mut copy = Vec::new();
            coach.export(&mut copy)?;
            Ok(copy)
        })
        .await?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment; filename=\"piton-export.jsonl\""),
    ];
    Ok((headers, copy).into_response())
}
