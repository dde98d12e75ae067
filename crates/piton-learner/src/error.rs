//! What can be wrong with what a caller passes in.

/// Names the argument that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LearnerError {
    /// A skill index stands outside the graph.
    #[error("find skill {skill} among {n_skills} skills")]
    UnknownSkill {
        /// The index.
        skill: usize,
        /// How many skills there are.
        n_skills: usize,
    },
    /// An item index stands outside the bank.
    #[error("find item {item} among {n_items} items")]
    UnknownItem {
        /// The index.
        item: usize,
        /// How many items there are.
        n_items: usize,
    },
    /// A number is NaN, infinite, or outside its range.
    #[error("use {value} as {what}")]
    BadNumber {
        /// What the number was to be.
        what: &'static str,
        /// The number.
        value: f64,
    },
    /// Two lists that belong together differ in length.
    #[error("match {got} {what} with {expected}")]
    Length {
        /// What was counted.
        what: &'static str,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        got: usize,
    },
}

/// Refuses a number outside `low..=high`, NaN included.
pub(crate) fn within(
    what: &'static str,
    value: f64,
    low: f64,
    high: f64,
) -> Result<f64, LearnerError> {
    if value >= low && value <= high {
        Ok(value)
    } else {
        Err(LearnerError::BadNumber { what, value })
    }
}
