//! Reads a content tree into a roadmap and says everything that is wrong with it.
//!
//! A [`Tree`] is a set of files: a folder, the archive embedded in a release, or one laid over the
//! other. [`load`] turns it into a roadmap and a list of diagnostics and never stops at the first
//! fault; a broken task is left out, the rest stays usable. From a task come its variants
//! ([`variant`]), from an item its instances ([`items::instance`]), from Markdown terminal text
//! and HTML ([`markdown`]).
//!
//! There is no clock here, no process is started, and nothing is written. The TOML types are this
//! crate's own: what leaves it are the types of the domain.

mod archive;
mod checks;
mod disk;
mod error;
mod hash;
pub mod items;
mod layout;
mod load;
pub mod markdown;
mod read;
mod report;
mod schema;
mod suggest;
mod tree;
mod variant;
mod wire;
mod words;

pub use error::ContentError;
pub use hash::{content_hash, files_hash};
pub use load::{load, task_from_bundle};
pub use schema::schemas;
pub use tree::{MAX_FILE_BYTES, MAX_FILES, Tree};
pub use variant::variant;
