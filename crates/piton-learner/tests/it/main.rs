//! The learner model through its public functions, bad input included.

mod bank;
mod folding;
mod graphs;
mod memories;
mod states;
