//! Items: small questions about concrete cases, with computed keys.

use std::collections::BTreeMap;

use crate::ItemId;

/// A template from which instances are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// How it is answered.
    pub kind: ItemKind,
    /// Grows when a change could change a key.
    pub version: u32,
    /// What an instance varies: values by name, each list drawn from independently.
    pub params: BTreeMap<String, Vec<Param>>,
    /// The question (Markdown with `{{name}}` where a parameter goes).
    pub prompt: String,
    /// The program the question is about, shown below it (Python with `{{name}}`).
    pub code: Option<String>,
    /// Where the right answer comes from.
    pub key: Key,
    /// Wrong answers, each the output of a named wrong model.
    pub wrong: Vec<WrongAnswer>,
    /// The second tier.
    pub reason: Option<Reason>,
    /// What is shown after the answer (Markdown with `{{name}}`).
    pub explanation: String,
}

/// A parameter's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// One of several answers.
    Choice,
    /// Every answer that holds.
    Choices,
    /// A number.
    Number,
    /// A short text.
    Text,
    /// Lines put in order.
    Order,
    /// Line numbers of the program.
    Lines,
    /// What the program prints.
    Output,
}

/// Where an answer comes from. Programs print it, one part a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// The output of the item's own `code`.
    RunCode,
    /// The output of another program (Python with `{{name}}`).
    Program(String),
}

/// A wrong answer and the misunderstanding that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongAnswer {
    /// The misunderstanding, as a learner would say it.
    pub model: String,
    /// The id of the misconception, if it is one of the catalogue.
    pub misconception: Option<String>,
    /// The program that computes what this misunderstanding predicts.
    pub program: String,
}

/// The second tier: why the answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The question.
    pub prompt: String,
    /// The right reason.
    pub right: String,
    /// Reasons that do not hold.
    pub wrong: Vec<String>,
}
