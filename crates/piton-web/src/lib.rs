//! The page: the learner's own browser as a face of the coach, on this machine only.
//!
//! Pages are documents: they are whole without scripts, and forms work. Where scripts run, parts of
//! a page are exchanged ([htmx](https://htmx.org)), verdicts arrive check by check ([`live`]), and a
//! text area becomes an editor. [`guard`] says who may ask at all. Like every face this one holds no
//! rules about learners.

mod api;
mod app;
mod assets;
mod desk;
mod error;
mod guard;
mod judging;
mod live;
mod openapi;
mod pages;
mod parts;
mod prefs;
mod routes;
mod watch;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use piton_coach::{Coach, CoachError, ErrorKind, Host, Result};
use tokio::net::TcpListener;

pub use openapi::document as openapi;

/// How the page is served.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// What a browser must know to be let in: hard to guess, the same for as long as we run.
    pub token: String,
}

/// Serves the page until Ctrl-C, on the loopback address alone.
///
/// `hosts` makes a clock for each coach that is needed; `on_ready` gets the address to open, once it
/// is answered.
///
/// Errors: `Environment` if the port cannot be had.
pub fn serve(
    mut coach: Coach,
    hosts: &dyn Fn() -> Box<dyn Host>,
    options: ServeOptions,
    on_ready: impl FnOnce(&str),
) -> Result<()> {
    let worker = coach.sibling(hosts())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()
        .map_err(|error| trouble("could not start serving", error))?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let listener = TcpListener::bind(address).await.map_err(|error| {
            trouble(&format!("could not listen on port {}", options.port), error)
                .hint("Another program has it: choose another one with --port N, or 0 for any.")
        })?;
        let port = listener
            .local_addr()
            .map_err(|error| trouble("could not start serving", error))?
            .port();
        let app = Arc::new(app::App::new(coach, worker, options.token, port));
        on_ready(&app.address());
        let news = tokio::spawn(live::follow_journal(app.clone()));
        let served = axum::serve(listener, routes::router(app.clone()))
            .with_graceful_shutdown(ended(app.clone()))
            .await;
        news.abort();
        served.map_err(|error| trouble("could not go on serving", error))
    })
}

/// Waits for Ctrl-C, then lets open streams end so that nothing keeps the server.
async fn ended(app: Arc<app::App>) {
    // Without a way to hear Ctrl-C the process is simply ended by it.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    app.end();
}

fn trouble(message: &str, error: std::io::Error) -> CoachError {
    CoachError::new(ErrorKind::Environment, message).because(error)
}
