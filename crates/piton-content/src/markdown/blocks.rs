//! The Python blocks of a lesson, which are all executed or at least compiled.

use std::ops::Range;

use super::facts::{Code, facts};

/// A Python block of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The program as shown.
    pub source: String,
    /// The blocks it continues, joined: they run first, in the same program. Usually empty.
    pub before: String,
    /// What is to be done with it.
    pub tag: BlockTag,
    /// The line of its first line in the Markdown, from 1.
    pub line: usize,
    /// What this block must print, exactly.
    pub expected_output: Option<String>,
    /// The name of the exception that must end it.
    pub raises: Option<String>,
}

/// What is to be done with a Python block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockTag {
    /// Only compiled.
    Compile,
    /// Run by itself.
    Run,
    /// Run after the blocks it continues.
    RunContinued,
}

/// What is wrong with a block.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BlockFault {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
}

/// Returns the Python blocks of a lesson in order.
///
/// A block tagged `python run` runs; `continue` puts it behind the run block before it;
/// `raises=Name` says that it must raise; an `output` block directly below says what it prints.
pub fn lesson_blocks(markdown: &str) -> Vec<Block> {
    blocks(&facts(markdown).code).0
}

/// Reads the blocks, and what is wrong with their tags.
pub(crate) fn blocks(code: &[Code]) -> (Vec<Block>, Vec<BlockFault>) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut faults = Vec::new();
    let mut previous_runs = false;
    for code in code {
        let mut words = code.info.split_whitespace();
        let language = words.next().unwrap_or_default();
        let fault = |message: &str| BlockFault { span: code.span.clone(), message: message.into() };
        if language == "output" {
            match blocks.last_mut().filter(|_| previous_runs && code.follows) {
                Some(block) => block.expected_output = Some(code.literal.clone()),
                None => faults.push(fault("an output block stands directly below a run block")),
            }
        }
        previous_runs = false;
        if language != "python" {
            continue;
        }
        let (mut run, mut continues, mut raises) = (false, false, None);
        for word in words {
            match word.split_once('=') {
                None if word == "run" => run = true,
                None if word == "continue" => continues = true,
                Some(("raises", name)) if !name.is_empty() => raises = Some(name.to_owned()),
                _ => faults.push(fault(&format!(
                    "`{word}` is not a tag of a Python block; there is `run`, `continue` and \
                     `raises=Name`"
                ))),
            }
        }
        if !run && (continues || raises.is_some()) {
            faults.push(fault("only a run block can continue another or raise"));
        }
        let last_run = blocks.iter().rev().find(|block| block.tag != BlockTag::Compile);
        let before = match last_run.filter(|_| run && continues) {
            Some(last) => format!("{}{}", last.before, last.source),
            None => {
                if run && continues {
                    faults.push(fault("there is no run block to continue"));
                }
                String::new()
            }
        };
        let tag = match (run, continues) {
            (false, _) => BlockTag::Compile,
            (true, false) => BlockTag::Run,
            (true, true) => BlockTag::RunContinued,
        };
        previous_runs = run;
        blocks.push(Block {
            source: code.literal.clone(),
            before,
            tag,
            line: code.line,
            expected_output: None,
            raises,
        });
    }
    (blocks, faults)
}
