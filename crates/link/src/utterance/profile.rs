//! A statement as a list of weighted words, ready to be compared.

use super::vocabulary::{Counted, Vocabulary, WordId};
use crate::align::{LEXICON, Negation, Token, Value};

/// Longer contents are compared by their first words: a statement of that length is told apart by far fewer.
const MOST_WORDS: usize = 400;

/// What is compared of a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Profile {
    /// Words of matter, in order.
    pub words: Vec<WordId>,
    /// The same sorted, each with its place in `words`.
    pub sorted: Vec<(WordId, u16)>,
    /// For each of `words`: printed like a name (with a capital, not at the beginning).
    pub name: Vec<bool>,
    /// Function words, sorted, each once.
    pub function: Vec<WordId>,
    /// Numbers by value, sorted, each once.
    pub numbers: Vec<Value>,
    /// Places in `words` of what is negated: the word of matter behind a negation, adverbs passed over, or
    /// the last one before it.
    pub denied: Vec<u16>,
    /// Places in `words` of words that can stand for a negation.
    pub soft: Vec<u16>,
    /// Total weight of `words`.
    pub weight: f32,
}

impl Profile {
    /// Reads the tokens of a statement's content in `text`. Words have their numbers for now, and no weight.
    pub(crate) fn read(text: &str, tokens: &[Token], vocabulary: &mut Counted) -> Profile {
        let mut profile = Profile::default();
        let mut open = false;
        let tokens = tokens.get(..MOST_WORDS).unwrap_or(tokens);
        for (i, token) in tokens.iter().enumerate() {
            match LEXICON.negation(&token.folded, &token.stem) {
                Some(Negation::Hard) => open = !is_idle(tokens.get(i + 1..).unwrap_or(&[])),
                Some(Negation::Soft) => profile.soft.push(profile.words.len() as u16),
                None => {}
            }
            if open && !token.function && !token.folded.ends_with("ly") {
                profile.denied.push(profile.words.len() as u16);
                open = false;
            }
            let weeks = tokens.get(i + 1).is_some_and(|t| t.stem == "week");
            profile.numbers.extend(token.value.map(|v| if weeks { v.saturating_mul(7) } else { v }));
            profile.push(text, token, i == 0, vocabulary);
        }
        if open && let Some(last) = profile.words.len().checked_sub(1) {
            profile.denied.push(last as u16);
        }
        profile.sort();
        profile.numbers.sort_unstable();
        profile.numbers.dedup();
        let mut once: Vec<WordId> = profile.sorted.iter().map(|w| w.0).collect();
        once.dedup();
        vocabulary.count(&once);
        profile
    }

    fn push(&mut self, text: &str, token: &Token, first: bool, vocabulary: &mut Counted) {
        let id = vocabulary.id(token);
        if token.function {
            self.function.push(id);
        } else {
            let capital = token.span.of(text).chars().next().is_some_and(char::is_uppercase);
            self.words.push(id);
            self.name.push(capital && !first);
        }
    }

    /// Puts what is sorted by the words' numbers in order.
    fn sort(&mut self) {
        self.sorted.clear();
        self.sorted.extend(self.words.iter().zip(0..).map(|(w, at)| (*w, at)));
        self.sorted.sort_unstable();
        self.function.sort_unstable();
        self.function.dedup();
    }

    /// Gives the words their numbers in the vocabulary, and adds up their weight.
    pub(crate) fn settle(&mut self, numbers: &[WordId], vocabulary: &Vocabulary) {
        let settled = |w: &mut WordId| *w = numbers.get(*w as usize).copied().unwrap_or(*w);
        self.words.iter_mut().chain(&mut self.function).for_each(settled);
        self.sort();
        self.weight = self.words.iter().map(|w| vocabulary.weight(*w)).sum();
    }

    /// Adds the profile to `row`, to be read back by [`Profile::load`].
    pub(crate) fn store(&self, row: &mut Vec<u8>) {
        row.extend_from_slice(&self.weight.to_le_bytes());
        let counts =
            [self.words.len(), self.function.len(), self.numbers.len(), self.denied.len(), self.soft.len()];
        counts.iter().for_each(|&count| put(row, count as u64));
        self.words
            .iter()
            .zip(&self.name)
            .for_each(|(&w, &name)| put(row, u64::from(w) << 1 | u64::from(name)));
        self.function.iter().for_each(|&w| put(row, w.into()));
        // The sign goes last, so that small numbers of either sign are short.
        self.numbers.iter().for_each(|&n| put(row, (n << 1 ^ n >> 63) as u64));
        self.denied.iter().chain(&self.soft).for_each(|&at| put(row, at.into()));
    }

    /// Becomes what [`Profile::store`] wrote.
    pub(crate) fn load(&mut self, row: &[u8]) {
        let (weight, mut rest) = row.split_first_chunk().unwrap_or((&[0; 4], &[]));
        let row = &mut rest;
        self.weight = f32::from_le_bytes(*weight);
        let [words, function, numbers, denied, soft] = [(); 5].map(|()| take(row) as usize);
        self.words.clear();
        self.name.clear();
        for _ in 0..words {
            let word = take(row);
            self.words.push((word >> 1) as WordId);
            self.name.push(word & 1 == 1);
        }
        fill(&mut self.function, function, || take(row) as WordId);
        fill(&mut self.numbers, numbers, || {
            let n = take(row);
            (n >> 1) as i64 ^ -((n & 1) as i64)
        });
        fill(&mut self.denied, denied, || take(row) as u16);
        fill(&mut self.soft, soft, || take(row) as u16);
        self.sort();
    }
}

/// Puts `count` new values in place of the old ones.
fn fill<T>(values: &mut Vec<T>, count: usize, next: impl FnMut() -> T) {
    values.clear();
    values.extend(std::iter::repeat_with(next).take(count));
}

/// Writes a number in groups of seven bits, the lowest first; all bytes but the last have their top bit set.
fn put(row: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        row.push(number as u8 | 0x80);
        number >>= 7;
    }
    row.push(number as u8);
}

/// Reads a number that [`put`] wrote; 0 at the end.
fn take(row: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some((&byte, rest)) = row.split_first() {
        *row = rest;
        number |= u64::from(byte & 0x7f) << (shift & 63);
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

/// True if a negation with these words behind it negates nothing: "not only", "not the only".
fn is_idle(behind: &[Token]) -> bool {
    let mut behind = behind.iter().skip_while(|t| matches!(t.folded.as_str(), "the" | "a" | "any" | "very"));
    behind.next().is_some_and(|t| LEXICON.idles(&t.folded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::tokens;
    use onrecord_text::Span;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_profile_is_read_back_as_it_was_written(text in "([a-zA-Z]{1,6}|[0-9]{1,9}|not|failed| |,){0,60}") {
            let mut counted = Counted::default();
            let tokens = tokens(&text, &[Span::new(0, text.len())]);
            let mut profile = Profile::read(&text, &tokens, &mut counted);
            let (vocabulary, numbers) = counted.done();
            profile.settle(&numbers, &vocabulary);
            let mut row = Vec::new();
            profile.store(&mut row);
            let mut back = Profile { words: vec![7], denied: vec![7], ..Profile::default() };
            back.load(&row);
            prop_assert_eq!(back, profile);
        }

        #[test]
        fn numbers_of_any_size_are_read_back(all in prop::collection::vec(any::<u64>(), 0..9)) {
            let mut row = Vec::new();
            all.iter().for_each(|&n| put(&mut row, n));
            let row = &mut row.as_slice();
            let back: Vec<u64> = all.iter().map(|_| take(row)).collect();
            prop_assert_eq!(back, all);
        }
    }
}
