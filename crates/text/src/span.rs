//! A range of a text, and the arithmetic of sorted lists of ranges.

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** of one version's text, both ends on character boundaries.
///
/// A version is at most 4 GiB, so `u32` suffices and keeps annotations small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` in bytes.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Span { start: start as u32, end: end as u32 }
    }

    /// The slice of `text` that this span names.
    ///
    /// # Panics
    /// If the span was made for another text and does not fit this one.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The slice, or `None` where the span does not fit `text`.
    pub fn get(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// As a range of `usize`, for indexing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True of a span that covers nothing.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// True if every byte of `other` lies in this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share at least a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part that both share, if any.
    pub fn intersect(self, other: Span) -> Option<Span> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end })
    }

    /// The span without white space at its ends; empty at its start if nothing else is in it.
    pub fn trim(self, text: &str) -> Span {
        let slice = self.of(text);
        let start = self.start as usize + (slice.len() - slice.trim_start().len());
        let trimmed = slice.trim();
        if trimmed.is_empty() {
            return Span { start: self.start, end: self.start };
        }
        Span::new(start, start + trimmed.len())
    }
}

/// Sorts the spans and joins those that overlap or touch; empty ones are dropped.
pub fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|s| !s.is_empty());
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// What is left of `from` after `holes` are taken out. Both lists sorted and without overlaps.
pub fn subtract(from: &[Span], holes: &[Span]) -> Vec<Span> {
    let mut out = Vec::with_capacity(from.len());
    let mut h = 0;
    for &span in from {
        let mut at = span.start;
        while h < holes.len() && holes[h].end <= span.start {
            h += 1;
        }
        let mut i = h;
        while i < holes.len() && holes[i].start < span.end {
            if holes[i].start > at {
                out.push(Span { start: at, end: holes[i].start });
            }
            at = at.max(holes[i].end);
            i += 1;
        }
        if at < span.end {
            out.push(Span { start: at, end: span.end });
        }
    }
    out
}

/// Total bytes of the spans.
pub fn covered(spans: &[Span]) -> usize {
    spans.iter().map(|s| s.len()).sum()
}

/// The slices of the spans with `between` put between the pieces. For display only: the result of a span in
/// several pieces is not itself a slice.
pub fn join(text: &str, spans: &[Span], between: &str) -> String {
    spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        prop::collection::vec((0usize..60, 0usize..12), 0..12)
            .prop_map(|v| v.into_iter().map(|(s, n)| Span::new(s, s + n)).collect())
    }

    fn points(spans: &[Span]) -> Vec<bool> {
        (0..80).map(|i| spans.iter().any(|s| s.range().contains(&i))).collect()
    }

    proptest! {
        #[test]
        fn merge_keeps_the_points_and_leaves_gaps(a in spans()) {
            let merged = merge(a.clone());
            prop_assert_eq!(points(&a), points(&merged));
            prop_assert!(merged.windows(2).all(|w| w[0].end < w[1].start));
        }

        #[test]
        fn subtract_is_set_difference(a in spans(), b in spans()) {
            let (a, b) = (merge(a), merge(b));
            let left = points(&subtract(&a, &b));
            let want: Vec<bool> = points(&a).iter().zip(points(&b)).map(|(x, y)| *x && !y).collect();
            prop_assert_eq!(left, want);
        }
    }

    #[test]
    fn trim_drops_white_space_only() {
        assert_eq!(Span::new(1, 7).trim("x  ab\u{a0}y"), Span::new(3, 5));
        assert!(Span::new(0, 3).trim("   ").is_empty());
    }
}
