//! The binary as a user meets it: real files, a real judge, a real journal.

mod bad_input;
mod journey;
mod lookups;
mod support;
