//! The words of some spans, ready to be compared.

use super::lexicon::LEXICON;
use super::number::{Value, number_at};
use super::stem::{root, same_spelling, stem};
use onrecord_text::{Span, Word, words};

/// A word, or the words of one number.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Where it is, inside one piece.
    pub span: Span,
    /// Which piece of the content it is in.
    pub piece: usize,
    /// Lower case, without apostrophes and diacritics; the words of a number with spaces between.
    pub folded: String,
    /// To compare inflections by.
    pub stem: String,
    /// Of a number.
    pub value: Option<Value>,
    /// True of words that carry grammar rather than matter.
    pub function: bool,
}

/// The tokens of the pieces in order. Pieces that do not fit the text are passed over.
pub(crate) fn tokens(text: &str, pieces: &[Span]) -> Vec<Token> {
    let mut out = Vec::new();
    for (piece, span) in pieces.iter().enumerate().filter(|(_, s)| s.get(text).is_some()) {
        let words: Vec<Word> = words(text, *span).collect();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let (value, taken) = number_at(text, &words, at).map_or((None, 1), |(v, n)| (Some(v), n));
            let last = words.get(at + taken - 1).unwrap_or(word);
            let folded = if taken == 1 {
                word.folded.clone()
            } else {
                let all: Vec<&str> = words[at..at + taken].iter().map(|w| w.folded.as_str()).collect();
                all.join(" ")
            };
            let function = value.is_none() && LEXICON.is_function(&folded);
            let stem = match value {
                Some(v) => format!("#{v}"),
                None if function => folded.clone(),
                None => stem(&folded),
            };
            let span = Span { start: word.span.start, end: last.span.end };
            out.push(Token { span, piece, folded, stem, value, function });
            at += taken;
        }
    }
    out
}

impl Token {
    /// True if the two are one word, however it is spelled, or one number.
    pub(crate) fn same(&self, other: &Token) -> bool {
        match (self.value, other.value) {
            (Some(a), Some(b)) => a == b,
            (None, None) => same_spelling(&self.folded, &other.folded),
            _ => false,
        }
    }

    /// How alike two words are, 0 to 1: 1 for the same word, less for another form, a synonym, a similar
    /// spelling.
    pub(crate) fn likeness(&self, other: &Token) -> f32 {
        if self.same(other) {
            return 1.;
        }
        if self.value.is_some() || other.value.is_some() || self.function || other.function {
            return 0.;
        }
        if self.stem == other.stem {
            return 0.9;
        }
        likeness_of_stems(&self.stem, &other.stem)
    }
}

/// How alike two different stems are: a synonym, the same root, a similar spelling; 0 if none of these.
pub(crate) fn likeness_of_stems(a: &str, b: &str) -> f32 {
    if share_group(LEXICON.groups(a), LEXICON.groups(b)) {
        return 0.7;
    }
    if root(a) == root(b) {
        return 0.8;
    }
    similar_letters(a.as_bytes(), b.as_bytes())
}

/// True if two ascending lists share a number.
pub(crate) fn share_group(a: &[u16], b: &[u16]) -> bool {
    a.iter().any(|g| b.binary_search(g).is_ok())
}

/// Likeness of spelling: 0 below a half; the part of letter pairs that two words share, a long common
/// beginning counting extra. Names in two transliterations and typing errors are what it is for.
pub(crate) fn similar_letters(a: &[u8], b: &[u8]) -> f32 {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < 4 || long > 40 || long > 2 * short {
        return 0.;
    }
    let begin = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let mut used = [false; 40];
    let mut shared = 0;
    for pair in a.windows(2) {
        for (i, other) in b.windows(2).enumerate() {
            if pair == other && !used[i] {
                used[i] = true;
                shared += 1;
                break;
            }
        }
    }
    let dice = 2. * shared as f32 / (a.len() + b.len() - 2) as f32;
    let begins = if begin >= 4 { begin as f32 / long as f32 } else { 0. };
    let likeness = dice.max(begins);
    if likeness >= 0.5 { likeness.min(0.85) } else { 0. }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str) -> f32 {
        let one = |t: &str| tokens(t, &[Span::new(0, t.len())]).swap_remove(0);
        one(a).likeness(&one(b))
    }

    #[test]
    fn words_are_alike_by_form_meaning_and_letters() {
        assert_eq!(like("Colour", "color"), 1.);
        assert_eq!(like("thirty", "30"), 1.);
        assert_eq!(like("signed", "signing"), 0.9);
        assert!(like("participation", "participate") > 0.6);
        assert!(like("start", "began") > 0.6);
        assert!(like("Vostrakova", "Vostrakowa") > 0.6);
        assert_eq!(like("5", "50"), 0.);
        assert_eq!(like("bridge", "parliament"), 0.);
        assert_eq!(like("the", "this"), 0.);
    }
}
