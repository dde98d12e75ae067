//! The learner model through its public functions, bad input included.

mod bank;
mod choosing;
mod folding;
mod graphs;
mod levels;
mod memories;
mod placing;
mod states;
