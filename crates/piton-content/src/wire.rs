//! The TOML files as authors write them.
//!
//! Every field is optional here, though most must be there: a missing key is reported by the
//! loader together with everything else, while serde would stop at the first. The doc comments are
//! the descriptions in the published schemas.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, Range};

use piton_domain::task::KINDS;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

/// The version of all TOML files this build reads.
pub(crate) const FORMAT_VERSION: u32 = 1;

/// A value that knows its place in the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent, bound = "T: Deserialize<'de>")]
pub(crate) struct At<T>(Spanned<T>);

impl<T> At<T> {
    pub(crate) fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref()
    }
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for At<T> {}

impl<T: PartialOrd> PartialOrd for At<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<T: Ord> Ord for At<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// `content/roadmap.toml`: the road as a whole.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "roadmap.toml")]
pub(crate) struct RoadmapFile {
    /// The version of this format: 1.
    #[schemars(required)]
    pub(crate) format_version: Option<At<u32>>,
    /// A paragraph that says what the road is (Markdown).
    #[schemars(required)]
    pub(crate) introduction: Option<At<String>>,
    /// The ids of the areas, in the order in which they are shown.
    #[schemars(required)]
    pub(crate) areas: Option<Vec<At<String>>>,
    /// The task offered on the first run.
    pub(crate) first_ticket: Option<At<String>>,
    /// The promises of the road, in order.
    pub(crate) statement: Option<Vec<At<StatementFile>>>,
}

/// One promise of the road.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementFile {
    /// The area's id, a dot, a number from 1.
    #[schemars(required)]
    pub(crate) id: Option<At<String>>,
    /// The sentence.
    #[schemars(required)]
    pub(crate) text: Option<At<String>>,
}

/// `area.toml`: an area of the road.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "area.toml")]
pub(crate) struct AreaFile {
    /// The version of this format: 1.
    #[schemars(required)]
    pub(crate) format_version: Option<At<u32>>,
    /// The words on screen.
    #[schemars(required)]
    pub(crate) heading: Option<At<String>>,
    /// `practical` or `theory`.
    #[schemars(extend("enum" = ["practical", "theory"]))]
    #[schemars(required)]
    pub(crate) half: Option<At<String>>,
}

/// `skill.toml`: something a person can do, and a machine can see them do.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "skill.toml")]
pub(crate) struct SkillFile {
    /// The version of this format: 1.
    #[schemars(required)]
    pub(crate) format_version: Option<At<u32>>,
    /// A short name for lists.
    #[schemars(required)]
    pub(crate) title: Option<At<String>>,
    /// A sentence that starts with "can".
    #[schemars(required)]
    pub(crate) outcome: Option<At<String>>,
    /// `junior`, `mid`, `senior` or `expert`.
    #[schemars(extend("enum" = ["junior", "mid", "senior", "expert"]))]
    #[schemars(required)]
    pub(crate) level: Option<At<String>>,
    /// Ids of the skills to hold first; none of a higher level.
    pub(crate) needs: Option<Vec<At<String>>>,
    /// Ids of the statements of this area that the skill carries.
    #[schemars(required)]
    pub(crate) covers: Option<Vec<At<String>>>,
    /// The kinds of task that can prove the skill.
    #[schemars(extend("items" = { "enum": KINDS.as_slice() }))]
    #[schemars(required)]
    pub(crate) kinds: Option<Vec<At<String>>>,
    /// Where the material comes from: titles or addresses.
    pub(crate) sources: Option<Vec<At<String>>>,
}

/// `items.toml`: the questions of a skill.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "items.toml")]
pub(crate) struct ItemsFile {
    /// The version of this format: 1.
    #[schemars(required)]
    pub(crate) format_version: Option<At<u32>>,
    /// The questions.
    pub(crate) item: Option<Vec<At<ItemFile>>>,
}

/// One question, from which instances are drawn.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemFile {
    /// A word such as `second-pass`; permanent.
    #[schemars(required)]
    pub(crate) id: Option<At<String>>,
    /// `choice`, `choices`, `number`, `text`, `order`, `lines` or `output`.
    #[schemars(extend("enum" = ["choice", "choices", "number", "text", "order", "lines", "output"]))]
    #[schemars(required)]
    pub(crate) kind: Option<At<String>>,
    /// Grows when a change could change a key.
    #[schemars(required)]
    pub(crate) version: Option<At<u32>>,
    /// What an instance varies: for each name the values it is drawn from.
    pub(crate) params: Option<BTreeMap<At<String>, At<Vec<ParamFile>>>>,
    /// The question (Markdown with `{{name}}` where a parameter goes).
    #[schemars(required)]
    pub(crate) prompt: Option<At<String>>,
    /// The program the question is about (Python with `{{name}}`).
    pub(crate) code: Option<At<String>>,
    /// `run`: the right answer is the output of `code`.
    #[schemars(extend("enum" = ["run"]))]
    pub(crate) key: Option<At<String>>,
    /// A program that prints the right answer (Python with `{{name}}`), one part a line.
    pub(crate) key_program: Option<At<String>>,
    /// Wrong answers, each the output of a named wrong model.
    pub(crate) wrong: Option<Vec<At<WrongFile>>>,
    /// The second tier: why the answer holds.
    pub(crate) reason: Option<At<ReasonFile>>,
    /// What is shown after the answer (Markdown with `{{name}}`).
    #[schemars(required)]
    pub(crate) explanation: Option<At<String>>,
}

/// A wrong answer and the misunderstanding that leads to it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrongFile {
    /// The misunderstanding, as a learner would say it.
    #[schemars(required)]
    pub(crate) model: Option<At<String>>,
    /// Its id in the catalogue of misconceptions.
    pub(crate) misconception: Option<At<String>>,
    /// A program that prints what this model predicts (Python with `{{name}}`).
    #[schemars(required)]
    pub(crate) program: Option<At<String>>,
}

/// The second tier of a question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonFile {
    /// The question.
    #[schemars(required)]
    pub(crate) prompt: Option<At<String>>,
    /// The right reason.
    #[schemars(required)]
    pub(crate) right: Option<At<String>>,
    /// Reasons that do not hold.
    #[schemars(required)]
    pub(crate) wrong: Option<At<Vec<At<String>>>>,
}

/// A parameter's value: a whole number or a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ParamFile {
    Integer(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for ParamFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = ParamFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or a text")
            }

            fn visit_i64<E>(self, value: i64) -> Result<ParamFile, E> {
                Ok(ParamFile::Integer(value))
            }

            fn visit_str<E>(self, value: &str) -> Result<ParamFile, E> {
                Ok(ParamFile::Text(value.to_owned()))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for ParamFile {
    fn schema_name() -> Cow<'static, str> {
        "ParamFile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "description": "A parameter's value: a whole number or a text.",
            "type": ["integer", "string"],
        })
    }
}

/// `task.toml`: a ticket and how it is judged.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "task.toml")]
pub(crate) struct TaskFile {
    /// The version of this format: 1.
    #[schemars(required)]
    pub(crate) format_version: Option<At<u32>>,
    /// What stands in lists.
    #[schemars(required)]
    pub(crate) title: Option<At<String>>,
    /// The kind, such as `debug`.
    #[schemars(extend("enum" = KINDS.as_slice()))]
    #[schemars(required)]
    pub(crate) kind: Option<At<String>>,
    /// The family this rung belongs to; the folder's name if left out.
    pub(crate) family: Option<At<String>>,
    /// `junior`, `mid`, `senior` or `expert`.
    #[schemars(extend("enum" = ["junior", "mid", "senior", "expert"]))]
    #[schemars(required)]
    pub(crate) level: Option<At<String>>,
    /// 1 (about ten minutes) to 5 (days).
    #[schemars(required)]
    pub(crate) rung: Option<At<u8>>,
    /// Expected working time in minutes.
    #[schemars(required)]
    pub(crate) minutes: Option<At<u16>>,
    /// What the task exercises; the skill whose folder it stands in comes first.
    #[schemars(required)]
    pub(crate) skills: Option<Vec<At<String>>>,
    /// The learner's files, all of them present in `start`.
    #[schemars(required)]
    pub(crate) files: Option<Vec<At<String>>>,
    /// Names of the checks that run on every save in certify mode.
    pub(crate) visible: Option<Vec<At<String>>>,
    /// Modules imported before the learner's code is known.
    pub(crate) preload: Option<Vec<At<String>>>,
    /// The oldest Python the task can be done in; `3.11` if left out.
    pub(crate) requires_python: Option<At<String>>,
    /// The weakest sandbox tier it may be judged in, 1 (strongest) to 3; 3 if left out.
    pub(crate) needs_tier: Option<At<u8>>,
    /// The widest help allowed in certify mode: `none`, `docs` or `assistant`.
    #[schemars(extend("enum" = ["none", "docs", "assistant"]))]
    #[schemars(required)]
    pub(crate) aid: Option<At<String>>,
    /// Grows when a change could change a verdict.
    #[schemars(required)]
    pub(crate) version: Option<At<u32>>,
    /// The name of the reference among the folders of `right`.
    #[schemars(required)]
    pub(crate) reference: Option<At<String>>,
    /// What the process with the learner's code may use.
    pub(crate) limits: Option<LimitsFile>,
    /// For each folder of `wrong` the check that must catch it.
    pub(crate) wrong: Option<BTreeMap<At<String>, CaughtFile>>,
    /// Changes of the reference that the checks need not notice, by the id the gate gives them.
    pub(crate) equivalent: Option<BTreeMap<At<String>, EquivalentFile>>,
}

/// What the process with the learner's code may use.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitsFile {
    /// CPU time of one process in seconds.
    pub(crate) cpu_s: Option<At<u32>>,
    /// Wall time of one check in seconds.
    pub(crate) wall_s: Option<At<u32>>,
    /// Address space in MiB.
    pub(crate) memory_mib: Option<At<u32>>,
    /// Standard output and error together in MiB.
    pub(crate) output_mib: Option<At<u32>>,
    /// Processes and threads.
    pub(crate) processes: Option<At<u32>>,
    /// Size of one file in MiB.
    pub(crate) file_mib: Option<At<u32>>,
    /// Open descriptors.
    pub(crate) open_files: Option<At<u32>>,
}

/// What must catch a wrong solution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CaughtFile {
    /// The name of the check that must fail.
    #[schemars(required)]
    pub(crate) caught_by: Option<At<String>>,
    /// Words the failing check must say.
    #[schemars(required)]
    pub(crate) says: Option<At<String>>,
}

/// A change of the reference that makes no difference.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EquivalentFile {
    /// Why it makes no difference a ticket could ask for.
    #[schemars(required)]
    pub(crate) reason: Option<At<String>>,
}

/// `variants.toml`: the task in other words.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "variants.toml")]
pub(crate) struct VariantsFile {
    /// The version of this format: 1.
    #[schemars(required)]
    pub(crate) format_version: Option<At<u32>>,
    /// The variants beside `base`.
    pub(crate) variant: Option<Vec<At<VariantFile>>>,
}

/// One variant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariantFile {
    /// A word such as `library`; permanent.
    #[schemars(required)]
    pub(crate) id: Option<At<String>>,
    /// A folder such as `variants/library`, laid over the task's folder before words are replaced.
    pub(crate) overlay: Option<At<String>>,
    /// Whole words and what takes their place, in file names and in all text files.
    pub(crate) replace: Option<BTreeMap<At<String>, At<String>>>,
}
