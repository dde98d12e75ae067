//! What the crate promises, through its front page.

mod fixture;
mod real;
