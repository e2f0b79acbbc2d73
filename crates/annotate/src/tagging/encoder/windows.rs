//! Windows over the pieces of a document: the encoder sees one at a time.

use super::pieces::Pieces;
use std::ops::Range;

/// Pieces that a window shares with the one before.
const OVERLAP: usize = 48;
/// The smallest window: it holds the overlap and more than the pieces of two tokens.
pub const SMALLEST: usize = 80;

/// A window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The tokens that are seen.
    pub tokens: Range<usize>,
    /// Those of them whose scores are taken; the others are better seen from another window.
    pub scored: Range<usize>,
}

/// Windows of at most `most` pieces, which is at least [`SMALLEST`] less two, so that every token is scored in one of them.
pub fn windows(pieces: &Pieces, most: usize) -> Vec<Window> {
    let starts = &pieces.starts;
    let count = starts.len().saturating_sub(1);
    let (mut out, mut start, mut done) = (Vec::new(), 0, 0);
    while done < count {
        let end = (starts.partition_point(|&s| s <= starts[start] + most) - 1).max(start + 1);
        if end >= count {
            out.push(Window { tokens: start..count, scored: done..count });
            break;
        }
        let next = starts.partition_point(|&s| s <= starts[end].saturating_sub(OVERLAP)) - 1;
        let next = next.max(start + 1);
        let middle = ((next + end) / 2).max(done + 1);
        out.push(Window { tokens: start..end, scored: done..middle });
        (start, done) = (next, middle);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(sizes: &[usize]) -> Pieces {
        let mut starts = vec![0];
        sizes.iter().for_each(|s| starts.push(starts[starts.len() - 1] + s));
        Pieces { numbers: Vec::new(), starts }
    }

    #[test]
    fn overlaps_are_shared_out_in_the_middle() {
        let found = windows(&pieces(&[1; 400]), 254);
        let of = |t: Range<usize>, s: Range<usize>| Window { tokens: t, scored: s };
        assert_eq!(found, [of(0..254, 0..230), of(206..400, 230..400)]);
    }

    proptest! {
        #[test]
        fn every_token_is_scored_once(sizes in prop::collection::vec(1usize..9, 0..600), most in SMALLEST - 2..300) {
            let pieces = pieces(&sizes);
            let mut done = 0;
            for window in windows(&pieces, most) {
                prop_assert_eq!(window.scored.start, done);
                prop_assert!(window.tokens.start <= done && window.scored.end <= window.tokens.end);
                prop_assert!(window.scored.end > done);
                prop_assert!(pieces.starts[window.tokens.end] - pieces.starts[window.tokens.start] <= most);
                done = window.scored.end;
            }
            prop_assert_eq!(done, sizes.len());
        }
    }
}
