//! The commands of authors.

use piton_coach::view::{PreviewView, ReachView, SkeletonView};
use piton_coach::{CoachError, ContentCheck, Result, Skeleton, markdown};

use crate::cli::{ContentCommand, New, NewKind};
use crate::commands::{Session, cancel, show};
use crate::content_report;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::render::{self, GOOD, NOTE, QUIET, STRONG};
use crate::ui::Ui;

/// Runs one of them.
pub(crate) fn run(session: &mut Session, command: ContentCommand) -> Result<Exit> {
    match command {
        ContentCommand::Check { paths, load_only, fresh, matrix } => {
            check(session, &ContentCheck { paths, load_only, fresh, matrix })
        }
        ContentCommand::New { what, id, kind } => {
            let what = match (what, kind) {
                (New::Skill, _) => Skeleton::Skill(id),
                (New::Item, _) => Skeleton::Item(id),
                (New::Task, NewKind::Implement) => Skeleton::Task(id),
                (New::Task, NewKind::Sql) => Skeleton::SqlTask(id),
            };
            let laid_out = session.coach.content_new(&what)?;
            show(session, &laid_out, |ui| skeleton(ui, &laid_out));
            Ok(Exit::Passed)
        }
        ContentCommand::Reach { area } => {
            let mut view = session.coach.content_reach()?;
            if let Some(area) = &area {
                view.areas.retain(|one| one.id == *area);
                if view.areas.is_empty() {
                    return Err(CoachError::not_found(format!("there is no area `{area}`"))
                        .hint("`piton content reach` lists them."));
                }
            }
            show(session, &view, |ui| reach(ui, &view, area.is_some()));
            Ok(Exit::Passed)
        }
        ContentCommand::Preview { id, variant } => {
            let mut progress = Progress::new(session.ui);
            let mut on_setup = |step| progress.setup(&step);
            let view = session.coach.content_preview(&id, &variant, &mut on_setup, &cancel()?);
            progress.finish();
            let view = view?;
            show(session, &view, |ui| preview(ui, &view));
            Ok(Exit::Passed)
        }
    }
}

fn check(session: &mut Session, options: &ContentCheck) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    let mut on_progress = |step| progress.author(&step);
    let report = session.coach.content_check(options, &mut on_progress, &cancel()?);
    progress.finish();
    let report = report?;
    show(session, &report, |ui| content_report::render(ui, &report));
    let errors = report.faults.iter().any(|fault| fault.severity == "error");
    Ok(if errors { Exit::Usage } else { Exit::Passed })
}

fn skeleton(ui: &Ui, laid_out: &SkeletonView) -> String {
    let mut text: String = laid_out.files.iter().map(|file| format!("{file}\n")).collect();
    text.push_str(&render::wrapped(ui, "", &laid_out.next));
    text
}

/// Shows have and need for each area and level; for one area its skills as well.
fn reach(ui: &Ui, view: &ReachView, with_skills: bool) -> String {
    let mut text = String::new();
    for area in &view.areas {
        text.push_str(&format!("{}\n", ui.paint(STRONG, &area.heading)));
        for level in &area.levels {
            let style = if level.have >= level.need { GOOD } else { NOTE };
            let sum = format!("{:>3} of {:<3}", level.have, level.need);
            text.push_str(&format!("  {:<8}{}\n", level.level, ui.paint(style, &sum)));
            for skill in level.skills.iter().filter(|_| with_skills) {
                let lesson = if skill.lesson { "lesson" } else { "no lesson" };
                let quiet = format!("{lesson}, {} items", skill.items);
                text.push_str(&format!(
                    "    {:<40} {} of {}  {}\n",
                    skill.id,
                    skill.families,
                    skill.need,
                    ui.paint(QUIET, &quiet)
                ));
            }
        }
    }
    text.push_str(&render::wrapped(
        ui,
        "",
        "Task families that exist, of those a claim needs: two for each skill, each with five \
         variants and at the rung of its level, and for senior an exam of the area.",
    ));
    text
}

fn preview(ui: &Ui, view: &PreviewView) -> String {
    let heading = |text: &str| format!("\n{}\n", ui.paint(STRONG, text));
    let mut text = String::new();
    if let Some(lesson) = &view.lesson {
        text.push_str(&markdown::to_terminal(lesson, ui.width, ui.color));
    }
    for item in &view.items {
        text.push_str(&heading(&item.question.item));
        text.push_str(&render::question(ui, &item.question));
        if let Some(reason) = &item.question.reason {
            text.push_str(&format!("\n{}\n", reason.prompt));
            text.push_str(&render::options(ui, &reason.options));
        }
        text.push_str(&render::feedback(ui, &item.feedback));
        for (answer, model) in &item.wrong {
            let answer = answer.split_whitespace().collect::<Vec<_>>().join(" ");
            text.push_str(&render::hanging(ui, "  ", "    ", &format!("{answer}: {model}")));
        }
    }
    for task in &view.tasks {
        text.push_str(&heading(&format!("{} ({})", task.id, task.variant)));
        text.push_str(&markdown::to_terminal(&task.brief, ui.width, ui.color));
        for (name, verdict) in &task.verdicts {
            text.push_str(&heading(name));
            text.push_str(&render::verdict(ui, verdict));
        }
    }
    text
}
