//! What every request shares.

use piton_coach::Coach;
use tokio_util::sync::CancellationToken;

use crate::desk::Desk;
use crate::judging::Judgings;
use crate::live::Live;
use crate::watch::Watchers;

/// What every request shares.
pub(crate) struct App {
    pub(crate) desk: Desk,
    pub(crate) live: Live,
    pub(crate) judgings: Judgings,
    pub(crate) watchers: Watchers,
    /// What a browser must know.
    pub(crate) token: String,
    pub(crate) port: u16,
    ending: CancellationToken,
}

impl App {
    pub(crate) fn new(pages: Coach, worker: Coach, token: String, port: u16) -> Self {
        Self {
            desk: Desk::new(pages, worker),
            live: Live::new(),
            judgings: Judgings::default(),
            watchers: Watchers::default(),
            token,
            port,
            ending: CancellationToken::new(),
        }
    }

    /// Returns the address to open, with what lets the browser in.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// Ends what would go on for ever.
    pub(crate) fn end(&self) {
        self.ending.cancel();
        self.judgings.cancel_all();
    }

    /// Returns once [`App::end`] was called.
    pub(crate) async fn ended(&self) {
        self.ending.cancelled().await;
    }
}
