//! The road.

use anstyle::Style;
use piton_coach::view::{AreaView, MapView, SkillState, SkillView, TaskState, TaskView};

use super::{GOOD, NOTE, QUIET, STRONG, titled, wrapped};
use crate::sentences;
use crate::ui::Ui;

/// Shows what is open today, or everything.
pub(crate) fn map(ui: &Ui, map: &MapView, all: bool, only: Option<&str>) -> String {
    let mut text = String::new();
    let mut half = "";
    for area in map.areas.iter().filter(|area| only.is_none_or(|only| area.id == only)) {
        let shown: Vec<_> = area
            .skills
            .iter()
            .filter(|skill| all || only.is_some() || skill.state != SkillState::BeingWritten)
            .collect();
        if shown.is_empty() {
            continue;
        }
        if area.half != half {
            half = area.half;
            let heading = if half == "practical" { "Skills" } else { "Theoretical knowledge" };
            text.push_str(&format!("{}\n", ui.paint(STRONG, heading)));
        }
        text.push_str(&area_lines(ui, area, &shown));
    }
    text.push_str(&footer(ui, map, all));
    text
}

fn area_lines(ui: &Ui, area: &AreaView, shown: &[&SkillView]) -> String {
    let open = area.skills.iter().filter(|skill| skill.state != SkillState::BeingWritten).count();
    let mut text = format!(
        "\n  {}  {}\n",
        ui.paint(STRONG, &area.heading),
        ui.paint(QUIET, &format!("{}, {open} of {} skills open", area.id, area.skills.len()))
    );
    for skill in shown {
        text.push_str(&skill_line(ui, skill));
        for task in &skill.task_list {
            text.push_str(&task_line(ui, task));
        }
    }
    text
}

fn skill_line(ui: &Ui, skill: &SkillView) -> String {
    let (symbol, word, style) = match skill.state {
        SkillState::BeingWritten => ("·", "being written", QUIET),
        SkillState::Open => ("○", "open", STRONG),
        SkillState::Tried => ("◔", "tried", NOTE),
        SkillState::Passed => ("◑", "passed", GOOD),
        SkillState::Shown => ("●", "shown", GOOD),
    };
    let mark = if ui.plain { format!("{word}:") } else { symbol.to_owned() };
    let has = match (skill.lesson, skill.items) {
        (false, 0) => String::new(),
        (lesson, items) => {
            let lesson = if lesson { "lesson, " } else { "" };
            format!("{lesson}{items} questions")
        }
    };
    let id = skill.id.split('/').next_back().unwrap_or_default();
    let title = if skill.state == SkillState::BeingWritten { QUIET } else { Style::new() };
    let facts = [id, skill.level, &has].join("  ");
    format!(
        "    {} {}",
        ui.paint(style, &mark),
        titled(ui, &format!("    {mark} "), &skill.title, title, facts.trim_end())
    )
}

fn task_line(ui: &Ui, task: &TaskView) -> String {
    let (symbol, word, style) = match task.state {
        TaskState::New => ("▫", "new", QUIET),
        TaskState::Open => ("▹", "open", NOTE),
        TaskState::Passed => ("✓", "passed", GOOD),
        TaskState::Certified => ("★", "certified", GOOD),
    };
    let mark = if ui.plain { format!("{word}:") } else { symbol.to_owned() };
    let facts = format!(
        "{}  rung {}, {} min, help in certify: {}",
        task.id.split('/').next_back().unwrap_or_default(),
        task.rung,
        task.minutes,
        task.aid
    );
    let mut line = format!(
        "        {} {}",
        ui.paint(style, &mark),
        titled(ui, &format!("        {mark} "), &task.title, Style::new(), &facts)
    );
    if let Some(blocked) = &task.blocked {
        line.push_str(&format!("          {}\n", ui.paint(NOTE, blocked)));
    }
    if let Some(passed) = task.passed_version
        && passed < task.version
    {
        let note = format!("passed in version {passed}; version {} is out", task.version);
        line.push_str(&format!("          {}\n", ui.paint(NOTE, &note)));
    }
    line
}

fn footer(ui: &Ui, map: &MapView, all: bool) -> String {
    let skills = || map.areas.iter().flat_map(|area| &area.skills);
    let total = skills().count();
    let written = skills().filter(|skill| skill.state != SkillState::BeingWritten).count();
    let held = map.statements.iter().filter(|one| one.state >= SkillState::Passed).count();
    let mut open = format!(
        "{written} of {total} skills are open today; {} are being written.",
        total - written
    );
    if !all {
        open.push_str(" `piton map --all` shows them all.");
    }
    let passed = format!(
        "You have passed a skill of {held} of the road's {} statements.",
        map.statements.len()
    );
    let mut text = format!("\n{}{}", wrapped(ui, "", &open), wrapped(ui, "", &passed));
    if !ui.plain {
        text.push_str(sentences::MAP_LEGEND);
    }
    ui.paint(QUIET, &text)
}
