//! The runs of words that two texts share. Runs of at least `MIN` words are found by an index of one text's
//! windows of that length; about each, shorter runs that only a few changed words part from it are taken in.

use super::hash::windows_of;
use super::tokens::Token;

/// Words of the shortest run that counts by itself.
pub(crate) const MIN: usize = 8;
/// Words of the shortest run beside another.
const MIN_BESIDE: usize = 3;
/// Places of one text that a window of the other is tried at: bounds the work on a text that repeats itself.
const TRIES: usize = 8;

/// `len` words from `x` on in one text are those from `y` on in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) len: usize,
}

impl Run {
    /// True if only a few changed words part this run from the one after it.
    pub(super) fn is_beside(&self, next: &Run) -> bool {
        let gap = |end: usize, start: usize| start.checked_sub(end).is_some_and(|gap| gap <= GAP);
        gap(self.x + self.len, next.x) && gap(self.y + self.len, next.y)
    }
}

/// At most so many words may differ on either side between two runs beside each other.
const GAP: usize = 4;

const NONE: u32 = u32::MAX;

/// Where each window of [`MIN`] words of a text stands. Kept between texts to save allocations.
#[derive(Default)]
pub(super) struct Index {
    /// For the low bits of a hash the first position, then for each position the next.
    heads: Vec<u32>,
    next: Vec<u32>,
    /// A bit for every low part of a hash that is there: most of what is looked for is not, and that is seen
    /// at once.
    seen: Vec<u64>,
}

/// Bits of [`Index::seen`] for every window.
const SPARSE: usize = 32;

impl Index {
    /// Replaces what the index holds by these [`windows`].
    pub(super) fn fill(&mut self, windows: &[u64]) {
        self.heads.clear();
        self.heads.resize((windows.len() * 2).next_power_of_two(), NONE);
        self.next.clear();
        self.next.resize(windows.len(), NONE);
        self.seen.clear();
        self.seen.resize((windows.len() * SPARSE).next_power_of_two().div_ceil(64), 0);
        // From the end, so that a chain leads from earlier to later places.
        for (at, &hash) in windows.iter().enumerate().rev() {
            let slot = hash as usize & (self.heads.len() - 1);
            self.next[at] = self.heads[slot];
            self.heads[slot] = at as u32;
            let (word, bit) = self.bit(hash);
            self.seen[word] |= bit;
        }
    }

    /// Where in `seen` a hash is noted.
    fn bit(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.seen.len() - 1), 1 << (hash & 63))
    }

    /// False if no window has this hash.
    #[inline]
    fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = self.bit(hash);
        self.seen[word] & bit != 0
    }

    /// Where the window with this hash stands, of these windows.
    pub(super) fn places<'a>(&'a self, windows: &'a [u64], hash: u64) -> impl Iterator<Item = usize> + 'a {
        let mut at = self.heads[hash as usize & (self.heads.len() - 1)];
        std::iter::from_fn(move || {
            let place = (at != NONE).then_some(at as usize)?;
            at = self.next[place];
            Some(place)
        })
        .filter(move |&place| windows[place] == hash)
    }
}

/// The hash of the window that starts at each word; windows across a break are there too, and come to nothing
/// when runs are measured.
pub(super) fn windows(tokens: &[Token], out: &mut Vec<u64>) {
    windows_of::<MIN, Token>(tokens, |token| token.hash, out);
}

/// A text's words and their windows.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) windows: &'a [u64],
}

/// The runs that `x`, of whose windows `index` was made, and `y` share, in the order of `y` and apart from
/// each other there. Of several places in `x` the one with the longest run is taken, then the earliest.
pub(super) fn runs(x: Text, index: &Index, y: Text) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    while let Some(&hash) = y.windows.get(at) {
        if !index.may_hold(hash) {
            at += 1;
            continue;
        }
        let places = index.places(x.windows, hash).take(TRIES);
        let tried = places.map(|place| (length(&x.tokens[place..], &y.tokens[at..]), place));
        match tried.max_by_key(|&(len, place)| (len, std::cmp::Reverse(place))) {
            Some((len, place)) if len >= MIN => {
                out.push(Run { x: place, y: at, len });
                at += len;
            }
            _ => at += 1,
        }
    }
    with_neighbours(x.tokens, y.tokens, &out)
}

/// How many words two texts share from their beginning on, up to a break in either.
fn length(x: &[Token], y: &[Token]) -> usize {
    let same =
        |(i, (a, b)): (usize, (&Token, &Token))| a.hash == b.hash && (i == 0 || !a.first() && !b.first());
    x.iter().zip(y).enumerate().take_while(|&pair| same(pair)).count()
}

/// The same from their end back.
fn length_back(x: &[Token], y: &[Token]) -> usize {
    let mut len = 0;
    for (a, b) in x.iter().rev().zip(y.iter().rev()) {
        if a.hash != b.hash {
            break;
        }
        len += 1;
        if a.first() || b.first() {
            break;
        }
    }
    len
}

/// Words to step over in the one text and in the other to get past a change: first those that change the
/// fewest words, of these first as many on either side. None is more than [`GAP`].
#[rustfmt::skip]
const GAPS: [(usize, usize); 24] = [
    (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0), (2, 2), (1, 3), (3, 1),
    (0, 4), (4, 0), (2, 3), (3, 2), (1, 4), (4, 1), (3, 3), (2, 4), (4, 2), (3, 4), (4, 3), (4, 4),
];

fn with_neighbours(x: &[Token], y: &[Token], runs: &[Run]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len() * 2);
    for (i, &run) in runs.iter().enumerate() {
        // Backwards, down to where the last run ends in `y`.
        let floor = out.last().map_or(0, |last| last.y + last.len);
        let mut before = Vec::new();
        let mut edge = run;
        while let Some(found) = GAPS.into_iter().find_map(|(dx, dy)| {
            let (end_x, end_y) = (edge.x.checked_sub(dx)?, edge.y.checked_sub(dy)?);
            let len = length_back(&x[..end_x], y.get(floor..end_y)?);
            (len >= MIN_BESIDE).then(|| Run { x: end_x - len, y: end_y - len, len })
        }) {
            before.push(found);
            edge = found;
        }
        out.extend(before.into_iter().rev());
        out.push(run);
        // Forwards, up to where the next run begins.
        let ceiling = runs.get(i + 1).map_or(y.len(), |next| next.y);
        let mut edge = run;
        while let Some(found) = GAPS.into_iter().find_map(|(dx, dy)| {
            let (from_x, from_y) = (edge.x + edge.len + dx, edge.y + edge.len + dy);
            let len = length(x.get(from_x..)?, y.get(from_y..ceiling)?);
            (len >= MIN_BESIDE).then_some(Run { x: from_x, y: from_y, len })
        }) {
            out.push(found);
            edge = found;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use onrecord_text::Span;

    fn shared(x: &str, y: &str) -> Vec<(String, String)> {
        let read = |text: &str| {
            let (mut all, mut hashes) = (vec![], vec![]);
            tokens(text, &[Span::new(0, text.len())], &mut all);
            windows(&all, &mut hashes);
            (all, hashes)
        };
        let ((a, in_a), (b, in_b), mut index) = (read(x), read(y), Index::default());
        index.fill(&in_a);
        let text = |text: &str, tokens: &[Token]| {
            text[tokens[0].span().start as usize..tokens[tokens.len() - 1].span().end as usize].to_owned()
        };
        runs(Text { tokens: &a, windows: &in_a }, &index, Text { tokens: &b, windows: &in_b })
            .iter()
            .map(|r| (text(x, &a[r.x..r.x + r.len]), text(y, &b[r.y..r.y + r.len])))
            .collect()
    }

    #[test]
    fn runs_are_as_long_as_the_words_agree() {
        let found = shared(
            "Now the ferry to Ostrel left the old harbour at six in the morning, they said.",
            "He said: The ferry to Ostrel left the “old harbour” at six — in the evening.",
        );
        assert_eq!(
            found,
            [(
                "the ferry to Ostrel left the old harbour at six in the".to_owned(),
                "The ferry to Ostrel left the “old harbour” at six — in the".to_owned()
            )]
        );
    }

    #[test]
    fn short_runs_count_only_beside_a_long_one() {
        let long = "the ferry to Ostrel left the old harbour at six in the morning";
        let found = shared(
            &format!("by order of the mayor, {long} and all the passengers waved"),
            &format!("by order of our mayor, {long} while all the passengers waved"),
        );
        assert_eq!(
            found.iter().map(|f| f.0.as_str()).collect::<Vec<_>>(),
            ["by order of", &format!("mayor, {long}"), "all the passengers waved"]
        );
        assert_eq!(shared("and all the passengers waved", "while all the passengers waved"), []);
    }

    #[test]
    fn a_text_that_repeats_itself_is_matched_once() {
        let line = "no comment was given by the harbour office that day. ";
        assert_eq!(shared(&line.repeat(300), line).len(), 1);
        let all = shared(&line.repeat(300), &line.repeat(300));
        assert_eq!(all.len(), 1);
    }
}
