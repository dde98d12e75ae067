//! What the journal promises, seen from outside.

mod child;
mod journal;
mod portable;
mod raw;
mod sample;
mod several;
mod trouble;
