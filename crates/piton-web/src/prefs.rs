//! What a browser remembers about how the page looks: small cookies, nothing about the learner.

use std::collections::BTreeSet;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// How the page looks in this browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prefs {
    /// `auto`, `light` or `dark`.
    pub(crate) theme: &'static str,
    /// `default` or `vim`.
    pub(crate) keys: &'static str,
    /// `auto` or `less`.
    pub(crate) motion: &'static str,
    /// The sections that are open.
    pub(crate) open: BTreeSet<String>,
}

/// The choices of each setting, the default first.
pub(crate) const THEMES: [&str; 3] = ["auto", "light", "dark"];
pub(crate) const KEYS: [&str; 2] = ["default", "vim"];
pub(crate) const MOTIONS: [&str; 2] = ["auto", "less"];

/// What is open before anything was toggled.
const OPEN_AT_FIRST: [&str; 3] = ["practical", "theory", "python"];

impl Prefs {
    /// Reads a browser's cookies; what makes no sense is as if it were not there.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        Self {
            theme: choice(headers, "theme", &THEMES),
            keys: choice(headers, "keys", &KEYS),
            motion: choice(headers, "motion", &MOTIONS),
            open: match cookie(headers, "open") {
                Some(text) => text.split('.').map(str::to_owned).collect(),
                None => OPEN_AT_FIRST.map(str::to_owned).into(),
            },
        }
    }
}

fn choice(headers: &HeaderMap, name: &str, choices: &[&'static str]) -> &'static str {
    let wanted = cookie(headers, name);
    choices.iter().copied().find(|one| wanted == Some(one)).unwrap_or(choices[0])
}

/// Returns a cookie's value.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, cookies.parse().unwrap())])
    }

    #[test]
    fn known_choices_are_taken_and_others_passed_over() {
        let prefs = Prefs::of(&headers("theme=dark; keys=emacs; open=oop.theory"));
        assert_eq!((prefs.theme, prefs.keys), ("dark", "default"));
        assert!(prefs.open.contains("oop") && !prefs.open.contains("python"));
        assert!(Prefs::of(&HeaderMap::new()).open.contains("practical"));
    }

    #[test]
    fn one_name_inside_another_is_not_that_cookie() {
        assert_eq!(cookie(&headers("xtheme=dark; a=1"), "theme"), None);
        assert_eq!(cookie(&headers("a=1; theme=dark"), "theme"), Some("dark"));
    }
}
