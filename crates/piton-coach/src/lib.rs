//! The one facade for every use case: learners', authors' and setup.
//!
//! The coach introduces content, judge and journal to each other and speaks plain structs
//! ([`view`]). It reads no argv, no environment, no clock: the binary hands them in as [`Config`]
//! and [`Host`]. Faces hold no rules of their own; if a face has to decide something about a
//! learner, the decision belongs here.

mod attempts;
mod author;
mod certify;
mod disk;
mod doctor;
mod error;
mod judging;
mod learn;
mod map;
mod next;
mod own_code;
mod portable;
mod present;
mod quiz;
mod search;
mod setup;
mod state;
mod tasks;
pub mod view;
mod work;
mod workspace;

use std::path::PathBuf;
use std::sync::Arc;

use piton_content::Tree;
use piton_domain::{Diagnostic, Event, EventId, EventKind, Roadmap, Timestamp};
use piton_journal::Journal;
pub use piton_judge::Cancel;
use piton_judge::Judge;
pub use piton_judge::environment::Search;

pub use crate::author::{AuthorProgress, ContentCheck, Skeleton};
pub use crate::error::{CoachError, ErrorKind, Result};
pub use crate::judging::{JudgingProgress, Target};
pub use crate::own_code::OwnQuestions;
pub use crate::setup::{EnvView, SetupOptions, SetupProgress};
use crate::state::LearnerState;
pub use crate::workspace::is_noise;
pub use piton_content::markdown;

/// Where things are; the binary fills it from argv, environment and configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where Piton keeps its data.
    pub home: PathBuf,
    /// The workspace named by the user, if any.
    pub workspace: Option<PathBuf>,
    /// The workspace to make if none is named and none is around.
    pub default_workspace: PathBuf,
    /// The folder the command runs in.
    pub cwd: PathBuf,
    /// Content folders laid over the built-in one, in order.
    pub content: Vec<PathBuf>,
    /// Where interpreters and tools are looked for.
    pub search: Search,
    /// Whether the user vouches for the code that is judged, so that it may run without walls
    /// where none can be put up.
    pub trusts_code: bool,
}

/// What only the binary may take from the machine: time and chance.
pub trait Host: Send {
    /// Returns the current moment.
    fn now(&self) -> Timestamp;
    /// Returns fresh random bits.
    fn random(&self) -> u64;
}

/// The facade.
pub struct Coach {
    config: Config,
    host: Box<dyn Host>,
    content: Option<Arc<Content>>,
    journal: Option<Journal>,
    judge: Option<Judge>,
    /// The state after the event with this number: what is new is folded in, never all again.
    folded: (i64, Arc<LearnerState>),
}

/// The content as loaded.
struct Content {
    tree: Tree,
    roadmap: Roadmap,
    diagnostics: Vec<Diagnostic>,
}

impl Coach {
    /// Makes a coach; nothing is read or written until it is needed.
    pub fn new(config: Config, host: Box<dyn Host>) -> Self {
        Self {
            config,
            host,
            content: None,
            journal: None,
            judge: None,
            folded: (0, Arc::default()),
        }
    }

    /// Makes another coach over the same content and data, for a face that serves several at once.
    ///
    /// Each has a connection to the journal and a judge of its own.
    pub fn sibling(&mut self, host: Box<dyn Host>) -> Result<Self> {
        self.content()?;
        Ok(Self { content: self.content.clone(), ..Self::new(self.config.clone(), host) })
    }

    /// Returns where things are.
    pub fn config(&self) -> &Config {
        &self.config
    }

    fn content(&mut self) -> Result<&Content> {
        if self.content.is_none() {
            let mut tree = Tree::embedded().map_err(content_error)?;
            for folder in &self.config.content {
                tree = tree.overlay(Tree::folder(folder).map_err(content_error)?);
            }
            let (roadmap, diagnostics) = piton_content::load(&tree);
            self.content = Some(Arc::new(Content { tree, roadmap, diagnostics }));
        }
        Ok(self.content.as_ref().expect("it was loaded just above"))
    }

    fn roadmap(&mut self) -> Result<&Roadmap> {
        Ok(&self.content()?.roadmap)
    }

    fn journal(&mut self) -> Result<&Journal> {
        if self.journal.is_none() {
            let path = self.config.home.join("journal.db");
            self.journal = Some(Journal::open(&path).map_err(journal_error)?);
        }
        Ok(self.journal.as_ref().expect("it was opened just above"))
    }

    fn events(&mut self) -> Result<Vec<Event>> {
        let events = self.journal()?.events_after(0).map_err(journal_error)?;
        Ok(events.into_iter().map(|(_, event)| event).collect())
    }

    /// Returns the state after everything recorded so far, by whichever process.
    fn state(&mut self) -> Result<Arc<LearnerState>> {
        let known = self.folded.0;
        let new = self.journal()?.events_after(known).map_err(journal_error)?;
        if let Some((last, _)) = new.last() {
            let state = Arc::make_mut(&mut self.folded.1);
            for (_, event) in &new {
                state.apply(event);
            }
            self.folded.0 = *last;
        }
        Ok(self.folded.1.clone())
    }

    /// Makes an event out of a fact, with a fresh id and the present moment.
    fn event(&self, kind: EventKind) -> Event {
        let at = self.host.now();
        let millis = u64::try_from(at.0 / 1000).unwrap_or(0);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.host.random().to_be_bytes());
        random[8..].copy_from_slice(&self.host.random().to_be_bytes()[..2]);
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        Event { id: EventId(id.as_u128()), at, kind }
    }

    /// Records a fact.
    fn record(&mut self, kind: EventKind) -> Result<EventId> {
        let event = self.event(kind);
        let id = event.id;
        self.journal()?.append(&[event], &[]).map_err(journal_error)?;
        Ok(id)
    }
}

/// Writes an event's id as people see it.
fn id_text(id: EventId) -> String {
    uuid::Uuid::from_u128(id.0).to_string()
}

fn content_error(error: piton_content::ContentError) -> CoachError {
    if let piton_content::ContentError::UnknownVariant { task, variant, known } = &error {
        return CoachError::usage(format!("{task} has no variant `{variant}`"))
            .hint(format!("Its variants: {}.", known.join(", ")));
    }
    if let piton_content::ContentError::Read { .. } = &error {
        return CoachError::new(ErrorKind::Content, format!("could not {error}"))
            .hint("Check that --content names a folder that is there and may be read.")
            .because(error);
    }
    CoachError::new(ErrorKind::Content, format!("could not {error}"))
        .hint("Run `piton content check` to see every fault of the content.")
        .because(error)
}

fn journal_error(error: piton_journal::JournalError) -> CoachError {
    use piton_journal::JournalError;
    let mut failure = CoachError::new(ErrorKind::Storage, error.to_string());
    failure.hint = error.hint().or_else(|| match error {
        JournalError::Io { .. } | JournalError::Database { .. } => Some(
            "`piton doctor` looks at the data folder; PITON_HOME chooses another one.".to_owned(),
        ),
        _ => None,
    });
    failure.because(error)
}
