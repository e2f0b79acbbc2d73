//! Byte offsets to and from what the outside counts in.

use crate::Span;

/// What a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points: Python, the exports, the record's tables.
    CodePoint,
    /// UTF-16 code units: JavaScript, Java.
    Utf16,
}

/// Translates offsets of one text between bytes and [`Unit`]s.
///
/// Building reads the text once. An ASCII text costs nothing more; otherwise a checkpoint is kept every 64
/// bytes, and a look-up reads at most that much.
///
/// ```
/// use onrecord_text::{OffsetMap, Span, Unit};
/// let text = "“Naïve,” 🙂 said";
/// let map = OffsetMap::new(text, Unit::CodePoint);
/// let said = Span::new(text.find("said").unwrap(), text.len());
/// assert_eq!(map.out(said), (11, 15));
/// assert_eq!(map.back(11, 15), Some(said));
/// ```
pub struct OffsetMap<'a> {
    text: &'a str,
    unit: Unit,
    /// Units before byte `64 * i` rounded down to a character boundary; empty for ASCII.
    checkpoints: Vec<u32>,
    total: u32,
}

const STEP: usize = 64;

impl<'a> OffsetMap<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a str, unit: Unit) -> OffsetMap<'a> {
        if text.is_ascii() {
            return OffsetMap { text, unit, checkpoints: Vec::new(), total: text.len() as u32 };
        }
        let mut checkpoints = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STEP) {
            // Of a character that two blocks hold, the first counts it.
            checkpoints.push(count);
            count += units(block, unit);
        }
        OffsetMap { text, unit, checkpoints, total: count }
    }

    /// The text that offsets are about.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Length of the text in units.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Units before byte `at`, which must be a character boundary.
    pub fn unit_at(&self, at: usize) -> u32 {
        if self.checkpoints.is_empty() {
            return at as u32;
        }
        if at >= self.text.len() {
            return self.total;
        }
        let block = at / STEP;
        let from = self.block_start(block);
        self.checkpoints[block] + units(&self.text.as_bytes()[from..at.max(from)], self.unit)
    }

    /// The first character boundary at or after the block's first byte.
    fn block_start(&self, block: usize) -> usize {
        let mut from = block * STEP;
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        from
    }

    /// A span in units: `(start, end)`.
    pub fn out(&self, span: Span) -> (u32, u32) {
        (self.unit_at(span.start as usize), self.unit_at(span.end as usize))
    }

    /// Byte offset of a position in units; `None` past the end or inside a surrogate pair.
    pub fn byte_at(&self, unit: u32) -> Option<usize> {
        if unit > self.total {
            return None;
        }
        if self.checkpoints.is_empty() {
            return Some(unit as usize);
        }
        let block = self.checkpoints.partition_point(|&c| c <= unit) - 1;
        let (mut at, mut count) = (self.block_start(block), self.checkpoints[block]);
        for c in self.text[at..].chars() {
            if count >= unit {
                break;
            }
            count += width(c, self.unit);
            at += c.len_utf8();
        }
        (count == unit).then_some(at)
    }

    /// A span from units, the reverse of [`OffsetMap::out`]; `None` if it does not fit the text.
    pub fn back(&self, start: u32, end: u32) -> Option<Span> {
        let (start, end) = (self.byte_at(start)?, self.byte_at(end)?);
        (start <= end).then(|| Span::new(start, end))
    }
}

/// How many units the characters have that begin in these bytes of a text.
fn units(bytes: &[u8], unit: Unit) -> u32 {
    let count = |begins: fn(u8) -> bool| bytes.iter().map(|&byte| u32::from(begins(byte))).sum::<u32>();
    // All bytes of a character but the first are 10xxxxxx; a first byte from f0 on is that of a surrogate pair.
    let characters = count(|byte| byte & 0xc0 != 0x80);
    match unit {
        Unit::CodePoint => characters,
        Unit::Utf16 => characters + count(|byte| byte >= 0xf0),
    }
}

fn width(c: char, unit: Unit) -> u32 {
    match unit {
        Unit::CodePoint => 1,
        Unit::Utf16 => c.len_utf16() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(text in "(\\PC|[a-z\n\r\t ]|🙂|é|\u{301}|漢){0,300}") {
            let points = OffsetMap::new(&text, Unit::CodePoint);
            let utf16 = OffsetMap::new(&text, Unit::Utf16);
            for at in (0..=text.len()).filter(|&i| text.is_char_boundary(i)) {
                let n = text[..at].chars().count() as u32;
                prop_assert_eq!(points.unit_at(at), n);
                prop_assert_eq!(points.byte_at(n), Some(at));
                let n = text[..at].encode_utf16().count() as u32;
                prop_assert_eq!(utf16.unit_at(at), n);
                prop_assert_eq!(utf16.byte_at(n), Some(at));
            }
            prop_assert_eq!(points.byte_at(points.total() + 1), None);
        }
    }

    #[test]
    fn inside_a_surrogate_pair_is_nowhere() {
        assert_eq!(OffsetMap::new("a🙂b", Unit::Utf16).byte_at(2), None);
    }
}
