//! Text that cannot steer a terminal.

use std::borrow::Cow;

/// Takes everything out of a text that could steer a terminal or turn the order of its letters.
///
/// Escape sequences go as a whole, other control characters and overrides of the writing direction
/// one by one. Line ends stay; a tab becomes four spaces.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_hostile(c)) {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\n' => made.push('\n'),
            '\t' => made.push_str("    "),
            '\u{1b}' => skip_sequence(&mut rest),
            '\u{9b}' => skip_until(&mut rest, is_final),
            c if is_hostile(c) => {}
            c => made.push(c),
        }
    }
    Cow::Owned(made)
}

fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Skips what follows an escape character.
fn skip_sequence(rest: &mut std::str::Chars<'_>) {
    let mut ahead = rest.clone();
    match ahead.next() {
        Some('[') => {
            *rest = ahead;
            skip_until(rest, is_final);
        }
        // A string for the terminal (its title, the clipboard): up to BEL or the end of its line.
        Some(']' | 'P' | 'X' | '^' | '_') => {
            *rest = ahead;
            skip_until(rest, |c| matches!(c, '\u{7}' | '\u{9c}' | '\u{1b}'));
        }
        Some(c) if c.is_ascii_graphic() => *rest = ahead,
        _ => {}
    }
}

fn is_final(c: char) -> bool {
    ('\u{40}'..='\u{7e}').contains(&c)
}

/// Skips up to and including the character that ends a sequence; a line end always ends it.
fn skip_until(rest: &mut std::str::Chars<'_>, ends: impl Fn(char) -> bool) {
    loop {
        let mut ahead = rest.clone();
        match ahead.next() {
            Some('\n') | None => return,
            Some(c) => {
                *rest = ahead;
                if ends(c) {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        for (hostile, harmless) in [
            ("plain", "plain"),
            ("a\u{1b}[31mred\u{1b}[0m", "ared"),
            ("a\u{1b}]0;title\u{7}b", "ab"),
            ("a\u{1b}]52;c;aGk=\u{1b}\\b", "a\\b"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{8}\u{7}\rb", "ab"),
            ("tab\tx\n", "tab    x\n"),
            ("user\u{202e}txt.exe", "usertxt.exe"),
            ("cut \u{1b}[", "cut "),
            ("cut \u{1b}]0;x\nnext", "cut \nnext"),
            ("👩\u{200d}💻", "👩\u{200d}💻"),
        ] {
            assert_eq!(clean(hostile), harmless, "{hostile:?}");
            assert!(!clean(hostile).contains('\u{1b}'));
        }
    }
}
