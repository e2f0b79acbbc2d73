//! The text as light tokens: one pass over the bytes, a table look-up for each word.

use super::lexicon::{Class, Lexicon};
use onrecord_text::Span;

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    pub class: Class,
    /// True if it begins with a capital.
    pub capital: bool,
    /// True if white space stands before it.
    pub spaced: bool,
}

/// The tokens of the body, with a [`Class::Break`] between paragraphs and after the last.
pub(super) fn scan(text: &str, body: &[Span], lexicon: &Lexicon) -> Vec<Token> {
    let bytes: usize = body.iter().map(|s| s.len()).sum();
    let mut scanner =
        Scanner { text, bytes: text.as_bytes(), lexicon, tokens: Vec::with_capacity(bytes / 5 + 8) };
    for span in body {
        if span.get(text).is_some() {
            scanner.range(span.start as usize, span.end as usize);
            scanner.push(span.end as usize, span.end as usize, Class::Break, false, true);
        }
    }
    scanner.tokens
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    lexicon: &'a Lexicon,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn push(&mut self, start: usize, end: usize, class: Class, capital: bool, spaced: bool) {
        self.tokens.push(Token { start: start as u32, end: end as u32, class, capital, spaced });
    }

    fn range(&mut self, mut at: usize, end: usize) {
        let mut spaced = true;
        while at < end {
            let byte = self.bytes[at];
            let start = at;
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' => at = self.word(at, end, spaced),
                b'0'..=b'9' => at = self.number(at, end, spaced),
                b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c => {
                    let mut lines = 0;
                    while at < end && matches!(self.bytes[at], b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c) {
                        lines += usize::from(self.bytes[at] == b'\n');
                        at += 1;
                    }
                    if lines > 1 {
                        self.push(start, start, Class::Break, false, true);
                    }
                    spaced = true;
                    continue;
                }
                0x80.. => {
                    let Some(c) = self.text[at..end].chars().next() else { return };
                    at += c.len_utf8();
                    match c {
                        '’' | '‘' | 'ʼ' => self.push(start, at, Class::Mark(b'\''), false, spaced),
                        '–' | '‐' | '‑' => self.push(start, at, Class::Mark(b'-'), false, spaced),
                        '½' => self.push(start, at, Class::Mark(b'h'), false, spaced),
                        c if c.is_whitespace() => {
                            spaced = true;
                            continue;
                        }
                        c if c.is_alphanumeric() => {
                            at = self.letters(at, end);
                            self.push(start, at, Class::Other, c.is_uppercase(), spaced);
                        }
                        _ => self.push(start, at, Class::Mark(b'?'), false, spaced),
                    }
                }
                _ => {
                    at += 1;
                    self.push(start, at, Class::Mark(byte), false, spaced);
                }
            }
            spaced = false;
        }
    }

    /// The end of the letters from `at` on, of any script.
    fn letters(&self, mut at: usize, end: usize) -> usize {
        while at < end {
            match self.bytes[at] {
                b'a'..=b'z' | b'A'..=b'Z' => at += 1,
                0x80.. => match self.text[at..end].chars().next() {
                    Some(c) if c.is_alphanumeric() => at += c.len_utf8(),
                    _ => break,
                },
                _ => break,
            }
        }
        at
    }

    fn word(&mut self, start: usize, end: usize, spaced: bool) -> usize {
        let mut at = start + 1;
        while at < end && self.bytes[at].is_ascii_alphabetic() {
            at += 1;
        }
        let capital = self.bytes[start].is_ascii_uppercase();
        if at < end && (self.bytes[at] >= 0x80 || self.bytes[at].is_ascii_digit()) {
            // Letters of another script or digits run on: "naïve", "B2B". "Q3" is read by the grammar.
            let more = self.letters(at, end);
            if more > at {
                self.push(start, more, Class::Other, capital, spaced);
                return more;
            }
        }
        // "a.m.", "p.m.", "U.S."
        if at == start + 1 {
            let mut dotted = at;
            while dotted + 1 < end
                && self.bytes[dotted] == b'.'
                && self.bytes[dotted + 1].is_ascii_alphabetic()
                && !self.bytes.get(dotted + 2).is_some_and(u8::is_ascii_alphabetic)
            {
                dotted += 2;
            }
            if dotted > at {
                let closed = dotted < end && self.bytes[dotted] == b'.';
                let class = match self.bytes[start..dotted].to_ascii_lowercase().as_slice() {
                    b"a.m" => Class::HalfDay(0),
                    b"p.m" => Class::HalfDay(12),
                    b"b.c" => Class::Era(-1),
                    b"a.d" => Class::Era(1),
                    _ => Class::Other,
                };
                at = dotted + usize::from(closed);
                self.push(start, at, class, capital, spaced);
                return at;
            }
        }
        let class = self.lexicon.class(&self.bytes[start..at]);
        self.push(start, at, class, capital, spaced);
        at
    }

    fn number(&mut self, start: usize, end: usize, spaced: bool) -> usize {
        let digits = |mut at: usize| {
            while at < end && self.bytes[at].is_ascii_digit() {
                at += 1;
            }
            at
        };
        let mut at = digits(start);
        let mut class = match value(&self.bytes[start..at]) {
            Some(n) => Class::Number(n),
            None => Class::Other,
        };
        // 1,500 and 1,500,000
        let mut grouped = at;
        while grouped < end && self.bytes[grouped] == b',' && digits(grouped + 1) == grouped + 4 {
            grouped += 4;
        }
        if grouped > at && at - start <= 3 {
            at = grouped;
            let plain: Vec<u8> = self.bytes[start..at].iter().copied().filter(u8::is_ascii_digit).collect();
            class = value(&plain).map_or(Class::Other, Class::Grouped);
        }
        // 2.5, but not the stop of a sentence
        if at < end && self.bytes[at] == b'.' && digits(at + 1) > at + 1 {
            at = digits(at + 1);
            class = Class::Decimal;
        }
        let letters = self.letters(at, end);
        if letters > at {
            let suffix = self.bytes[at..letters].to_ascii_lowercase();
            let number = match class {
                Class::Number(n) => Some(n),
                _ => None,
            };
            match (number, suffix.as_slice()) {
                (Some(n @ 1..=99), b"st" | b"nd" | b"rd" | b"th") => {
                    class = Class::Ordinal(n as u8);
                    at = letters;
                }
                (Some(n), b"s") => {
                    class = Class::Plural(n);
                    at = letters;
                }
                // The letters are a token of their own: "10pm", "5pm".
                (Some(_), b"am" | b"pm" | b"a" | b"p") => {}
                _ => {
                    class = Class::Other;
                    at = letters;
                }
            }
        }
        self.push(start, at, class, false, spaced);
        at
    }
}

/// The digits as a number, if they fit.
fn value(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |n, d| n.checked_mul(10)?.checked_add(u32::from(d - b'0')))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicon;
    use super::*;

    fn classes(text: &str) -> Vec<(&str, Class)> {
        scan(text, &[Span::new(0, text.len())], lexicon())
            .into_iter()
            .map(|t| (&text[t.start as usize..t.end as usize], t.class))
            .collect()
    }

    #[test]
    fn numbers_and_their_kin() {
        use Class::{Break, Decimal, Grouped, HalfDay, Mark, Number, Ordinal, Plural};
        assert_eq!(
            classes("1,500 2.5 1990s 21st 10pm 5 p.m."),
            [
                ("1,500", Grouped(1500)),
                ("2.5", Decimal),
                ("1990s", Plural(1990)),
                ("21st", Ordinal(21)),
                ("10", Number(10)),
                ("pm", HalfDay(12)),
                ("5", Number(5)),
                ("p.m.", HalfDay(12)),
                ("", Break),
            ]
        );
        assert_eq!(
            classes("in 1990."),
            [("in", classes("in")[0].1), ("1990", Number(1990)), (".", Mark(b'.')), ("", Break)]
        );
        assert_eq!(classes("99999999999999999999")[0].1, Class::Other);
    }

    #[test]
    fn paragraphs_are_parted() {
        assert_eq!(classes("a\n\nb").iter().filter(|t| t.1 == Class::Break).count(), 2);
        assert_eq!(classes("a\nb").iter().filter(|t| t.1 == Class::Break).count(), 1);
    }
}
