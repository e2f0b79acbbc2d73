//! A file of lines in blocks: many lines at a time, none longer than a bound.

use memchr::memchr_iter;
use std::io::{self, Read};

/// Whole lines of a file.
pub struct Block {
    /// The lines, each with where it begins in the file and its number, from 1.
    bytes: Vec<u8>,
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

impl Block {
    /// Its lines, blank ones left out.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let unended = !self.bytes.is_empty() && !self.bytes.ends_with(b"\n");
        let ends =
            memchr_iter(b'\n', &self.bytes).map(|at| at + 1).chain(unended.then_some(self.bytes.len()));
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
    /// What was read of the next block.
    held: Vec<u8>,
    start: u64,
    line: u64,
    ended: bool,
}

/// Bytes that are read at a time.
const STEP: usize = 8 << 20;

/// A block, or the number of a line that is too long.
pub enum Piece {
    /// Lines.
    Block(Block),
    /// This line has more bytes than the bound.
    TooLong(u64),
}

impl<R: Read> Blocks<R> {
    /// Lines of at most `max` bytes.
    pub fn new(input: R, max: usize) -> Blocks<R> {
        Blocks { input, max, held: Vec::new(), start: 0, line: 1, ended: false }
    }

    /// The next one; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        let mut seen = 0;
        loop {
            self.fill()?;
            if self.start == 0 && self.held.starts_with(b"\xEF\xBB\xBF") {
                self.held.drain(..3);
                self.start = 3;
            }
            let last = self.held[seen..].iter().rposition(|&byte| byte == b'\n').map(|at| seen + at + 1);
            let end = if self.ended { Some(self.held.len()) } else { last };
            match end {
                Some(0) => return Ok(None),
                Some(end) => return Ok(Some(Piece::Block(self.cut(end)))),
                None if self.held.len() > self.max => {
                    let number = self.line;
                    self.skip()?;
                    return Ok(Some(Piece::TooLong(number)));
                }
                None => seen = self.held.len(),
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let read = self.input.by_ref().take(STEP as u64).read_to_end(&mut self.held)?;
        self.ended = read < STEP;
        Ok(())
    }

    fn cut(&mut self, end: usize) -> Block {
        let rest = self.held.split_off(end);
        let bytes = std::mem::replace(&mut self.held, rest);
        let block = Block { start: self.start, first_line: self.line, bytes };
        self.line += block.bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.start += block.bytes.len() as u64;
        block
    }

    /// Leaves out the line that `held` begins with.
    fn skip(&mut self) -> io::Result<()> {
        self.line += 1;
        loop {
            if let Some(at) = self.held.iter().position(|&byte| byte == b'\n') {
                self.held.drain(..=at);
                self.start += at as u64 + 1;
                return Ok(());
            }
            self.start += self.held.len() as u64;
            self.held.clear();
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
