//! `piton serve`: the page.

use piton_coach::{Coach, CoachError, ErrorKind, Host, Result};
use piton_web::ServeOptions;

use crate::cli::OutputFormat;
use crate::commands::{Session, setup_quietly};
use crate::exit::Exit;
use crate::host::Machine;
use crate::render;
use crate::sentences;

/// Where the page is.
#[derive(serde::Serialize)]
struct Serving<'a> {
    url: &'a str,
}

/// Serves until Ctrl-C.
pub(crate) fn run(session: &mut Session, port: u16, no_open: bool) -> Result<Exit> {
    // Here progress can be seen; a page that waits for minutes cannot say why.
    setup_quietly(session)?;
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).map_err(|error| {
        CoachError::new(ErrorKind::Environment, "the system gave no random numbers").because(error)
    })?;
    let token = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let coach = Coach::new(session.coach.config().clone(), Box::new(Machine));
    let hosts = || -> Box<dyn Host> { Box::new(Machine) };
    let ui = session.ui;
    piton_web::serve(coach, &hosts, ServeOptions { port, token }, |url| {
        if ui.format == OutputFormat::Json {
            ui.json(&Serving { url });
        } else {
            ui.out(&format!("Serving the page at\n  {url}\n"));
            ui.out(&render::wrapped(&ui, "", sentences::SERVING));
        }
        if !no_open && open::that_detached(url).is_err() {
            ui.err(sentences::NO_BROWSER);
        }
    })?;
    Ok(Exit::Passed)
}
