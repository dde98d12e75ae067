//! Markdown as HTML that is safe to show: raw HTML is escaped, links with dangerous schemes lose
//! their target.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Write};

use comrak::adapters::SyntaxHighlighterAdapter;
use comrak::html::{escape, write_opening_tag};
use comrak::nodes::{AstNode, NodeValue};
use comrak::options::Plugins;
use comrak::{Arena, format_html_with_plugins, parse_document};

use super::blocks::{Block, BlockTag, lesson_blocks};
use super::highlight;

/// Turns Markdown into HTML.
///
/// Code is cut into `<span class="hl-…">`, with the classes `hl-comment`, `hl-string`,
/// `hl-number`, `hl-constant`, `hl-keyword`, `hl-function`, `hl-type`, `hl-inserted` and
/// `hl-deleted`. Headings are one level lower than written: the page has a heading of its own.
pub fn to_html(markdown: &str) -> String {
    let arena = Arena::new();
    render(parse(&arena, markdown))
}

fn parse<'a>(arena: &'a Arena<'a>, markdown: &str) -> &'a AstNode<'a> {
    let root = parse_document(arena, markdown, &super::options());
    for node in root.descendants() {
        if let NodeValue::Heading(heading) = &mut node.data.borrow_mut().value {
            heading.level = (heading.level + 1).min(6);
        }
    }
    root
}

/// Does as [`to_html`], without a first heading that says what `title` says.
///
/// A ticket begins with its title, which a page that shows both would say twice.
pub fn body_to_html(markdown: &str, title: &str) -> String {
    let first = markdown.trim_start().lines().next().unwrap_or_default();
    let same = first.strip_prefix("# ").is_some_and(|heading| heading.trim() == title.trim());
    to_html(if same { &markdown.trim_start()[first.len()..] } else { markdown })
}

/// Turns code into the inside of a `<code>` element, cut into pieces as [`to_html`] does.
pub fn code_to_html(language: &str, code: &str) -> String {
    let mut html = String::new();
    Highlighter
        .write_highlighted(&mut html, Some(language), code)
        .expect("writing to a string cannot fail");
    html
}

/// A piece of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonPart {
    /// The piece as HTML.
    pub html: String,
    /// The block it shows, if it is one that can be run.
    pub block: Option<Block>,
    /// What the block prints, as HTML, if the lesson shows it: not to be seen before it was guessed.
    pub output: Option<String>,
}

/// Cuts a lesson into prose and blocks that can be run, in order.
///
/// A block inside a list or a quote stays with the prose around it.
pub fn lesson_parts(markdown: &str) -> Vec<LessonPart> {
    let blocks = lesson_blocks(markdown);
    let arena = Arena::new();
    let root = parse(&arena, markdown);
    let mut parts: Vec<LessonPart> = Vec::new();
    for node in root.children() {
        let html = render(node);
        let block = runnable(node, &blocks);
        match parts.last_mut() {
            Some(last) if last.block.is_some() && last.output.is_none() && is_output(node) => {
                last.output = Some(html);
            }
            Some(last) if last.block.is_none() && block.is_none() => last.html.push_str(&html),
            _ => parts.push(LessonPart { html, block, output: None }),
        }
    }
    parts
}

fn runnable<'a>(node: &'a AstNode<'a>, blocks: &[Block]) -> Option<Block> {
    let data = node.data.borrow();
    let NodeValue::CodeBlock(code) = &data.value else { return None };
    let line = data.sourcepos.start.line + usize::from(code.fenced);
    blocks.iter().find(|block| block.line == line && block.tag != BlockTag::Compile).cloned()
}

fn is_output<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(&node.data.borrow().value, NodeValue::CodeBlock(code) if code.info.trim() == "output")
}

fn render<'a>(node: &'a AstNode<'a>) -> String {
    let mut options = super::options();
    options.render.escape = true;
    let mut plugins = Plugins::default();
    plugins.render.codefence_syntax_highlighter = Some(&Highlighter);
    let mut html = String::new();
    format_html_with_plugins(node, &options, &mut html, &plugins)
        .expect("writing to a string cannot fail");
    html
}

struct Highlighter;

impl SyntaxHighlighterAdapter for Highlighter {
    fn write_highlighted(
        &self,
        output: &mut dyn Write,
        language: Option<&str>,
        code: &str,
    ) -> fmt::Result {
        let language = language.unwrap_or_default().split_whitespace().next().unwrap_or_default();
        let Some(lines) = highlight::lines(language, code) else { return escape(output, code) };
        for pieces in lines {
            for (role, text) in pieces {
                match role.class() {
                    None => escape(output, text)?,
                    Some(class) => {
                        write!(output, "<span class=\"{class}\">")?;
                        escape(output, text)?;
                        output.write_str("</span>")?;
                    }
                }
            }
            output.write_char('\n')?;
        }
        Ok(())
    }

    fn write_pre_tag(
        &self,
        output: &mut dyn Write,
        attributes: HashMap<&'static str, Cow<'_, str>>,
    ) -> fmt::Result {
        write_opening_tag(output, "pre", attributes)
    }

    fn write_code_tag(
        &self,
        output: &mut dyn Write,
        attributes: HashMap<&'static str, Cow<'_, str>>,
    ) -> fmt::Result {
        write_opening_tag(output, "code", attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_falls_into_prose_and_blocks_to_run() {
        let lesson = "Guess.\n\n```python run\nprint(1)\n```\n```output\n1\n```\n\n\
                      Why.\n\n```python\nimport this\n```\n\n- x\n";
        let parts = lesson_parts(lesson);
        let shape: Vec<_> =
            parts.iter().map(|part| (part.block.is_some(), part.output.is_some())).collect();
        assert_eq!(shape, [(false, false), (true, true), (false, false)]);
        let block = parts[1].block.as_ref().unwrap();
        assert_eq!((block.source.as_str(), block.line), ("print(1)\n", 4));
        let whole: String = parts
            .iter()
            .flat_map(|part| [part.html.as_str(), part.output.as_deref().unwrap_or_default()])
            .collect();
        assert_eq!(whole, to_html(lesson), "cutting leaves nothing out");
    }

    #[test]
    fn code_is_cut_into_roles_and_cannot_close_its_element() {
        let html = code_to_html("python", "x = '</code><script>'\n");
        assert!(html.contains("hl-string") && !html.contains("<script"), "{html}");
        assert_eq!(code_to_html("no such language", "<b>"), "&lt;b&gt;");
    }
}
