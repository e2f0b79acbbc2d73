//! Where lines go: standard output, buffered, with colours only if a terminal wants them.

use super::rich::{Rich, safe};
use super::style::PLAIN;
use anstream::AutoStream;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// Standard output as a page of a certain width.
pub struct Page {
    out: BufWriter<AutoStream<StdoutLock<'static>>>,
    width: usize,
}

impl Page {
    /// As wide as the terminal, up to 120 columns; 100 in a pipe.
    pub fn stdout() -> Page {
        let width = match terminal_size::terminal_size() {
            Some((w, _)) if io::stdout().is_terminal() => usize::from(w.0).clamp(40, 120),
            _ => 100,
        };
        Page { out: BufWriter::new(AutoStream::auto(io::stdout().lock())), width }
    }

    /// A line of ours, as it is.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{}", line.trim_end())
    }

    /// An empty line.
    pub fn blank(&mut self) -> io::Result<()> {
        self.line("")
    }

    /// Text of others in a line of ours: control characters made visible.
    pub fn safe(&self, text: &str) -> String {
        safe(text)
    }

    /// Text wrapped, each line behind so many spaces.
    pub fn wrapped(&mut self, text: &str, indent: usize) -> io::Result<()> {
        self.rich(&Rich::new(PLAIN, text), indent, indent)
    }

    /// Styled text wrapped; the first line behind `first` spaces, the others behind `rest`.
    pub fn rich(&mut self, rich: &Rich, first: usize, rest: usize) -> io::Result<()> {
        for (i, line) in rich.wrap(self.width.saturating_sub(first.max(rest))).iter().enumerate() {
            let indent = if i == 0 { first } else { rest };
            writeln!(self.out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }

    /// Two texts side by side, or one below the other where the page is narrow.
    pub fn beside(&mut self, left: &Rich, right: &Rich) -> io::Result<()> {
        const GAP: usize = 3;
        if self.width < 72 {
            self.rich(left, 2, 2)?;
            return self.rich(right, 4, 4);
        }
        let column = (self.width - GAP) / 2;
        let (left, right) = (left.wrap(column), right.wrap(column));
        for i in 0..left.len().max(right.len()) {
            let (l, r) =
                (left.get(i).cloned().unwrap_or_default(), right.get(i).cloned().unwrap_or_default());
            let pad = column + GAP - l.width();
            if r.0.is_empty() {
                writeln!(self.out, "{l}")?;
            } else {
                writeln!(self.out, "{l}{:pad$}{r}", "")?;
            }
        }
        Ok(())
    }

    /// Writes out what is buffered. Dropping the page does too, but can't tell of trouble.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
