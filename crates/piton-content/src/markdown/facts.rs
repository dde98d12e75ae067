//! What a Markdown text holds, with places: headings, links, code, words.

use std::ops::Range;

use comrak::nodes::{AstNode, LineColumn, NodeValue, Sourcepos};
use comrak::{Arena, parse_document};

use super::options;

/// What was found in a Markdown text.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The headings of the document itself, not those inside quotes or lists.
    pub(crate) headings: Vec<Heading>,
    /// Where links and images lead.
    pub(crate) links: Vec<(String, Range<usize>)>,
    /// The code blocks in order.
    pub(crate) code: Vec<Code>,
    /// Words outside code blocks.
    pub(crate) words: usize,
}

/// A heading.
#[derive(Debug)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    /// Its text as written, without the number signs.
    pub(crate) title: String,
    /// The bytes of its lines.
    pub(crate) span: Range<usize>,
}

/// A code block.
#[derive(Debug)]
pub(crate) struct Code {
    /// What stands behind the fence.
    pub(crate) info: String,
    pub(crate) literal: String,
    /// The line of the first line of code, from 1.
    pub(crate) line: usize,
    pub(crate) span: Range<usize>,
    /// Whether nothing stands between this block and the code block before it.
    pub(crate) follows: bool,
}

/// Reads a Markdown text.
pub(crate) fn facts(markdown: &str) -> Facts {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let places = Places::of(markdown);
    let mut facts = Facts::default();
    for node in root.descendants() {
        visit(node, markdown, &places, &mut facts);
    }
    facts
}

fn visit<'a>(node: &'a AstNode<'a>, markdown: &str, places: &Places, facts: &mut Facts) {
    let data = node.data.borrow();
    let span = places.span(data.sourcepos);
    match &data.value {
        NodeValue::Text(text) => facts.words += text.split_whitespace().count(),
        NodeValue::Code(code) => facts.words += code.literal.split_whitespace().count(),
        NodeValue::Link(link) | NodeValue::Image(link) => {
            facts.links.push((link.url.clone(), span));
        }
        NodeValue::Heading(heading) if is_top(node) => {
            let source = markdown.get(span.clone()).unwrap_or_default();
            let title = source.lines().next().unwrap_or_default().trim_matches(['#', ' ', '\t']);
            facts.headings.push(Heading { level: heading.level, title: title.to_owned(), span });
        }
        NodeValue::CodeBlock(block) => facts.code.push(Code {
            info: block.info.clone(),
            literal: block.literal.clone(),
            line: data.sourcepos.start.line + usize::from(block.fenced),
            span,
            follows: node.previous_sibling().is_some_and(|before| {
                matches!(before.data.borrow().value, NodeValue::CodeBlock(_))
            }),
        }),
        _ => {}
    }
}

fn is_top<'a>(node: &'a AstNode<'a>) -> bool {
    node.parent().is_some_and(|parent| matches!(parent.data.borrow().value, NodeValue::Document))
}

/// The bytes at which lines start.
struct Places {
    starts: Vec<usize>,
    length: usize,
}

impl Places {
    fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Self { starts, length: text.len() }
    }

    fn offset(&self, place: LineColumn) -> usize {
        let start = self.starts.get(place.line.saturating_sub(1)).copied().unwrap_or(self.length);
        (start + place.column.saturating_sub(1)).min(self.length)
    }

    /// Turns lines and columns (of bytes, the last included) into a range of bytes.
    fn span(&self, place: Sourcepos) -> Range<usize> {
        let start = self.offset(place.start);
        let end = (self.offset(place.end) + 1).min(self.length);
        start..end.max(start)
    }
}
