//! What the journal promises, seen from outside.

mod journal;
mod portable;
mod sample;
