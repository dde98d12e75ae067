//! Changing a source by byte ranges, and proving that the result is still a source.

use std::collections::BTreeMap;

use ruff_python_ast::ModModule;
use ruff_python_parser::{Parsed, parse_module};
use ruff_text_size::TextRange;

use crate::{Mutant, SyntaxFault};

/// One change that might be made.
#[derive(Debug)]
pub(crate) struct Edit {
    /// The function it stands in, such as `Statement.total`; `module` outside all.
    pub(crate) place: String,
    /// The name of what makes it.
    pub(crate) operator: &'static str,
    pub(crate) range: TextRange,
    pub(crate) text: String,
    pub(crate) says: String,
}

/// Parses a source.
pub(crate) fn parse(source: &str) -> Result<Parsed<ModModule>, SyntaxFault> {
    parse_module(source).map_err(|error| SyntaxFault {
        line: line_of(source, error.location.start().to_usize()),
        what: error.error.to_string(),
    })
}

/// Returns the text of a range.
pub(crate) fn text(source: &str, range: TextRange) -> &str {
    source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
}

/// Makes each change alone, in the order of the source; what changes nothing or does not parse is
/// left out.
pub(crate) fn spliced(source: &str, mut edits: Vec<Edit>) -> Vec<Mutant> {
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut mutants: Vec<Mutant> = Vec::new();
    for edit in edits {
        // It counts whether or not it can be made, so that numbers do not depend on that.
        let count = counts.entry((edit.place.clone(), edit.operator)).or_default();
        *count += 1;
        let (start, end) = (edit.range.start().to_usize(), edit.range.end().to_usize());
        let (Some(before), Some(after)) = (source.get(..start), source.get(end..)) else {
            continue;
        };
        let made = format!("{before}{}{after}", edit.text);
        let known = || mutants.iter().any(|one| one.source == made);
        if made != source && !known() && parse_module(&made).is_ok() {
            mutants.push(Mutant {
                id: format!("{}:{}:{count}", edit.place, edit.operator),
                line: line_of(source, start),
                says: edit.says,
                source: made,
            });
        }
    }
    mutants
}

fn line_of(source: &str, offset: usize) -> usize {
    1 + source.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}
