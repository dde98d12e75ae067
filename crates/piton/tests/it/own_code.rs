//! Questions on one's own code: after a pass, answered, set aside, recorded.

use std::path::Path;

use crate::support::User;

const TASK: &str = "python/generators/ring-sightings";

/// Returns the number of the right option of each question, by answering all with the first.
fn keys(user: &User, seed: &str, questions: &serde_json::Value) -> Vec<String> {
    let questions = questions.as_array().unwrap();
    let ones = vec!["1"; questions.len()].join(",");
    let said = user.run(&["own", TASK, "--seed", seed, "--answers", &ones]).out;
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    // In the order of the questions, each answer begins with how it was.
    let told: Vec<_> =
        flat.replace("No: ", "Right: ").split("Right: ").skip(1).map(str::to_owned).collect();
    questions
        .iter()
        .zip(told)
        .map(|(question, told)| {
            let options = question["options"].as_array().unwrap();
            let is_key = |option: &serde_json::Value| {
                let text = option.as_str().unwrap().trim_end_matches('.');
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                told.starts_with(&format!("{text}. "))
            };
            let at = options.iter().position(is_key).unwrap_or_else(|| panic!("{said}"));
            (at + 1).to_string()
        })
        .collect()
}

#[test]
fn a_pass_is_followed_by_questions_on_the_code_that_passed() {
    let user = User::new();
    let folder = user.open(TASK);
    user.expect(2, &["own", TASK]).says(&["come after a pass"]);
    let reference = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../content/python/generators/tasks/ring-sightings/right");
    let reference = std::fs::read_dir(reference).unwrap().flatten().next().unwrap().path();
    std::fs::copy(reference.join("client.py"), folder.join("client.py")).unwrap();
    user.expect(0, &["check", TASK]).says(&["`piton own`"]);

    // What is asked about is what passed, whatever was saved since.
    std::fs::write(folder.join("client.py"), "nothing = 0\n").unwrap();
    let shown = user.expect(0, &["own", TASK, "--json"]);
    let questions = shown.json("/questions");
    assert_eq!(questions.as_array().unwrap().len(), 4, "{questions}");
    assert_eq!(shown.json("/needed"), 3);
    let seed = shown.json("/seed").as_str().unwrap().to_owned();
    let again = user.expect(0, &["own", TASK, "--seed", &seed, "--json"]);
    assert_eq!(again.json("/questions"), questions);

    let keys = keys(&user, &seed, &questions);
    let right = user.run(&["own", TASK, "--seed", &seed, "--answers", &keys.join(","), "--json"]);
    assert_eq!((right.status, right.json("/right")), (0, 4.into()), "{}", right.out);
    let mut two_wrong = keys.clone();
    for answer in &mut two_wrong[..2] {
        *answer = if answer == "1" { "2".into() } else { "1".into() };
    }
    let wrong = two_wrong.join(",");
    user.expect(1, &["own", TASK, "--seed", &seed, "--answers", &wrong])
        .says(&["2 of 4 right, 3 needed", "the pass stands"]);

    // One that is set aside is replaced and not counted.
    let spare = shown.json("/spare").as_u64().unwrap();
    let aside = format!("x,{}", two_wrong.join(","));
    let said = user.run(&["own", TASK, "--seed", &seed, "--answers", &aside, "--json"]);
    assert_eq!(said.json("/set_aside"), 1);
    assert_eq!(said.json("/asked"), 3 + u64::from(spare > 0));

    user.expect(2, &["own", TASK, "--seed", &seed, "--answers", "9"]).says(&["`9` is no answer"]);
    user.expect(2, &["own", TASK, "--seed", "zz"]).says(&["is no seed"]);
    let exported = folder.join("all.jsonl");
    user.expect(0, &["export", exported.to_str().unwrap()]);
    let events = std::fs::read_to_string(&exported).unwrap();
    assert!(events.contains("own-code-answered"), "the answers are in the journal");
}
