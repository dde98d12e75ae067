//! Questions: an instance is drawn, its key is computed by running, an answer is weighed.

use std::collections::BTreeSet;

use piton_content::items::{self, Instance};
use piton_domain::item::ItemKind;
use piton_domain::{EventKind, Files, Item, ItemId, Limits};
use piton_judge::environment::Environment;
use piton_judge::{Judge, ScriptOutcome};

use crate::Coach;
use crate::error::{CoachError, ErrorKind, Result};
use crate::judging::judge_error;
use crate::setup::SetupProgress;
use crate::view::{Answer, FeedbackView, OutputView, PreviewItem, QuestionView, ReasonView};

/// An instance with everything that had to be run.
pub(crate) struct Drawn {
    instance: Instance,
    /// What the key program printed, tidied.
    key: String,
    /// What each wrong model predicts, tidied, in the item's order.
    wrong: Vec<String>,
    /// What can be chosen, in the order shown.
    options: Vec<String>,
}

impl Coach {
    /// Draws questions on a skill: those not answered rightly yet first, the oldest first.
    pub fn questions(
        &mut self,
        wanted: &str,
        number: usize,
        on_progress: &mut dyn FnMut(SetupProgress),
    ) -> Result<Vec<QuestionView>> {
        let id = self.find_skill(wanted)?;
        let state = self.state()?;
        let skill = self.roadmap()?.skill(&id).expect("the id was just found");
        if skill.items.is_empty() {
            return Err(CoachError::usage(format!("the questions on `{id}` are being written"))
                .hint("`piton map` shows what is open today."));
        }
        let mut items = skill.items.clone();
        items.sort_by_key(|item| {
            let history = state.items.get(&item.id);
            (
                history.is_some_and(|history| history.last_right),
                history.and_then(|history| history.last_at),
            )
        });
        let environment = self.default_environment((3, 11), on_progress)?;
        items
            .iter()
            .take(number)
            .map(|item| {
                let seed = self.host.random();
                let instance = items::instance(item, seed);
                let drawn = draw(self.judge()?, item, instance, seed, &environment)?;
                Ok(question(item, seed, drawn))
            })
            .collect()
    }

    /// Draws a question again: the one that was drawn with this seed.
    pub fn question(&mut self, item: &str, seed: &str) -> Result<QuestionView> {
        let (item, seed, drawn, _) = self.draw_again(item, seed)?;
        Ok(question(&item, seed, drawn))
    }

    fn draw_again(&mut self, item: &str, seed: &str) -> Result<(Item, u64, Drawn, Environment)> {
        let id = ItemId::new(item).map_err(|error| CoachError::usage(error.to_string()))?;
        let seed = u64::from_str_radix(seed, 16)
            .map_err(|_| CoachError::usage(format!("`{seed}` is not the seed of a question")))?;
        let item = self
            .roadmap()?
            .skill(&id.skill())
            .and_then(|skill| skill.items.iter().find(|item| item.id == id))
            .cloned()
            .ok_or_else(|| CoachError::not_found(format!("there is no question `{id}`")))?;
        let environment = self.default_environment((3, 11), &mut |_| {})?;
        let instance = items::instance(&item, seed);
        let drawn = draw(self.judge()?, &item, instance, seed, &environment)?;
        Ok((item, seed, drawn, environment))
    }

    /// Weighs an answer, runs the case, and records both.
    pub fn answer(&mut self, item: &str, seed: &str, answer: &Answer) -> Result<FeedbackView> {
        let (item, seed, drawn, environment) = self.draw_again(item, seed)?;
        let given = given(item.kind, &drawn, &answer.text);
        // Who says that they do not know holds no wrong idea, whatever an empty answer would mean.
        let unknown = is_unknown(&answer.text);
        let right = !unknown && is_right(item.kind, &drawn.key, &given);
        let model =
            (!right && !unknown).then(|| fitting_model(item.kind, &drawn, &given)).flatten();
        let reason_right = drawn
            .instance
            .reason
            .as_ref()
            .map(|reason| answer.reason.is_some_and(|number| number == reason.right + 1));
        self.record(EventKind::ItemAnswered {
            item: item.id.clone(),
            version: item.version,
            seed,
            answer: answer.text.clone(),
            right,
            reason_right,
            model: model.map(|at| drawn.instance.wrong[at].model.clone()),
            misconception: model.and_then(|at| drawn.instance.wrong[at].misconception.clone()),
        })?;
        let run = match &drawn.instance.code {
            Some(code) => {
                let outcome = script(self.judge()?, code, &environment)?;
                Some(OutputView {
                    stdout: outcome.stdout,
                    stderr: outcome.raised.unwrap_or(outcome.stderr),
                    cut_bytes: 0,
                })
            }
            None => None,
        };
        Ok(FeedbackView {
            unknown,
            right,
            reason_right,
            key: shown_key(item.kind, &drawn.key),
            reason: right_reason(&drawn),
            model: model.map(|at| drawn.instance.wrong[at].model.clone()),
            explanation: drawn.instance.explanation.clone(),
            run,
        })
    }
}

fn right_reason(drawn: &Drawn) -> Option<String> {
    let reason = drawn.instance.reason.as_ref()?;
    reason.options.get(reason.right).cloned()
}

/// Draws a question and says what a right answer is told; nothing is recorded.
pub(crate) fn preview(
    judge: &Judge,
    item: &Item,
    seed: u64,
    environment: &Environment,
) -> Result<PreviewItem> {
    let drawn = draw(judge, item, items::instance(item, seed), seed, environment)?;
    let wrong = drawn.instance.wrong.iter().zip(&drawn.wrong);
    Ok(PreviewItem {
        feedback: FeedbackView {
            unknown: false,
            right: true,
            reason_right: drawn.instance.reason.as_ref().map(|_| true),
            key: shown_key(item.kind, &drawn.key),
            reason: right_reason(&drawn),
            model: None,
            explanation: drawn.instance.explanation.clone(),
            run: None,
        },
        wrong: wrong.map(|(one, answer)| (answer.clone(), one.model.clone())).collect(),
        question: question(item, seed, drawn),
    })
}

/// Runs what an instance needs and lays its options out in an order that `seed` determines.
///
/// Errors: `Content` if a program fails or an answer cannot be told from another.
pub(crate) fn draw(
    judge: &Judge,
    item: &Item,
    instance: Instance,
    seed: u64,
    environment: &Environment,
) -> Result<Drawn> {
    let outcomes = judge
        .scripts(environment, &programs(&instance), &Limits::default())
        .map_err(judge_error)?;
    lay_out(item, instance, seed, outcomes)
}

/// Returns the programs an instance needs: that of the key, then those of the wrong models.
pub(crate) fn programs(instance: &Instance) -> Vec<&str> {
    let wrong = instance.wrong.iter().map(|one| one.program.as_str());
    std::iter::once(instance.key_program.as_str()).chain(wrong).collect()
}

/// Lays the options of an instance out, given what its programs did.
///
/// Errors: as [`draw`].
pub(crate) fn lay_out(
    item: &Item,
    instance: Instance,
    seed: u64,
    outcomes: Vec<ScriptOutcome>,
) -> Result<Drawn> {
    let names = instance.wrong.iter().map(|one| one.model.as_str());
    let printed: Vec<String> = std::iter::once("the key")
        .chain(names)
        .zip(outcomes)
        .map(|(what, outcome)| printed(&item.id, what, outcome))
        .collect::<Result<_>>()?;
    let mut printed = printed.into_iter();
    let key = printed.next().unwrap_or_default();
    let wrong: Vec<String> = printed.collect();
    let mut options = match item.kind {
        ItemKind::Choice => {
            let mut options = vec![key.clone()];
            options.extend(wrong.iter().cloned());
            options
        }
        ItemKind::Choices => {
            key.lines().filter_map(|line| line.get(2..)).map(str::to_owned).collect()
        }
        ItemKind::Order => key.lines().map(str::to_owned).collect(),
        ItemKind::Number | ItemKind::Text | ItemKind::Lines | ItemKind::Output => Vec::new(),
    };
    items::shuffle(seed, &mut options);
    let drawn = Drawn { instance, key, wrong, options };
    drawn.distinct(item)?;
    Ok(drawn)
}

fn printed(item: &ItemId, what: &str, outcome: ScriptOutcome) -> Result<String> {
    if let Some(raised) = outcome.raised {
        return Err(fault(item, format!("the program of “{what}” raised {raised}")));
    }
    let tidied = tidy(&outcome.stdout);
    if tidied.is_empty() {
        return Err(fault(item, format!("the program of “{what}” printed nothing")));
    }
    Ok(tidied)
}

/// Runs a program of the content in the sandbox.
pub(crate) fn script(
    judge: &Judge,
    source: &str,
    environment: &Environment,
) -> Result<ScriptOutcome> {
    judge.script(environment, source, &Files::new(), &Limits::default()).map_err(judge_error)
}

impl Drawn {
    /// Checks that the key and every wrong answer can be told apart.
    fn distinct(&self, item: &Item) -> Result<()> {
        for (at, one) in self.wrong.iter().enumerate() {
            let model = &self.instance.wrong[at].model;
            if is_right(item.kind, &self.key, one) {
                return Err(fault(
                    &item.id,
                    format!("the wrong model “{model}” gives the right answer"),
                ));
            }
            if let Some(other) = self.wrong[..at].iter().position(|other| other == one) {
                return Err(fault(
                    &item.id,
                    format!(
                        "the wrong models “{}” and “{model}” give the same answer",
                        self.instance.wrong[other].model
                    ),
                ));
            }
        }
        if item.kind == ItemKind::Choices {
            let marked =
                self.key.lines().all(|line| line.starts_with("+ ") || line.starts_with("- "));
            if !marked {
                return Err(fault(
                    &item.id,
                    "the key program must mark each line with + or -".to_owned(),
                ));
            }
        }
        let distinct: BTreeSet<_> = self.options.iter().collect();
        if distinct.len() != self.options.len() {
            return Err(fault(&item.id, "two options read the same".to_owned()));
        }
        Ok(())
    }
}

fn question(item: &Item, seed: u64, drawn: Drawn) -> QuestionView {
    QuestionView {
        item: item.id.to_string(),
        seed: format!("{seed:016x}"),
        kind: kind_text(item.kind),
        prompt: drawn.instance.prompt,
        code: drawn.instance.code,
        options: drawn.options,
        reason: drawn
            .instance
            .reason
            .map(|reason| ReasonView { prompt: reason.prompt, options: reason.options }),
    }
}

fn kind_text(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Choice => "choice",
        ItemKind::Choices => "choices",
        ItemKind::Number => "number",
        ItemKind::Text => "text",
        ItemKind::Order => "order",
        ItemKind::Lines => "lines",
        ItemKind::Output => "output",
    }
}

impl QuestionView {
    /// Returns whether `text` can be an answer to this question at all.
    ///
    /// A slip of the finger is asked again instead of being counted.
    pub fn accepts(&self, text: &str) -> bool {
        let words: Vec<_> = split(text).collect();
        let numbers: Option<BTreeSet<usize>> =
            words.iter().map(|word| word.parse().ok().filter(|number| *number > 0)).collect();
        let chosen = numbers.as_ref().map_or(0, BTreeSet::len);
        let offered =
            numbers.is_some_and(|all| all.iter().all(|number| *number <= self.options.len()));
        match self.kind {
            _ if is_unknown(text) => true,
            "choice" => offered && words.len() == 1,
            "choices" => words == ["0"] || (offered && chosen > 0),
            "order" => offered && words.len() == chosen && chosen == self.options.len(),
            "lines" => chosen > 0,
            "number" => number(text).is_some(),
            _ => !text.trim().is_empty(),
        }
    }
}

impl ReasonView {
    /// Returns whether `text` can be the number of a reason, or says that none is known.
    pub fn accepts(&self, text: &str) -> bool {
        is_unknown(text)
            || text.trim().parse().is_ok_and(|number| (1..=self.options.len()).contains(&number))
    }
}

/// Returns whether an answer says that no answer is known.
fn is_unknown(text: &str) -> bool {
    text.trim() == "?"
}

/// Takes numbers apart as people write them: blanks and commas.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty())
}

/// Brings what was typed into the form of a key.
fn given(kind: ItemKind, drawn: &Drawn, typed: &str) -> String {
    let chosen = || {
        split(typed)
            .map(|word| drawn.options.get(word.parse::<usize>().ok()?.checked_sub(1)?))
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default()
    };
    match kind {
        ItemKind::Choice => match chosen()[..] {
            [one] => one.clone(),
            _ => String::new(),
        },
        ItemKind::Choices => {
            let chosen = chosen();
            drawn
                .key
                .lines()
                .filter_map(|line| line.get(2..))
                .map(|option| {
                    let mark = if chosen.iter().any(|one| *one == option) { '+' } else { '-' };
                    format!("{mark} {option}\n")
                })
                .collect::<String>()
                .trim_end()
                .to_owned()
        }
        ItemKind::Order => chosen().into_iter().map(String::as_str).collect::<Vec<_>>().join("\n"),
        ItemKind::Lines => split(typed)
            .filter_map(|word| word.parse::<u32>().ok())
            .collect::<BTreeSet<_>>()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n"),
        ItemKind::Number | ItemKind::Text | ItemKind::Output => tidy(typed),
    }
}

/// Says whether an answer is the key, as exactly as its kind asks.
fn is_right(kind: ItemKind, key: &str, given: &str) -> bool {
    match kind {
        ItemKind::Number => match (number(key), number(given)) {
            (Some(key), Some(given)) => (key - given).abs() <= 1e-9 * key.abs().max(1.0),
            _ => key == given,
        },
        ItemKind::Lines => {
            let set =
                |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
            !given.is_empty() && set(key) == set(given)
        }
        _ => !given.is_empty() && key == given,
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().replace('_', "").parse().ok()
}

fn fitting_model(kind: ItemKind, drawn: &Drawn, given: &str) -> Option<usize> {
    drawn.wrong.iter().position(|wrong| is_right(kind, wrong, given))
}

fn shown_key(kind: ItemKind, key: &str) -> String {
    match kind {
        ItemKind::Choices => {
            key.lines().filter_map(|line| line.strip_prefix("+ ")).collect::<Vec<_>>().join("\n")
        }
        _ => key.to_owned(),
    }
}

/// Takes away blanks that nobody can see: at the ends of lines and of the whole.
fn tidy(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').trim().to_owned()
}

fn fault(item: &ItemId, message: String) -> CoachError {
    CoachError::new(ErrorKind::Content, format!("{item}: {message}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: &'static str, options: usize) -> QuestionView {
        QuestionView {
            item: String::new(),
            seed: String::new(),
            kind,
            prompt: String::new(),
            code: None,
            options: vec![String::new(); options],
            reason: None,
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_no_answer() {
        for (kind, good, bad) in [
            ("choice", &["1", " 3 ", "?"][..], &["", "0", "4", "1 2", "a"][..]),
            ("choices", &["1", "1,3", "0", "?"], &["", "4", "0 1", "x"]),
            ("order", &["2 1 3", "3,2,1"], &["1 2", "1 1 2", "1 2 4", "1 2 3 3"]),
            ("lines", &["7", "3 12"], &["", "0", "3 x"]),
            ("number", &["7", "-1.5", "1_000"], &["", "seven"]),
            ("output", &["anything"], &["", "  "]),
        ] {
            let question = question(kind, 3);
            for text in good {
                assert!(question.accepts(text), "{kind}: {text}");
            }
            for text in bad {
                assert!(!question.accepts(text), "{kind}: {text}");
            }
        }
    }
}
