//! What a task's `checks.py` declares, read without running it.
//!
//! This looks at lines, not at syntax: the judge is what runs the file. It is enough to tell an
//! author that a name in `task.toml` is misspelt.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The check every task has: the learner's code can be loaded.
const LOADS: &str = "loads";

/// The checks that the libraries declare: module, function, names.
const LIBRARIES: [(&str, &str, &[&str]); 7] = [
    (
        "suites",
        "suite",
        &["collects", "steady", "accepts_right_programs", "catches_wrong_programs"],
    ),
    ("review", "review", &["reads", "finds", "spares", "ranks", "claims", "proves"]),
    ("witness", "witness", &["legal", "refutes", "asked", "minimal", "fresh"]),
    ("predict", "predict", &["filled", "predicted"]),
    ("parsons", "parsons", &["arranged"]),
    ("trace", "trace", &["filled", "traced"]),
    ("spec", "spec", &["examples", "allows", "excludes", "asks"]),
];

/// The declarations of a `checks.py`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    /// The names of its checks, with the place of each; checks of a library have no place.
    pub(crate) checks: Vec<(String, Range<usize>)>,
    /// The skills it names, with their places.
    pub(crate) skills: Vec<(String, Range<usize>)>,
}

impl Declared {
    /// Reads the declarations.
    pub(crate) fn of(source: &str) -> Self {
        let mut checks = Vec::new();
        let mut decorated = false;
        let mut start = 0;
        for line in source.split_inclusive('\n') {
            let text = line.trim_start();
            if text.strip_prefix("@check").is_some_and(|rest| !starts_a_word(rest)) {
                decorated = true;
            } else if decorated
                && let Some(rest) = text.strip_prefix("async ").unwrap_or(text).strip_prefix("def ")
            {
                let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                let at = start + line.len() - rest.len();
                checks.push((rest[..end].to_owned(), at..at + end));
                decorated = false;
            }
            start += line.len();
        }
        let calls: Vec<_> = CALL.captures_iter(source).map(|found| found.extract().1).collect();
        for (module, function, names) in LIBRARIES {
            if calls.contains(&[function]) && source.contains(&format!("piton.{module}")) {
                checks.extend(names.iter().map(|name| ((*name).to_owned(), 0..0)));
            }
        }
        let skills = SKILL
            .captures_iter(source)
            .filter_map(|captures| captures.get(1))
            .map(|skill| (skill.as_str().to_owned(), skill.range()))
            .collect();
        Self { checks, skills }
    }

    /// Walks over the names that `task.toml` may use.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.checks.iter().map(|(name, _)| name.as_str()).chain([LOADS])
    }
}

static CALL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?-u)\b([a-z]+) *\(").expect("the pattern is valid"));

static SKILL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?-u:\b)skill *= *["']([^"'\n]*)["']"#).expect("the pattern is valid")
});

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn starts_a_word(text: &str) -> bool {
    text.chars().next().is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorated_functions_are_the_checks() {
        let source = r#"
from piton import check, cases
@check("one", skill="python/generators",
       advice="def is not the start of a function here")
def first(): ...
def helper(): ...
@check("two")
async def second(): ...
@checked
def third(): ...
"#;
        let declared = Declared::of(source);
        assert_eq!(declared.names().collect::<Vec<_>>(), ["first", "second", "loads"]);
        assert_eq!(&source[declared.checks[1].1.clone()], "second");
        assert_eq!(declared.skills.len(), 1);
        assert_eq!(&source[declared.skills[0].1.clone()], "python/generators");
    }

    #[test]
    fn a_suite_declares_its_checks() {
        let source = "from piton.suites import suite\nfee = suite(target='fee.py')\n";
        let declared = Declared::of(source);
        assert!(declared.names().any(|name| name == "catches_wrong_programs"));
    }

    #[test]
    fn a_library_declares_its_checks_where_it_is_imported_and_called() {
        let named = |source: &str, name: &str| Declared::of(source).names().any(|one| one == name);
        let source = "from piton.review import review\nreview(findings='findings.txt')\n";
        assert!(named(source, "proves"));
        assert!(!named("from piton.review import Defect\n", "proves"));
        assert!(!named("def review(): ...\n", "proves"));
    }
}
