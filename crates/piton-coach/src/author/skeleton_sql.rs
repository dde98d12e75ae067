//! The skeleton of a task whose answer is SQL: what differs from that of a Python task.

use piton_domain::TaskId;

use super::skeleton::MARK;

/// Returns the files of the task that are its own, by path.
pub(super) fn files(id: &TaskId) -> Vec<(&'static str, String)> {
    let wrong = |name: &str| {
        format!(
            "\n[wrong.{name}]\ncaught_by = \"rows\"\nsays = \"{MARK} the words a learner reads\"\n"
        )
    };
    let toml = format!(
        "format_version = 1\ntitle = \"{MARK} what stands in lists\"\nkind = \"sql\"\nfamily = \"{}\"\n\
         level = \"mid\"\nrung = 2\nminutes = 20\nskills = [\"{}\"]\nfiles = [\"answer.sql\"]\n\
         visible = [\"rows\"]\nrequires_python = \"3.11\"\nneeds_tier = 3\naid = \"docs\"\n\
         version = 1\nreference = \"plain\"\n{}{}{}",
        id.slug(),
        id.skill(),
        wrong("first"),
        wrong("second"),
        wrong("third"),
    );
    let sql = |words: &str, statement: &str| {
        format!("-- {MARK} {words}\nSELECT {statement} FROM item;\n")
    };
    let variants = format!(
        "format_version = 1\n\n# {MARK} at least five, for a level to count: other domain, other \
         names\n[[variant]]\nid = \"other-words\"\n[variant.replace]\nitem = \"part\"\n"
    );
    vec![
        ("task.toml", toml),
        ("checks.py", CHECKS.replace("MARK", MARK)),
        ("probe.py", "# An engine runs the statements; no function is called.\n".to_owned()),
        ("variants.toml", variants),
        (
            "resources/schema.sql",
            format!(
                "-- {MARK} the tables\nCREATE TABLE item (id INTEGER PRIMARY KEY, price INTEGER);\n"
            ),
        ),
        ("resources/answer.sql", sql("the reference", "id, coalesce(price, 0) AS price")),
        ("start/answer.sql", sql("what the learner gets; it must fail", "id")),
        ("right/plain/answer.sql", sql("the reference", "id, coalesce(price, 0) AS price")),
        (
            "right/other/answer.sql",
            sql(
                "another way to do it",
                "id, CASE WHEN price IS NULL THEN 0 ELSE price END AS price",
            ),
        ),
        ("wrong/first/answer.sql", sql("a plausible wrong solution", "id, price")),
        ("wrong/second/answer.sql", sql("a plausible wrong solution", "id, 0 AS price")),
        (
            "wrong/third/answer.sql",
            sql("a plausible wrong solution", "DISTINCT 1 AS id, coalesce(price, 0) AS price"),
        ),
    ]
}

const CHECKS: &str = r#"from piton import cases, check, resource
from piton.sql import answers, schema

TABLES = schema(resource("schema.sql"))


# MARK draw what tells readings apart: NULL, ties, equal rows, rows without partners, nothing
def databases(rng):
    return {"item": [(n, rng.choice([None, 0, 5])) for n in range(rng.randrange(6))]}


# MARK one check for each sentence of the ticket
@check("the rows are those the ticket asks for", grade="B", advice="MARK what to look at next")
def rows():
    for database in cases(databases, n=40, valid=TABLES.fits):
        answers("answer.sql", TABLES, database, resource("answer.sql"))
"#;
