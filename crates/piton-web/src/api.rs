//! What the page does, for programs: JSON under `/api/v1`, in the structs every face shows.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Path, Query, State};
use axum::handler::Handler;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use piton_coach::view::{
    Answer, AttemptDetailView, DoctorView, FeedbackView, HintView, LessonView, MapView, NextView,
    OpenedView, QuestionView, ResetView, SaveView, SearchView, TaskPageView, VerdictView, WorkView,
};
use piton_coach::{CoachError, ErrorKind, Target};
use schemars::JsonSchema;
use schemars::generate::SchemaGenerator;
use serde::Deserialize;

use crate::app::App;
use crate::error::{ApiFailure, ErrorBody};
use crate::judging::{self, Why};
use crate::openapi::{Endpoint, generator};
use crate::pages::task::{Address, task_id};

type Answered<T> = Result<Json<T>, ApiFailure>;

/// Routes and what is said of them, made together so that neither can be without the other.
struct Api {
    router: Router<Arc<App>>,
    endpoints: Vec<Endpoint>,
    generator: SchemaGenerator,
}

impl Api {
    fn get<R: JsonSchema, T: 'static>(
        &mut self,
        path: &'static str,
        query: &'static [(&'static str, &'static str)],
        summary: &'static str,
        handler: impl Handler<T, Arc<App>>,
    ) {
        let response = self.generator.subschema_for::<R>().to_value();
        self.endpoints.push(Endpoint {
            method: "get",
            path,
            summary,
            query,
            request: None,
            response,
        });
        self.route(path, get(handler));
    }

    fn send<Q: JsonSchema, R: JsonSchema, T: 'static>(
        &mut self,
        method: &'static str,
        path: &'static str,
        summary: &'static str,
        handler: impl Handler<T, Arc<App>>,
    ) {
        let request = Some(self.generator.subschema_for::<Q>().to_value());
        let response = self.generator.subschema_for::<R>().to_value();
        self.endpoints.push(Endpoint { method, path, summary, query: &[], request, response });
        self.route(path, if method == "put" { put(handler) } else { post(handler) });
    }

    fn route(&mut self, path: &str, route: axum::routing::MethodRouter<Arc<App>>) {
        self.router = std::mem::take(&mut self.router).route(path, route);
    }
}

fn build() -> Api {
    let mut api = Api { router: Router::new(), endpoints: Vec::new(), generator: generator() };
    api.get::<MapView, _>("/map", &[], "The roadmap with the learner's state on it", map);
    api.get::<NextView, _>("/next", &[], "The next worthwhile thing, and why", next);
    api.get::<SearchView, _>("/search", &[("q", "string")], "What holds every word", search);
    api.get::<DoctorView, _>("/doctor", &[], "What Piton stands on here", doctor);
    api.get::<LessonView, _>("/skills/{area}/{skill}/lesson", &[], "A lesson", lesson);
    api.get::<Vec<QuestionView>, _>(
        "/skills/{area}/{skill}/questions",
        &[("number", "integer")],
        "Questions on a skill, drawn anew",
        questions,
    );
    api.send::<AnswerBody, FeedbackView, _>(
        "post",
        "/answers",
        "Weigh an answer and record it",
        answer,
    );
    let task = "/tasks/{area}/{skill}/{task}";
    api.get::<TaskPageView, _>(task, &[], "A task, and where the learner stands with it", show);
    api.send::<Nothing, OpenedView, _>(
        "post",
        "/tasks/{area}/{skill}/{task}/open",
        "Lay a task out",
        open,
    );
    api.get::<WorkView, _>("/tasks/{area}/{skill}/{task}/files", &[], "The learner's files", files);
    api.send::<SaveBody, SaveView, _>(
        "put",
        "/tasks/{area}/{skill}/{task}/files",
        "Write a file, if the disk holds what was seen of it; the page then judges it",
        save,
    );
    api.send::<Nothing, VerdictView, _>(
        "post",
        "/tasks/{area}/{skill}/{task}/check",
        "Judge the files",
        check,
    );
    api.send::<Nothing, VerdictView, _>(
        "post",
        "/tasks/{area}/{skill}/{task}/submit",
        "Submit the certify attempt under way",
        submit,
    );
    api.send::<CertifyBody, OpenedView, _>(
        "post",
        "/tasks/{area}/{skill}/{task}/certify",
        "Open a certify attempt on an unseen variant",
        certify,
    );
    api.send::<HintBody, HintView, _>(
        "post",
        "/tasks/{area}/{skill}/{task}/hint",
        "The next hint, or one by its number",
        hint,
    );
    api.send::<Nothing, ResetView, _>(
        "post",
        "/tasks/{area}/{skill}/{task}/reset",
        "Put the files back to their start; what was there is kept",
        reset,
    );
    api.get::<AttemptDetailView, _>(
        "/attempts/{id}",
        &[],
        "A verdict with what was changed for it",
        attempt,
    );
    api
}

/// Returns the routes.
pub(crate) fn router() -> Router<Arc<App>> {
    build()
        .router
        .route("/openapi.json", get(async || Json(crate::openapi::document())))
        .fallback(async || ApiFailure(CoachError::not_found("there is no such address in the API")))
}

/// Returns what is said of the routes, and what made their schemas.
pub(crate) fn endpoints() -> (Vec<Endpoint>, SchemaGenerator) {
    let api = build();
    (api.endpoints, api.generator)
}

/// A body of JSON; one that cannot be read is answered in JSON too.
struct Body<T>(T);

impl<T: serde::de::DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Response;

    async fn from_request(
        request: axum::extract::Request,
        app: &Arc<App>,
    ) -> Result<Self, Self::Rejection> {
        match Json::<T>::from_request(request, app).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(unreadable(&rejection)),
        }
    }
}

fn unreadable(rejection: &JsonRejection) -> Response {
    let body = ErrorBody {
        error: rejection.body_text(),
        hint: Some("/api/v1/openapi.json says what each address takes.".to_owned()),
    };
    (rejection.status(), Json(body)).into_response()
}

/// An empty object.
#[derive(Debug, Deserialize, JsonSchema)]
struct Nothing {}

/// An answer to a question.
#[derive(Debug, Deserialize, JsonSchema)]
struct AnswerBody {
    /// The question.
    item: String,
    /// The seed it was drawn with.
    seed: String,
    /// The answer.
    answer: Answer,
}

/// A file to be written.
#[derive(Debug, Deserialize, JsonSchema)]
struct SaveBody {
    /// Its path inside the task's folder.
    name: String,
    /// Its new text.
    text: String,
    /// The hash of the content that was seen; empty for a new file.
    base: String,
}

/// How to certify.
#[derive(Debug, Deserialize, JsonSchema)]
struct CertifyBody {
    /// The help that will be used: `none`, `docs` or `assistant`; the widest allowed if left out.
    aid: Option<String>,
}

/// Which hint.
#[derive(Debug, Deserialize, JsonSchema)]
struct HintBody {
    /// From 1; the next one if left out.
    number: Option<usize>,
    /// Whether what it costs was read and agreed to.
    #[serde(default)]
    confirmed: bool,
}

#[derive(Debug, Default, Deserialize)]
struct SearchQuery {
    #[serde(default)]
    q: String,
}

/// How many questions may be drawn at once.
const MAX_QUESTIONS: usize = 50;

#[derive(Debug, Deserialize)]
struct QuestionsQuery {
    number: Option<usize>,
}

async fn map(State(app): State<Arc<App>>) -> Answered<MapView> {
    Ok(Json(app.desk.ask(|coach| coach.map()).await?))
}

async fn next(State(app): State<Arc<App>>) -> Answered<NextView> {
    Ok(Json(app.desk.ask(|coach| coach.next_step()).await?))
}

async fn search(
    State(app): State<Arc<App>>,
    Query(query): Query<SearchQuery>,
) -> Answered<SearchView> {
    Ok(Json(app.desk.ask(move |coach| coach.search(&query.q)).await?))
}

async fn doctor(State(app): State<Arc<App>>) -> Answered<DoctorView> {
    Ok(Json(app.desk.work(|coach| Ok(coach.doctor())).await?))
}

async fn lesson(
    State(app): State<Arc<App>>,
    Path((area, skill)): Path<(String, String)>,
) -> Answered<LessonView> {
    Ok(Json(app.desk.ask(move |coach| coach.learn(&format!("{area}/{skill}"))).await?))
}

async fn questions(
    State(app): State<Arc<App>>,
    Path((area, skill)): Path<(String, String)>,
    Query(query): Query<QuestionsQuery>,
) -> Answered<Vec<QuestionView>> {
    let number = query.number.unwrap_or(1).min(MAX_QUESTIONS);
    let id = format!("{area}/{skill}");
    Ok(Json(app.desk.work(move |coach| coach.questions(&id, number, &mut |_| {})).await?))
}

async fn answer(
    State(app): State<Arc<App>>,
    Body(body): Body<AnswerBody>,
) -> Answered<FeedbackView> {
    let feedback = app.desk.work(move |coach| {
        let question = coach.question(&body.item, &body.seed)?;
        if !question.accepts(&body.answer.text) {
            return Err(CoachError::usage("that cannot be an answer to this question")
                .hint("Nothing was recorded. `?` says that the answer is not known."));
        }
        coach.answer(&body.item, &body.seed, &body.answer)
    });
    Ok(Json(feedback.await?))
}

async fn show(State(app): State<Arc<App>>, address: Address) -> Answered<TaskPageView> {
    let id = task_id(address);
    Ok(Json(app.desk.ask(move |coach| coach.task_page(&id)).await?))
}

async fn open(
    State(app): State<Arc<App>>,
    address: Address,
    Body(Nothing {}): Body<Nothing>,
) -> Answered<OpenedView> {
    let id = task_id(address);
    Ok(Json(app.desk.ask(move |coach| coach.open(&id)).await?))
}

async fn files(State(app): State<Arc<App>>, address: Address) -> Answered<WorkView> {
    let target = Target::Task(task_id(address));
    Ok(Json(app.desk.ask(move |coach| coach.work(&target)).await?))
}

async fn save(
    State(app): State<Arc<App>>,
    address: Address,
    Body(body): Body<SaveBody>,
) -> Result<Response, ApiFailure> {
    let id = task_id(address);
    let target = Target::Task(id.clone());
    let saved =
        app.desk.ask(move |coach| coach.save(&target, &body.name, &body.text, &body.base)).await?;
    if !saved.saved {
        return Ok((StatusCode::CONFLICT, Json(saved)).into_response());
    }
    // The page hears of the verdict as it comes; whoever saved need not wait for it.
    tokio::task::spawn_blocking(move || judging::judge(&app, &id, Why::Changed));
    Ok(Json(saved).into_response())
}

async fn check(
    State(app): State<Arc<App>>,
    address: Address,
    Body(Nothing {}): Body<Nothing>,
) -> Answered<VerdictView> {
    judged(app, task_id(address), Why::Asked).await
}

async fn submit(
    State(app): State<Arc<App>>,
    address: Address,
    Body(Nothing {}): Body<Nothing>,
) -> Answered<VerdictView> {
    judged(app, task_id(address), Why::Submitted).await
}

async fn judged(app: Arc<App>, id: String, why: Why) -> Answered<VerdictView> {
    let judged = tokio::task::spawn_blocking(move || judging::judge(&app, &id, why)).await;
    match judged {
        Ok(Ok(Some(verdict))) => Ok(Json(verdict)),
        Ok(Ok(None)) => Err(ApiFailure(
            CoachError::usage("a newer save took the place of this judging")
                .hint("Ask again for the verdict on the files as they are now."),
        )),
        Ok(Err(error)) => Err(ApiFailure(error)),
        Err(error) => Err(ApiFailure(
            CoachError::new(ErrorKind::Internal, "the judging was broken off").because(error),
        )),
    }
}

async fn certify(
    State(app): State<Arc<App>>,
    address: Address,
    Body(body): Body<CertifyBody>,
) -> Answered<OpenedView> {
    let id = task_id(address);
    Ok(Json(app.desk.ask(move |coach| coach.certify(&id, body.aid.as_deref())).await?))
}

async fn hint(
    State(app): State<Arc<App>>,
    address: Address,
    Body(body): Body<HintBody>,
) -> Answered<HintView> {
    let target = Target::Task(task_id(address));
    Ok(Json(app.desk.ask(move |coach| coach.hint(&target, body.number, body.confirmed)).await?))
}

async fn reset(
    State(app): State<Arc<App>>,
    address: Address,
    Body(Nothing {}): Body<Nothing>,
) -> Answered<ResetView> {
    let target = Target::Task(task_id(address));
    Ok(Json(app.desk.ask(move |coach| coach.reset(&target)).await?))
}

async fn attempt(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answered<AttemptDetailView> {
    Ok(Json(app.desk.ask(move |coach| coach.attempt(&id)).await?))
}
