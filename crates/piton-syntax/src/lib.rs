//! Python source as facts, for proving content: what could be wrong in it, and what it is at heart.
//!
//! [`mutants`] makes small plausible faults by replacing byte ranges, [`enemies`] makes functions
//! that answer nonsense, [`normal_form`] is equal for two sources that differ in form alone. A
//! source that cannot be read is an error, never a panic. Nothing here runs Python or touches a
//! disk, and no other crate knows the parser.

mod enemy;
mod fault;
mod mutant;
mod normal;
mod splice;

pub use enemy::enemies;
pub use fault::SyntaxFault;
pub use mutant::mutants;
pub use normal::normal_form;

/// A source with one deliberate change; it can be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// Where and what: `function:operator:number`, the number counted within the function.
    ///
    /// It stays the same when something else in the file changes.
    pub id: String,
    /// The line of the change, from 1.
    pub line: usize,
    /// The change in words, such as "`<` becomes `<=`".
    pub says: String,
    /// The whole source with the change.
    pub source: String,
}
