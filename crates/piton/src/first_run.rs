//! The first screen: three choices.

use piton_coach::{Coach, Result};

use crate::commands::{self, Session};
use crate::exit::Exit;
use crate::render;
use crate::sentences;
use crate::ui::Ui;

/// Asks what the learner wants and does it. Enter takes the first choice.
pub(crate) fn run(session: &mut Session) -> Result<Exit> {
    let ui = session.ui;
    ui.out(&screen(&ui));
    if !ui.interactive {
        ui.out(sentences::WITHOUT_TERMINAL);
        return Ok(Exit::Passed);
    }
    loop {
        let Some(answer) = ui.ask("Your choice [1]: ") else { return Ok(Exit::Passed) };
        match answer.as_str() {
            "" | "1" => return first_ticket(session),
            "2" => ui.out(&render::wrapped(&ui, "", sentences::PLACE_NOT_YET)),
            "3" => {
                let map = session.coach.map()?;
                ui.out(&render::map(&ui, &map, false, None));
                ui.out(&render::wrapped(&ui, "", sentences::GOAL));
                return Ok(Exit::Passed);
            }
            "q" => return Ok(Exit::Passed),
            _ => ui.out(sentences::THREE_CHOICES),
        }
    }
}

fn screen(ui: &Ui) -> String {
    let mut text = format!("{}\n{}\n", ui.paint(render::STRONG, "Piton"), sentences::FIRST_RUN);
    for (at, (choice, detail)) in sentences::CHOICES.iter().enumerate() {
        text.push_str(&format!(
            "  {}  {choice}\n     {}\n",
            ui.paint(render::STRONG, &(at + 1).to_string()),
            ui.paint(render::QUIET, detail)
        ));
    }
    text.push('\n');
    text
}

fn first_ticket(session: &mut Session) -> Result<Exit> {
    commands::setup_quietly(session)?;
    let wanted = first_task(&mut session.coach)?;
    let opened = session.coach.open(&wanted)?;
    session.ui.out(&render::opened(&session.ui, &opened));
    commands::watch(session, Some(wanted))
}

fn first_task(coach: &mut Coach) -> Result<String> {
    use piton_coach::view::Step;
    match coach.next_step()?.step {
        Step::Task { task, .. } => Ok(task.id),
        Step::Quiz { .. } | Step::Nothing => {
            Err(piton_coach::CoachError::usage("no task is open in this content"))
        }
    }
}
