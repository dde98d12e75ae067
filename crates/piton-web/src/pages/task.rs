//! A task: the ticket, the learner's files, the verdict, help, what counts.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use piton_coach::markdown::{body_to_html, code_to_html, to_html};
use piton_coach::view::{
    AttemptDetailView, AttemptView, CertifyView, DebriefView, FileView, HintHeadView, HintView,
    SaveView, TaskPageView, WorkFileView, WorkView,
};
use piton_coach::{CoachError, Result, Target};
use serde::Deserialize;

use crate::app::App;
use crate::assets::Entry;
use crate::error::{Failure, notice};
use crate::judging::{self, Why};
use crate::pages::layout::{Page, Place};
use crate::pages::{attempt, wants_part};
use crate::parts::{marks, verdict};
use crate::prefs::Prefs;

/// The parts of a task's address.
pub(crate) type Address = Path<(String, String, String)>;

/// Returns the task an address names.
pub(crate) fn task_id(Path((area, skill, task)): Address) -> String {
    format!("{area}/{skill}/{task}")
}

/// Everything the page shows.
struct Bench {
    page: TaskPageView,
    /// The learner's files; nothing if the task is not laid out.
    work: Option<Result<WorkView>>,
    /// What tells the state of the files from any other; empty if they cannot be read.
    fingerprint: String,
    last: Option<AttemptDetailView>,
    /// What went wrong with the last thing that was asked.
    trouble: Option<Markup>,
}

/// Shows a task.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    Ok(bench(&app, &task_id(address), &headers, None).await?)
}

async fn bench(
    app: &App,
    id: &str,
    headers: &HeaderMap,
    trouble: Option<Markup>,
) -> Result<Markup> {
    let wanted = id.to_owned();
    let bench = app.desk.ask(move |coach| gather(coach, &wanted, trouble)).await?;
    let prefs = Prefs::of(headers);
    let page = Page {
        title: &bench.page.task.title,
        place: Place::Elsewhere,
        entry: Entry::Editor,
        body: bench_part(&bench, &prefs),
        wide: true,
    };
    Ok(page.render(&prefs))
}

fn gather(coach: &mut piton_coach::Coach, wanted: &str, trouble: Option<Markup>) -> Result<Bench> {
    let page = coach.task_page(wanted)?;
    let target = Target::Task(page.task.id.clone());
    let work = page.folder.is_some().then(|| coach.work(&target));
    let fingerprint = coach.fingerprint(&target).unwrap_or_default();
    let last = match page.attempts.first().filter(|last| last.variant == page.variant) {
        Some(last) => Some(coach.attempt(&last.id)?),
        None => None,
    };
    Ok(Bench { page, work, fingerprint, last, trouble })
}

fn bench_part(bench: &Bench, prefs: &Prefs) -> Markup {
    let Bench { page, work, fingerprint, last, trouble } = bench;
    let address = format!("/tasks/{}", page.task.id);
    let skill = page.task.id.rsplit_once('/').map_or("", |(skill, _)| skill);
    html! {
        nav.crumbs aria-label="Where this is" { a href={ "/skills/" (skill) } { (skill) } " / rung " (page.task.rung) }
        div.bench hx-ext="sse" sse-connect={ "/live?task=" (page.task.id) "&seen=" (fingerprint) } {
            article.ticket {
                h1 { (page.task.title) }
                p.facts {
                    (marks::task(page.task.state)) " "
                    (page.task.kind.replace('-', " ")) " · " (page.level) " · about " (page.task.minutes) " minutes · help allowed when certifying: " (page.task.aid)
                }
                @if let Some(why) = &page.task.blocked { p.notice.bad { "Cannot run here: " (why) } }
                div.prose { (PreEscaped(body_to_html(&page.brief, &page.task.title))) }
                (support_part(&page.support))
            }
            section.work aria-label="Your work" {
                @if let Some(trouble) = trouble { (trouble) }
                @match work {
                    None => (closed_part(&address, page)),
                    Some(Err(error)) => { (notice(error)) p { a href=(address) { "Look again" } } },
                    Some(Ok(work)) => (open_part(&address, page, work, last.as_ref(), prefs)),
                }
            }
            div.more {
                section.help aria-labelledby="help-heading" {
                    h2 #help-heading { "Hints" }
                    div #hints { (hints_part(&address, &page.hints, page.folder.is_some(), None)) }
                }
                (counts_part(&address, page))
                (history_part(&address, &page.attempts))
                @if page.folder.is_some() { (reset_part(&address)) }
            }
        }
    }
}

/// A task that is not laid out yet.
fn closed_part(address: &str, page: &TaskPageView) -> Markup {
    html! {
        form.open method="post" action={ (address) "/open" } {
            p { "Opening lays " (page.files.join(", ")) " out in your workspace. You can edit here, or in your own editor at the same time: both see the same files." }
            p { button.main autofocus { "Open this task" } }
        }
    }
}

fn open_part(
    address: &str,
    page: &TaskPageView,
    work: &WorkView,
    last: Option<&AttemptDetailView>,
    prefs: &Prefs,
) -> Markup {
    html! {
        form.editor #editor method="post" action={ (address) "/check" } data-task=(page.task.id) data-keys=(prefs.keys) {
            @for file in &work.files { (file_part(file)) }
            p.buttons {
                button.main name="do" value="check" data-check { "Check" }
                @if page.certify.is_some() { " " button name="do" value="submit" data-submit { "Submit" } }
                span.facts #saved role="status" {}
            }
            @if let Some(folder) = &page.folder { p.facts.folder { "These are the files in " code { (folder) } } }
        }
        details.new-file {
            summary { "Add a Python file" }
            form.inline method="post" action={ (address) "/new-file" } {
                label for="new-file" { "Its name" }
                input #new-file type="text" name="name" required pattern=".+[.]py" placeholder="helpers.py" autocomplete="off" spellcheck="false";
                button { "Add" }
            }
        }
        // What comes of the work arrives here.
        div {
            div #verdict sse-swap="verdict" aria-live="polite" {
                @if let Some(last) = last { (verdict::whole(&last.verdict)) }
                @else { p.facts { "Nothing was judged yet. Each save is, and so is what you save in another editor." } }
            }
            div #changes sse-swap="files" hx-swap="none" {}
            div #stale sse-swap="stale" hx-swap="none" {}
        }
    }
}

fn file_part(file: &WorkFileView) -> Markup {
    let id = format!("file-{}", file.name);
    html! {
        section.file data-name=(file.name) data-hash=(file.hash) {
            @match &file.text {
                Some(text) => {
                    label for=(id) { (file.name) }
                    input type="hidden" name="name" value=(file.name);
                    input type="hidden" name="base" value=(file.hash);
                    textarea.code #(id) name="text" rows=(text.lines().count().clamp(8, 40)) spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" { "\n" (text) }
                }
                None => { p { strong { (file.name) } " is not UTF-8 text, so only your own editor can change it." } }
            }
        }
    }
}

fn support_part(files: &[FileView]) -> Markup {
    html! {
        @if !files.is_empty() {
            section.support aria-labelledby="support-heading" {
                h2 #support-heading { "Files that come with it" }
                @for file in files {
                    details {
                        summary { code { (file.name) } }
                        pre.code tabindex="0" aria-label=(file.name) { code { (PreEscaped(code_to_html(language(&file.name), &file.text))) } }
                    }
                }
            }
        }
    }
}

/// Returns the language of a file by the end of its name.
pub(crate) fn language(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((_, "py" | "pyi")) => "python",
        Some((_, end)) => end,
        None => "",
    }
}

/// The hints: those shown, the next one, and what it costs if it is held back.
fn hints_part(
    address: &str,
    hints: &[HintHeadView],
    open: bool,
    asked: Option<&HintView>,
) -> Markup {
    let next = hints.iter().find(|hint| !hint.shown);
    html! {
        @if hints.is_empty() { p.facts { "This task has none." } }
        @for hint in hints.iter().filter(|hint| hint.shown) {
            details open[asked.is_some_and(|asked| asked.number == hint.number)] {
                summary { (hint.number) ". " (hint.title) }
                div.prose { (PreEscaped(to_html(hint.markdown.as_deref().unwrap_or_default()))) }
            }
        }
        @if let Some(asked) = asked && let Some(why) = &asked.confirm {
            form.notice method="post" action={ (address) "/hint" } hx-post={ (address) "/hint" } hx-target="#hints" {
                p { (why) }
                input type="hidden" name="number" value=(asked.number);
                input type="hidden" name="confirmed" value="1";
                p { button { "Show “" (asked.title) "” all the same" } }
            }
        } @else if let Some(next) = next {
            @if open {
                form method="post" action={ (address) "/hint" } hx-post={ (address) "/hint" } hx-target="#hints" {
                    input type="hidden" name="number" value=(next.number);
                    button { "Show hint " (next.number) " of " (hints.len()) }
                    " " span.facts { (next.title) @if next.shows_code { " (shows code)" } }
                }
            } @else { p.facts { (hints.len()) " hints, once the task is open." } }
        }
    }
}

/// What counts, and how to make it count.
fn counts_part(address: &str, page: &TaskPageView) -> Markup {
    html! {
        section.counts aria-labelledby="counts-heading" {
            h2 #counts-heading { "What counts" }
            @match &page.certify {
                Some(attempt) => (attempt_part(address, attempt)),
                None => {
                    p { "This is practice: every save is judged in full, and nothing is held against you." }
                    @if page.can_certify {
                        details {
                            summary { "Certify on an unseen variant" }
                            form method="post" action={ (address) "/certify" } {
                                p { "That counts. You get a variant you have not seen; a save runs the visible checks only; submitting runs the rest, at most three times, and names only the requirement that failed." }
                                fieldset {
                                    legend { "The help you will use (declared, not detected)" }
                                    @for (aid, words) in [("none", "nothing but the interpreter and the editor"), ("docs", "documentation and the web"), ("assistant", "anything, assistants included")] {
                                        @if allowed(aid, page.task.aid) {
                                            label.option { input type="radio" name="aid" value=(aid) checked[aid == page.task.aid] required; span { (words) } }
                                        }
                                    }
                                }
                                p { button { "Begin to certify" } }
                            }
                        }
                    } @else { p.facts { "You have seen every variant there is; more are being written. What you have earned stays." } }
                }
            }
            @if page.passed { p.links { a href={ (address) "/debrief" } { "Debrief and other right answers" } } }
        }
    }
}

fn allowed(aid: &str, widest: &str) -> bool {
    let rank = |one: &str| ["none", "docs", "assistant"].iter().position(|known| *known == one);
    rank(aid) <= rank(widest)
}

fn attempt_part(address: &str, attempt: &CertifyView) -> Markup {
    html! {
        p.notice #attempt hx-get=(address) hx-select="#attempt" hx-trigger="sse:state" hx-swap="outerHTML" {
            "This counts. A save runs the visible checks only; submitting runs the rest and names only the requirement that failed. "
            strong { (attempt.submissions_left) " of 3 submissions left." }
            " Help declared: " (attempt.aid) "."
        }
        @if attempt.hinted { p.notice { "A hint was shown in this attempt, so a pass is recorded as practice." } }
        details {
            summary { "Give this attempt up" }
            form method="post" action={ (address) "/give-up" } {
                p { "Its variant counts as seen, and your files stay where they are." }
                button { "Give up" }
            }
        }
    }
}

fn history_part(address: &str, attempts: &[AttemptView]) -> Markup {
    html! {
        section #history aria-labelledby="history-heading" hx-get=(address) hx-select="#history" hx-trigger="sse:state" hx-swap="outerHTML" {
            h2 #history-heading { "Verdicts so far" }
            @if attempts.is_empty() { p.facts { "None yet." } }
            @else {
                ol.attempts reversed {
                    @for one in attempts.iter().take(20) {
                        li {
                            a href={ "/attempts/" (one.id) } { (attempt::moment(one.at_us)) }
                            " " (one.held) " of " (one.total)
                            @if one.passed { strong.good { " passed" } }
                            @if one.mode != "practice" { span.facts { " " (one.mode.replace('-', " ")) } }
                        }
                    }
                }
                @if attempts.len() > 20 { p.facts { "and " (attempts.len() - 20) " before" } }
            }
        }
    }
}

fn reset_part(address: &str) -> Markup {
    html! {
        details.reset {
            summary { "Start over" }
            form method="post" action={ (address) "/reset" } {
                p { "Your files go back to their start. What is there now is kept beside them." }
                button { "Put the files back to their start" }
            }
        }
    }
}

/// Goes back to a task's page.
fn back(id: &str) -> Response {
    Redirect::to(&format!("/tasks/{id}")).into_response()
}

/// Lays a task out.
pub(crate) async fn open(
    State(app): State<Arc<App>>,
    address: Address,
) -> Result<Response, Failure> {
    let id = task_id(address);
    let wanted = id.clone();
    app.desk.ask(move |coach| coach.open(&wanted)).await?;
    Ok(back(&id))
}

/// Saves what a form without scripts sent, then judges or submits it.
pub(crate) async fn check(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let id = task_id(address);
    let submits = fields.iter().any(|(name, value)| name == "do" && value == "submit");
    let target = Target::Task(id.clone());
    let files = files_of(fields);
    let refused = app
        .desk
        .ask(move |coach| {
            let work = coach.work(&target)?;
            files.iter().filter_map(|file| save_field(coach, &target, &work, file)).collect()
        })
        .await;
    let refused: Vec<SaveView> = match refused {
        Ok(refused) => refused,
        Err(error) => {
            return Ok(bench(&app, &id, &headers, Some(notice(&error))).await?.into_response());
        }
    };
    if !refused.is_empty() {
        let trouble = conflict_part(&refused);
        return Ok(bench(&app, &id, &headers, Some(trouble)).await?.into_response());
    }
    let why = if submits { Why::Submitted } else { Why::Asked };
    let (judging, task) = (app.clone(), id.clone());
    let judged = tokio::task::spawn_blocking(move || judging::judge(&judging, &task, why)).await;
    match judged {
        Ok(Ok(Some(given))) if given.outcome == "could-not-judge" => {
            let trouble = verdict::whole(&given);
            Ok(bench(&app, &id, &headers, Some(trouble)).await?.into_response())
        }
        Ok(Ok(_)) => Ok(Redirect::to(&format!("/tasks/{id}#verdict")).into_response()),
        Ok(Err(error)) => {
            Ok(bench(&app, &id, &headers, Some(notice(&error))).await?.into_response())
        }
        Err(error) => {
            let failure =
                CoachError::new(piton_coach::ErrorKind::Internal, "the judging was broken off");
            Err(Failure(failure.because(error)))
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewFileForm {
    name: String,
}

/// Adds an empty file to the learner's.
pub(crate) async fn new_file(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
    Form(form): Form<NewFileForm>,
) -> Result<Response, Failure> {
    let id = task_id(address);
    let target = Target::Task(id.clone());
    let name = form.name.clone();
    let made = app.desk.ask(move |coach| coach.save(&target, &name, "", "")).await;
    let trouble = match made {
        Ok(made) if made.saved => return Ok(back(&id)),
        Ok(_) => html! { p.notice.bad role="alert" { (form.name) " is there already." } },
        Err(error) => notice(&error),
    };
    Ok(bench(&app, &id, &headers, Some(trouble)).await?.into_response())
}

/// A file as a form sent it.
#[derive(Debug, Default)]
struct Sent {
    name: String,
    base: String,
    text: String,
}

/// Reads the fields of the form: name, hash and text of one file after the other.
fn files_of(fields: Vec<(String, String)>) -> Vec<Sent> {
    let mut files: Vec<Sent> = Vec::new();
    for (name, value) in fields {
        if name == "name" {
            files.push(Sent { name: value, ..Sent::default() });
        } else if let Some(last) = files.last_mut() {
            match name.as_str() {
                "base" => last.base = value,
                "text" => last.text = value,
                _ => {}
            }
        }
    }
    files
}

/// Saves a file if it was changed; returns what is on disk if that is not what the page had seen.
fn save_field(
    coach: &mut piton_coach::Coach,
    target: &Target,
    work: &WorkView,
    sent: &Sent,
) -> Option<Result<SaveView>> {
    let there = work.files.iter().find(|file| file.name == sent.name);
    let before = there.and_then(|file| file.text.as_deref());
    // Browsers send line ends as a pair; a file keeps those it has.
    let text = match before {
        Some(before) if before.contains("\r\n") => sent.text.clone(),
        _ => sent.text.replace("\r\n", "\n"),
    };
    if before == Some(&text) {
        return None;
    }
    match coach.save(target, &sent.name, &text, &sent.base) {
        Ok(saved) if saved.saved => None,
        // What the learner typed is shown beside what is there, so that nothing is lost.
        Ok(saved) => {
            Some(Ok(SaveView { file: WorkFileView { text: Some(text), ..saved.file }, ..saved }))
        }
        Err(error) => Some(Err(error)),
    }
}

fn conflict_part(refused: &[SaveView]) -> Markup {
    html! {
        @for one in refused {
            div.notice.bad role="alert" {
                p { strong { (one.file.name) " was changed in another window, so nothing was written." } }
                p { "Below is what is on disk now. What you sent is here: copy from it what you need." }
                textarea.code readonly rows="10" aria-label={ "What you sent for " (one.file.name) } { "\n" (one.file.text.as_deref().unwrap_or_default()) }
            }
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct HintForm {
    number: Option<usize>,
    #[serde(default)]
    confirmed: Option<String>,
}

/// Shows a hint.
pub(crate) async fn hint(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
    Form(form): Form<HintForm>,
) -> Result<Response, Failure> {
    let id = task_id(address);
    let (wanted, target) = (id.clone(), Target::Task(id.clone()));
    let (hint, page) = app
        .desk
        .ask(move |coach| {
            let hint = coach.hint(&target, form.number, form.confirmed.is_some())?;
            Ok((hint, coach.task_page(&wanted)?))
        })
        .await?;
    let part = hints_part(&format!("/tasks/{id}"), &page.hints, page.folder.is_some(), Some(&hint));
    if wants_part(&headers) {
        return Ok(part.into_response());
    }
    // Without scripts a hint that is held back is asked for on the page itself.
    if hint.confirm.is_some() {
        return Ok(bench(&app, &id, &headers, Some(part)).await?.into_response());
    }
    Ok(back(&id))
}

#[derive(Debug, Deserialize)]
pub(crate) struct CertifyForm {
    aid: String,
}

/// Opens a certify attempt.
pub(crate) async fn certify(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
    Form(form): Form<CertifyForm>,
) -> Result<Response, Failure> {
    let id = task_id(address);
    let wanted = id.clone();
    match app.desk.ask(move |coach| coach.certify(&wanted, Some(&form.aid))).await {
        Ok(_) => Ok(back(&id)),
        Err(error) => Ok(bench(&app, &id, &headers, Some(notice(&error))).await?.into_response()),
    }
}

/// Gives a certify attempt up.
pub(crate) async fn give_up(
    State(app): State<Arc<App>>,
    address: Address,
) -> Result<Response, Failure> {
    let id = task_id(address);
    let wanted = id.clone();
    app.desk.ask(move |coach| coach.certify_give_up(&wanted)).await?;
    Ok(back(&id))
}

/// Puts a task's files back to their start.
pub(crate) async fn reset(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let id = task_id(address);
    let target = Target::Task(id.clone());
    let done = app.desk.ask(move |coach| coach.reset(&target)).await?;
    let says = html! {
        @if let Some(kept) = &done.kept { p.notice role="status" { "The files are as at the start. Yours from before are in " code { (kept) } "." } }
    };
    Ok(bench(&app, &id, &headers, Some(says)).await?.into_response())
}

/// Shows what to read after a pass, and the right answers of others.
pub(crate) async fn debrief(
    State(app): State<Arc<App>>,
    address: Address,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let id = task_id(address);
    let target = Target::Task(id.clone());
    let debrief = app.desk.ask(move |coach| coach.debrief(&target)).await?;
    let page = Page {
        title: &format!("Debrief: {}", debrief.title),
        place: Place::Elsewhere,
        entry: Entry::Main,
        body: debrief_part(&id, &debrief),
        wide: false,
    };
    Ok(page.render(&Prefs::of(&headers)))
}

fn debrief_part(id: &str, debrief: &DebriefView) -> Markup {
    html! {
        nav.crumbs aria-label="Where this is" { a href={ "/tasks/" (id) } { (debrief.title) } " / debrief" }
        h1 { "Debrief: " (debrief.title) }
        article.prose { (PreEscaped(body_to_html(&debrief.markdown, &debrief.title))) }
        section aria-labelledby="others-heading" {
            h2 #others-heading { "Other right answers" }
            p { "All of them pass. Compare what each is easy to change into." }
            @for solution in &debrief.solutions {
                details {
                    summary { (solution.name.replace('-', " ")) }
                    @for file in &solution.files {
                        h3 { code { (file.name) } }
                        pre.code tabindex="0" aria-label=(file.name) { code { (PreEscaped(code_to_html(language(&file.name), &file.text))) } }
                    }
                }
            }
        }
        p.links { a href={ "/tasks/" (id) "/own" } { "Four questions on your own code" } " " a href="/" { "What next" } }
    }
}
