//! The words of a body as hashes, without an allocation a word. They are the words of
//! [`onrecord_text::words`] to the letter; a test holds the two together.

use super::hash::WordHasher;
use onrecord_text::{Span, fold_into, merge, word_spans};

/// A word of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Of the folded word.
    pub(crate) hash: u64,
    /// Its place in the text, in bytes.
    pub(crate) span: Span,
    /// True where something that is not body stands between this word and the one before.
    pub(crate) first: bool,
}

/// The body's ranges, put in order and fitted to the text; ranges with no word between them are one.
pub(crate) fn pieces(text: &str, body: &[Span]) -> Vec<Span> {
    if let [one] = body
        && one.get(text).is_some()
    {
        return vec![*one];
    }
    let mut out: Vec<Span> = Vec::new();
    for span in merge(body.iter().copied().filter(|s| s.get(text).is_some()).collect()) {
        match out.last_mut() {
            Some(last) if word_spans(text, Span { start: last.end, end: span.start }).next().is_none() => {
                last.end = span.end;
            }
            _ => out.push(span),
        }
    }
    out
}

/// All words of these pieces of the text.
pub(crate) fn tokens(text: &str, pieces: &[Span], out: &mut Vec<Token>) {
    out.clear();
    for &piece in pieces {
        let from = out.len();
        out.reserve(piece.len() / 5);
        each_word(text, piece, |hash, start, end| {
            out.push(Token { hash, span: Span::new(start, end), first: false });
        });
        if let Some(token) = out.get_mut(from) {
            token.first = true;
        }
    }
}

/// Calls `f` with the hash, the first byte and the byte past the last of every word.
///
/// Words of ASCII letters and digits are hashed and folded eight bytes at a time; all others by the rules
/// themselves.
#[inline]
pub(crate) fn each_word(text: &str, within: Span, mut f: impl FnMut(u64, usize, usize)) {
    let bytes = &text.as_bytes()[..within.end as usize];
    let mut buffer = String::new();
    let mut at = within.start as usize;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if !byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
        } else if is_plain_mark(&bytes[at..]) {
            at += 3;
            continue;
        }
        let (hash, end) = plain_word(bytes, at);
        if may_go_on(&bytes[end..]) {
            let Some(span) = word_spans(text, Span::new(at, bytes.len())).next() else { break };
            buffer.clear();
            fold_into(span.of(text), &mut buffer);
            at = span.end as usize;
            f(WordHasher::of(&buffer), span.start as usize, at);
        } else {
            f(hash, at, end);
            at = end;
        }
    }
}

/// The hash of the ASCII letters and digits from `at` on, and where they end.
#[inline]
fn plain_word(bytes: &[u8], mut at: usize) -> (u64, usize) {
    let mut hasher = WordHasher::default();
    loop {
        let chunk = eight(bytes, at);
        let len = plain_len(chunk);
        // This bit tells capitals from small letters, and digits have it.
        let folded = chunk | 0x2020_2020_2020_2020;
        at += len;
        if len < 8 {
            return (hasher.finish(folded & ((1 << (8 * len)) - 1)), at);
        }
        hasher.push(folded);
    }
}

/// Eight bytes from `at` on, the first one lowest, zeros past the end.
#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    if let Some(Ok(chunk)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        return u64::from_le_bytes(chunk);
    }
    let mut chunk = [0; 8];
    let rest = bytes.get(at..).unwrap_or_default();
    chunk[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(chunk)
}

/// How many of these eight bytes, from the lowest on, are ASCII letters or digits. All eight are compared at
/// once: adding what is missing to 128 sets a byte's top bit if it is at least so much.
#[inline]
fn plain_len(chunk: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let at_least = |bytes: u64, low: u8| bytes + EACH * u64::from(0x80 - low);
    let low = chunk & (EACH * 0x7f);
    let small = low | (EACH * 0x20);
    let letter = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let digit = at_least(low, b'0') & !at_least(low, b'9' + 1);
    let plain = (letter | digit) & !chunk;
    ((!plain & (EACH * 0x80)).trailing_zeros() / 8) as usize
}

/// True unless what follows certainly ends a word.
#[inline]
fn may_go_on(rest: &[u8]) -> bool {
    match rest {
        [b' ', ..] | [] => false,
        [b'\'', next, ..] => next.is_ascii_alphanumeric() || !next.is_ascii(),
        [byte, ..] => !byte.is_ascii() && !is_plain_mark(rest),
    }
}

/// A dash, a double quotation mark, an ellipsis …: U+2010 to U+2026 but for the single quotation marks,
/// which may be apostrophes. All are three bytes and never part of a word.
fn is_plain_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xe2, 0x80, 0x90..=0x97 | 0x9a..=0xa6, ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::words;
    use proptest::prelude::*;

    fn agree(text: &str, within: Span) {
        let want: Vec<_> = words(text, within).map(|w| (WordHasher::of(&w.folded), w.span)).collect();
        let mut have = Vec::new();
        each_word(text, within, |hash, start, end| have.push((hash, Span::new(start, end))));
        assert_eq!(have, want, "{text:?}");
    }

    #[test]
    fn the_words_are_those_of_the_text_crate() {
        for text in [
            "Russia’s “long-term” GUARANTEES… don't stop' now",
            "Škoda nai\u{308}ve Straße it'é é'a a’",
            "'tis the dogs' bowl — 1,000 km²",
            "a\u{301}b e\u{345} \u{345}",
            "Ёлка стоит, дом’а",
            "x‘y ‘z’ ʼq",
            "eightlet Eightlet9 sixteenlettersAB a@b[c`d{e/f:g\0h",
        ] {
            agree(text, Span::new(0, text.len()));
        }
    }

    proptest! {
        #[test]
        fn they_are_for_any_text(text in "([a-zA-Z' ]|’|‘|“|…|é|Ж|\u{301}|\u{345}|\\PC){0,60}") {
            for at in (0..=text.len()).filter(|&i| text.is_char_boundary(i)) {
                agree(&text, Span::new(at, text.len()));
                agree(&text, Span::new(0, at));
            }
        }
    }

    #[test]
    fn pieces_with_only_marks_between_are_one() {
        let text = "One two.\n\nThree four. ADVERT Five.";
        let span = |s: &str| Span::new(text.find(s).unwrap(), text.find(s).unwrap() + s.len());
        let body = [span("Five."), span("One two."), span("Three four."), Span::new(90, 99)];
        assert_eq!(pieces(text, &body), [span("One two.\n\nThree four."), span("Five.")]);
        let mut all = Vec::new();
        tokens(text, &pieces(text, &body), &mut all);
        assert_eq!(all.iter().map(|t| t.first).collect::<Vec<_>>(), [true, false, false, false, true]);
    }
}
