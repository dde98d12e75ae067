//! Which address leads where.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::pages::{attempt, doctor, map, own, quiz, roadmap, search, settings, skill, task};
use crate::{api, assets, error, guard, live};

/// The largest request: a learner's files together, and some room.
///
/// Units: bytes.
const MAX_BODY: usize = 9 * 1024 * 1024;

/// Puts every address and every guard together.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(roadmap::show))
        .route("/map", get(map::show))
        .route("/search", get(search::show))
        .route("/skills/{area}/{skill}", get(skill::show))
        .route("/skills/{area}/{skill}/run", post(skill::run))
        .route("/skills/{area}/{skill}/quiz", get(quiz::show).post(quiz::answer))
        .route("/tasks/{area}/{skill}/{task}", get(task::show))
        .route("/tasks/{area}/{skill}/{task}/open", post(task::open))
        .route("/tasks/{area}/{skill}/{task}/check", post(task::check))
        .route("/tasks/{area}/{skill}/{task}/new-file", post(task::new_file))
        .route("/tasks/{area}/{skill}/{task}/hint", post(task::hint))
        .route("/tasks/{area}/{skill}/{task}/certify", post(task::certify))
        .route("/tasks/{area}/{skill}/{task}/give-up", post(task::give_up))
        .route("/tasks/{area}/{skill}/{task}/reset", post(task::reset))
        .route("/tasks/{area}/{skill}/{task}/debrief", get(task::debrief))
        .route("/tasks/{area}/{skill}/{task}/own", get(own::show).post(own::answer))
        .route("/attempts/{id}", get(attempt::show))
        .route("/doctor", get(doctor::show))
        .route("/settings", get(settings::show).post(settings::keep))
        .route("/export", get(settings::export))
        .route("/live", get(live::stream))
        .route("/healthz", get(async || "serving\n"))
        .route("/assets/{*path}", get(assets::serve))
        .nest("/api/v1", api::router())
        .fallback(async || {
            error::Failure(piton_coach::CoachError::not_found("there is no page at this address"))
                .into_response()
        })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}
