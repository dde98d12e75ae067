//! What happens, told to every open page at once: server-sent events with resume.
//!
//! A message is numbered and kept for a while; a page that was cut off names the last one it has
//! seen and gets the rest. If that is too long ago it is told so and fetches everything anew.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use serde::Deserialize;
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

use crate::app::App;
use crate::{judging, watch};

/// What a message carries that says all by its name: browsers pass over one without data.
const NOTHING: &str = "-";
/// How many messages are kept for pages that were cut off.
const KEPT: usize = 512;
/// How often a silent stream says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// How often the journal is asked whether another process has written.
const LOOK: Duration = Duration::from_millis(250);

/// A message.
#[derive(Debug)]
pub(crate) struct Message {
    id: u64,
    /// The task it is about; `None` goes to every page.
    task: Option<String>,
    event: &'static str,
    data: String,
}

/// Everyone who listens.
pub(crate) struct Live {
    sender: broadcast::Sender<Arc<Message>>,
    kept: Mutex<Kept>,
}

/// What a page missed, or that nobody knows any more.
type Missed = Result<Vec<Arc<Message>>, ()>;

#[derive(Default)]
struct Kept {
    last: u64,
    messages: VecDeque<Arc<Message>>,
}

impl Live {
    pub(crate) fn new() -> Self {
        Self { sender: broadcast::channel(KEPT).0, kept: Mutex::default() }
    }

    /// Tells every page of a task, or every page.
    pub(crate) fn tell(&self, task: Option<&str>, event: &'static str, data: String) {
        // Kept and sent under one lock, so that nobody sees one and not the other.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.last += 1;
        let message =
            Arc::new(Message { id: kept.last, task: task.map(str::to_owned), event, data });
        kept.messages.push_back(message.clone());
        if kept.messages.len() > KEPT {
            kept.messages.pop_front();
        }
        // Without listeners there is nobody to tell.
        let _ = self.sender.send(message);
    }

    pub(crate) fn has_listeners(&self) -> bool {
        self.sender.receiver_count() > 0
    }

    /// Returns what was missed since the message numbered `seen`, and what comes.
    fn listen(&self, seen: Option<u64>) -> (Missed, broadcast::Receiver<Arc<Message>>) {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = self.sender.subscribe();
        let Some(seen) = seen else { return (Ok(Vec::new()), receiver) };
        let first = kept.messages.front().map_or(kept.last + 1, |message| message.id);
        if seen > kept.last || seen + 1 < first {
            return (Err(()), receiver);
        }
        let missed = kept.messages.iter().filter(|message| message.id > seen).cloned().collect();
        (Ok(missed), receiver)
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Topic {
    task: Option<String>,
    /// The state of the task's files that the page shows.
    seen: Option<String>,
}

/// Streams what happens to a task's page, or to a page without a task.
pub(crate) async fn stream(
    State(app): State<Arc<App>>,
    Query(topic): Query<Topic>,
    headers: HeaderMap,
) -> Response {
    let seen = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let (missed, receiver) = app.live.listen(seen);
    let watched = topic.task.as_deref().map(|task| app.watchers.watch(&app, task));
    if let (Some(task), Some(seen)) = (topic.task.clone(), topic.seen) {
        let app = app.clone();
        tokio::task::spawn_blocking(move || watch::catch_up(&app, &task, &seen));
    }
    let first = match missed {
        Ok(missed) => missed.into_iter().map(Ok).collect(),
        Err(()) => vec![Err(())],
    };
    let coming = BroadcastStream::new(receiver)
        .map(|message| message.map_err(|BroadcastStreamRecvError::Lagged(_)| ()));
    let events = stream::iter(first).chain(coming).filter_map(move |message| {
        // Held for as long as the page listens.
        let _watched = &watched;
        let event = event(message, topic.task.as_deref());
        async move { event.map(Ok::<_, Infallible>) }
    });
    let ending = app.clone();
    let events: std::pin::Pin<Box<dyn Stream<Item = _> + Send>> =
        Box::pin(events.take_until(async move { ending.ended().await }));
    // A comment at once: the browser then knows that it is connected.
    let hello = stream::iter([Ok(Event::default().comment("listening"))]);
    let mut response = Sse::new(hello.chain(events))
        .keep_alive(KeepAlive::new().interval(HEARTBEAT).text("alive"))
        .into_response();
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    response.headers_mut().insert(unbuffered, HeaderValue::from_static("no"));
    response
}

/// Writes a message for a page, if it is for this one.
fn event(message: Result<Arc<Message>, ()>, topic: Option<&str>) -> Option<Event> {
    let Ok(message) = message else { return Some(Event::default().event("stale").data(NOTHING)) };
    let wanted = message.task.is_none() || message.task.as_deref() == topic;
    wanted.then(|| {
        let event = Event::default().id(message.id.to_string()).event(message.event);
        // A carriage return would end the line, and so the message.
        let data = message.data.replace('\r', "");
        event.data(if data.is_empty() { NOTHING } else { &data })
    })
}

/// Tells the pages what other processes record, such as a terminal beside them.
pub(crate) async fn follow_journal(app: Arc<App>) {
    let mut seen = None;
    loop {
        tokio::time::sleep(LOOK).await;
        if !app.live.has_listeners() {
            seen = None;
            continue;
        }
        // What cannot be read now may be the next time; the page itself says what is wrong.
        let Ok((last, news)) = app.desk.ask(move |coach| coach.news(seen)).await else { continue };
        if seen.is_some() && !news.is_empty() {
            for one in &news {
                if let (Some(task), Some(verdict)) = (&one.task, &one.verdict)
                    && !app.judgings.gave(verdict)
                {
                    judging::tell_recorded(&app, task, verdict).await;
                }
            }
            app.live.tell(None, "state", String::new());
        }
        seen = Some(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(missed: Result<Vec<Arc<Message>>, ()>) -> Result<Vec<u64>, ()> {
        missed.map(|messages| messages.iter().map(|message| message.id).collect())
    }

    #[test]
    fn who_was_cut_off_gets_what_it_missed() {
        let live = Live::new();
        for _ in 0..5 {
            live.tell(None, "state", String::new());
        }
        assert_eq!(ids(live.listen(Some(3)).0), Ok(vec![4, 5]));
        assert_eq!(ids(live.listen(Some(5)).0), Ok(vec![]));
        assert_eq!(ids(live.listen(None).0), Ok(vec![]));
    }

    #[test]
    fn who_was_away_too_long_is_told_so() {
        let live = Live::new();
        for _ in 0..KEPT + 10 {
            live.tell(None, "state", String::new());
        }
        assert_eq!(ids(live.listen(Some(3)).0), Err(()));
        // A number of another run of the server.
        assert_eq!(ids(live.listen(Some(99_999)).0), Err(()));
        assert!(ids(live.listen(Some(10)).0).is_ok_and(|missed| missed.len() == KEPT));
    }

    #[test]
    fn a_message_about_a_task_goes_to_its_pages_only() {
        let message = |task: Option<&str>| {
            let task = task.map(str::to_owned);
            Ok(Arc::new(Message { id: 1, task, event: "verdict", data: String::new() }))
        };
        assert!(event(message(Some("a/b/c")), Some("a/b/c")).is_some());
        assert!(event(message(Some("a/b/c")), Some("a/b/d")).is_none());
        assert!(event(message(Some("a/b/c")), None).is_none());
        assert!(event(message(None), None).is_some());
        assert!(event(Err(()), None).is_some());
    }
}
