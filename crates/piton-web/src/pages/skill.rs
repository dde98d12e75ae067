//! A skill: its lesson with blocks to run, its questions, its tasks by rung.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use piton_coach::markdown::{LessonPart, lesson_parts};
use piton_coach::view::{LessonView, OutputView, SkillView};
use piton_coach::{CoachError, Result};
use serde::Deserialize;

use crate::app::App;
use crate::assets::Entry;
use crate::error::{Failure, notice};
use crate::pages::layout::{Page, Place};
use crate::pages::wants_part;
use crate::parts::marks;
use crate::prefs::Prefs;

/// A skill with what surrounds it on the road.
struct Around {
    skill: SkillView,
    heading: String,
    needs: Vec<SkillView>,
    opens: Vec<SkillView>,
    lesson: Option<LessonView>,
}

/// Shows a skill.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Path((area, slug)): Path<(String, String)>,
    headers: HeaderMap,
) -> std::result::Result<Markup, Failure> {
    let id = format!("{area}/{slug}");
    let around = app.desk.ask(move |coach| around(coach, &id)).await?;
    let body = page(&around, None);
    let page = Page {
        title: &around.skill.title,
        place: Place::Elsewhere,
        entry: Entry::Main,
        body,
        wide: false,
    };
    Ok(page.render(&Prefs::of(&headers)))
}

fn around(coach: &mut piton_coach::Coach, id: &str) -> Result<Around> {
    let map = coach.map()?;
    let skills = || map.areas.iter().flat_map(|area| &area.skills);
    let skill = skills()
        .find(|skill| skill.id == id)
        .cloned()
        .ok_or_else(|| CoachError::not_found(format!("there is no skill `{id}`")))?;
    let heading = map
        .areas
        .iter()
        .find(|area| id.split('/').next() == Some(area.id.as_str()))
        .map_or_else(String::new, |area| area.heading.clone());
    let needs = skills().filter(|one| skill.needs.contains(&one.id)).cloned().collect();
    let opens = skills().filter(|one| one.needs.contains(&skill.id)).cloned().collect();
    let lesson = if skill.lesson { Some(coach.learn(id)?) } else { None };
    Ok(Around { skill, heading, needs, opens, lesson })
}

/// A block that was run without scripts: its line, what stood in it, and what came of it.
type Run<'a> = (usize, &'a str, Markup);

fn page(around: &Around, run: Option<&Run<'_>>) -> Markup {
    let Around { skill, heading, needs, opens, lesson } = around;
    let area = skill.id.split('/').next().unwrap_or_default();
    html! {
        nav.crumbs aria-label="Where this is" { a href={ "/#" (area) } { (heading) } " / " (skill.level) }
        h1 { (skill.title) }
        p.lead { (marks::skill(skill.state)) " You " (skill.outcome) "." }
        nav.links aria-label="On this page" {
            @if lesson.is_some() { a href="#lesson" { "Lesson" } " " }
            @if skill.items > 0 { a href={ "/skills/" (skill.id) "/quiz" } { "Questions (" (skill.items) ")" } " " }
            @if !skill.task_list.is_empty() { a href="#tasks" { "Tasks (" (skill.tasks) ")" } }
        }
        @if !needs.is_empty() || !opens.is_empty() {
            dl.around {
                @if !needs.is_empty() { dt { "Needs" } dd { (skill_list(needs)) } }
                @if !opens.is_empty() { dt { "Opens" } dd { (skill_list(opens)) } }
            }
        }
        @match lesson {
            Some(lesson) => article #lesson .prose.lesson {
                @for part in lesson_parts(&lesson.markdown) { (lesson_part(&skill.id, &part, run)) }
            },
            None => p.notice { "The lesson is being written. Its sources are a good start until then." },
        }
        @if skill.items > 0 {
            section.after { h2 { "Questions" } p { "Each is drawn anew and answered by running it." }
                p { a.button href={ "/skills/" (skill.id) "/quiz" } { "Answer questions on " (skill.title) } } }
        }
        @if !skill.task_list.is_empty() {
            section #tasks .after { h2 { "Tasks" } ul.tasks { @for task in &skill.task_list { (marks::task_line(task)) } } }
        }
    }
}

fn skill_list(skills: &[SkillView]) -> Markup {
    html! {
        ul.skills.row { @for skill in skills {
            li.skill-line { (marks::skill(skill.state)) a.title href={ "/skills/" (skill.id) } { (skill.title) } }
        } }
    }
}

fn lesson_part(skill: &str, part: &LessonPart, run: Option<&Run<'_>>) -> Markup {
    let Some(block) = &part.block else { return html! { (PreEscaped(&part.html)) } };
    let here = run.filter(|(line, ..)| *line == block.line);
    let source = here.map_or(block.source.as_str(), |(_, source, _)| source);
    let output = format!("output-{}", block.line);
    html! {
        div.block #{ "block-" (block.line) } {
            (PreEscaped(&part.html))
            @if let Some(output) = &part.output {
                details.prints { summary { "What it prints" } (PreEscaped(output)) }
            }
            details.try open[here.is_some()] {
                summary { "Change it and run it" }
                form method="post" action={ "/skills/" (skill) "/run" } hx-post={ "/skills/" (skill) "/run" }
                    hx-target={ "#" (output) } hx-disabled-elt="find button" {
                    input type="hidden" name="line" value=(block.line);
                    label.hidden for={ "source-" (block.line) } { "The program" }
                    textarea.code #{ "source-" (block.line) } name="source" rows=(source.lines().count().clamp(3, 30)) spellcheck="false" autocapitalize="off" { (source) }
                    @if !block.before.is_empty() { p.facts { "It continues the block above, which runs before it." } }
                    p { button { "Run" } span.facts { " in the sandbox; nothing is recorded" } }
                }
                div #(output) .result aria-live="polite" { @if let Some((.., output)) = here { (output) } }
            }
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct RunForm {
    line: usize,
    source: String,
}

/// Runs a block of the lesson.
pub(crate) async fn run(
    State(app): State<Arc<App>>,
    Path((area, slug)): Path<(String, String)>,
    headers: HeaderMap,
    Form(form): Form<RunForm>,
) -> std::result::Result<Response, Failure> {
    let id = format!("{area}/{slug}");
    let (skill, source) = (id.clone(), form.source.replace("\r\n", "\n"));
    let program = source.clone();
    let outcome =
        app.desk.work(move |coach| coach.run_block(&skill, form.line, Some(&program))).await;
    let output = match &outcome {
        Ok(output) => output_part(output),
        Err(error) => notice(error),
    };
    if wants_part(&headers) {
        return Ok(output.into_response());
    }
    let around = app.desk.ask(move |coach| around(coach, &id)).await?;
    let body = page(&around, Some(&(form.line, &source, output)));
    let page = Page {
        title: &around.skill.title,
        place: Place::Elsewhere,
        entry: Entry::Main,
        body,
        wide: false,
    };
    Ok(page.render(&Prefs::of(&headers)).into_response())
}

/// What a program wrote.
pub(crate) fn output_part(output: &OutputView) -> Markup {
    html! {
        @if output.stdout.is_empty() && output.stderr.is_empty() { p.facts { "It ended and printed nothing." } }
        @if !output.stdout.is_empty() { pre.stdout tabindex="0" aria-label="What it printed" { (piton_coach::markdown::clean(&output.stdout)) } }
        @if !output.stderr.is_empty() { pre.stderr tabindex="0" aria-label="How it failed" { (piton_coach::markdown::clean(&output.stderr)) } }
        @if output.cut_bytes > 0 { p.facts { (output.cut_bytes) " bytes were cut." } }
    }
}
