//! One question at a time: the answer, the reason, then see it run.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use piton_coach::CoachError;
use piton_coach::markdown::{clean, code_to_html, to_html};
use piton_coach::view::{Answer, FeedbackView, QuestionView};

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::pages::skill::output_part;
use crate::pages::wants_part;
use crate::prefs::Prefs;

/// Shows the next question on a skill.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Path((area, slug)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let id = format!("{area}/{slug}");
    let skill = id.clone();
    let mut drawn = app.desk.work(move |coach| coach.questions(&skill, 1, &mut |_| {})).await?;
    let question = drawn
        .pop()
        .ok_or_else(|| CoachError::not_found(format!("there is no question on `{id}` yet")))?;
    Ok(respond(&headers, &id, &question_part(&id, &question, None)))
}

/// Wraps what is shown of a quiz, unless only that is wanted.
fn respond(headers: &HeaderMap, skill: &str, part: &Markup) -> Response {
    if wants_part(headers) {
        return part.clone().into_response();
    }
    let body = html! {
        nav.crumbs aria-label="Where this is" { a href={ "/skills/" (skill) } { (skill) } " / questions" }
        h1 { "Questions" }
        p.facts { "Each answer is recorded. “I do not know” is an answer too, and the honest one when it is true." }
        div #quiz aria-live="polite" { (part) }
    };
    let page =
        Page { title: "Questions", place: Place::Elsewhere, entry: Entry::Main, body, wide: false };
    page.render(&Prefs::of(headers)).into_response()
}

/// What was sent before, if it could not be an answer.
struct Slip<'a> {
    says: &'a str,
    sent: &'a Sent,
}

fn question_part(skill: &str, question: &QuestionView, slip: Option<&Slip<'_>>) -> Markup {
    let address = format!("/skills/{skill}/quiz");
    html! {
        form.question method="post" action=(address) hx-post=(address) hx-target="#quiz" hx-disabled-elt="find button" data-keys="quiz" {
            input type="hidden" name="item" value=(question.item);
            input type="hidden" name="seed" value=(question.seed);
            @if let Some(slip) = slip { p.notice.bad role="alert" { (slip.says) } }
            div.prose { (PreEscaped(to_html(&question.prompt))) }
            @if let Some(code) = &question.code { pre.code tabindex="0" aria-label="The program" { code { (PreEscaped(code_to_html("python", code))) } } }
            (answer_fields(question, slip.map(|slip| slip.sent)))
            @if let Some(reason) = &question.reason {
                fieldset {
                    legend { (PreEscaped(to_html(&reason.prompt))) }
                    @for (at, option) in reason.options.iter().enumerate() {
                        (option_field("radio", "reason", at + 1, option, slip.is_some_and(|slip| slip.sent.reason == Some(at + 1))))
                    }
                }
            }
            p.buttons {
                button { "Answer" }
                " " button.quiet name="unknown" value="1" formnovalidate { "I do not know" }
            }
        }
    }
}

fn option_field(kind: &str, name: &str, number: usize, text: &str, chosen: bool) -> Markup {
    html! {
        label.option {
            input type=(kind) name=(name) value=(number) checked[chosen] required[kind == "radio"];
            @if text.contains('\n') { pre { (clean(text)) } } @else { span { (PreEscaped(inline(text))) } }
        }
    }
}

/// Renders one line of Markdown without the paragraph around it.
fn inline(text: &str) -> String {
    let html = to_html(text);
    let html = html.trim();
    html.strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"))
        .filter(|html| !html.contains("<p>"))
        .map_or_else(|| html.to_owned(), str::to_owned)
}

fn answer_fields(question: &QuestionView, sent: Option<&Sent>) -> Markup {
    let text = sent.map_or("", |sent| sent.text.as_str());
    let chosen = |number: usize| sent.is_some_and(|sent| sent.option.contains(&number));
    html! {
        @match question.kind {
            "choice" | "choices" => {
                @let kind = if question.kind == "choice" { "radio" } else { "checkbox" };
                fieldset {
                    legend { @if question.kind == "choice" { "One is right" } @else { "Choose all that are right; there may be none" } }
                    @for (at, option) in question.options.iter().enumerate() {
                        (option_text(kind, at + 1, option, chosen(at + 1)))
                    }
                }
            }
            "order" => {
                fieldset {
                    legend { "Give each line its place, from 1" }
                    @for (at, option) in question.options.iter().enumerate() {
                        @let place = sent.and_then(|sent| sent.option.iter().position(|one| *one == at + 1)).map(|place| place + 1);
                        label.option.order {
                            input type="number" name={ "place-" (at + 1) } min="1" max=(question.options.len()) inputmode="numeric" required value=[place];
                            code { (clean(option)) }
                        }
                    }
                }
            }
            "output" => { label.field { span { "What it prints" } textarea.code name="text" rows="4" required spellcheck="false" autocapitalize="off" { (text) } } }
            "lines" => { label.field { span { "The numbers of the lines, with blanks between" } input type="text" name="text" value=(text) required autocomplete="off" inputmode="numeric"; } }
            "number" => { label.field { span { "A number" } input type="text" name="text" value=(text) required autocomplete="off" inputmode="decimal"; } }
            _ => { label.field { span { "Your answer" } input type="text" name="text" value=(text) required autocomplete="off" spellcheck="false" autocapitalize="off"; } }
        }
    }
}

/// An option that is what a program printed: shown as it is.
fn option_text(kind: &str, number: usize, text: &str, chosen: bool) -> Markup {
    html! {
        label.option {
            input type=(kind) name="option" value=(number) checked[chosen] required[kind == "radio"];
            @if text.contains('\n') { pre { (clean(text)) } } @else { code { (clean(text)) } }
        }
    }
}

/// What a form sent.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    item: String,
    seed: String,
    text: String,
    option: Vec<usize>,
    reason: Option<usize>,
    unknown: bool,
}

impl Sent {
    /// Reads the fields of the form; an order is given by a place for each line.
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut sent = Self::default();
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (name, value) in fields {
            match name.as_str() {
                "item" => sent.item = value,
                "seed" => sent.seed = value,
                "text" => sent.text = value.replace("\r\n", "\n"),
                "option" => sent.option.extend(value.parse::<usize>()),
                "reason" => sent.reason = value.parse().ok(),
                "unknown" => sent.unknown = true,
                _ => {
                    let line = name.strip_prefix("place-").and_then(|line| line.parse().ok());
                    if let (Some(line), Ok(place)) = (line, value.parse()) {
                        places.push((place, line));
                    }
                }
            }
        }
        if !places.is_empty() {
            places.sort_unstable();
            let distinct = places.windows(2).all(|pair| pair[0].0 != pair[1].0);
            sent.option = places.into_iter().filter(|_| distinct).map(|(_, line)| line).collect();
        }
        sent
    }

    /// Writes the answer as it is typed in a terminal.
    fn answer(&self, kind: &str) -> Answer {
        let numbers = || self.option.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let text = match kind {
            _ if self.unknown => "?".to_owned(),
            "choices" if self.option.is_empty() => "0".to_owned(),
            "choice" | "choices" | "order" => numbers(),
            _ => self.text.clone(),
        };
        Answer { text, reason: self.reason }
    }
}

/// Weighs an answer and shows what it was worth.
pub(crate) async fn answer(
    State(app): State<Arc<App>>,
    Path((area, slug)): Path<(String, String)>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let skill = format!("{area}/{slug}");
    let sent = Sent::of(fields);
    let (item, seed) = (sent.item.clone(), sent.seed.clone());
    let question = app.desk.work(move |coach| coach.question(&item, &seed)).await?;
    let answer = sent.answer(question.kind);
    let reason_missing = question.reason.is_some() && sent.reason.is_none() && !sent.unknown;
    if !question.accepts(&answer.text) || reason_missing {
        let says = "That cannot be an answer here, so nothing was recorded. Each field is needed; \
                    in an order each place is given once.";
        let slip = Slip { says, sent: &sent };
        let part = question_part(&skill, &question, Some(&slip));
        return Ok(respond(&headers, &skill, &part));
    }
    let (item, seed) = (sent.item.clone(), sent.seed.clone());
    let given = answer.text.clone();
    let feedback = app.desk.work(move |coach| coach.answer(&item, &seed, &answer)).await?;
    let part = feedback_part(&skill, &question, &given, &feedback);
    Ok(respond(&headers, &skill, &part))
}

fn feedback_part(
    skill: &str,
    question: &QuestionView,
    given: &str,
    feedback: &FeedbackView,
) -> Markup {
    let wholly = feedback.right && feedback.reason_right.unwrap_or(true);
    let (class, words) = match (feedback.unknown, feedback.right, wholly) {
        (true, ..) => ("quiet", "Not known yet"),
        (_, true, true) => ("good", "Right"),
        (_, true, false) => ("bad", "Right, but for another reason"),
        _ => ("bad", "Not right"),
    };
    let address = format!("/skills/{skill}/quiz");
    html! {
        section.feedback .(class) aria-labelledby="feedback-heading" {
            h2 #feedback-heading tabindex="-1" data-focus { (words) }
            div.prose { (PreEscaped(to_html(&question.prompt))) }
            @if let Some(code) = &question.code { pre.code tabindex="0" aria-label="The program" { code { (PreEscaped(code_to_html("python", code))) } } }
            dl.values {
                @if !feedback.unknown { div { dt { "you said" } dd { pre { (clean(&shown(question, given))) } } } }
                div { dt { "it is" } dd { pre { (clean(&feedback.key)) } } }
                @if let Some(reason) = &feedback.reason { div { dt { "because" } dd { (PreEscaped(inline(reason))) } } }
            }
            @if let Some(model) = &feedback.model { p { "Your answer fits this idea: " (clean(model)) } }
            div.prose { (PreEscaped(to_html(&feedback.explanation))) }
            @if let Some(run) = &feedback.run { h3 { "See it run" } (output_part(run)) }
            p.buttons {
                a.button href=(address) hx-get=(address) hx-target="#quiz" data-next { "Next question" }
                " " a href={ "/skills/" (skill) } { "Back to the skill" }
            }
        }
    }
}

/// Writes an answer in the words of the options.
fn shown(question: &QuestionView, given: &str) -> String {
    if question.options.is_empty() {
        return given.to_owned();
    }
    let chosen: Vec<_> = given
        .split_whitespace()
        .filter_map(|word| question.options.get(word.parse::<usize>().ok()?.checked_sub(1)?))
        .map(String::as_str)
        .collect();
    if chosen.is_empty() { "none of them".to_owned() } else { chosen.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Sent {
        Sent::of(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn fields_become_what_would_be_typed() {
        assert_eq!(sent(&[("option", "2")]).answer("choice").text, "2");
        assert_eq!(sent(&[("option", "1"), ("option", "3")]).answer("choices").text, "1 3");
        assert_eq!(sent(&[]).answer("choices").text, "0");
        assert_eq!(sent(&[("unknown", "1"), ("text", "x")]).answer("text").text, "?");
        assert_eq!(sent(&[("text", "a\r\nb")]).answer("output").text, "a\nb");
    }

    #[test]
    fn places_become_an_order_and_twice_the_same_place_is_none() {
        let order = sent(&[("place-1", "3"), ("place-2", "1"), ("place-3", "2")]);
        assert_eq!(order.answer("order").text, "2 3 1");
        assert_eq!(sent(&[("place-1", "1"), ("place-2", "1")]).answer("order").text, "");
    }
}
