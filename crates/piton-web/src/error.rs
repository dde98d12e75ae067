//! Failures as pages and as JSON, each with the way out.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use piton_coach::{CoachError, ErrorKind};
use schemars::JsonSchema;
use serde::Serialize;

use crate::pages::layout;

/// A failure on its way to a browser.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) CoachError);

/// A failure on its way to a program.
#[derive(Debug)]
pub(crate) struct ApiFailure(pub(crate) CoachError);

/// A failure as JSON.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ErrorBody {
    /// What happened.
    pub(crate) error: String,
    /// What can be done about it.
    pub(crate) hint: Option<String>,
}

impl From<CoachError> for Failure {
    fn from(error: CoachError) -> Self {
        Self(error)
    }
}

impl From<CoachError> for ApiFailure {
    fn from(error: CoachError) -> Self {
        Self(error)
    }
}

/// Returns the status for a kind of failure.
fn status(error: &CoachError) -> StatusCode {
    match error.kind {
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Usage | ErrorKind::Content => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Environment => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Storage => StatusCode::INSUFFICIENT_STORAGE,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Returns the first letter of a fragment as a sentence has it, and a full stop.
pub(crate) fn sentence(fragment: &str) -> String {
    let mut letters = fragment.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let end = if fragment.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// Shows a failure inside a page.
pub(crate) fn notice(error: &CoachError) -> Markup {
    html! {
        div.notice.bad role="alert" {
            p { strong { (sentence(&error.message)) } }
            @if let Some(hint) = &error.hint { p { (hint) } }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = status(&self.0);
        let title = if status == StatusCode::NOT_FOUND { "Not found" } else { "That did not work" };
        let body = html! {
            div.narrow {
                h1 { (title) }
                (notice(&self.0))
                p { a href="/" { "Back to the road" } }
            }
        };
        (status, layout::bare(title, &body)).into_response()
    }
}

impl IntoResponse for ApiFailure {
    fn into_response(self) -> Response {
        let body = ErrorBody { error: self.0.message.clone(), hint: self.0.hint.clone() };
        (status(&self.0), Json(body)).into_response()
    }
}
