//! What is loaded from a tree without faults.

use expect_test::expect;
use piton_content::items::{draws, enumerate, instance};
use piton_domain::item::Key;
use piton_domain::{Level, TaskId};

use crate::fixture::Spoilt;

#[test]
fn everything_is_in_its_place() {
    let (_, roadmap, _) = Spoilt::new().load();
    assert_eq!(roadmap.introduction, "From junior to senior.");
    assert_eq!(roadmap.areas[0].heading, "Python");
    assert_eq!(roadmap.statements[0].text, "Knows generators.");
    assert_eq!(roadmap.first_ticket, Some(TaskId::new("python/generators/exporter").unwrap()));
    let skills: Vec<&str> = roadmap.skills.iter().map(|skill| skill.id.as_str()).collect();
    assert_eq!(skills, ["python/iteration", "python/generators"], "the junior skill comes first");
    let skill = &roadmap.skills[1];
    assert_eq!(skill.level, Level::Mid);
    assert_eq!(skill.needs[0].as_str(), "python/iteration");
    let task = &skill.tasks[0];
    assert_eq!(task.family, "exporter");
    assert_eq!(task.limits.cpu_s, 3);
    assert_eq!(task.limits.wall_s, 10, "what is not said stays as it is by default");
    assert_eq!(task.requires_python, (3, 11));
    let right: Vec<&str> = task.right.iter().map(|solution| solution.name.as_str()).collect();
    assert_eq!(right, ["plain", "tee"], "the reference comes first");
    assert_eq!(task.wrong.len(), 3);
}

#[test]
fn the_reference_comes_first_whatever_its_name() {
    let (_, roadmap, _) = Spoilt::new()
        .edit("python/generators/tasks/exporter/task.toml", "\"plain\"", "\"tee\"")
        .load();
    assert_eq!(roadmap.tasks().next().unwrap().right[0].name, "tee");
}

#[test]
fn instances_fill_every_text() {
    let (_, roadmap, _) = Spoilt::new().load();
    let item = &roadmap.skills[1].items[0];
    assert_eq!(item.key, Key::RunCode);
    assert_eq!(draws(item), 4);
    let instances: Vec<_> = enumerate(item).collect();
    assert_eq!(instances.len(), 4);
    let codes: std::collections::BTreeSet<_> =
        instances.iter().map(|instance| instance.code.clone().unwrap()).collect();
    assert_eq!(codes.len(), 4, "all four are different");
    let first = &instances[0];
    assert_eq!(first.key_program, *first.code.as_ref().unwrap());
    expect![[r#"
        Instance {
            item: ItemId(
                "python/generators#second-pass",
            ),
            values: {
                "n": "2",
                "word": "a",
            },
            prompt: "What is printed for 2?",
            code: Some(
                "print(list('a' * 2))",
            ),
            key_program: "print(list('a' * 2))",
            wrong: [
                WrongAnswer {
                    model: "a list of one text",
                    misconception: None,
                    program: "print(['a' * 2])",
                },
            ],
            reason: Some(
                ReasonInstance {
                    prompt: "Why?",
                    options: [
                        "Because a text is walked over letter by letter.",
                        "Because a text is one thing.",
                    ],
                    right: 0,
                },
            ),
            explanation: "It is 2 times `a`.",
        }
    "#]]
    .assert_debug_eq(first);
}

#[test]
fn equal_seeds_give_equal_instances_and_all_are_drawn() {
    let (_, roadmap, _) = Spoilt::new().load();
    let item = &roadmap.skills[1].items[0];
    assert_eq!(instance(item, 7), instance(item, 7));
    let drawn: std::collections::BTreeSet<_> = (0..100)
        .map(|seed| instance(item, seed).prompt + &instance(item, seed).code.unwrap())
        .collect();
    assert_eq!(drawn.len(), 4);
    let right: std::collections::BTreeSet<_> =
        (0..100).map(|seed| instance(item, seed).reason.unwrap().right).collect();
    assert_eq!(right.len(), 2, "the right reason stands in every place");
}
