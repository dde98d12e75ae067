//! The binary as a user meets it: real files, a real judge, a real journal.
#![expect(clippy::print_stdout, reason = "a test that is skipped says why")]
#![expect(clippy::disallowed_methods, reason = "a failed test shows the place anyway")]
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare its ground fails")]

mod bad_input;
mod gate;
mod journey;
mod lookups;
mod own_code;
mod sql;
mod suites;
mod support;
mod terminal;
