//! Two tellings with the words marked that differ. Each side stays a slice of its own text.

use maud::{Markup, html};
use onrecord_record::query::{Op, Slice, TellingRow};

/// Ranges of an article's text, in code points.
type Ranges = Vec<(u32, u32)>;

/// The words of the compared telling, with those marked that this telling does not have.
pub(in crate::pages) fn base(pieces: &[Slice], row: &TellingRow) -> Markup {
    let left_out = row.diff.iter().filter(|d| d.op != Op::Equal).flat_map(|d| &d.base);
    words(pieces, &left_out.map(|s| (s.start, s.end)).collect(), false)
}

/// The words of this telling, with those marked that the compared telling does not have.
pub(in crate::pages) fn this(row: &TellingRow) -> Markup {
    let put_in = row.diff.iter().filter(|d| d.op != Op::Equal).flat_map(|d| &d.this);
    words(&row.statement.content, &put_in.map(|s| (s.start, s.end)).collect(), true)
}

fn words(pieces: &[Slice], marked: &Ranges, added: bool) -> Markup {
    html! {
        @for (i, piece) in pieces.iter().enumerate() {
            @if i > 0 { span.gap { " … " } }
            @for (text, is_marked) in cut(piece, marked) {
                @if !is_marked { (text) } @else if added { ins { (text) } } @else { del { (text) } }
            }
        }
    }
}

/// A piece in parts, each marked or not.
fn cut(piece: &Slice, marked: &Ranges) -> Vec<(String, bool)> {
    let chars: Vec<char> = piece.text.chars().collect();
    let place = |at: u32| (at.saturating_sub(piece.start) as usize).min(chars.len());
    let mut parts = Vec::new();
    let mut at = 0;
    for &(start, end) in marked {
        let (from, to) = (place(start).max(at), place(end).max(at));
        if from < to {
            parts.push((chars[at..from].iter().collect(), false));
            parts.push((chars[from..to].iter().collect(), true));
            at = to;
        }
    }
    parts.push((chars[at..].iter().collect(), false));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_the_piece() {
        let piece = Slice { start: 10, end: 17, text: "né four".into() };
        let parts = cut(&piece, &vec![(0, 5), (10, 12), (13, 99)]);
        assert_eq!(parts.iter().map(|p| p.0.as_str()).collect::<String>(), "né four");
        let marked: Vec<&str> = parts.iter().filter(|p| p.1).map(|p| p.0.as_str()).collect();
        assert_eq!(marked, ["né", "four"]);
    }
}
