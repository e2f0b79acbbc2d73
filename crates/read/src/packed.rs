//! gzip and Zstandard: members (gzip) or frames (Zstandard) one after the other, each whole by itself. Web
//! archives put each record into one, so that the records after a damaged one can still be read.

use crate::budget::{Budget, Unpacked};
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// How bytes were packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Gzip,
    Zstd,
}

impl Method {
    /// What a member begins with.
    fn magic(self) -> &'static [u8] {
        match self {
            Method::Gzip => b"\x1F\x8B\x08",
            Method::Zstd => b"\x28\xB5\x2F\xFD",
        }
    }

    /// The method whose packed bytes begin like this.
    pub(crate) fn of(start: &[u8]) -> Option<Method> {
        let skippable = start.len() >= 4 && start[0] & 0xF0 == 0x50 && &start[1..4] == b"\x2A\x4D\x18";
        match () {
            () if start.starts_with(Method::Gzip.magic()) => Some(Method::Gzip),
            () if start.starts_with(Method::Zstd.magic()) || skippable => Some(Method::Zstd),
            () => None,
        }
    }
}

/// The members of a packed stream. As a [`Read`] it gives what they hold, one after the other.
pub(crate) struct Members<R: BufRead> {
    method: Method,
    budget: Budget,
    state: State<R>,
}

enum State<R: BufRead> {
    /// Between members.
    Between(Ahead<R>),
    Gzip(Unpacked<GzDecoder<Ahead<R>>>),
    Zstd(Unpacked<zstd::Decoder<'static, Ahead<R>>>),
    /// Only while a state is replaced, and after a failure to set up a decoder.
    Over,
}

impl<R: BufRead> Members<R> {
    pub(crate) fn new(method: Method, input: R, budget: Budget) -> Members<R> {
        Members { method, budget, state: State::Between(Ahead::new(input)) }
    }

    /// Goes on to the next member, leaving what is unread of this one. False at the end of the stream.
    pub(crate) fn next_member(&mut self) -> io::Result<bool> {
        io::copy(&mut Member(self), &mut io::sink())?;
        let State::Between(input) = &mut self.state else { return Ok(false) };
        // Some programs fill the last block with zeros.
        loop {
            let buffer = input.fill_buf()?;
            let zeros = buffer.iter().take_while(|&&b| b == 0).count();
            if buffer.is_empty() {
                return Ok(false);
            }
            if zeros == 0 {
                break;
            }
            input.consume(zeros);
        }
        let State::Between(mut input) = std::mem::replace(&mut self.state, State::Over) else {
            return Ok(false);
        };
        input.begin();
        let budget = self.budget.clone();
        self.state = match self.method {
            Method::Gzip => State::Gzip(Unpacked { input: GzDecoder::new(input), budget }),
            Method::Zstd => {
                State::Zstd(Unpacked { input: zstd::Decoder::with_buffer(input)?.single_frame(), budget })
            }
        };
        Ok(true)
    }

    /// After an error: goes forward to the next place that looks like a member's beginning. False if there is
    /// none.
    pub(crate) fn recover(&mut self) -> io::Result<bool> {
        self.end_member();
        let State::Between(input) = &mut self.state else { return Ok(false) };
        input.seek_to(self.method.magic())
    }

    fn end_member(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Over) {
            State::Gzip(decoder) => State::Between(decoder.input.into_inner()),
            State::Zstd(decoder) => State::Between(decoder.input.finish()),
            other => other,
        };
    }
}

/// The rest of the present member.
pub(crate) struct Member<'m, R: BufRead>(pub &'m mut Members<R>);

impl<R: BufRead> Read for Member<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let n = match &mut self.0.state {
            State::Gzip(decoder) => decoder.read(out)?,
            State::Zstd(decoder) => decoder.read(out)?,
            State::Between(_) | State::Over => return Ok(0),
        };
        if n == 0 {
            self.0.end_member();
        }
        Ok(n)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = Member(self).read(out)?;
            if n > 0 || out.is_empty() || !self.next_member()? {
                return Ok(n);
            }
        }
    }
}

/// A member that is broken off runs into the next one: so many of its bytes are kept, to look for the next one's
/// beginning among them.
const KEPT: usize = 1 << 16;
/// So often, in one stream; a stream with more damage is only read forward.
const MAX_BACK: usize = 100;

/// A stream that can go back to where a member began.
struct Ahead<R> {
    input: R,
    /// What was taken since the member's beginning, up to [`KEPT`] bytes, and what is still to be taken of that.
    kept: Vec<u8>,
    at: usize,
    /// True while all that was taken since the member's beginning is kept.
    whole: bool,
    backs: usize,
}

impl<R: BufRead> Ahead<R> {
    fn new(input: R) -> Ahead<R> {
        Ahead { input, kept: Vec::new(), at: 0, whole: true, backs: 0 }
    }

    /// A member begins here.
    fn begin(&mut self) {
        self.kept.drain(..self.at);
        (self.at, self.whole) = (0, true);
    }

    /// Goes to the next of these bytes behind the member's first, or behind what was taken of it.
    fn seek_to(&mut self, magic: &[u8]) -> io::Result<bool> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn pack(method: Method, bytes: &[u8]) -> Vec<u8> {
        match method {
            Method::Gzip => {
                let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                out.write_all(bytes).unwrap();
                out.finish().unwrap()
            }
            Method::Zstd => zstd::encode_all(bytes, 1).unwrap(),
        }
    }

    #[test]
    fn members_are_read_one_after_the_other() {
        for method in [Method::Gzip, Method::Zstd] {
            let stream =
                [pack(method, b"Rain. "), pack(method, b""), pack(method, b"Snow."), vec![0; 9]].concat();
            let mut all = String::new();
            Members::new(method, &stream[..], Budget::default()).read_to_string(&mut all).unwrap();
            assert_eq!(all, "Rain. Snow.");
        }
    }

    #[test]
    fn a_member_after_a_damaged_one_is_found() {
        for method in [Method::Gzip, Method::Zstd] {
            let mut first = pack(method, &b"The river rose, and it rose again. ".repeat(50));
            let middle = first.len() / 2;
            first[middle..].fill(0xA5);
            let stream = [first, pack(method, b"Snow.")].concat();
            // Three bytes at a time: what marks a member lies over the ends of buffers.
            let mut members =
                Members::new(method, io::BufReader::with_capacity(3, &stream[..]), Budget::default());
            let mut all = Vec::new();
            let mut errors = 0;
            while members.read_to_end(&mut all).is_err() {
                errors += 1;
                if !members.recover().unwrap() {
                    break;
                }
            }
            assert!(errors >= 1 && all.ends_with(b"Snow."), "{method:?}: {errors}");
        }
    }

    #[test]
    fn what_unpacks_to_too_much_ends_in_an_error() {
        let mut bomb = zstd::Encoder::new(Vec::new(), 1).unwrap();
        for _ in 0..300 {
            bomb.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        let bomb = bomb.finish().unwrap();
        let budget = Budget::default();
        let input = crate::budget::Packed { input: &bomb[..], budget: budget.clone() };
        let error = io::copy(&mut Members::new(Method::Zstd, input, budget), &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("unpacks to more than"));
    }
}
