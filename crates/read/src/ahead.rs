//! A stream that can go back a little: to where a member of it began.

use std::io::{self, BufRead, Read};

/// A member that is broken off runs into the next one: so many of its bytes are kept, to look for the next one's
/// beginning among them.
const KEPT: usize = 1 << 16;
/// So often, in one stream; a stream with more damage is only read forward.
const MAX_BACK: usize = 100;

/// A stream that can go back to where a member began.
pub(crate) struct Ahead<R> {
    input: R,
    /// What was taken since the member's beginning, up to [`KEPT`] bytes, and what is still to be taken of that.
    kept: Vec<u8>,
    at: usize,
    /// True while all that was taken since the member's beginning is kept.
    whole: bool,
    backs: usize,
}

impl<R: BufRead> Ahead<R> {
    pub(crate) fn new(input: R) -> Ahead<R> {
        Ahead { input, kept: Vec::new(), at: 0, whole: true, backs: 0 }
    }

    /// A member begins here.
    pub(crate) fn begin(&mut self) {
        self.kept.drain(..self.at);
        (self.at, self.whole) = (0, true);
    }

    /// Goes to the next of these bytes behind the member's first, or behind what was taken of it.
    pub(crate) fn seek_to(&mut self, magic: &[u8]) -> io::Result<bool> {
        if self.whole && self.backs < MAX_BACK {
            self.backs += 1;
            self.at = 0;
        }
        if self.whole && self.at == 0 && !self.fill_buf()?.is_empty() {
            self.consume(1);
        }
        let mut last: Vec<u8> = Vec::new();
        loop {
            let buffer = self.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let mut used = 0;
            for &byte in buffer {
                used += 1;
                last.push(byte);
                if last.len() > magic.len() {
                    last.remove(0);
                }
                if last == magic {
                    break;
                }
            }
            self.consume(used);
            if last == magic {
                // Puts them back.
                let rest = self.kept.split_off(self.at);
                self.kept = [last, rest].concat();
                self.at = 0;
                return Ok(true);
            }
        }
    }
}

impl<R: BufRead> Read for Ahead<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let n = buffer.len().min(out.len());
        out[..n].copy_from_slice(&buffer[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Ahead<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.kept.len() { Ok(&self.kept[self.at..]) } else { self.input.fill_buf() }
    }

    fn consume(&mut self, n: usize) {
        if self.at < self.kept.len() {
            self.at += n;
            return;
        }
        // The buffer is there: it was looked at before.
        match self.input.fill_buf() {
            Ok(buffer) if self.whole && self.kept.len() + n <= KEPT => {
                self.kept.extend_from_slice(&buffer[..n.min(buffer.len())]);
                self.at = self.kept.len();
            }
            _ => {
                self.whole = false;
                self.kept.clear();
                self.at = 0;
            }
        }
        self.input.consume(n);
    }
}
