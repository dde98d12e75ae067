//! The binary with a person at a terminal.

use crate::support::{Terminal, User, put, solve};

const TICKET: &str = "testing/effective-cases/parking-fee";

#[test]
fn from_the_first_screen_to_the_next_task_without_leaving_it() {
    let user = User::new();
    let mut terminal = Terminal::new(&user, &[]);
    terminal.until("Nothing leaves this machine.");
    terminal.until("Your choice [1]:");
    terminal.line("seven");
    terminal.until("Type 1, 2 or 3");
    terminal.line("2");
    terminal.until("cannot find your level yet");
    terminal.line("");
    terminal.until("Watching.");
    terminal.until("7 wrong programs of 7 got past your tests");
    terminal.until("Not yet: 4 of 5 checks hold");

    let folder = user.task(TICKET);
    terminal.line("n");
    terminal.until("until it is passed");
    put(&folder.join("test_fee.py"), "def test(:\n");
    terminal.until("cannot read test_fee.py");
    solve(&folder, TICKET, "right/table");
    terminal.until("Every check holds: 5 of 5");
    terminal.until("Passed, and recorded.");
    terminal.line("d");
    terminal.until("What the poor suites missed");
    terminal.line("n");
    terminal.until("the next rung of the same story");
    terminal.until("Watching.");
    terminal.until("Not yet:");
    terminal.line("h");
    terminal.until("Hint 1 of");
    terminal.line("q");
    assert_eq!(terminal.ends(), 1, "the task at hand is not passed");
    user.expect(0, &["next", "--show", "--json"]).says(&["parking-fee-night"]);
}

#[test]
fn a_goal_is_chosen_from_the_road() {
    let user = User::without_environment();
    let mut terminal = Terminal::new(&user, &[]);
    terminal.until("Your choice");
    terminal.line("3");
    terminal.until(" of 152 skills are open today");
    terminal.until("piton open TASK");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_slip_in_a_quiz_is_asked_again_and_not_recorded() {
    let user = User::new();
    let mut terminal = Terminal::new(&user, &["quiz", "testing/effective-cases", "-n", "1"]);
    terminal.until("Each answer is recorded.");
    terminal.until("1 of 1");
    terminal.until("(or ?):");
    terminal.line("");
    terminal.line("");
    terminal.until("nothing was recorded");
    assert!(!user.expect(0, &["map", "--json"]).out.contains("\"tried\""));
    terminal.line("?");
    terminal.until("it is:");
    terminal.until("0 of 1 right.");
    assert_eq!(terminal.ends(), 1);
    user.expect(0, &["map", "--json"]).says(&["\"tried\""]);
}

#[test]
fn a_hint_with_code_is_asked_for_twice_while_watching() {
    let user = User::new();
    user.open(TICKET);
    let mut terminal = Terminal::new(&user, &["watch", TICKET]);
    terminal.until("Not yet:");
    terminal.line("h");
    terminal.until("Hint 1 of");
    while user.expect(0, &["hint", TICKET, "--json"]).json("/confirm").is_null() {}
    terminal.line("h");
    terminal.until("Or type y and Enter here.");
    terminal.line("y");
    terminal.until("def test_");
    terminal.line("q");
    assert_eq!(terminal.ends(), 1);
}

#[test]
fn a_reset_asks_first() {
    let user = User::new();
    let folder = user.open(TICKET);
    put(&folder.join("test_fee.py"), "# mine\n");
    let mut terminal = Terminal::new(&user, &["reset", TICKET]);
    terminal.until("[y/N]");
    terminal.line("");
    terminal.until("Nothing was changed.");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(std::fs::read(folder.join("test_fee.py")).unwrap(), b"# mine\n");
}

#[test]
fn the_editor_is_started_at_the_file() {
    let mut user = User::new();
    user.set("VISUAL", "tail -n 1");
    let mut terminal = Terminal::new(&user, &["open", TICKET]);
    terminal.until("assert fee(100) == 400");
    assert_eq!(terminal.ends(), 0);
    user.set("VISUAL", "/nowhere/editor");
    let mut terminal = Terminal::new(&user, &["open", TICKET]);
    terminal.until("could not start the editor");
    terminal.until("VISUAL or EDITOR");
    assert_eq!(terminal.ends(), 2);
}
