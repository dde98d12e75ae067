//! Markdown as text for a terminal.

use comrak::nodes::{AlertType, AstNode, ListType, NodeCodeBlock, NodeList, NodeValue};
use comrak::{Arena, parse_document};

use super::wrap::{Line, Piece, Style, paint, wrap};
use super::{clean, highlight, table};

/// How deep blocks and inline text may nest before the rest is shown flat.
const MAX_DEPTH: usize = 40;

/// The narrowest text that is still laid out.
const MIN_WIDTH: usize = 16;

/// Lays Markdown out for a terminal of `width` columns.
///
/// With `color` the text carries colour sequences and drawn lines; without it there is nothing but
/// text, in which the marks of Markdown that carry meaning stay. Whatever the Markdown holds,
/// nothing in it reaches the terminal as a control sequence.
///
/// Units: `width` in columns; code blocks are not broken and may be wider.
pub fn to_terminal(markdown: &str, width: usize, color: bool) -> String {
    let arena = Arena::new();
    let markdown = clean(markdown);
    let root = parse_document(&arena, &markdown, &super::options());
    let mut writer = Writer {
        width: width.max(MIN_WIDTH),
        color,
        prefixes: Vec::new(),
        links: Vec::new(),
        out: String::new(),
    };
    writer.blocks(root, false, 0);
    writer.addresses();
    writer.out
}

/// What stands before the lines of a nested block.
struct Prefix {
    /// For the next line, if that is the block's first.
    first: Option<String>,
    rest: String,
    style: Style,
}

struct Writer {
    width: usize,
    color: bool,
    prefixes: Vec<Prefix>,
    /// The addresses of links, whose numbers stand in the text.
    links: Vec<String>,
    out: String,
}

impl Writer {
    /// Writes the blocks below a node, with empty lines between them unless they are `tight`.
    fn blocks<'a>(&mut self, node: &'a AstNode<'a>, tight: bool, depth: usize) {
        for (idx, child) in node.children().enumerate() {
            if idx > 0 && !tight {
                self.line(&Line::new());
            }
            self.block(child, depth);
        }
    }

    fn block<'a>(&mut self, node: &'a AstNode<'a>, depth: usize) {
        if depth > MAX_DEPTH {
            let text = flat(node);
            return self.text(&[Piece::Text(text, Style::default())]);
        }
        let data = node.data.borrow();
        match &data.value {
            NodeValue::Heading(heading) => {
                let style = self.style(if heading.level == 1 { "1;4" } else { "1" });
                let mut pieces = Vec::new();
                if !self.color {
                    let signs = format!("{} ", "#".repeat(usize::from(heading.level)));
                    pieces.push(Piece::Text(signs, Style::default()));
                }
                self.inline(node, &style, &mut pieces, 0);
                self.text(&pieces);
            }
            NodeValue::CodeBlock(block) => self.code(block),
            NodeValue::BlockQuote => {
                let (bar, style) = self.bar("2");
                self.nested(None, bar, style, |writer| writer.blocks(node, false, depth + 1));
            }
            NodeValue::Alert(alert) => {
                let color = match alert.alert_type {
                    AlertType::Note | AlertType::Important => "34",
                    AlertType::Tip => "32",
                    AlertType::Warning => "33",
                    AlertType::Caution => "31",
                };
                let title = alert
                    .title
                    .clone()
                    .unwrap_or_else(|| alert.alert_type.default_title().to_owned());
                let (bar, style) = self.bar(color);
                let title_style = self.style("1").with(if self.color { color } else { "" });
                self.nested(None, bar, style, |writer| {
                    writer.text(&[Piece::Text(clean(&title).into_owned(), title_style)]);
                    writer.blocks(node, false, depth + 1);
                });
            }
            NodeValue::List(list) => self.list(node, list, depth),
            NodeValue::Table(table) => {
                let rows = node
                    .children()
                    .map(|row| row.children().map(|cell| self.pieces(cell)).collect())
                    .collect();
                for line in table::lay_out(rows, &table.alignments, self.room(), self.color) {
                    self.line(&line);
                }
            }
            NodeValue::ThematicBreak => {
                let sign = if self.color { "─" } else { "-" };
                let line = sign.repeat(self.room().min(40));
                let style = self.style("2");
                self.line(&vec![(line, style)]);
            }
            NodeValue::HtmlBlock(html) => {
                let style = self.style("2");
                for line in html.literal.lines() {
                    self.line(&vec![(line.to_owned(), style.clone())]);
                }
            }
            _ => {
                let pieces = self.pieces(node);
                self.text(&pieces);
            }
        }
    }

    fn list<'a>(&mut self, node: &'a AstNode<'a>, list: &NodeList, depth: usize) {
        let last = list.start.saturating_add(node.children().count().saturating_sub(1));
        let digits = last.to_string().len();
        for (idx, item) in node.children().enumerate() {
            if idx > 0 && !list.tight {
                self.line(&Line::new());
            }
            let mut mark = match list.list_type {
                ListType::Ordered => {
                    format!("{:>digits$}. ", list.start.saturating_add(idx))
                }
                ListType::Bullet => if self.color { "• " } else { "- " }.to_owned(),
            };
            if let NodeValue::TaskItem(task) = &item.data.borrow().value {
                mark.push_str(if task.symbol.is_some() { "[x] " } else { "[ ] " });
            }
            let rest = " ".repeat(super::wrap::width(&mark));
            let style = self.style("2");
            self.nested(Some(mark), rest, style, |writer| {
                if item.first_child().is_none() {
                    writer.line(&Line::new());
                }
                writer.blocks(item, list.tight, depth + 1);
            });
        }
    }

    fn code(&mut self, block: &NodeCodeBlock) {
        let language = block.info.split_whitespace().next().unwrap_or_default();
        let colored = if self.color { highlight::lines(language, &block.literal) } else { None };
        let lines: Vec<Line> = match colored {
            Some(lines) => lines
                .into_iter()
                .map(|pieces| {
                    pieces
                        .into_iter()
                        .map(|(role, text)| (text.to_owned(), Style::default().with(role.ansi())))
                        .collect()
                })
                .collect(),
            None => block
                .literal
                .lines()
                .map(|line| vec![(line.to_owned(), Style::default())])
                .collect(),
        };
        // What a program prints must not be taken for one.
        let (indent, style) = match (language, self.color) {
            ("output", true) => ("  │ ", self.style("2")),
            ("output", false) => ("  | ", Style::default()),
            _ => ("    ", Style::default()),
        };
        self.nested(None, indent.to_owned(), style, |writer| {
            lines.iter().for_each(|line| writer.line(line));
        });
    }

    /// Reads the running text below a node.
    fn pieces<'a>(&mut self, node: &'a AstNode<'a>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.inline(node, &Style::default(), &mut pieces, 0);
        pieces
    }

    fn inline<'a>(
        &mut self,
        node: &'a AstNode<'a>,
        style: &Style,
        pieces: &mut Vec<Piece>,
        depth: usize,
    ) {
        if depth > MAX_DEPTH {
            pieces.push(Piece::Text(flat(node), style.clone()));
            return;
        }
        for child in node.children() {
            let data = child.data.borrow();
            let mut push = |text: &str, style: Style| {
                pieces.push(Piece::Text(clean(text).into_owned(), style));
            };
            match &data.value {
                NodeValue::Text(text) => push(text, style.clone()),
                NodeValue::SoftBreak => push(" ", style.clone()),
                NodeValue::LineBreak => pieces.push(Piece::Break),
                NodeValue::HtmlInline(html) => push(html, style.clone()),
                NodeValue::Code(code) if self.color => push(&code.literal, style.with("36")),
                NodeValue::Code(code) => push(&format!("`{}`", code.literal), style.clone()),
                NodeValue::Strong => {
                    let style = style.with(self.sgr("1"));
                    self.inline(child, &style, pieces, depth + 1);
                }
                NodeValue::Emph => {
                    let style = style.with(self.sgr("3"));
                    self.inline(child, &style, pieces, depth + 1);
                }
                NodeValue::Strikethrough => {
                    let style = style.with(self.sgr("9"));
                    self.inline(child, &style, pieces, depth + 1);
                }
                NodeValue::Image(link) => {
                    let mut inner = vec![Piece::Text("[image: ".to_owned(), style.clone())];
                    self.inline(child, style, &mut inner, depth + 1);
                    pieces.append(&mut inner);
                    pieces.push(Piece::Text("]".to_owned(), style.clone()));
                    self.address(&link.url, style, pieces);
                }
                NodeValue::Link(link) => {
                    let shown = style.with(self.sgr("4"));
                    self.inline(child, &shown, pieces, depth + 1);
                    let text = flat(child);
                    if link.url != text && link.url.strip_prefix("mailto:") != Some(&text) {
                        self.address(&link.url, style, pieces);
                    }
                }
                _ => self.inline(child, style, pieces, depth + 1),
            }
        }
    }

    /// Notes an address and puts its number into the text.
    fn address(&mut self, url: &str, style: &Style, pieces: &mut Vec<Piece>) {
        let url = clean(url).replace('\n', " ");
        let known = self.links.iter().position(|known| *known == url);
        let number = known.unwrap_or_else(|| {
            self.links.push(url);
            self.links.len() - 1
        });
        let style = style.with(self.sgr("2"));
        pieces.push(Piece::Text(format!(" [{}]", number + 1), style));
    }

    /// Writes the addresses of all links below the text.
    fn addresses(&mut self) {
        if self.links.is_empty() {
            return;
        }
        self.line(&Line::new());
        let style = self.style("2");
        for (idx, url) in std::mem::take(&mut self.links).into_iter().enumerate() {
            self.line(&vec![(format!("[{}] {url}", idx + 1), style.clone())]);
        }
    }

    fn text(&mut self, pieces: &[Piece]) {
        for line in wrap(pieces, self.room()) {
            self.line(&line);
        }
    }

    /// Writes one line behind the prefixes of the blocks it stands in.
    fn line(&mut self, line: &Line) {
        let start = self.out.len();
        let plain = Style::default();
        for prefix in &mut self.prefixes {
            let text = prefix.first.take();
            let text = text.as_deref().unwrap_or(&prefix.rest);
            let style = if text.trim().is_empty() { &plain } else { &prefix.style };
            style.paint(text, &mut self.out);
        }
        paint(line, &mut self.out);
        let kept = self.out[start..].trim_end_matches(' ').len();
        self.out.truncate(start + kept);
        self.out.push('\n');
    }

    fn nested(
        &mut self,
        first: Option<String>,
        rest: String,
        style: Style,
        write: impl FnOnce(&mut Self),
    ) {
        self.prefixes.push(Prefix { first, rest, style });
        write(self);
        self.prefixes.pop();
    }

    fn bar(&self, color: &str) -> (String, Style) {
        (if self.color { "│ " } else { "> " }.to_owned(), self.style(color))
    }

    /// Returns the columns left of the prefixes.
    fn room(&self) -> usize {
        let used: usize = self.prefixes.iter().map(|prefix| super::wrap::width(&prefix.rest)).sum();
        self.width.saturating_sub(used).max(MIN_WIDTH)
    }

    fn style(&self, parameters: &str) -> Style {
        Style::default().with(self.sgr(parameters))
    }

    fn sgr<'p>(&self, parameters: &'p str) -> &'p str {
        if self.color { parameters } else { "" }
    }
}

/// Returns all text below a node without any form.
fn flat<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(block) => text.push_str(&block.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Paragraph => text.push(' '),
            _ => {}
        }
    }
    clean(text.trim()).into_owned()
}
