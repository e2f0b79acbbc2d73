//! The words of a body as hashes, without an allocation a word. They are the words of
//! [`onrecord_text::words`] to the letter; a test holds the two together.

use super::hash::WordHasher;
use onrecord_text::{Span, fold_into, merge, word_spans};

/// A word of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Of the folded word.
    pub(crate) hash: u64,
    start: u32,
    /// Twice its bytes, and one more where it is the first of a piece. All in two machine words: there are many.
    len_first: u32,
}

impl Token {
    /// Its place in the text, in bytes.
    #[inline]
    pub(crate) fn span(&self) -> Span {
        Span { start: self.start, end: self.start + self.len_first / 2 }
    }

    /// True where something that is not body stands between this word and the one before.
    #[inline]
    pub(crate) fn first(&self) -> bool {
        self.len_first % 2 == 1
    }
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
            // What has two billion bytes is no word.
            if let Some(len) = u32::try_from(end - start).ok().and_then(|len| len.checked_mul(2)) {
                out.push(Token { hash, start: start as u32, len_first: len });
            }
        });
        if let Some(token) = out.get_mut(from) {
            token.len_first |= 1;
        }
    }
}

/// Calls `f` with the hash, the first byte and the byte past the last of every word.
///
/// Words of ASCII letters and digits are found [`BLOCK`] bytes at a time, and hashed and folded eight bytes at a
/// time; all others by the rules themselves.
#[inline]
pub(crate) fn each_word(text: &str, within: Span, mut f: impl FnMut(u64, usize, usize)) {
    let bytes = &text.as_bytes()[..within.end as usize];
    let mut buffer = String::new();
    let mut at = within.start as usize;
    // Where the next word begins that takes a closer look.
    let mut hard = None;
    while at < bytes.len() {
        let block = bytes.get(at..at + BLOCK).filter(|block| block[0].is_ascii() && hard != Some(at));
        let Some((plain, other)) = block.map(classes) else {
            let (word, end) = one_word(text, bytes, at, &mut buffer);
            if let Some((hash, span)) = word {
                f(hash, span.start as usize, span.end as usize);
            }
            at = end;
            continue;
        };
        // A bit for each byte that is looked at yet.
        let mut left = plain | other;
        let next = loop {
            if left == 0 {
                break BLOCK;
            }
            let from = left.trailing_zeros() as usize;
            if (other >> from) & 1 == 1 {
                let end = from + 3;
                if !is_plain_mark(&bytes[at + from..]) {
                    hard = Some(at + from);
                    break from;
                }
                if end >= BLOCK {
                    break end;
                }
                left &= u64::MAX << end;
                continue;
            }
            let end = from + (!(plain >> from)).trailing_zeros() as usize;
            // The word may go on in the next block, or after an apostrophe.
            if end >= BLOCK || may_go_on(&bytes[at + end..]) {
                if from == 0 || end < BLOCK {
                    hard = Some(at + from);
                }
                break from;
            }
            f(plain_hash(&bytes[at + from..], end - from), at + from, at + end);
            left &= u64::MAX << end;
        };
        at += next;
    }
}

/// Bytes that are looked at together: one bit each of a machine word.
const BLOCK: usize = 64;

/// Which of these bytes, at most [`BLOCK`], are ASCII letters or digits, and which are not ASCII: a bit for each.
#[inline]
fn classes(block: &[u8]) -> (u64, u64) {
    let (chunks, _) = block.as_chunks::<8>();
    let (mut plain, mut other) = (0, 0);
    for (i, chunk) in chunks.iter().enumerate() {
        let chunk = u64::from_le_bytes(*chunk);
        plain |= top_bits(plain_bytes(chunk)) << (8 * i);
        other |= top_bits(chunk) << (8 * i);
    }
    (plain, other)
}

/// The top bits of eight bytes, that of the lowest byte lowest. The factor moves each to its place in the top byte.
#[inline]
fn top_bits(chunk: u64) -> u64 {
    ((chunk >> 7) & EACH).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The hash of the first `len` of these bytes, which are ASCII letters and digits.
#[inline]
fn plain_hash(bytes: &[u8], len: usize) -> u64 {
    let mut hasher = WordHasher::default();
    let mut at = 0;
    while len - at >= 8 {
        hasher.push(folded(eight(bytes, at)));
        at += 8;
    }
    hasher.finish(folded(eight(bytes, at)) & ((1 << (8 * (len - at))) - 1))
}

/// Small letters for capitals: this bit tells one from the other, and digits have it.
#[inline]
fn folded(chunk: u64) -> u64 {
    chunk | (EACH * 0x20)
}

/// The first word from `at` on by the rules, unless no word begins there; and where to go on.
fn one_word(text: &str, bytes: &[u8], at: usize, buffer: &mut String) -> (Option<(u64, Span)>, usize) {
    let byte = bytes[at];
    if byte.is_ascii() {
        if !byte.is_ascii_alphanumeric() {
            return (None, at + 1);
        }
    } else if is_plain_mark(&bytes[at..]) {
        return (None, at + 3);
    }
    let end = plain_end(bytes, at);
    if !may_go_on(&bytes[end..]) {
        return (Some((plain_hash(&bytes[at..], end - at), Span::new(at, end))), end);
    }
    let Some(span) = word_spans(text, Span::new(at, bytes.len())).next() else { return (None, bytes.len()) };
    buffer.clear();
    fold_into(span.of(text), buffer);
    // Up to the next word, which is likely to be such a one again.
    let between = |byte: &&u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let end = span.end as usize;
    let gap = bytes[end..].iter().take_while(between).count();
    (Some((WordHasher::of(buffer), span)), end + gap)
}

/// Where the ASCII letters and digits from `at` on end.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let len = ((!plain_bytes(eight(bytes, at)) & (EACH * 0x80)).trailing_zeros() / 8) as usize;
        at += len;
        if len < 8 {
            return at;
        }
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

/// The lowest bit of each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Sets the top bit of those of eight bytes that are ASCII letters or digits. All eight are compared at once:
/// adding what is missing to 128 sets a byte's top bit if it is at least so much.
#[inline]
fn plain_bytes(chunk: u64) -> u64 {
    let at_least = |bytes: u64, low: u8| bytes + EACH * u64::from(0x80 - low);
    let low = chunk & (EACH * 0x7f);
    let small = low | (EACH * 0x20);
    let letter = at_least(small, b'a') & !at_least(small, b'z' + 1);
    let digit = at_least(low, b'0') & !at_least(low, b'9' + 1);
    (letter | digit) & !chunk & (EACH * 0x80)
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
            "a word that begins in one block of sixty-four bytes and ends there, or inTheNextOneWhichIsLong, or is \
            soLongThatItFillsABlockOfSixtyFourBytesAllByItselfAndReachesIntoTheNextOneTooBeforeItComesToAnEnd.",
            "marks — at the end of a block of sixty-four bytes, if one counts — “so”, don’t they, of the block — and on",
        ] {
            agree(text, Span::new(0, text.len()));
        }
    }

    proptest! {
        #[test]
        fn they_are_for_any_text(text in "([a-zA-Z' ]|’|‘|“|…|é|Ж|\u{301}|\u{345}|\\PC){0,120}") {
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
        assert_eq!(all.iter().map(|t| t.first()).collect::<Vec<_>>(), [true, false, false, false, true]);
    }
}
