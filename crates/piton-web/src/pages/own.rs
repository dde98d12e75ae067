//! Questions on the learner's own code, after a pass.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use maud::{Markup, PreEscaped, html};
use piton_coach::Target;
use piton_coach::markdown::{clean, to_html};
use piton_coach::view::{OwnCodeView, OwnFeedbackView, OwnResultView};
use serde::Deserialize;

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::pages::task::{Address, task_id};
use crate::prefs::Prefs;

#[derive(Debug, Deserialize)]
pub(crate) struct Drawn {
    seed: Option<String>,
}

/// Asks.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    address: Address,
    Query(drawn): Query<Drawn>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let id = task_id(address);
    let target = Target::Task(id.clone());
    let view = app
        .desk
        .work(move |coach| {
            Ok(coach.own_questions(&target, drawn.seed.as_deref(), &mut |_| {})?.view())
        })
        .await?;
    Ok(wrap(&headers, &id, &view.title, questions_part(&id, &view)))
}

fn wrap(headers: &HeaderMap, id: &str, title: &str, part: Markup) -> Markup {
    let body = html! {
        nav.crumbs aria-label="Where this is" { a href={ "/tasks/" (id) } { (title) } " / your own code" }
        h1 { "Do you know why it passes?" }
        (part)
    };
    let page = Page {
        title: "Your own code",
        place: Place::Elsewhere,
        entry: Entry::Main,
        body,
        wide: false,
    };
    page.render(&Prefs::of(headers))
}

fn questions_part(id: &str, view: &OwnCodeView) -> Markup {
    html! {
        @if let Some(says) = &view.says { p.notice { (says) } }
        @if !view.questions.is_empty() {
            p.facts { "Your pass stands whatever you answer. " (view.needed) " of " (view.questions.len()) " right show that you know your code." }
            form method="post" action={ "/tasks/" (id) "/own" } {
                input type="hidden" name="seed" value=(view.seed);
                @for question in &view.questions {
                    fieldset.question {
                        legend { "Question " (question.number) }
                        div.prose { (PreEscaped(to_html(&question.prompt))) }
                        @for (at, option) in question.options.iter().enumerate() {
                            label.option { input type="radio" name={ "answer-" (question.number) } value=(at + 1) required; code { (clean(option)) } }
                        }
                    }
                }
                p { button { "Answer" } }
            }
        }
    }
}

/// Weighs the answers, all at once.
pub(crate) async fn answer(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let id = task_id(address);
    let target = Target::Task(id.clone());
    let seed = fields.iter().find(|(name, _)| name == "seed").map(|(_, value)| value.clone());
    let (view, feedback, result) = app
        .desk
        .work(move |coach| {
            let mut questions = coach.own_questions(&target, seed.as_deref(), &mut |_| {})?;
            let view = questions.view();
            let answers = (1..=questions.len()).map(|number| {
                let name = format!("answer-{number}");
                let given = fields.iter().find(|(field, _)| *field == name);
                given.and_then(|(_, value)| value.parse::<usize>().ok()).unwrap_or(0)
            });
            let answers: Vec<_> = answers.collect();
            let feedback: Vec<_> = answers
                .iter()
                .enumerate()
                .map(|(at, option)| questions.answer(at, *option))
                .collect();
            let result = coach.own_answered(&questions)?;
            Ok((view, feedback, result))
        })
        .await?;
    Ok(wrap(&headers, &id, &view.title, result_part(&id, &view, &feedback, &result)))
}

fn result_part(
    id: &str,
    view: &OwnCodeView,
    feedback: &[OwnFeedbackView],
    result: &OwnResultView,
) -> Markup {
    html! {
        p role="status" {
            strong { (result.right) " of " (result.asked) " right. " }
            @if result.enough { "You know your code." } @else { (result.needed) " are asked for: read the answers against your code, then draw new ones." }
        }
        @for (question, answer) in view.questions.iter().zip(feedback) {
            section.feedback.good[answer.right].bad[!answer.right] {
                h2 { @if answer.right { "Right" } @else { "Not right" } }
                div.prose { (PreEscaped(to_html(&question.prompt))) }
                p { "It is " code { (clean(&answer.key)) } ". " (clean(&answer.why)) }
            }
        }
        p.links { a href={ "/tasks/" (id) "/own" } { "Draw new questions" } " " a href={ "/tasks/" (id) } { "Back to the task" } " " a href="/" { "What next" } }
    }
}
