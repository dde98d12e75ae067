//! Levels on a synthetic roadmap: each rule trips, and claims rest on evidence alone.

use piton_learner::levels::{
    Aid, Event, Exam, Fact, Label, Level, Missing, Road, Skill, SkillState, Task, Template, Whole,
    WholeClaim,
};
use proptest::prelude::*;

/// Two areas, the second theory; each has a junior, a mid, a senior and an expert skill.
/// Each skill has two families, and the two areas' mid skills a third task in common.
fn road() -> Road {
    let levels = [Level::Junior, Level::Mid, Level::Senior, Level::Expert];
    let skills: Vec<Skill> = (0..8)
        .map(|skill| Skill {
            area: skill / 4,
            level: levels[skill % 4],
            needs: if skill % 4 == 0 { vec![] } else { vec![skill - 1] },
        })
        .collect();
    let task = |family: usize, skill: usize, n: usize| Task {
        family,
        kind: n,
        practical: n == 0,
        difficulty: skills[skill].level.difficulty(),
        certified: true,
        skills: vec![skill],
        names: vec![],
        authored: n == 0,
        exam_of: None,
        minutes: 30.0 + 10.0 * n as f64,
    };
    let mut tasks: Vec<Task> = (0..16).map(|one| task(one, one / 2, one % 2)).collect();
    let both = Task { skills: vec![1, 5], names: vec![0], difficulty: 3, ..task(16, 1, 0) };
    tasks.push(Task { minutes: 60.0, ..both });
    for area in 0..2 {
        tasks.push(Task { exam_of: Some(area), ..task(17 + area, 4 * area + 2, 0) });
    }
    let templates = (0..20)
        .map(|one| Template {
            skill: if one < 10 { 4 + one % 2 } else { 6 },
            transfer: one == 10,
            contrast: one == 11,
            minutes: 2.0,
        })
        .collect();
    Road {
        theory: vec![false, true],
        skills,
        tasks,
        templates,
        misconceptions: vec![0, 1],
        whole: Whole {
            mid_theory: vec![1],
            senior_core: vec![0],
            tracks: vec![vec![1]],
            ..Whole::default()
        },
    }
}

fn pass(day: i32, task: usize) -> Event {
    Event {
        day,
        fact: Fact::Certified {
            task,
            variant: u64::from(day.unsigned_abs()),
            submissions: 1,
            hints: 0,
            passed: true,
            certificate: true,
            label: Label::SelfReported,
            aid: Aid::None,
        },
    }
}

fn answer(day: i32, template: usize, right: bool) -> Event {
    let fact = Fact::Answered {
        template,
        instance: template as u64,
        right,
        sure: false,
        misconception: None,
    };
    Event { day, fact }
}

fn exam(day: i32, exam: Exam, part: u8, passed: bool) -> Event {
    let (label, aid) = (Label::SelfReported, Aid::None);
    Event { day, fact: Fact::Examined { exam, part, passed, label, aid } }
}

#[test]
fn skill_is_held_by_two_passes_a_week_apart() {
    let road = road();
    let state = |events: &[Event]| road.record(events).skill(1);
    assert_eq!(state(&[]), SkillState::Untried);
    assert_eq!(state(&[pass(1, 2)]), SkillState::Shown);
    assert_eq!(state(&[pass(1, 2), pass(7, 3)]), SkillState::Shown);
    assert_eq!(state(&[pass(1, 2), pass(8, 3)]), SkillState::Held);
    assert_eq!(state(&[pass(1, 2), pass(8, 2)]), SkillState::Shown, "same family and kind");
    assert_eq!(state(&[pass(1, 3), pass(8, 3)]), SkillState::Shown);
    assert_eq!(state(&[pass(8, 3), pass(1, 2)]), SkillState::Held, "a clock set back");
}

#[test]
fn two_passes_of_theory_do_not_hold_a_mid_skill() {
    let mut road = road();
    for task in [2, 3] {
        road.tasks[task].practical = false;
    }
    assert_eq!(road.record(&[pass(1, 2), pass(8, 3)]).skill(1), SkillState::Shown);
}

#[test]
fn what_is_no_certified_pass_counts_nothing() {
    let road = road();
    let spoil: [fn(&mut Fact); 6] = [
        |fact| {
            if let Fact::Certified { passed, .. } = fact {
                *passed = false
            }
        },
        |fact| {
            if let Fact::Certified { certificate, .. } = fact {
                *certificate = false
            }
        },
        |fact| {
            if let Fact::Certified { hints, .. } = fact {
                *hints = 1
            }
        },
        |fact| {
            if let Fact::Certified { submissions, .. } = fact {
                *submissions = 4
            }
        },
        |fact| {
            if let Fact::Certified { submissions, .. } = fact {
                *submissions = 0
            }
        },
        |fact| {
            if let Fact::Certified { task, .. } = fact {
                *task = 99
            }
        },
    ];
    for (which, spoil) in spoil.iter().enumerate() {
        let mut event = pass(1, 2);
        spoil(&mut event.fact);
        let found = road.record(&[event]).skill(1);
        assert!(found < SkillState::Shown, "{which}: {found:?}");
    }
    let mut low = road.clone();
    low.tasks[2].difficulty = 1;
    assert_eq!(low.record(&[pass(1, 2)]).skill(1), SkillState::Tried);
    let mut uncertified = road.clone();
    uncertified.tasks[2].certified = false;
    assert_eq!(uncertified.record(&[pass(1, 2)]).skill(1), SkillState::Tried);
    // The same variant again is not unseen.
    let Fact::Certified { label, aid, .. } = pass(1, 2).fact else { panic!() };
    let again = Fact::Certified {
        task: 2,
        variant: 1,
        submissions: 1,
        hints: 0,
        passed: true,
        certificate: true,
        label,
        aid,
    };
    let events = [pass(1, 2), Event { day: 20, fact: again }];
    assert_eq!(road.record(&events).due_day(&road, 1), None);
}

#[test]
fn junior_skill_is_held_by_one_pass_or_two_templates() {
    let road = road();
    assert_eq!(road.record(&[pass(1, 0)]).skill(0), SkillState::Held);
    assert_eq!(road.record(&[answer(1, 0, true), answer(1, 0, true)]).skill(4), SkillState::Tried);
    assert_eq!(road.record(&[answer(1, 0, true), answer(1, 2, true)]).skill(4), SkillState::Held);
}

#[test]
fn hard_pass_counts_for_the_skills_and_the_prerequisite_it_names() {
    let road = road();
    let record = road.record(&[pass(1, 16)]);
    assert_eq!(record.skill(0), SkillState::Held);
    assert_eq!((record.skill(1), record.skill(5)), (SkillState::Shown, SkillState::Shown));
    // Two that only name a mid skill are not both of its passes.
    let mut named = road.clone();
    named.tasks[4].names = vec![1];
    named.tasks[5].names = vec![1];
    let twice = named.record(&[pass(1, 4), pass(9, 5)]);
    assert_eq!(twice.skill(1), SkillState::Shown);
    let once = named.record(&[pass(1, 4), pass(9, 3)]);
    assert_eq!(once.skill(1), SkillState::Held);
}

/// Everything a senior claim in both areas asks for.
fn senior_events() -> Vec<Event> {
    let mut events = Vec::new();
    for task in [0, 2, 4, 8, 10, 12] {
        events.push(pass(1, task));
        events.push(pass(20, task + 1));
    }
    events.extend((0..20).map(|one| answer(21, one, true)));
    for area in 0..2 {
        events.extend((0..4).map(|part| exam(30, Exam::Area(area), part, true)));
    }
    events
}

#[test]
fn claims_come_with_their_evidence_and_say_what_is_missing() {
    let road = road();
    let record = road.record(&senior_events());
    for area in 0..2 {
        assert!(
            record.has_claim(area, Level::Senior),
            "{:?}",
            record.missing(&road, area, Level::Senior)
        );
        assert!(!record.has_claim(area, Level::Expert));
    }
    let missing = record.missing(&road, 1, Level::Expert).unwrap();
    assert_eq!(missing.skills.iter().map(|one| one.skill).collect::<Vec<_>>(), [7]);
    assert_eq!(missing.exam_parts.len(), 6);
    assert!(missing.authored);
    assert_eq!(record.whole(&road), [WholeClaim::Junior, WholeClaim::Mid]);
    let mut events = senior_events();
    events.extend((0..3).map(|part| exam(40, Exam::Senior, part, true)));
    events.push(exam(40, Exam::Build(0), 0, true));
    assert!(road.record(&events).whole(&road).contains(&WholeClaim::Senior(0)));
}

#[test]
fn without_content_nothing_is_claimable_and_nothing_is_lost() {
    let mut road = road();
    road.tasks[3].certified = false;
    road.tasks[16].certified = false;
    let record = road.record(&senior_events());
    assert!(!record.has_claim(0, Level::Mid));
    assert!(record.has_claim(0, Level::Junior));
    let reach = record.missing(&road, 0, Level::Mid).unwrap().content.unwrap();
    assert_eq!((reach.n_served, reach.n_skills), (0, 1));
    assert_eq!(record.skill(1), SkillState::Shown);
}

#[test]
fn theory_needs_distinct_templates_with_transfer_and_contrast() {
    let road = road();
    let without = |left_out: usize| {
        let events: Vec<Event> = senior_events()
            .into_iter()
            .filter(
                |one| !matches!(one.fact, Fact::Answered { template, .. } if template == left_out),
            )
            .collect();
        road.record(&events).missing(&road, 1, Level::Senior)
    };
    assert_eq!(without(19), None, "nine of ten senior templates are enough");
    assert!(without(10).unwrap().transfer);
    assert!(without(11).unwrap().contrast);
    let none: Vec<Event> = senior_events()
        .into_iter()
        .filter(|one| !matches!(one.fact, Fact::Answered { .. }))
        .collect();
    assert_eq!(road.record(&none).missing(&road, 1, Level::Senior).unwrap().templates, [8, 8]);
}

#[test]
fn first_attempts_are_looked_at_from_twelve_on() {
    let road = road();
    let fail = |day: i32| {
        let Event { fact: Fact::Certified { label, aid, .. }, .. } = pass(day, 1) else { panic!() };
        let fact = Fact::Certified {
            task: 1,
            variant: 1000 + u64::from(day.unsigned_abs()),
            submissions: 3,
            hints: 0,
            passed: false,
            certificate: false,
            label,
            aid,
        };
        Event { day, fact }
    };
    let with_fails = |n: i32| {
        let mut events: Vec<Event> = (2..2 + n).map(fail).collect();
        events.extend([pass(1, 0), pass(1, 2), pass(30, 3)]);
        road.record(&events).missing(&road, 0, Level::Mid)
    };
    assert_eq!(with_fails(8), None, "eleven attempts neither help nor block");
    let blocked = with_fails(9).unwrap();
    assert_eq!(blocked, Missing { first_attempts: Some(3), ..Missing::default() });
}

#[test]
fn misconceptions_open_and_close() {
    let road = road();
    let say = |day: i32, template: usize, right: bool, sure: bool| Event {
        day,
        fact: Fact::Answered {
            template,
            instance: day.unsigned_abs().into(),
            right,
            sure,
            misconception: Some(1),
        },
    };
    let open = |events: &[Event]| road.record(events).misconceptions()[1].open;
    assert!(!open(&[say(1, 0, false, false), say(2, 0, false, false)]));
    assert!(open(&[say(1, 0, false, false), say(2, 1, false, false)]));
    let sure = say(1, 0, false, true);
    assert!(open(&[sure]));
    assert!(open(&[sure, say(2, 0, true, false), say(5, 1, true, false)]), "too soon");
    assert!(open(&[sure, say(2, 0, true, false), say(9, 0, true, false)]), "one template");
    assert!(!open(&[sure, say(2, 0, true, false), say(9, 1, true, false)]));
    let mut events = senior_events();
    events.insert(0, sure);
    events.retain(|one| !matches!(one.fact, Fact::Answered { template: 0 | 1, right: true, .. }));
    let missing = road.record(&events).missing(&road, 1, Level::Senior).unwrap();
    assert_eq!(missing, Missing { misconceptions: vec![1], ..Missing::default() });
}

#[test]
fn failed_part_reopens_after_two_weeks_and_passed_parts_stay() {
    let road = road();
    let missing = |events: &[Event]| {
        let missing = road.record(events).missing(&road, 0, Level::Senior).unwrap();
        missing.exam_parts.len()
    };
    let area = Exam::Area(0);
    assert_eq!(missing(&[exam(1, area, 0, true), exam(2, area, 0, false)]), 3);
    assert_eq!(missing(&[exam(1, area, 0, false), exam(10, area, 0, true)]), 4);
    assert_eq!(missing(&[exam(1, area, 0, false), exam(15, area, 0, true)]), 3);
}

#[test]
fn held_skills_fall_due_and_are_renewed() {
    let road = road();
    let two = [pass(1, 2), pass(8, 3)];
    let record = road.record(&two);
    assert_eq!(record.due_day(&road, 1), Some(188));
    assert_eq!(record.renewals(&road, 187), Vec::<usize>::new());
    assert_eq!(record.renewals(&road, 188), [1]);
    let redo = Event { day: 200, fact: Fact::Renewed { skill: 1 } };
    let renewed = road.record(&[two[0], two[1], redo]);
    assert_eq!(renewed.due_day(&road, 1), Some(380));
    assert_eq!(road.record(&[pass(1, 0)]).due_day(&road, 0), None, "junior skills never");
    let claim = road.record(&[pass(1, 0), two[0], two[1]]).claims(&road);
    assert_eq!(claim.len(), 2, "a claim never vanishes: {claim:?}");
}

#[test]
fn hours_left_are_a_range_with_waiting_apart() {
    let road = road();
    let hours = road.record(&[pass(1, 0)]).hours_left(&road, 0, Level::Mid, 1).unwrap();
    assert_eq!(hours.waiting_days, 7);
    // Two passes of 30 and 40 minutes.
    assert!((hours.most - 70.0 / 60.0).abs() < 1e-9, "{hours:?}");
    assert!(hours.least <= hours.most);
    let done = road.record(&[pass(1, 0), pass(1, 2), pass(8, 3)]);
    assert_eq!(done.hours_left(&road, 0, Level::Mid, 8), None);
}

#[test]
fn claim_shows_the_lowest_label_and_the_widest_aid() {
    let road = road();
    let with = |label, aid| {
        let Event { day, fact: Fact::Certified { task, variant, .. } } = pass(1, 0) else {
            panic!()
        };
        let fact = Fact::Certified {
            task,
            variant,
            submissions: 1,
            hints: 0,
            passed: true,
            certificate: true,
            label,
            aid,
        };
        road.record(&[Event { day, fact }]).claims(&road)[0]
    };
    let claim = with(Label::Challenged, Aid::Docs);
    assert_eq!((claim.label, claim.aid), (Label::Challenged, Aid::Docs));
}

#[test]
fn road_that_names_what_is_not_there_is_read_all_the_same() {
    let mut road = road();
    road.tasks[2].skills = vec![99, 1];
    road.tasks[3].names = vec![77];
    road.tasks[4].minutes = f64::NAN;
    road.skills[7].area = 9;
    road.skills[3].needs = vec![55];
    road.templates[0].skill = 44;
    road.misconceptions[0] = 12;
    road.whole.tracks = vec![vec![8]];
    let mut events = senior_events();
    events.push(pass(40, 14));
    let record = road.record(&events);
    for area in 0..4 {
        for level in [Level::Junior, Level::Mid, Level::Senior, Level::Expert] {
            let hours = record.hours_left(&road, area, level, 50);
            assert!(hours.is_none_or(|hours| hours.least.is_finite() && hours.most.is_finite()));
        }
    }
    assert!(record.whole(&road).len() <= 2);
    let empty = Road::default();
    let record = empty.record(&events);
    assert_eq!(record.n_skipped(), events.len());
    assert!(record.whole(&empty).is_empty());
}

fn event() -> impl Strategy<Value = Event> {
    let certified = (0_usize..20, 0_u64..6, 0_u32..5, 0_u32..2, any::<bool>(), any::<bool>())
        .prop_map(|(task, variant, submissions, hints, passed, certificate)| Fact::Certified {
            task,
            variant,
            submissions,
            hints,
            passed,
            certificate,
            label: Label::SelfReported,
            aid: Aid::Docs,
        });
    let answered = (0_usize..22, 0_u64..3, any::<bool>(), any::<bool>(), 0_usize..3).prop_map(
        |(template, instance, right, sure, misconception)| Fact::Answered {
            template,
            instance,
            right,
            sure,
            misconception: Some(misconception),
        },
    );
    let exams = prop_oneof![
        (0_usize..3).prop_map(Exam::Area),
        Just(Exam::Senior),
        (0_usize..2).prop_map(Exam::Build),
        Just(Exam::Expert)
    ];
    let examined = (exams, 0_u8..7, any::<bool>()).prop_map(|(exam, part, passed)| {
        Fact::Examined { exam, part, passed, label: Label::Supervised, aid: Aid::None }
    });
    let practised = (0_usize..20).prop_map(|task| Fact::Practised { task, misconception: Some(0) });
    let renewed = (0_usize..9).prop_map(|skill| Fact::Renewed { skill });
    let day = prop_oneof![0..400_i32, any::<i32>()];
    let fact = prop_oneof![certified, answered, examined, practised, renewed];
    (day, fact).prop_map(|(day, fact)| Event { day, fact })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn more_evidence_never_lowers_a_claim(
        events in prop::collection::vec(event(), 0..60),
        more in prop::collection::vec(event(), 0..10),
        today: i32,
    ) {
        let road = road();
        let mut all = senior_events();
        all.extend(events);
        let before = road.record(&all);
        let claims = before.claims(&road);
        all.extend(more);
        let after = road.record(&all);
        for claim in claims {
            prop_assert!(after.has_claim(claim.area, claim.level));
        }
        for skill in 0..8 {
            prop_assert!(after.skill(skill) >= before.skill(skill));
        }
        for whole in before.whole(&road) {
            prop_assert!(after.whole(&road).contains(&whole));
        }
        for area in 0..2 {
            if let Some(hours) = after.hours_left(&road, area, Level::Expert, today) {
                prop_assert!(hours.least.is_finite() && hours.least >= 0.0 && hours.least <= hours.most);
                prop_assert!((0..=14).contains(&hours.waiting_days));
            }
        }
    }

    #[test]
    fn claims_need_passes_whatever_else_happens(events in prop::collection::vec(event(), 0..80)) {
        // Without a certified pass nothing above junior is ever claimed.
        let road = road();
        let events: Vec<Event> = events
            .into_iter()
            .filter(|one| !matches!(one.fact, Fact::Certified { .. }))
            .collect();
        let record = road.record(&events);
        prop_assert!(record.claims(&road).iter().all(|claim| claim.level == Level::Junior));
        prop_assert!(record.whole(&road).is_empty());
    }
}
