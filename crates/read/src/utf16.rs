//! Rows in UTF-16, as spreadsheets save them, as a stream in UTF-8.

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// The encoding, where the stream begins with the byte order mark of UTF-16.
pub(crate) fn encoding(start: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(start).map(|(encoding, _)| encoding).filter(|e| *e == UTF_16LE || *e == UTF_16BE)
}

/// The stream in UTF-8.
pub(crate) struct Utf8<R> {
    input: R,
    decoder: Decoder,
    /// Decoded bytes that did not fit the reader's buffer.
    held: Vec<u8>,
    at: usize,
    over: bool,
}

impl<R: BufRead> Utf8<R> {
    pub(crate) fn new(input: R, encoding: &'static Encoding) -> Utf8<R> {
        Utf8 { input, decoder: encoding.new_decoder(), held: Vec::new(), at: 0, over: false }
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.held.len() && !self.over {
            let buffer = self.input.fill_buf()?;
            let last = buffer.is_empty();
            self.held.resize(8192, 0);
            let (result, used, written, _) = self.decoder.decode_to_utf8(buffer, &mut self.held, last);
            self.held.truncate(written);
            self.at = 0;
            self.over = last && result == CoderResult::InputEmpty;
            self.input.consume(used);
        }
        let n = out.len().min(self.held.len() - self.at);
        out[..n].copy_from_slice(&self.held[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_over_the_ends_of_buffers_come_through() {
        let text = "\u{feff}a,b\nŘeka 🙂,2\n".repeat(3000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let encoding = encoding(&bytes).unwrap();
        let mut got = String::new();
        Utf8::new(io::BufReader::with_capacity(3, &bytes[..]), encoding).read_to_string(&mut got).unwrap();
        assert_eq!(got, text.strip_prefix('\u{feff}').unwrap());
    }
}
