//! A file of lines in blocks: many lines at a time, none longer than a bound.

use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, Read};

/// Whole lines of a file.
pub struct Block<'a> {
    bytes: &'a [u8],
    /// Where the lines begin in the file, and the number of the first, from 1.
    start: u64,
    first_line: u64,
}

/// A line of a block.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Its first byte in the file.
    pub start: u64,
    /// Counted from 1.
    pub number: u64,
    /// Without its end.
    pub bytes: &'a [u8],
}

impl Block<'_> {
    /// Its lines, blank ones left out.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let unended = !self.bytes.is_empty() && !self.bytes.ends_with(b"\n");
        let ends = memchr_iter(b'\n', self.bytes).map(|at| at + 1).chain(unended.then_some(self.bytes.len()));
        let mut from = 0;
        let lines = ends.enumerate().map(move |(i, end)| {
            let (at, line) = (from, &self.bytes[from..end]);
            from = end;
            Line {
                start: self.start + at as u64,
                number: self.first_line + i as u64,
                bytes: line.trim_ascii_end(),
            }
        });
        lines.filter(|line| !line.bytes.trim_ascii_start().is_empty())
    }
}

/// Reads a file block by block.
pub struct Blocks<R> {
    input: R,
    max: usize,
    /// The last block, then what was read of the next one, then room. It is not let go between blocks: new
    /// memory costs more than what is done with it.
    held: Vec<u8>,
    /// Bytes of the last block.
    cut: usize,
    /// The end of what was read.
    end: usize,
    /// Where what was read of the next block begins in the file, and the number of its first line.
    start: u64,
    line: u64,
    ended: bool,
}

/// Bytes that are read at a time: few enough to stay near the processor until they are looked at.
const STEP: usize = 2 << 20;

/// A block, or the number of a line that is too long.
pub enum Piece<'a> {
    /// Lines.
    Block(Block<'a>),
    /// This line has more bytes than the bound.
    TooLong(u64),
}

impl<R: Read> Blocks<R> {
    /// Lines of at most `max` bytes.
    pub fn new(input: R, max: usize) -> Blocks<R> {
        Blocks { input, max, held: Vec::new(), cut: 0, end: 0, start: 0, line: 1, ended: false }
    }

    /// The next one; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        let cut = std::mem::take(&mut self.cut);
        self.drop_first(cut);
        let mut seen = 0;
        loop {
            self.fill()?;
            if self.start == 0 && self.read().starts_with(b"\xEF\xBB\xBF") {
                self.drop_first(3);
                self.start = 3;
            }
            let last = memrchr(b'\n', &self.read()[seen..]).map(|at| seen + at + 1);
            match if self.ended { Some(self.end) } else { last } {
                Some(0) => return Ok(None),
                Some(end) => return Ok(Some(Piece::Block(self.cut(end)))),
                None if self.end > self.max => {
                    let number = self.line;
                    self.skip()?;
                    return Ok(Some(Piece::TooLong(number)));
                }
                None => seen = self.end,
            }
        }
    }

    /// What was read and is no part of a block yet.
    fn read(&self) -> &[u8] {
        &self.held[..self.end]
    }

    fn drop_first(&mut self, count: usize) {
        self.held.copy_within(count..self.end, 0);
        self.end -= count;
    }

    /// Reads on, until there is a step more or the input ends.
    fn fill(&mut self) -> io::Result<()> {
        let until = self.end + STEP;
        if self.held.len() < until {
            self.held.resize(until, 0);
        }
        while self.end < until {
            match self.input.read(&mut self.held[self.end..until]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(count) => self.end += count,
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }

    fn cut(&mut self, end: usize) -> Block<'_> {
        let (start, first_line) = (self.start, self.line);
        self.cut = end;
        self.line += memchr_iter(b'\n', &self.held[..end]).count() as u64;
        self.start += end as u64;
        Block { start, first_line, bytes: &self.held[..end] }
    }

    /// Leaves out the line that what was read begins with.
    fn skip(&mut self) -> io::Result<()> {
        self.line += 1;
        loop {
            if let Some(at) = memchr(b'\n', self.read()) {
                self.drop_first(at + 1);
                self.start += at as u64 + 1;
                return Ok(());
            }
            self.start += self.end as u64;
            self.end = 0;
            if self.ended {
                return Ok(());
            }
            self.fill()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_and_places() {
        let text = "\u{feff}a\r\n\n  \nbc";
        let mut blocks = Blocks::new(text.as_bytes(), 99);
        let Some(Piece::Block(block)) = blocks.next().unwrap() else { panic!("a block") };
        let lines: Vec<_> = block.lines().map(|l| (l.number, l.bytes)).collect();
        assert_eq!(lines, [(1, &b"a"[..]), (4, b"bc")]);
        assert!(block.lines().all(|l| text.as_bytes()[l.start as usize..].starts_with(l.bytes)));
        assert!(blocks.next().unwrap().is_none());
    }

    #[test]
    fn a_line_over_the_bound_is_left_out_and_the_next_is_read() {
        let long = "x".repeat(3 * STEP);
        let text = format!("a\n{long}\nb\n");
        let mut blocks = Blocks::new(text.as_bytes(), STEP);
        let mut found = Vec::new();
        while let Some(piece) = blocks.next().unwrap() {
            match piece {
                Piece::TooLong(number) => found.push((number, "too long".to_owned())),
                Piece::Block(block) => found
                    .extend(block.lines().map(|l| (l.number, String::from_utf8_lossy(l.bytes).into_owned()))),
            }
        }
        let want = [(1, "a"), (2, "too long"), (3, "b")];
        assert_eq!(found, want.map(|(n, s)| (n, s.to_owned())));
    }
}
