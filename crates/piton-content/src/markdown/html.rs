//! Markdown as HTML that is safe to show: raw HTML is escaped, links with dangerous schemes lose
//! their target.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Write};

use comrak::adapters::SyntaxHighlighterAdapter;
use comrak::html::{escape, write_opening_tag};
use comrak::options::Plugins;
use comrak::{Arena, format_html_with_plugins, parse_document};

use super::highlight;

/// Turns Markdown into HTML.
///
/// Code is cut into `<span class="hl-…">`, with the classes `hl-comment`, `hl-string`,
/// `hl-number`, `hl-constant`, `hl-keyword`, `hl-function`, `hl-type`, `hl-inserted` and
/// `hl-deleted`.
pub fn to_html(markdown: &str) -> String {
    let mut options = super::options();
    options.render.escape = true;
    let mut plugins = Plugins::default();
    plugins.render.codefence_syntax_highlighter = Some(&Highlighter);
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let mut html = String::new();
    format_html_with_plugins(root, &options, &mut html, &plugins)
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
