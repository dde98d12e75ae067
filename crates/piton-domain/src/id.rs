//! Identifiers: permanent, readable, checked once where they enter.

use std::fmt;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError {
    /// The text that was refused.
    pub text: String,
    /// What an identifier of this kind looks like.
    pub expected: &'static str,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for IdError {}

/// Returns whether `text` is one kebab-case word: `a-z`, `0-9`, single inner hyphens.
fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Checks and wraps `text`.
            ///
            /// Errors: [`IdError`] if the text has another form.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) { Ok(Self(text)) } else { Err(IdError { text, expected: $expected }) }
            }

            /// Borrows the identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// An area of the roadmap, such as `concurrency`.
    AreaId,
    "an area id such as `concurrency`",
    is_slug
);
id!(
    /// A statement of the roadmap, such as `python.2`.
    StatementId,
    "a statement id such as `python.2`",
    |text| text
        .split_once('.')
        .is_some_and(|(area, n)| is_slug(area) && n.parse::<u8>().is_ok_and(|n| n > 0))
);
id!(
    /// A skill, such as `python/generators`.
    SkillId,
    "a skill id such as `python/generators`",
    |text| matches!(text.split('/').collect::<Vec<_>>()[..], [area, skill] if is_slug(area) && is_slug(skill))
);
id!(
    /// A task, such as `python/generators/statement-exporter`.
    TaskId,
    "a task id such as `python/generators/statement-exporter`",
    |text| matches!(text.split('/').collect::<Vec<_>>()[..], [area, skill, task] if is_slug(area) && is_slug(skill) && is_slug(task))
);
id!(
    /// An item template, such as `python/generators#second-pass`.
    ItemId,
    "an item id such as `python/generators#second-pass`",
    |text| text
        .split_once('#')
        .is_some_and(|(skill, item)| SkillId::new(skill).is_ok() && is_slug(item))
);
id!(
    /// The SHA-256 of some content, as 64 lower-case hexadecimal digits.
    ContentHash,
    "a SHA-256 of 64 lower-case hexadecimal digits",
    |text| text.len() == 64
        && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
);

impl SkillId {
    /// Returns the area the skill belongs to.
    pub fn area(&self) -> AreaId {
        AreaId(self.0.split('/').next().unwrap_or_default().to_owned())
    }

    /// Returns the last part, such as `generators`.
    pub fn slug(&self) -> &str {
        self.0.split('/').next_back().unwrap_or_default()
    }
}

impl TaskId {
    /// Returns the skill whose folder holds the task.
    pub fn skill(&self) -> SkillId {
        SkillId(self.0.rsplit_once('/').map_or("", |(skill, _)| skill).to_owned())
    }

    /// Returns the last part, such as `statement-exporter`.
    pub fn slug(&self) -> &str {
        self.0.split('/').next_back().unwrap_or_default()
    }
}

impl ItemId {
    /// Returns the skill the item belongs to.
    pub fn skill(&self) -> SkillId {
        SkillId(self.0.split('#').next().unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_formed_ids_are_accepted() {
        assert_eq!(SkillId::new("python/data-types").unwrap().area().as_str(), "python");
        assert_eq!(
            TaskId::new("python/generators/exporter").unwrap().skill().as_str(),
            "python/generators"
        );
        assert_eq!(ItemId::new("os/files#one-offset").unwrap().skill().as_str(), "os/files");
        assert!(StatementId::new("python.2").is_ok());
        assert!(ContentHash::new("0".repeat(64)).is_ok());
    }

    #[test]
    fn ids_that_could_leave_their_folder_are_refused() {
        for text in ["", "..", "../x", "a/../b", "/a/b", "a//b", "A/b", "a/b/", "a/b-", "a/b c"] {
            assert!(SkillId::new(text).is_err(), "{text}");
            assert!(TaskId::new(text).is_err(), "{text}");
        }
        for text in ["python.0", "python", "python.x", ".1"] {
            assert!(StatementId::new(text).is_err(), "{text}");
        }
        assert!(ContentHash::new("g".repeat(64)).is_err());
    }
}
