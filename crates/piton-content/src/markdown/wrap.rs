//! Styled text broken into lines by the width it has on screen.

use super::clean;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a run of text looks: the parameters of a colour sequence, empty for plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style(String);

impl Style {
    /// Adds parameters to those there are.
    pub(super) fn with(&self, parameters: &str) -> Self {
        match (self.0.is_empty(), parameters.is_empty()) {
            (_, true) => self.clone(),
            (true, false) => Self(parameters.to_owned()),
            (false, false) => Self(format!("{};{parameters}", self.0)),
        }
    }

    /// Writes text in this style.
    pub(super) fn paint(&self, text: &str, out: &mut String) {
        if self.0.is_empty() || text.is_empty() {
            out.push_str(text);
        } else {
            out.push_str("\u{1b}[");
            out.push_str(&self.0);
            out.push('m');
            out.push_str(text);
            out.push_str("\u{1b}[0m");
        }
    }
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String, Style),
    /// A place where the author broke the line.
    Break,
}

/// One line: runs of text with their styles.
pub(super) type Line = Vec<(String, Style)>;

/// Returns the cells a text takes on screen.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Returns the cells a line takes on screen.
pub(super) fn line_width(line: &Line) -> usize {
    line.iter().map(|(text, _)| width(text)).sum()
}

/// Writes a line. All text passes here: what is not clean by now is cleaned.
pub(super) fn paint(line: &Line, out: &mut String) {
    for (text, style) in line {
        style.paint(&clean(text).replace('\n', " "), out);
    }
}

/// Breaks text into lines of at most `limit` cells; a longer word is cut.
pub(super) fn wrap(pieces: &[Piece], limit: usize) -> Vec<Line> {
    let mut wrapper = Wrapper { limit: limit.max(1), ..Wrapper::default() };
    for piece in pieces {
        match piece {
            Piece::Break => {
                wrapper.end_word();
                wrapper.end_line();
            }
            Piece::Text(text, style) => {
                for (idx, part) in text.split([' ', '\n']).enumerate() {
                    if idx > 0 {
                        wrapper.end_word();
                        wrapper.space = Some(style.clone());
                    }
                    if !part.is_empty() {
                        wrapper.word.push((part.to_owned(), style.clone()));
                    }
                }
            }
        }
    }
    wrapper.end_word();
    if !wrapper.line.is_empty() || wrapper.lines.is_empty() {
        wrapper.end_line();
    }
    wrapper.lines
}

#[derive(Default)]
struct Wrapper {
    limit: usize,
    lines: Vec<Line>,
    line: Line,
    used: usize,
    /// The style of the space before the word being collected.
    space: Option<Style>,
    word: Line,
}

impl Wrapper {
    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let space = self.space.take().filter(|_| self.used > 0);
        let needed = line_width(&word) + usize::from(space.is_some());
        if self.used > 0 && self.used + needed > self.limit {
            self.end_line();
        } else if let Some(style) = space {
            // A space has a style only inside a run, so that nothing is underlined at its ends.
            let inside = self.line.last().is_some_and(|(_, last)| *last == style);
            self.push(" ", &if inside { style } else { Style::default() });
        }
        for (text, style) in word {
            self.push_cut(&text, &style);
        }
    }

    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.used = 0;
        self.space = None;
    }

    fn push_cut(&mut self, text: &str, style: &Style) {
        if self.used + width(text) <= self.limit {
            self.push(text, style);
            return;
        }
        let mut run = String::new();
        for c in text.chars() {
            let cells = c.width().unwrap_or(0);
            if self.used + width(&run) + cells > self.limit && self.used + run.len() > 0 {
                self.push(&std::mem::take(&mut run), style);
                self.end_line();
            }
            run.push(c);
        }
        self.push(&run, style);
    }

    fn push(&mut self, text: &str, style: &Style) {
        self.used += width(text);
        match self.line.last_mut().filter(|(_, last)| last == style) {
            Some((run, _)) => run.push_str(text),
            None => self.line.push((text.to_owned(), style.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, limit: usize, expected: &[&str]) {
        let pieces = [Piece::Text(text.to_owned(), Style::default())];
        let lines: Vec<String> = wrap(&pieces, limit)
            .iter()
            .map(|line| line.iter().map(|(text, _)| text.as_str()).collect())
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_are_as_wide_as_they_look() {
        check("one two three", 7, &["one two", "three"]);
        check("日本 語です x", 4, &["日本", "語で", "す x"]);
        check("abcdefgh", 3, &["abc", "def", "gh"]);
        check("a abcdefgh", 3, &["a", "abc", "def", "gh"]);
        check("", 5, &[""]);
        check("a  b", 5, &["a b"]);
    }
}
