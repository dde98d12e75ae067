//! The skills by level, and for one area a drawing with what each needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use maud::{Markup, html};
use piton_coach::CoachError;
use piton_coach::view::{MapView, SkillState, SkillView};
use rust_sugiyama::configure::Config;
use serde::Deserialize;

use crate::app::App;
use crate::assets::Entry;
use crate::error::Failure;
use crate::pages::layout::{Page, Place};
use crate::parts::marks;
use crate::prefs::Prefs;

const LEVELS: [&str; 4] = ["junior", "mid", "senior", "expert"];

/// Measures of the drawing, in its own units.
const NODE: (f64, f64) = (186.0, 52.0);
const GAP: (f64, f64) = (46.0, 18.0);
const MARGIN: f64 = 16.0;
/// Room for the names of the levels.
const HEAD: f64 = 30.0;
/// How many letters fit on a line of a node.
const LINE_CHARS: usize = 23;

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    area: Option<String>,
}

/// Shows the map.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Markup, Failure> {
    let map = app.desk.ask(|coach| coach.map()).await?;
    let body = match &wanted.area {
        Some(id) => {
            let area = map.areas.iter().find(|area| area.id == *id).ok_or_else(|| {
                CoachError::not_found(format!("there is no area `{id}`"))
                    .hint("The map lists all of them.")
            })?;
            html! {
                nav.crumbs aria-label="Where this is" { a href="/map" { "Map" } " / " (area.heading) }
                h1 { (area.heading) }
                (areas_part(&map, Some(id)))
                p.facts { "From left to right: what is needed comes first. A dashed box belongs to another area." }
                (drawing(&map, id))
            }
        }
        None => html! {
            h1 { "The skills by level" }
            (areas_part(&map, None))
            (overview(&map))
        },
    };
    let page = Page { title: "Map", place: Place::Map, entry: Entry::Main, body, wide: true };
    Ok(page.render(&Prefs::of(&headers)))
}

fn areas_part(map: &MapView, current: Option<&str>) -> Markup {
    html! {
        nav.areas aria-label="Areas" {
            @for area in &map.areas {
                a href={ "/map?area=" (area.id) } aria-current=[(current == Some(&area.id)).then_some("page")] { (area.heading) }
            }
        }
    }
}

/// Every skill, areas from top to bottom and levels from left to right.
fn overview(map: &MapView) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label="The skills by level" {
            table.overview {
                thead { tr { th scope="col" { "Area" } @for level in LEVELS { th scope="col" { (level) } } } }
                tbody {
                    @for area in &map.areas {
                        tr {
                            th scope="row" { a href={ "/map?area=" (area.id) } { (area.heading) } }
                            @for level in LEVELS {
                                td { ul.skills {
                                    @for skill in area.skills.iter().filter(|skill| skill.level == level) {
                                        li.skill-line {
                                            (marks::skill(skill.state))
                                            @if skill.state == SkillState::BeingWritten { span.title { (skill.title) } }
                                            @else { a.title href={ "/skills/" (skill.id) } { (skill.title) } }
                                        }
                                    }
                                } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A skill in its place.
struct Node<'a> {
    skill: &'a SkillView,
    foreign: bool,
    at: (f64, f64),
}

/// Draws the skills of an area with what they need, from other areas too.
fn drawing(map: &MapView, area: &str) -> Markup {
    let (nodes, edges, columns) = lay_out(map, area);
    let rows = nodes.iter().map(|node| node.at.1).fold(0.0, f64::max);
    let width = MARGIN * 2.0 + column_x(columns.len()) - GAP.0;
    let height = rows + NODE.1 + MARGIN;
    html! {
        div.scroll tabindex="0" role="group" aria-label="The drawing" {
            svg.map viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) role="group" aria-label="Skills and what each needs" {
                @for (at, level) in heads(&columns) {
                    text.level x=(MARGIN + column_x(at)) y=(MARGIN + 8.0) { (level) }
                }
                @for (from, to) in &edges { path.edge d=(curve(nodes[*from].at, nodes[*to].at)) {} }
                @for node in &nodes { (node_part(node)) }
            }
        }
    }
}

fn node_part(node: &Node<'_>) -> Markup {
    let (word, class) = marks::skill_words(node.skill.state);
    let lines = wrap(&node.skill.title);
    let (x, y) = node.at;
    let first = y + if lines.len() > 1 { 22.0 } else { 31.0 };
    let inside = html! {
        rect x=(x) y=(y) width=(NODE.0) height=(NODE.1) rx="8" {}
        @for (at, line) in lines.iter().enumerate() {
            text x=(x + 30.0) y=(first + 16.0 * [0.0, 1.0][at.min(1)]) { (line) " " }
        }
        svg class={ "mark " (class) } x=(x + 8.0) y=(y + 18.0) width="16" height="16" viewBox="0 0 16 16" role="img" aria-label=(word) { (marks::shape(class)) }
    };
    html! {
        @if node.skill.state == SkillState::BeingWritten {
            g.node.(class).foreign[node.foreign] { (inside) }
        } @else {
            a.node.(class).foreign[node.foreign] href={ "/skills/" (node.skill.id) } { (inside) }
        }
    }
}

/// Breaks a title into at most two lines.
fn wrap(title: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in title.split_whitespace() {
        let last = lines.last_mut().expect("there is always a line");
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= LINE_CHARS || lines.len() == 2
        {
            let last = lines.last_mut().expect("there is always a line");
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    for line in &mut lines {
        if line.chars().count() > LINE_CHARS + 2 {
            *line = line.chars().take(LINE_CHARS + 1).chain(['…']).collect();
        }
    }
    lines
}

/// A column: the level, and how many skills of that level stand before it in a row.
type Column = (usize, usize);

/// Gives each skill its place: columns by level and need, rows so that few lines cross.
fn lay_out<'a>(map: &'a MapView, area: &str) -> (Vec<Node<'a>>, Vec<(usize, usize)>, Vec<Column>) {
    let all: BTreeMap<_, _> = map
        .areas
        .iter()
        .flat_map(|area| &area.skills)
        .map(|skill| (skill.id.as_str(), skill))
        .collect();
    let own = |skill: &SkillView| skill.id.split('/').next() == Some(area);
    let mut shown: Vec<&SkillView> = all.values().copied().filter(|skill| own(skill)).collect();
    for need in shown.clone().iter().flat_map(|skill| &skill.needs) {
        if let Some(skill) = all.get(need.as_str())
            && !shown.iter().any(|one| one.id == skill.id)
        {
            shown.push(skill);
        }
    }
    let place = |id: &str| shown.iter().position(|skill| skill.id == id);
    let edges: Vec<(usize, usize)> = shown
        .iter()
        .enumerate()
        .flat_map(|(to, skill)| skill.needs.iter().filter_map(move |need| Some((place(need)?, to))))
        .collect();
    let columns_of = columns(&shown, &edges);
    let mut columns: Vec<_> = columns_of.clone();
    columns.sort_unstable();
    columns.dedup();
    let order = order(shown.len(), &edges);
    let mut nodes: Vec<Node<'a>> = Vec::with_capacity(shown.len());
    for (at, skill) in shown.iter().copied().enumerate() {
        let column = columns.iter().position(|one| *one == columns_of[at]).unwrap_or(0);
        let above = (0..shown.len())
            .filter(|other| columns_of[*other] == columns_of[at])
            .filter(|other| (order[*other], *other) < (order[at], at))
            .count();
        let y = MARGIN + HEAD + spread(above, NODE.1 + GAP.1);
        nodes.push(Node { skill, foreign: !own(skill), at: (MARGIN + column_x(column), y) });
    }
    (nodes, edges, columns)
}

/// Returns each skill's column. The needs of skills form no circle: content is checked for that.
fn columns(shown: &[&SkillView], edges: &[(usize, usize)]) -> Vec<Column> {
    let level = |at: usize| LEVELS.iter().position(|level| *level == shown[at].level).unwrap_or(0);
    let mut depth = vec![0_usize; shown.len()];
    for _ in 0..shown.len() {
        for (from, to) in edges {
            if level(*from) == level(*to) {
                depth[*to] = depth[*to].max(depth[*from] + 1).min(shown.len());
            }
        }
    }
    (0..shown.len()).map(|at| (level(at), depth[at])).collect()
}

/// Returns a number for each skill; sorted by it, few lines cross.
fn order(n: usize, edges: &[(usize, usize)]) -> Vec<i64> {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let vertices: Vec<_> = (0..n).map(|at| (number(at), (1.0, 1.0))).collect();
    let edges: Vec<_> = edges.iter().map(|(from, to)| (number(*from), number(*to))).collect();
    let mut order = vec![0; n];
    let mut before = 0;
    for (places, ..) in
        rust_sugiyama::from_vertices_and_edges(&vertices, &edges, &Config::default())
    {
        let mut across: Vec<_> = places.iter().map(|(at, (x, _))| (*x, *at)).collect();
        across.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, at) in across {
            before += 1;
            if let Some(place) = order.get_mut(at) {
                *place = before;
            }
        }
    }
    order
}

fn spread(n: usize, step: f64) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX)) * step
}

fn column_x(column: usize) -> f64 {
    spread(column, NODE.0 + GAP.0)
}

/// Returns the first column of each level.
fn heads(columns: &[Column]) -> Vec<(usize, &'static str)> {
    let mut heads: Vec<(usize, &'static str)> = Vec::new();
    for (at, (level, _)) in columns.iter().enumerate() {
        if heads.last().is_none_or(|(_, name)| *name != LEVELS[*level]) {
            heads.push((at, LEVELS[*level]));
        }
    }
    heads
}

/// Draws a line from the right of one box to the left of another.
fn curve(from: (f64, f64), to: (f64, f64)) -> String {
    let (x1, y1) = (from.0 + NODE.0, from.1 + NODE.1 / 2.0);
    let (x2, y2) = (to.0, to.1 + NODE.1 / 2.0);
    let bend = ((x2 - x1).abs() / 2.0).max(24.0);
    format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2 - bend)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(id: &str, level: &'static str, needs: &[&str]) -> SkillView {
        SkillView {
            id: id.to_owned(),
            title: id.to_owned(),
            outcome: String::new(),
            level,
            state: SkillState::Open,
            lesson: true,
            items: 0,
            tasks: 0,
            needs: needs.iter().map(|need| (*need).to_owned()).collect(),
            task_list: Vec::new(),
        }
    }

    #[test]
    fn what_is_needed_stands_to_the_left_and_no_two_share_a_place() {
        let area = |id: &str, skills| piton_coach::view::AreaView {
            id: id.to_owned(),
            heading: id.to_owned(),
            half: "practical",
            skills,
        };
        let map = MapView {
            statements: Vec::new(),
            areas: vec![
                area(
                    "a",
                    vec![
                        skill("a/one", "mid", &["b/base"]),
                        skill("a/two", "mid", &["a/one"]),
                        skill("a/three", "senior", &["a/one", "a/two"]),
                        skill("a/four", "mid", &[]),
                    ],
                ),
                area("b", vec![skill("b/base", "junior", &[]), skill("b/other", "mid", &[])]),
            ],
        };
        let (nodes, edges, _) = lay_out(&map, "a");
        assert_eq!(nodes.len(), 5, "the skills of the area, and the one needed from elsewhere");
        assert_eq!(edges.len(), 4);
        for (from, to) in &edges {
            assert!(nodes[*from].at.0 < nodes[*to].at.0);
        }
        let mut places: Vec<_> = nodes.iter().map(|node| format!("{:?}", node.at)).collect();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), 5);
        assert!(drawing(&map, "a").into_string().contains("b/base"));
    }

    #[test]
    fn a_long_title_is_two_lines_and_an_ellipsis() {
        assert_eq!(wrap("Short"), ["Short"]);
        let lines = wrap("Threads, processes and coroutines compared under a heavy load of work");
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
    }
}
