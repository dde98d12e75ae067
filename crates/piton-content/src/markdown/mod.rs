//! Markdown as terminal text, as HTML, and as facts about it.

mod blocks;
mod clean;
mod facts;
mod highlight;
mod html;
mod table;
mod terminal;
mod wrap;

pub(crate) use blocks::blocks;
pub use blocks::{Block, BlockTag, lesson_blocks};
pub use clean::clean;
pub(crate) use facts::{Facts, facts};
pub use html::{LessonPart, body_to_html, code_to_html, lesson_parts, to_html};
pub use terminal::to_terminal;

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
