//! Markdown as terminal text, as HTML, and as facts about it.

mod blocks;
mod facts;

pub(crate) use blocks::blocks;
pub use blocks::{Block, BlockTag, lesson_blocks};
pub(crate) use facts::{Facts, facts};

/// The Markdown this project writes: CommonMark with tables, task lists, alerts and bare links.
fn options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.alerts = true;
    options
}
