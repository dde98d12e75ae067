//! What can be wrong with an export that is read.

/// What is wrong with a line of an import.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportFault {
    /// The first line is not an export's.
    #[error("is not the beginning of an export of Piton")]
    NotAnExport,
    /// It holds something this Piton does not know.
    #[error("was written by a newer Piton: it holds {what}")]
    Newer {
        /// What is not known, as a noun phrase.
        what: String,
    },
    /// It is longer than a line of an export can be.
    #[error("is longer than any line of an export may be")]
    TooLong,
    /// It is not a line of an export.
    #[error("cannot be read: {what}")]
    Unreadable {
        /// What is wrong, as a fragment.
        what: String,
    },
    /// It stands where such a line may not stand.
    #[error("stands in the wrong place: {what}")]
    Order {
        /// What is wrong, as a fragment.
        what: &'static str,
    },
    /// An earlier line holds the same event or blob.
    #[error("repeats an earlier line")]
    Repeated,
    /// Its blob is not what it says.
    #[error("holds a blob that {what}")]
    Blob {
        /// What is wrong, as a fragment.
        what: &'static str,
    },
    /// The end is missing.
    #[error("is missing: the file ends too early")]
    Truncated,
    /// The last line does not fit those before it.
    #[error("does not fit the lines before it: {what}")]
    Changed {
        /// What differs, as a fragment.
        what: &'static str,
    },
}

impl ImportFault {
    /// Returns what can be done, as whole sentences.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Self::NotAnExport => {
                "Nothing was imported. Give the file that `piton export` wrote, unpacked if it \
                 was packed."
            }
            Self::Newer { .. } => {
                "Nothing was imported. Bring this Piton up to date, then import again."
            }
            Self::TooLong
            | Self::Unreadable { .. }
            | Self::Order { .. }
            | Self::Repeated
            | Self::Blob { .. }
            | Self::Truncated
            | Self::Changed { .. } => {
                "Nothing was imported. The file was cut or changed on its way: copy it again, or \
                 run `piton export` again where it came from."
            }
        }
    }
}
