//! `items.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use piton_domain::item::{ItemKind, Key, Param, Reason, WrongAnswer};
use piton_domain::{Diagnostic, Item, ItemId, SkillId};

use super::prose;
use crate::items::{is_name, placeholders};
use crate::report::{Build, any_error, error};
use crate::wire::{At, ItemFile, ItemsFile, ParamFile, ReasonFile};
use crate::{Tree, read, suggest};

const KINDS: [(&str, ItemKind); 7] = [
    ("choice", ItemKind::Choice),
    ("choices", ItemKind::Choices),
    ("number", ItemKind::Number),
    ("text", ItemKind::Text),
    ("order", ItemKind::Order),
    ("lines", ItemKind::Lines),
    ("output", ItemKind::Output),
];

/// Reads the items of a skill; an item with an error is left out.
pub(super) fn read(tree: &Tree, skill: &SkillId, found: &mut Vec<Diagnostic>) -> Vec<Item> {
    let path = format!("{skill}/items.toml");
    let Some(content) = tree.get(&path) else { return Vec::new() };
    let Some(text) = prose::text(&path, content, found) else { return Vec::new() };
    let Some(file) = read::toml::<ItemsFile>(&path, text, found) else { return Vec::new() };
    read::format_version(&path, &file.format_version, found);
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut items = Vec::new();
    for item in file.item.iter().flatten() {
        let mut faults = Vec::new();
        let read = Reader { path: &path, text, found: &mut faults }.item(skill, item, &mut seen);
        if let Some(read) = read
            && !any_error(&faults)
        {
            items.push(read);
        }
        found.append(&mut faults);
    }
    items
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn item(
        &mut self,
        skill: &SkillId,
        file: &At<ItemFile>,
        seen: &mut BTreeMap<String, Range<usize>>,
    ) -> Option<Item> {
        let id = read::need_text((self.path, file), &file.id, "id", self.found)
            .and_then(|id| self.id(skill, id, seen));
        let kind = read::need((self.path, file), &file.kind, "kind", self.found)
            .and_then(|kind| self.kind(kind));
        let version = read::need((self.path, file), &file.version, "version", self.found);
        if let Some(version) = version.filter(|version| ***version == 0) {
            let message = "versions count from 1";
            self.found
                .push(error("item/version", self.path, message).at(version.span(), "write 1"));
        }
        let prompt = read::need_text((self.path, file), &file.prompt, "prompt", self.found);
        let explanation =
            read::need_text((self.path, file), &file.explanation, "explanation", self.found);
        let key = self.key(file, kind);
        let wrong = self.wrong(file);
        if let Some(kind) = kind {
            self.check_kind(file, kind);
        }
        let reason = file.reason.as_ref().and_then(|reason| self.reason(reason));
        let params = self.params(file);
        Some(Item {
            id: id?,
            kind: kind?,
            version: **version?,
            params,
            prompt: prompt?.to_string(),
            code: file.code.as_ref().map(|code| code.to_string()),
            key: key?,
            wrong,
            reason,
            explanation: explanation?.to_string(),
        })
    }

    fn id(
        &mut self,
        skill: &SkillId,
        id: &At<String>,
        seen: &mut BTreeMap<String, Range<usize>>,
    ) -> Option<ItemId> {
        if let Some(first) = seen.get(id.as_str()) {
            self.found.push(
                error("id/duplicate", self.path, format!("the item `{}` stands here twice", **id))
                    .at(id.span(), "again")
                    .at(first.clone(), "first"),
            );
            return None;
        }
        seen.insert(id.to_string(), id.span());
        match ItemId::new(format!("{skill}#{}", **id)) {
            Ok(id) => Some(id),
            Err(_) => {
                let message = format!("`{}` is not an item id such as `second-pass`", **id);
                self.found.push(
                    error("id/malformed", self.path, message)
                        .at(id.span(), "not a kebab-case word"),
                );
                None
            }
        }
    }

    fn kind(&mut self, text: &At<String>) -> Option<ItemKind> {
        let kind = KINDS.into_iter().find(|(word, _)| *word == text.as_str());
        if kind.is_none() {
            let mut diagnostic =
                error("kind/unknown", self.path, format!("there is no kind of item `{}`", **text))
                    .at(text.span(), "unknown");
            diagnostic.help = suggest::help(text, KINDS.map(|(word, _)| word));
            self.found.push(diagnostic);
        }
        kind.map(|(_, kind)| kind)
    }

    fn key(&mut self, file: &At<ItemFile>, kind: Option<ItemKind>) -> Option<Key> {
        let place = |diagnostic: Diagnostic| match &file.id {
            Some(id) => diagnostic.at(id.span(), "this item"),
            None => diagnostic,
        };
        match (&file.key, &file.key_program) {
            (Some(key), Some(program)) => {
                self.found.push(
                    error("item/key", self.path, "an item has one key")
                        .at(program.span(), "one key")
                        .at(key.span(), "another"),
                );
                None
            }
            (None, None) => {
                self.found.push(place(
                    error("item/key", self.path, "the item has no key")
                        .help("write `key = \"run\"` or a `key_program`"),
                ));
                None
            }
            (Some(key), None) if key.as_str() != "run" => {
                self.found.push(
                    error("item/key", self.path, "a key is computed, never written down")
                        .at(key.span(), "only \"run\" is known")
                        .help("write `key = \"run\"` or a `key_program` that prints the answer"),
                );
                None
            }
            (Some(key), None) => {
                if kind == Some(ItemKind::Choices) {
                    self.found.push(
                        error("item/key", self.path, "`choices` needs a `key_program`")
                            .at(key.span(), "prints no `+ ` and `- `")
                            .help(
                                "it prints one option a line, behind `+ ` if it holds, else `- `",
                            ),
                    );
                }
                if file.code.is_none() {
                    self.found.push(
                        error("item/key", self.path, "there is no `code` to run")
                            .at(key.span(), "runs nothing"),
                    );
                }
                Some(Key::RunCode)
            }
            (None, Some(program)) => {
                self.not_empty(program, "key_program");
                Some(Key::Program(program.to_string()))
            }
        }
    }

    fn wrong(&mut self, file: &At<ItemFile>) -> Vec<WrongAnswer> {
        let mut wrong = Vec::new();
        for answer in file.wrong.iter().flatten() {
            let model = read::need_text((self.path, answer), &answer.model, "model", self.found);
            let program =
                read::need_text((self.path, answer), &answer.program, "program", self.found);
            if let Some(misconception) = &answer.misconception {
                self.not_empty(misconception, "misconception");
            }
            if let (Some(model), Some(program)) = (model, program) {
                wrong.push(WrongAnswer {
                    model: model.to_string(),
                    misconception: answer.misconception.as_ref().map(|id| id.to_string()),
                    program: program.to_string(),
                });
            }
        }
        wrong
    }

    fn check_kind(&mut self, file: &At<ItemFile>, kind: ItemKind) {
        let Some(place) = file.kind.as_ref().map(At::span) else { return };
        if kind == ItemKind::Choice && file.wrong.as_ref().is_none_or(Vec::is_empty) {
            self.found.push(
                error("item/no-choice", self.path, "a choice has at least one wrong answer")
                    .at(place, "nothing to choose from")
                    .help("write `[[item.wrong]]` with a model and the program that follows it"),
            );
        } else if kind == ItemKind::Lines && file.code.is_none() {
            self.found.push(
                error("item/no-code", self.path, "there is no `code` whose lines could be named")
                    .at(place, "asks for lines"),
            );
        }
    }

    fn reason(&mut self, file: &At<ReasonFile>) -> Option<Reason> {
        let prompt = read::need_text((self.path, file), &file.prompt, "prompt", self.found);
        let right = read::need_text((self.path, file), &file.right, "right", self.found);
        let wrong = read::need((self.path, file), &file.wrong, "wrong", self.found)?;
        if wrong.is_empty() {
            self.found.push(
                error("item/no-reason", self.path, "there is no reason to choose against")
                    .at(wrong.span(), "empty"),
            );
        }
        wrong.iter().for_each(|reason| self.not_empty(reason, "a wrong reason"));
        let texts: Vec<&At<String>> = right.into_iter().chain(wrong.iter()).collect();
        for (idx, text) in texts.iter().enumerate() {
            if let Some(twin) = texts[..idx].iter().find(|twin| twin.trim() == text.trim()) {
                self.found.push(
                    error("item/same-reasons", self.path, "two reasons say the same")
                        .at(text.span(), "again")
                        .at(twin.span(), "first"),
                );
            }
        }
        Some(Reason {
            prompt: prompt?.to_string(),
            right: right?.to_string(),
            wrong: wrong.iter().map(|reason| reason.to_string()).collect(),
        })
    }

    fn params(&mut self, file: &At<ItemFile>) -> BTreeMap<String, Vec<Param>> {
        let declared = file.params.iter().flatten();
        let names: BTreeSet<&str> = declared.clone().map(|(name, _)| name.as_str()).collect();
        let mut used = BTreeSet::new();
        for text in texts(file) {
            for (name, _) in placeholders(text) {
                used.insert(name.to_owned());
                if !names.contains(name) {
                    let mut diagnostic = error(
                        "item/unknown-param",
                        self.path,
                        format!("nothing fills `{{{{{name}}}}}`"),
                    )
                    .at(self.place_of(text, name), "no such parameter");
                    diagnostic.help = suggest::help(name, names.iter().copied());
                    self.found.push(diagnostic);
                }
            }
        }
        let mut params = BTreeMap::new();
        for (name, values) in declared {
            if !is_name(name) {
                let message = format!("`{}` is not a parameter's name", **name);
                self.found.push(
                    error("item/bad-param", self.path, message)
                        .at(name.span(), "a-z, 0-9 and _, a letter first"),
                );
            } else if !used.contains(name.as_str()) {
                let message = format!("`{{{{{}}}}}` stands nowhere", **name);
                self.found.push(
                    error("item/unused-param", self.path, message).at(name.span(), "not used"),
                );
            }
            if values.is_empty() {
                self.found.push(
                    error("item/bad-param", self.path, "there is no value to draw")
                        .at(values.span(), "empty"),
                );
            }
            let values = values.iter().map(|value| match value {
                ParamFile::Integer(number) => Param::Integer(*number),
                ParamFile::Text(text) => Param::Text(text.clone()),
            });
            params.insert(name.to_string(), values.collect());
        }
        params
    }

    fn not_empty(&mut self, text: &At<String>, what: &str) {
        if text.trim().is_empty() {
            self.found.push(
                error("toml/empty", self.path, format!("{what} is empty"))
                    .at(text.span(), "nothing here"),
            );
        }
    }

    /// Finds `{{name}}` in the source of a value, whose escapes may shift what follows.
    fn place_of(&self, value: &At<String>, name: &str) -> Range<usize> {
        let span = value.span();
        let place = format!("{{{{{name}}}}}");
        match self.text.get(span.clone()).and_then(|source| source.find(&place)) {
            Some(at) => span.start + at..span.start + at + place.len(),
            None => span,
        }
    }
}

/// Walks over all texts into which parameters are put.
fn texts(file: &At<ItemFile>) -> impl Iterator<Item = &At<String>> {
    let reason = file.reason.iter().flat_map(|reason| {
        let wrong = reason.wrong.iter().flat_map(|wrong| wrong.iter());
        reason.prompt.iter().chain(&reason.right).chain(wrong)
    });
    let wrong = file.wrong.iter().flatten();
    [&file.prompt, &file.code, &file.key_program, &file.explanation]
        .into_iter()
        .flatten()
        .chain(wrong.flat_map(|wrong| wrong.model.iter().chain(&wrong.program)))
        .chain(reason)
}
