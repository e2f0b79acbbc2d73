//! How much an input may unpack to. Archives say themselves how large their members are, and may lie; so the
//! bytes that really come out are counted, at all levels together, and held against the bytes that went in.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// What comes out may be this many times what went in. News in JSON Lines packs to a twentieth, and the most
/// repetitive logs to a hundredth.
const RATIO: u64 = 200;
/// So much may come out of any input, however small.
const FLOOR: u64 = 256 << 20;

/// The account of one input file, shared by all that read from it.
#[derive(Clone, Default)]
pub(crate) struct Budget(Rc<Account>);

#[derive(Default)]
struct Account {
    read: Cell<u64>,
    unpacked: Cell<u64>,
}

/// The error of an input that unpacks to too much.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {RATIO} times its size, as no real collection of articles does")]
pub(crate) struct TooMuch;

impl Budget {
    /// So many bytes of the input were read, or lie there to be read.
    pub(crate) fn read(&self, bytes: u64) {
        self.0.read.set(self.0.read.get().saturating_add(bytes));
    }

    /// So many bytes came out of a packed form.
    pub(crate) fn unpacked(&self, bytes: u64) -> io::Result<()> {
        let unpacked = self.0.unpacked.get().saturating_add(bytes);
        self.0.unpacked.set(unpacked);
        if unpacked > FLOOR && unpacked / RATIO > self.0.read.get() {
            return Err(io::Error::other(TooMuch));
        }
        Ok(())
    }
}

/// Counts what is read of the input itself.
pub(crate) struct Packed<R> {
    pub input: R,
    pub budget: Budget,
}

impl<R: BufRead> Read for Packed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        self.budget.read(n as u64);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Packed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.budget.read(n as u64);
        self.input.consume(n);
    }
}

/// Counts what comes out of a packed form, and ends in [`TooMuch`] where that is too much.
pub(crate) struct Unpacked<R> {
    pub input: R,
    pub budget: Budget,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        self.budget.unpacked(n as u64)?;
        Ok(n)
    }
}
