//! The road: what to do next, both halves, every area with its statements and skills.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use maud::{Markup, PreEscaped, html};
use piton_coach::markdown::to_html;
use piton_coach::view::{AreaView, MapView, NextView, SkillState, SkillView, StatementView, Step};

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::pages::wants_part;
use crate::parts::marks;
use crate::prefs::Prefs;

/// Shows the road.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let (map, next, introduction) =
        app.desk.ask(|coach| Ok((coach.map()?, coach.next_step()?, coach.introduction()?))).await?;
    let prefs = Prefs::of(&headers);
    let body = road(&map, &next, &introduction, &prefs);
    if wants_part(&headers) {
        return Ok(body);
    }
    let body = html! {
        // What other pages and terminals do shows up here.
        div #road hx-ext="sse, morph" sse-connect="/live" hx-get="/" hx-trigger="sse:state, sse:stale" hx-swap="morph:innerHTML" {
            (body)
        }
    };
    let page =
        Page { title: "The road", place: Place::Road, entry: Entry::Main, body, wide: false };
    Ok(page.render(&prefs))
}

fn road(map: &MapView, next: &NextView, introduction: &str, prefs: &Prefs) -> Markup {
    let titles: BTreeMap<_, _> = map
        .areas
        .iter()
        .flat_map(|area| &area.skills)
        .map(|skill| (skill.id.as_str(), skill))
        .collect();
    html! {
        h1 { "From junior to senior Python" }
        (next_part(next))
        section.prose aria-label="Introduction" { (PreEscaped(to_html(introduction))) }
        (legend())
        @for (half, heading) in [("practical", "Skills"), ("theory", "Theoretical knowledge")] {
            details.half #(half) open[prefs.open.contains(half)] data-remember=(half) {
                summary { h2 { (heading) } span.facts { "Click to toggle content" } (progress(map, half)) }
                @for area in map.areas.iter().filter(|area| area.half == half) {
                    (area_part(area, &map.statements, &titles, prefs))
                }
            }
        }
    }
}

/// What to do next, and why.
fn next_part(next: &NextView) -> Markup {
    html! {
        section.next aria-labelledby="next-heading" {
            h2 #next-heading { "What next" }
            @match &next.step {
                Step::Task { task, certify, .. } => {
                    p.what {
                        a.button href={ "/tasks/" (task.id) } { @if *certify { "Go on certifying: " } (task.title) }
                    }
                    p.facts { (task.kind.replace('-', " ")) " · rung " (task.rung) " · about " (task.minutes) " minutes" }
                }
                Step::Quiz { skill, title, items } => {
                    p.what { a.button href={ "/skills/" (skill) "/quiz" } { "Questions: " (title) } }
                    p.facts { (items) " questions are waiting" }
                }
                Step::Nothing => {}
            }
            p { (next.reason) }
        }
    }
}

fn legend() -> Markup {
    let states = [
        SkillState::Open,
        SkillState::Tried,
        SkillState::Passed,
        SkillState::Shown,
        SkillState::BeingWritten,
    ];
    html! {
        ul.legend aria-label="What the marks mean" {
            @for state in states { li { (marks::skill(state)) span aria-hidden="true" { (marks::skill_words(state).0) } } }
        }
    }
}

fn progress(map: &MapView, half: &str) -> Markup {
    let skills: Vec<_> =
        map.areas.iter().filter(|area| area.half == half).flat_map(|area| &area.skills).collect();
    let reached = |state| skills.iter().filter(|skill| skill.state >= state).count();
    html! {
        span.facts.progress {
            (skills.len()) " skills, " (reached(SkillState::Open)) " open today, " (reached(SkillState::Passed)) " passed"
        }
    }
}

fn area_part(
    area: &AreaView,
    statements: &[StatementView],
    titles: &BTreeMap<&str, &SkillView>,
    prefs: &Prefs,
) -> Markup {
    let own = |statement: &&StatementView| statement.id.split('.').next() == Some(area.id.as_str());
    let open = area.skills.iter().filter(|skill| skill.state != SkillState::BeingWritten).count();
    let carried: Vec<_> =
        statements.iter().filter(own).flat_map(|statement| &statement.skills).collect();
    let further: Vec<_> =
        area.skills.iter().filter(|skill| !carried.contains(&&skill.id)).collect();
    html! {
        details.area #(area.id) open[prefs.open.contains(&area.id)] data-remember=(area.id) {
            summary {
                h3 { (area.heading) }
                span.facts { (area.skills.len()) " skills, " (open) " open today" }
            }
            ul.statements {
                @for statement in statements.iter().filter(own) {
                    li #{ "statement-" (statement.id) } {
                        p.statement { (marks::skill(statement.state)) span { (statement.text) } }
                        ul.skills {
                            @for skill in statement.skills.iter().filter_map(|id| titles.get(id.as_str())) {
                                (skill_line(skill, &area.id))
                            }
                        }
                    }
                }
                @if !further.is_empty() {
                    li { p.statement { span { "And beside these:" } } ul.skills { @for skill in further { (skill_line(skill, &area.id)) } } }
                }
            }
        }
    }
}

/// A skill in a list; one of another area says so.
fn skill_line(skill: &SkillView, area: &str) -> Markup {
    let elsewhere = skill.id.split('/').next().filter(|other| *other != area);
    html! {
        li.skill-line {
            (marks::skill(skill.state))
            @if skill.state == SkillState::BeingWritten {
                span.title { (skill.title) }
            } @else {
                a.title href={ "/skills/" (skill.id) } { (skill.title) }
            }
            span.facts { (skill.level) @if let Some(other) = elsewhere { ", in " (other) } }
        }
    }
}
