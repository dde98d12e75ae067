//! Evidence in, numbers out: what a learner knows, remembers, should do next and may claim.
//!
//! Skills, areas and items are plain indices and the prerequisites an adjacency list.
//! Nothing here reads a clock, a file or a source of chance: days and random numbers are arguments.
//! A model may choose what comes next; it never awards a level: [`levels`] asks it nothing.
//!
//! Constants without a cited source are authored starting values, fitted to no data set.

pub mod calibrate;
pub mod cat;
pub mod curve;
pub mod error;
pub mod graph;
pub mod items;
pub mod levels;
pub mod memory;
pub mod model;
pub mod next;
pub mod num;
pub mod outcome;
mod particles;
pub mod placement;
pub mod rng;
pub mod state;

pub use error::LearnerError;
pub use graph::Graph;
pub use model::{Learner, Model};
pub use rng::Rng;
