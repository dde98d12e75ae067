//! Instances of items: values drawn for the parameters and put into the texts.
//!
//! Everything here is a function of the item and a seed. Keys and wrong answers stay programs:
//! whoever can run Python turns them into options, and shuffles those with [`shuffle`].

use std::collections::BTreeMap;
use std::fmt::Write as _;

use piton_domain::item::{Key, Param, Reason, WrongAnswer};
use piton_domain::{Item, ItemId};

/// The most instances [`enumerate`] gives.
pub const MAX_ENUMERATED: u64 = 50;

/// One question, with all parameters filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    /// The item it was drawn from.
    pub item: ItemId,
    /// The drawn values, as they appear in the texts.
    pub values: BTreeMap<String, String>,
    /// The question (Markdown).
    pub prompt: String,
    /// The program shown below it (Python).
    pub code: Option<String>,
    /// The program whose output is the right answer (Python).
    pub key_program: String,
    /// The wrong answers; their programs print what each model predicts.
    pub wrong: Vec<WrongAnswer>,
    /// The second tier.
    pub reason: Option<ReasonInstance>,
    /// What is shown after the answer (Markdown).
    pub explanation: String,
}

/// The second tier of one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonInstance {
    /// The question.
    pub prompt: String,
    /// The reasons in the order shown.
    pub options: Vec<String>,
    /// Which of them holds, from 0.
    pub right: usize,
}

/// Returns how many different instances an item has.
pub fn draws(item: &Item) -> u64 {
    item.params.values().fold(1, |product: u64, values| product.saturating_mul(values.len() as u64))
}

/// Draws an instance; equal seeds give equal instances.
pub fn instance(item: &Item, seed: u64) -> Instance {
    let mut random = Random(seed);
    let draw = random.below(draws(item));
    build(item, draw, random.next())
}

/// Gives the instances of an item: all of them, or [`MAX_ENUMERATED`] spread over them evenly.
pub fn enumerate(item: &Item) -> impl Iterator<Item = Instance> {
    let all = draws(item);
    let n_instances = all.min(MAX_ENUMERATED);
    (0..n_instances).map(move |idx| {
        let draw = u128::from(idx) * u128::from(all) / u128::from(n_instances);
        build(item, u64::try_from(draw).unwrap_or(u64::MAX), idx)
    })
}

/// Shuffles in an order that the seed determines.
pub fn shuffle<T>(seed: u64, values: &mut [T]) {
    let mut random = Random(seed);
    for last in (1..values.len()).rev() {
        let other = random.below(last as u64 + 1);
        values.swap(last, usize::try_from(other).unwrap_or(last));
    }
}

fn build(item: &Item, mut draw: u64, seed: u64) -> Instance {
    let mut values = BTreeMap::new();
    for (name, choices) in &item.params {
        let n_choices = (choices.len() as u64).max(1);
        let choice = usize::try_from(draw % n_choices).unwrap_or_default();
        draw /= n_choices;
        let Some(choice) = choices.get(choice) else { continue };
        let text = match choice {
            Param::Integer(number) => number.to_string(),
            Param::Text(text) => text.clone(),
        };
        values.insert(name.clone(), text);
    }
    let fill = |text: &str| fill(text, &values);
    let code = item.code.as_deref().map(fill);
    let key_program = match &item.key {
        Key::Program(program) => fill(program),
        Key::RunCode => code.clone().unwrap_or_default(),
    };
    Instance {
        item: item.id.clone(),
        prompt: fill(&item.prompt),
        code,
        key_program,
        wrong: item
            .wrong
            .iter()
            .map(|wrong| WrongAnswer {
                model: fill(&wrong.model),
                misconception: wrong.misconception.clone(),
                program: fill(&wrong.program),
            })
            .collect(),
        reason: item.reason.as_ref().map(|reason| reason_instance(reason, seed, fill)),
        explanation: fill(&item.explanation),
        values,
    }
}

fn reason_instance(reason: &Reason, seed: u64, fill: impl Fn(&str) -> String) -> ReasonInstance {
    let mut order: Vec<usize> = (0..=reason.wrong.len()).collect();
    shuffle(seed, &mut order);
    let right = order.iter().position(|&idx| idx == 0).unwrap_or_default();
    let option = |idx: &usize| match idx.checked_sub(1) {
        None => fill(&reason.right),
        Some(wrong) => fill(&reason.wrong[wrong]),
    };
    ReasonInstance {
        prompt: fill(&reason.prompt),
        options: order.iter().map(option).collect(),
        right,
    }
}

/// Puts values in the places of their names, in one pass.
fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut made = String::with_capacity(text.len());
    let mut copied = 0;
    for (name, span) in placeholders(text) {
        if let Some(value) = values.get(name) {
            made.push_str(&text[copied..span.start]);
            let _infallible = made.write_str(value);
            copied = span.end;
        }
    }
    made.push_str(&text[copied..]);
    made
}

/// Walks over the places of the form `{{name}}`.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = (&str, std::ops::Range<usize>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = from + text.get(from..)?.find("{{")?;
            // Of three braces the inner two are the place: an f-string may put it in a field.
            let inner = open + 2 + text[open + 2..].bytes().take_while(|&b| b == b'{').count();
            let rest = &text[inner..];
            let length =
                rest.bytes().take_while(|&b| b.is_ascii_alphanumeric() || b == b'_').count();
            from = inner + length;
            if rest[length..].starts_with("}}") && is_name(&rest[..length]) {
                from += 2;
                return Some((&rest[..length], inner - 2..from));
            }
        }
    })
}

/// Returns whether a text can be a parameter's name.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The generator SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Draws a number below `bound`; the bias is at most `bound` in 2^64.
    fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.next()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_agrees_with_its_published_output() {
        // The first outputs for seed 1234567, from the reference implementation in C.
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn places_are_found_and_filled_once() {
        let values = BTreeMap::from([
            ("n".to_owned(), "{{word}}".to_owned()),
            ("word".to_owned(), "x".to_owned()),
        ]);
        assert_eq!(
            fill("{{n}} {{word}} {{other}} {{}} {{ n }} {{", &values),
            "{{word}} x {{other}} {{}} {{ n }} {{"
        );
        assert_eq!(fill("f\"{{{word}}}\" {{N}}", &values), "f\"{x}\" {{N}}");
        assert_eq!(fill("é{{word}}é", &values), "éxé");
    }

    #[test]
    fn a_shuffle_keeps_all_values_and_depends_on_the_seed() {
        let shuffled = |seed| {
            let mut values: Vec<u32> = (0..20).collect();
            shuffle(seed, &mut values);
            values
        };
        assert_eq!(shuffled(1), shuffled(1));
        assert_ne!(shuffled(1), shuffled(2));
        let mut sorted = shuffled(3);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..20).collect::<Vec<_>>());
    }
}
