//! Statements inside statements: "X said that Y had promised …".

use super::Attribution;
use onrecord_text::Span;

/// Pieces looked at for one cue when spans cross one another, which only broken text makes them do.
const CROSSINGS: usize = 4;

/// Sets `inside`: a statement whose cue lies in the content of another is told by that other; of several, by
/// the shortest. A statement never stands inside a shorter one, so that no two stand inside each other.
pub(super) fn nest(found: &mut [Attribution]) {
    let size: Vec<usize> = found.iter().map(|a| onrecord_text::covered(&a.content)).collect();
    let mut pieces: Vec<(Span, usize)> =
        found.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |c| (*c, i))).collect();
    pieces.sort_unstable_by_key(|&(span, i)| (span.start, std::cmp::Reverse(span.end), i));
    let mut cues: Vec<(Span, usize)> =
        found.iter().enumerate().filter_map(|(i, a)| Some((*a.cue.first()?, i))).collect();
    cues.sort_unstable();
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    for (cue, i) in cues {
        while next < pieces.len() && pieces[next].0.start <= cue.start {
            open.push(pieces[next]);
            next += 1;
        }
        while open.last().is_some_and(|(span, _)| span.end <= cue.start) {
            open.pop();
        }
        let holds =
            |&&(span, j): &&(Span, usize)| j != i && span.contains(cue) && (size[j], j) > (size[i], i);
        found[i].inside = open.iter().rev().take(CROSSINGS).find(holds).map(|&(_, j)| j);
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_rules;
    use crate::structure::Document;
    use onrecord_text::Span;

    #[test]
    fn a_statement_in_another_ones_content_is_inside_it() {
        let text = "Ada Moor said that the mayor had promised to close the bridge.";
        let found = by_rules(&Document::new(text, &[Span::new(0, text.len())]));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!((found[0].inside, found[1].inside), (None, Some(0)));
        assert_eq!(found[1].content[0].of(text), "to close the bridge");
    }
}
