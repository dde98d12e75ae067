//! Each rule of the content gate trips on the smallest tree that breaks it, and on nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::User;

/// The files of a task in which everything holds.
const SOUND: &[(&str, &str)] = &[
    (
        "task.toml",
        r#"format_version = 1
title = "The price of a stay"
kind = "implement"
level = "mid"
rung = 2
minutes = 20
skills = ["python/carving"]
files = ["work.py"]
visible = ["short"]
aid = "docs"
version = 1
reference = "plain"

[wrong.free_week]
caught_by = "short"
says = "Count the days of a short stay"

[wrong.no_discount]
caught_by = "long"
says = "Who stays longer"

[wrong.takes_all]
caught_by = "refuses"
says = "ValueError"
"#,
    ),
    (
        "brief.md",
        "Ten a day; five off from the eighth day on; less than a day is a `ValueError`.\n",
    ),
    ("hints.md", "## Where to look\n\nAt the eighth day.\n"),
    ("debrief.md", "Boundaries are where prices go wrong.\n"),
    (
        "checks.py",
        r#"from piton import cases, check, raises
from probe import price


def stays(rng):
    return rng.randrange(8, 60)


@check("a short stay costs ten a day", advice="Count the days of a short stay.")
def short():
    for days in range(1, 8):
        assert price(days) == days * 10


@check("a long stay costs five less", advice="Who stays longer pays less.")
def long():
    for days in (8, 9, 30):
        assert price(days) == days * 10 - 5


@check("less than a day is refused")
def refuses():
    for days in (0, -1):
        with raises("ValueError"):
            price(days)
"#,
    ),
    (
        "probe.py",
        "from piton import probe\nimport work\n\n\n@probe()\ndef price(days):\n    return work.price(days)\n",
    ),
    ("start/work.py", "def price(days):\n    return 0\n"),
    ("right/plain/work.py", PLAIN),
    (
        "right/short/work.py",
        "def price(days):\n    if days >= 1:\n        return days * 10 - 5 * (days > 7)\n    raise ValueError\n",
    ),
    ("wrong/free_week/work.py", FREE_WEEK),
    ("wrong/no_discount/work.py", NO_DISCOUNT),
    ("wrong/takes_all/work.py", "def price(days):\n    return days * 10 - 5 * (days > 7)\n"),
];

const PLAIN: &str = "def price(days):\n    if days < 1:\n        raise ValueError(\"days\")\n    total = \
                     days * 10\n    if days > 7:\n        total -= 5\n    return total\n";

const FREE_WEEK: &str = "def price(days):\n    if days < 1:\n        raise ValueError(\"days\")\n    \
                         return days * 10 - 5 * (days > 6)\n";

const NO_DISCOUNT: &str = "def price(days):\n    if days < 1:\n        raise ValueError(\"days\")\n    return days * 10\n";

/// Changes of a loop that does nothing: all of them equivalent, one of them ten times as long.
const SLOW: &str = "[equivalent.\"work.py:module:more:1\"]\nreason = \"a loop\"\n\n\
     [equivalent.\"work.py:module:less:1\"]\nreason = \"a loop\"\n\n\
     [equivalent.\"work.py:module:arithmetic:1\"]\nreason = \"a loop\"\n\n\
     [equivalent.\"work.py:module:more:2\"]\nreason = \"a loop\"\n\n\
     [equivalent.\"work.py:module:less:2\"]\nreason = \"a loop\"\n\n\
     [equivalent.\"work.py:module:arithmetic:2\"]\nreason = \"a loop\"\n\n\
     [equivalent.\"work.py:module:more:3\"]\nreason = \"a loop\"\n\n\
     [equivalent.\"work.py:module:less:3\"]\nreason = \"a loop\"\n\n\
     [wrong.free_week]";

/// What a case changes: a file, a text in it and what takes its place; without a text the whole.
type Change = (&'static str, &'static str, &'static str);

/// A task, the changes that break one rule, and all rules it breaks.
const CASES: &[(&str, &[Change], &[&str])] = &[
    ("sound", &[], &[]),
    ("start-passes", &[("start/work.py", "", PLAIN)], &["task/start-passes"]),
    (
        "right-rejected",
        &[("right/short/work.py", "days > 7", "days > 8")],
        &["task/right-rejected", "task/right-unlucky", "task/order"],
    ),
    (
        "right-alike",
        &[(
            "right/short/work.py",
            "",
            "def price(n: int):\n    \"\"\"Says.\"\"\"\n    if (n < 1):\n        raise ValueError('days')\n    \
             sum = n * 10\n    if n > 7: sum -= 5\n    return sum\n",
        )],
        &["task/right-alike"],
    ),
    (
        "wrong-not-caught",
        &[("task.toml", "caught_by = \"long\"", "caught_by = \"refuses\"")],
        &["task/wrong-not-caught", "task/wrong-lucky", "task/order"],
    ),
    (
        "wrong-sentence",
        &[("task.toml", "Who stays longer", "Who stays for ever")],
        &["task/wrong-sentence"],
    ),
    (
        "wrong-implausible",
        &[
            ("wrong/no_more/work.py", "", "def price(days):\n    return -1\n"),
            (
                "task.toml",
                "[wrong.takes_all]",
                "[wrong.no_more]\ncaught_by = \"long\"\nsays = \"stays\"\n\n[wrong.takes_all]",
            ),
        ],
        &["task/wrong-implausible"],
    ),
    (
        "idle-check",
        &[("checks.py", "for days in (0, -1)", "assert price(8) == 75\n    for days in (0, -1)")],
        &["task/idle-check"],
    ),
    (
        "only-reported",
        &[
            ("checks.py", "ten a day\",", "ten a day\", grade=\"C\","),
            ("checks.py", "five less\",", "five less\", grade=\"C\","),
            ("checks.py", "is refused\"", "is refused\", grade=\"C\""),
        ],
        &["task/only-reported"],
    ),
    (
        "could-not-judge",
        &[("checks.py", "for days in (8, 9, 30)", "for days in cases(None, n=3)")],
        &[
            "task/could-not-judge",
            "task/wrong-not-caught",
            "task/wrong-lucky",
            "task/right-unlucky",
            "task/order",
        ],
    ),
    (
        "variant",
        &[
            (
                "variants.toml",
                "",
                "format_version = 1\n[[variant]]\nid = \"odd\"\noverlay = \"variants/odd\"\n",
            ),
            ("variants/odd/task.toml", "", "format_version = 1\n"),
        ],
        &["task/variant"],
    ),
    (
        "wrong-lucky",
        &[
            ("checks.py", "for days in (8, 9, 30)", "for days in cases(stays, n=2, examples=[])"),
            (
                "wrong/no_discount/work.py",
                "return days * 10\n",
                "return days * 10 - 5 * (days > 7 and days % 3 > 0)\n",
            ),
        ],
        // Whether the seed a learner gets is a lucky one is not what this is about.
        &[
            "task/wrong-lucky",
            "?task/wrong-not-caught",
            "?task/idle-check",
            "?task/order",
            "?task/mutant-survives",
        ],
    ),
    (
        "right-unlucky",
        &[
            (
                "checks.py",
                "for days in (8, 9, 30)",
                "for days in cases(stays, n=3, examples=[8, 9])",
            ),
            ("right/short/work.py", "days * 10 - 5", "days * 10 + (days in (20, 30, 40)) - 5"),
        ],
        &["task/right-unlucky", "?task/right-rejected", "?task/order"],
    ),
    (
        "order",
        &[
            ("checks.py", "def short():\n", "def short():\n    check.met = True\n"),
            (
                "checks.py",
                "def refuses():\n",
                "def refuses():\n    assert hasattr(check, \"met\")\n",
            ),
            (
                "checks.py",
                "from probe import price\n",
                "from probe import price\n\ndef check(*a, _check=check, **k):\n    return _check(*a, **k)\n",
            ),
        ],
        &["task/order"],
    ),
    (
        "mutant-survives",
        &[
            ("checks.py", "range(1, 8)", "range(1, 7)"),
            ("wrong/free_week/work.py", "days > 6", "days > 5"),
        ],
        &["task/mutant-survives"],
    ),
    (
        "equivalent",
        &[
            ("checks.py", "range(1, 8)", "range(1, 7)"),
            ("wrong/free_week/work.py", "days > 6", "days > 5"),
            (
                "task.toml",
                "[wrong.free_week]",
                "[equivalent.\"work.py:price:boundary:2\"]\nreason = \"a test\"\n\n[equivalent.\"work.py:price:less:3\"]\nreason = \"a test\"\n\n[wrong.free_week]",
            ),
        ],
        &[],
    ),
    (
        // Ten times the loop is more than a hurried trial gets, and less than a judging.
        "equivalent-slow",
        &[
            (
                "right/plain/work.py",
                "def price",
                "for _ in range(5 * 10**6):\n    pass\n\n\ndef price",
            ),
            ("task.toml", "[wrong.free_week]", SLOW),
        ],
        &[],
    ),
    (
        "equivalent-unknown",
        &[(
            "task.toml",
            "[wrong.free_week]",
            "[equivalent.\"work.py:price:luck:1\"]\nreason = \"a test\"\n\n[wrong.free_week]",
        )],
        &["task/equivalent-unknown"],
    ),
    (
        "equivalent-dies",
        &[(
            "task.toml",
            "[wrong.free_week]",
            "[equivalent.\"work.py:price:boundary:1\"]\nreason = \"a test\"\n\n[wrong.free_week]",
        )],
        &["task/equivalent-dies"],
    ),
    (
        "enemy-passes",
        &[(
            "right/plain/work.py",
            "return total\n",
            "return total\n\n\ndef label(days):\n    return str(days)\n",
        )],
        &["task/enemy-passes", "task/mutant-survives"],
    ),
    (
        "enemy-breaks-judge",
        &[(
            "checks.py",
            "        assert price(days) == days * 10\n",
            "        got = price(days)\n        if type(got) is bytes:\n            __import__(\"os\")._exit(1)\n        assert got == days * 10\n",
        )],
        &["task/enemy-breaks-judge"],
    ),
    (
        "not-python",
        &[("right/plain/work.py", "return total", "return (total")],
        &["task/not-python", "task/right-rejected", "task/right-unlucky", "task/order"],
    ),
    (
        "unfinished",
        &[("brief.md", "Ten a day", "UNFINISHED: the story. Ten a day")],
        &["content/unfinished"],
    ),
];

/// What a skill beside its tasks breaks: a file, and its rule.
const LESSON: &str = "# Carving\n\n```python run\nprint(1)\n```\n\n```output\n2\n```\n\n```python \
                      run\n1 / 0\n```\n\n```python run raises=KeyError\nprint(3)\n```\n";

const ITEMS: &str = r#"format_version = 1

[[item]]
id = "same"
kind = "choice"
version = 1
prompt = "What does this print?"
code = "print({{n}} + 1)"
key = "run"
params = { n = [1, 2, 3] }
explanation = "It adds."

[[item.wrong]]
model = "it doubles"
program = "print({{n}} * 2)"

[[item.wrong]]
model = "it adds two"
program = "print({{n}} + 2)"
"#;

const SKILL: &str = "format_version = 1\ntitle = \"Carving\"\noutcome = \"can carve\"\nlevel = \
                     \"mid\"\ncovers = [\"python.1\"]\nkinds = [\"implement\"]\n";

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Writes the tasks of the table into a tree.
fn lay_out(root: &Path) {
    write(&root.join("python/carving/skill.toml"), SKILL);
    for (name, changes, _) in CASES {
        let mut files: BTreeMap<&str, String> =
            SOUND.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
        for (path, old, new) in *changes {
            let file = files.entry(path).or_default();
            match old.is_empty() {
                true => *file = (*new).to_owned(),
                false => {
                    assert!(file.contains(old), "{name}: `{old}` does not stand in {path}");
                    *file = file.replacen(old, new, 1);
                }
            }
        }
        for (path, text) in files {
            write(&root.join("python/carving/tasks").join(name).join(path), &text);
        }
    }
}

fn report(user: &User, status: i32, root: &Path, more: &[&str]) -> serde_json::Value {
    let root = root.display().to_string();
    let args = [&["--json", "--content", &root, "content", "check"], more].concat();
    user.expect(status, &args).json("")
}

/// Returns the rules broken below each task, and elsewhere under the empty name.
fn broken(report: &serde_json::Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut broken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fault in report["faults"].as_array().unwrap() {
        let path = fault["path"].as_str().unwrap().replace("/tasks/", "/");
        let name = path.strip_prefix("python/carving/").unwrap_or_default();
        let end = name.find(['/', ' ']).unwrap_or(name.len());
        let rule = fault["rule"].as_str().unwrap().to_owned();
        broken.entry(name[..end].to_owned()).or_default().insert(rule);
    }
    broken
}

#[test]
fn every_rule_about_tasks_trips_where_it_is_broken_and_nowhere_else() {
    let user = User::new();
    let root = user.folder.path().join("content");
    lay_out(&root);
    let report = report(&user, 2, &root, &["python/carving"]);
    let mut broken = broken(&report);
    for (name, _, rules) in CASES {
        let found = broken.remove(*name).unwrap_or_default();
        let must: BTreeSet<_> = rules.iter().filter(|rule| !rule.starts_with('?')).collect();
        for rule in must {
            assert!(found.contains(*rule), "{name} must break {rule}: {found:?}\n{report:#}");
        }
        let may: BTreeSet<_> = rules.iter().map(|rule| rule.trim_start_matches('?')).collect();
        for rule in &found {
            assert!(may.contains(rule.as_str()), "{name} must not break {rule}\n{report:#}");
        }
    }
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn every_rule_about_lessons_and_items_trips() {
    let user = User::new();
    let root = user.folder.path().join("content");
    write(&root.join("python/carving/skill.toml"), SKILL);
    write(&root.join("python/carving/lesson.md"), LESSON);
    write(&root.join("python/carving/items.toml"), ITEMS);
    let report = report(&user, 2, &root, &["python/carving"]);
    let rules: BTreeSet<_> = broken(&report).into_values().flatten().collect();
    for rule in ["lesson/output", "lesson/raised", "lesson/raises", "item/key"] {
        assert!(rules.contains(rule), "{rule} is not broken in {report:#}");
    }
}

#[test]
fn every_rule_of_the_gate_has_a_tree_that_breaks_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../piton-coach/src/author");
    let mut known: BTreeSet<&str> = CASES
        .iter()
        .flat_map(|(_, _, rules)| *rules)
        .filter(|rule| !rule.starts_with('?'))
        .copied()
        .collect();
    known.extend(["lesson/output", "lesson/raised", "lesson/raises", "item/key"]);
    // The cache has tests of its own, in which it is damaged and cannot be written.
    known.insert("cache/trouble");
    let mut named = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for word in text.split('"') {
            let is_rule = word.split_once('/').is_some_and(|(kind, name)| {
                matches!(kind, "task" | "lesson" | "item" | "content" | "cache")
                    && !name.is_empty()
                    && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            });
            if is_rule && word != "cache/content" {
                named.insert(word.to_owned());
            }
        }
    }
    let named: BTreeSet<&str> = named.iter().map(String::as_str).collect();
    assert_eq!(named, known);
}

#[test]
fn what_held_is_not_proven_again_until_something_changes() {
    let user = User::new();
    let root = user.folder.path().join("content");
    write(&root.join("python/carving/skill.toml"), SKILL);
    let task = root.join("python/carving/tasks/sound");
    for (path, text) in SOUND {
        write(&task.join(path), text);
    }
    let variants = ["lodge", "tent", "barn", "boat"].map(|word| {
        format!("[[variant]]\nid = \"{word}\"\n[variant.replace]\nstay = \"{word}\"\n")
    });
    write(&task.join("variants.toml"), &format!("format_version = 1\n{}", variants.concat()));
    let numbers = |report: &serde_json::Value| {
        let number = |name: &str| report[name].as_u64().unwrap();
        (number("judgings"), number("cached"))
    };
    let place = "python/carving/sound";
    let proven = report(&user, 0, &root, &[place]);
    let (first, none) = numbers(&proven);
    assert!(first > 50 && none == 0, "{first} {none}");
    let slowest = proven["slowest"].as_array().unwrap();
    let seconds: Vec<f64> = slowest.iter().map(|one| one[1].as_f64().unwrap()).collect();
    assert!(seconds.len() > 3 && seconds.is_sorted_by(|one, next| one >= next), "{slowest:?}");
    assert!(slowest[0][0].as_str().unwrap().starts_with(place), "{slowest:?}");
    let kept = report(&user, 0, &root, &[place]);
    assert_eq!((numbers(&kept), &kept["slowest"]), ((0, first), &serde_json::json!([])));
    let shown = root.display().to_string();
    // Without a terminal, lines tell how far it is.
    user.expect(0, &["--content", &shown, "content", "check", "--fresh", place])
        .says(&["6 of 6 pieces proven"]);
    assert_eq!(numbers(&report(&user, 0, &root, &["--fresh", place])), (first, 0));
    // What a learner reads changes no verdict; what judges does.
    write(&task.join("brief.md"), "Another story.\n");
    assert_eq!(numbers(&report(&user, 0, &root, &[place])), (0, first));
    write(&task.join("start/work.py"), "def price(days):\n    return 1\n");
    assert_eq!(numbers(&report(&user, 0, &root, &[place])), (first, 0));
    // Damage is named, stops nothing, and is mended.
    let cache = user.home().join("cache/content");
    for entry in std::fs::read_dir(&cache).unwrap() {
        std::fs::write(entry.unwrap().path(), "{").unwrap();
    }
    let damaged = report(&user, 0, &root, &[place]);
    assert_eq!(numbers(&damaged), (first, 0));
    assert_eq!(damaged["faults"][0]["rule"], "cache/trouble");
    assert_eq!(numbers(&report(&user, 0, &root, &[place])), (0, first));
}

#[test]
fn a_skeleton_is_laid_out_once_and_called_unfinished() {
    let user = User::new();
    let root = user.folder.path().join("content");
    std::fs::create_dir_all(&root).unwrap();
    let shown = root.display().to_string();
    let new = |status, args: &[&str]| {
        user.expect(status, &[&["--content", &shown, "content", "new"], args].concat())
    };
    new(2, &["skill", "python/carving"]).says(&["there is no area `python`"]);
    write(
        &root.join("python/area.toml"),
        "format_version = 1\nheading = \"Python\"\nhalf = \"practical\"\n",
    );
    new(2, &["task", "python/carving/first"]).says(&["there is no skill `python/carving`"]);
    new(0, &["skill", "python/carving"]).says(&["lesson.md", "items.toml", "UNFINISHED"]);
    new(0, &["item", "python/carving#second"]).says(&["items.toml"]);
    new(2, &["item", "python/carving#second"]).says(&["is there already"]);
    new(0, &["task", "python/carving/first"]).says(&["task.toml", "right/plain/work.py"]);
    new(2, &["task", "python/carving/first"]).says(&["is there already"]);
    new(2, &["task", "Carving"]).says(&["Carving"]);
    let toml = root.join("python/carving/skill.toml");
    write(&toml, SKILL);
    std::fs::remove_file(root.join("python/carving/lesson.md")).unwrap();
    new(0, &["skill", "python/carving"]).says(&["lesson.md"]);
    assert_eq!(std::fs::read_to_string(&toml).unwrap(), SKILL, "nothing is written over");
    new(2, &["skill", "python/carving"]).says(&["is there already"]);
    let report = report(&user, 2, &root, &["--load-only", "python/carving"]);
    let unfinished: BTreeSet<_> = report["faults"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fault| fault["rule"] == "content/unfinished")
        .map(|fault| fault["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    let files = [
        "brief.md",
        "checks.py",
        "debrief.md",
        "hints.md",
        "items.toml",
        "lesson.md",
        "task.toml",
        "variants.toml",
        "work.py",
    ];
    assert_eq!(unfinished, files.map(str::to_owned).into());
}

#[test]
fn reach_counts_families_and_preview_shows_what_a_learner_sees() {
    let user = User::new();
    let root = user.folder.path().join("content");
    write(&root.join("python/carving/skill.toml"), SKILL);
    write(&root.join("python/carving/items.toml"), &ITEMS.replace("[1, 2, 3]", "[5, 7]"));
    let words = ["b", "c", "d", "e"];
    let variants: String = words
        .iter()
        .map(|word| {
            format!("[[variant]]\nid = \"{word}\"\n[variant.replace]\nstay = \"{word}stay\"\n")
        })
        .collect();
    for name in ["cabin", "tent"] {
        let task = root.join("python/carving/tasks").join(name);
        for (path, text) in SOUND {
            write(&task.join(path), text);
        }
        write(&task.join("variants.toml"), &format!("format_version = 1\n{variants}"));
    }
    let shown = root.display().to_string();
    let with = |args: &[&str]| user.expect(0, &[&["--content", &shown], args].concat());
    let reach = with(&["--json", "content", "reach", "python"]);
    let levels = reach.json("/areas/0/levels");
    let skills =
        levels.as_array().unwrap().iter().flat_map(|one| one["skills"].as_array().unwrap());
    let carving = skills.clone().find(|one| one["id"] == "python/carving").unwrap();
    assert_eq!((&carving["families"], &carving["items"]), (&2.into(), &1.into()));
    let claimable =
        with(&["--json", "content", "check", "--load-only"]).json("/claimable/python/mid");
    let mid = levels.as_array().unwrap().iter().find(|one| one["level"] == "mid").unwrap();
    assert_eq!(claimable, serde_json::json!([mid["have"], mid["need"]]));
    with(&["content", "reach", "python"]).says(&["python/carving", "2 of 2"]);
    with(&["content", "preview", "python/carving"]).says(&[
        "What does this print?",
        "it doubles",
        "python/carving/cabin (base)",
        "Ten a day",
        "wrong/no_discount",
        "Who stays longer pays less.",
    ]);
    let one = with(&["--json", "content", "preview", "python/carving/tent", "--variant", "c"]);
    assert_eq!(one.json("/tasks/0/variant"), "c");
    assert_eq!(one.json("/tasks/0/verdicts/0/0"), "start");
}
