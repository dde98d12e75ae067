//! Pieces that several pages show.

pub(crate) mod marks;
pub(crate) mod verdict;
