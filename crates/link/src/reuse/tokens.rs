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
        let mut first = true;
        each_word(text, piece, |hash, start, end| {
            out.push(Token { hash, span: Span::new(start, end), first });
            first = false;
        });
    }
}

/// What a byte is to a word: 0 ends it, otherwise what it folds to, or one of the two below.
const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        class[b] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => byte,
            b'A'..=b'Z' => byte + 32,
            b'\'' => APOSTROPHE,
            128.. => WIDE,
            _ => 0,
        };
        b += 1;
    }
    class
};
const APOSTROPHE: u8 = 1;
const WIDE: u8 = 2;

/// Calls `f` with the hash, the first byte and the byte past the last of every word.
#[inline]
pub(crate) fn each_word(text: &str, within: Span, mut f: impl FnMut(u64, usize, usize)) {
    let bytes = &text.as_bytes()[..within.end as usize];
    let class = |at: usize| bytes.get(at).map_or(0, |&b| CLASS[b as usize]);
    let mut buffer = String::new();
    let mut at = within.start as usize;
    'text: while at < bytes.len() {
        let start = at;
        let mut wide = match class(at) {
            0 | APOSTROPHE => {
                at += 1;
                continue;
            }
            WIDE if is_plain_mark(&bytes[at..]) => {
                at += 3;
                continue;
            }
            class => class == WIDE,
        };
        let mut hasher = WordHasher::default();
        while !wide {
            match class(at) {
                0 => break,
                APOSTROPHE if class(at + 1) > WIDE => {}
                APOSTROPHE if class(at + 1) < WIDE => break,
                WIDE if is_plain_mark(&bytes[at..]) => break,
                APOSTROPHE | WIDE => wide = true,
                folded => hasher.push(folded),
            }
            at += usize::from(!wide);
        }
        if wide {
            // Letters beyond ASCII, typographic apostrophes, combining marks: by the rules themselves.
            let Some(span) = word_spans(text, Span::new(start, bytes.len())).next() else { break 'text };
            buffer.clear();
            fold_into(span.of(text), &mut buffer);
            hasher = WordHasher::default();
            buffer.bytes().for_each(|b| hasher.push(b));
            at = span.end as usize;
            f(hasher.finish(), span.start as usize, at);
        } else {
            f(hasher.finish(), start, at);
        }
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

    fn hash(folded: &str) -> u64 {
        let mut hasher = WordHasher::default();
        folded.bytes().for_each(|b| hasher.push(b));
        hasher.finish()
    }

    fn agree(text: &str, within: Span) {
        let want: Vec<_> = words(text, within).map(|w| (hash(&w.folded), w.span)).collect();
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
