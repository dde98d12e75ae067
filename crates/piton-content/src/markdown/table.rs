//! Tables that fit the width there is.

use comrak::nodes::TableAlignment;

use super::wrap::{Line, Piece, Style, line_width, wrap};

/// The narrowest a column is squeezed to.
const MIN_COLUMN: usize = 4;

/// Lays out rows of cells, the first of them the heading.
pub(super) fn lay_out(
    rows: Vec<Vec<Vec<Piece>>>,
    alignments: &[TableAlignment],
    room: usize,
    color: bool,
) -> Vec<Line> {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths = widths(&rows, n_columns, room);
    let bar = if color { " │ " } else { " | " };
    let dim = Style::default().with(if color { "2" } else { "" });
    let mut lines = Vec::new();
    for (row_idx, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<Line>> = widths
            .iter()
            .enumerate()
            .map(|(idx, width)| row.get(idx).map_or_else(Vec::new, |cell| wrap(cell, *width)))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for line_idx in 0..height {
            let mut line = Line::new();
            for (idx, (cell, width)) in cells.iter().zip(&widths).enumerate() {
                if idx > 0 {
                    line.push((bar.to_owned(), dim.clone()));
                }
                let empty = Line::new();
                let text = cell.get(line_idx).unwrap_or(&empty);
                let alignment = alignments.get(idx).copied().unwrap_or(TableAlignment::None);
                let spare = width.saturating_sub(line_width(text));
                let (before, after) = match alignment {
                    TableAlignment::Right => (spare, 0),
                    TableAlignment::Center => (spare / 2, spare - spare / 2),
                    TableAlignment::Left | TableAlignment::None => (0, spare),
                };
                line.push((" ".repeat(before), Style::default()));
                line.extend(text.iter().map(|(text, style)| {
                    let bold = row_idx == 0 && color;
                    (text.clone(), style.with(if bold { "1" } else { "" }))
                }));
                line.push((" ".repeat(after), Style::default()));
            }
            lines.push(line);
        }
        if row_idx == 0 {
            let (rule, cross) = if color { ("─", "─┼─") } else { ("-", "-+-") };
            let rules: Vec<String> = widths.iter().map(|width| rule.repeat(*width)).collect();
            lines.push(vec![(rules.join(cross), dim.clone())]);
        }
    }
    lines
}

/// Gives each column what it needs, and takes from the widest while there is too little room.
fn widths(rows: &[Vec<Vec<Piece>>], n_columns: usize, room: usize) -> Vec<usize> {
    let mut widths = vec![1; n_columns];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            let longest = wrap(cell, usize::MAX).iter().map(line_width).max().unwrap_or_default();
            *width = (*width).max(longest);
        }
    }
    let room = room.saturating_sub(3 * n_columns.saturating_sub(1));
    let mut excess = widths.iter().sum::<usize>().saturating_sub(room);
    while excess > 0 {
        // The widest columns come down together to the width of the next.
        let widest = widths.iter().copied().max().unwrap_or_default();
        if widest <= MIN_COLUMN {
            break;
        }
        let next = widths.iter().copied().filter(|width| *width < widest).max();
        let n_widest = widths.iter().filter(|width| **width == widest).count();
        let floor = next.unwrap_or(MIN_COLUMN).max(MIN_COLUMN);
        let step = (widest - floor).min(excess.div_ceil(n_widest));
        for width in widths.iter_mut().filter(|width| **width == widest) {
            *width -= step;
        }
        excess = excess.saturating_sub(step * n_widest);
    }
    widths
}
