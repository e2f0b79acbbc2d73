//! Values one after the other in bytes, for what the same program reads back.

use onrecord_text::Span;
use std::io;

/// Puts values into bytes.
#[derive(Default)]
pub(super) struct Packer {
    /// What was put in.
    pub bytes: Vec<u8>,
}

impl Packer {
    /// A number: seven bits a byte, the lowest first, the top bit set where more follow (LEB128).
    pub fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub fn texts<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t str>) {
        self.number(texts.len());
        texts.for_each(|text| self.text(text));
    }

    pub fn spans(&mut self, spans: &[Span]) {
        self.number(spans.len());
        for span in spans {
            self.number(span.start as usize);
            self.number(span.len());
        }
    }
}

/// Takes the values out again, in the same order.
pub(super) struct Unpacker<'a> {
    bytes: &'a [u8],
}

impl<'a> Unpacker<'a> {
    pub fn new(bytes: &'a [u8]) -> Unpacker<'a> {
        Unpacker { bytes }
    }

    pub fn number(&mut self) -> io::Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (&byte, rest) = self.bytes.split_first().ok_or_else(broken)?;
            self.bytes = rest;
            number |= usize::from(byte & 0x7f).checked_shl(shift).ok_or_else(broken)?;
            if byte < 0x80 {
                return Ok(number);
            }
            shift += 7;
        }
    }

    pub fn text(&mut self) -> io::Result<&'a str> {
        let len = self.number()?;
        let (text, rest) = self.bytes.split_at_checked(len).ok_or_else(broken)?;
        self.bytes = rest;
        std::str::from_utf8(text).map_err(|_| broken())
    }

    pub fn texts(&mut self) -> io::Result<Vec<&'a str>> {
        (0..self.number()?).map(|_| self.text()).collect()
    }

    pub fn spans(&mut self) -> io::Result<Vec<Span>> {
        let span = |unpacker: &mut Self| {
            let start = unpacker.number()?;
            Ok(Span::new(start, start + unpacker.number()?))
        };
        (0..self.number()?).map(|_| span(self)).collect()
    }
}

/// Somebody else wrote to the file, or the disk lost some of it.
fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a temporary file was changed or damaged while it was read")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked(
            number in any::<usize>(), text in "\\PC{0,20}", spans in prop::collection::vec((0u32..9999, 0u32..999), 0..9),
        ) {
            let spans: Vec<Span> = spans.iter().map(|&(start, len)| Span { start, end: start + len }).collect();
            let mut packer = Packer::default();
            packer.number(number);
            packer.text(&text);
            packer.spans(&spans);
            packer.texts([text.as_str(), ""].into_iter());
            let mut unpacker = Unpacker::new(&packer.bytes);
            prop_assert_eq!(unpacker.number().unwrap(), number);
            prop_assert_eq!(unpacker.text().unwrap(), &text);
            prop_assert_eq!(unpacker.spans().unwrap(), spans);
            prop_assert_eq!(unpacker.texts().unwrap(), [text.as_str(), ""]);
            prop_assert!(unpacker.number().is_err());
        }
    }
}
