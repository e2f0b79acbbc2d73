//! What memory is not to hold, in unnamed files that go when the program does.

use crate::scratch::read_at;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

/// Numbers in parts. So many are held in memory at most; more are written out, and read back a part at a time.
pub(crate) struct Parts {
    held: Vec<Vec<u64>>,
    /// Numbers in `held`, and how many there may be.
    count: usize,
    most: usize,
    file: Option<File>,
    /// Bytes written.
    end: u64,
    /// For each part where its stretches begin in the file, and how many numbers they have.
    extents: Vec<Vec<(u64, usize)>>,
}

impl Parts {
    /// So many empty parts, of which `most` numbers are held.
    pub fn new(parts: usize, most: usize) -> Parts {
        Parts {
            held: vec![Vec::new(); parts],
            count: 0,
            most,
            file: None,
            end: 0,
            extents: vec![Vec::new(); parts],
        }
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Adds to a part, which must be below [`Parts::len`].
    pub fn add(&mut self, part: usize, numbers: &[u64]) -> io::Result<()> {
        self.held[part].extend_from_slice(numbers);
        self.count += numbers.len();
        if self.count > self.most { self.write() } else { Ok(()) }
    }

    /// Writes all that is held to the end of the file.
    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.end))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        for (numbers, extents) in self.held.iter_mut().zip(&mut self.extents) {
            if !numbers.is_empty() {
                extents.push((self.end, numbers.len()));
                numbers.iter().try_for_each(|number| out.write_all(&number.to_le_bytes()))?;
                self.end += numbers.len() as u64 * 8;
                numbers.clear();
            }
        }
        self.count = 0;
        out.flush()
    }

    /// All numbers of a part, in the order in which they were added.
    pub fn read(&self, part: usize) -> io::Result<Vec<u64>> {
        let mut numbers = Vec::new();
        let mut bytes = Vec::new();
        for &(start, count) in self.extents.get(part).into_iter().flatten() {
            let Some(file) = &self.file else { continue };
            bytes.resize(count * 8, 0);
            read_at(file, &mut bytes, start)?;
            let (words, _) = bytes.as_chunks::<8>();
            numbers.extend(words.iter().map(|word| u64::from_le_bytes(*word)));
        }
        numbers.extend(self.held.get(part).into_iter().flatten());
        Ok(numbers)
    }
}

/// Rows of bytes, each read back by its number. So many bytes are held in memory at most; more are written out.
#[derive(Default)]
pub(crate) struct Rows {
    /// What was not written yet.
    held: Vec<u8>,
    most: usize,
    file: Option<File>,
    /// Bytes written.
    written: u64,
    /// Where each row ends.
    ends: Vec<u64>,
}

impl Rows {
    /// None yet; `most` bytes are held.
    pub fn new(most: usize) -> Rows {
        Rows { most, ..Rows::default() }
    }

    /// Adds a row; its number is how many there were.
    pub fn push(&mut self, row: &[u8]) -> io::Result<()> {
        self.held.extend_from_slice(row);
        self.ends.push(self.written + self.held.len() as u64);
        if self.held.len() > self.most {
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(tempfile::tempfile()?),
            };
            file.write_all(&self.held)?;
            self.written += self.held.len() as u64;
            self.held.clear();
        }
        Ok(())
    }

    /// Puts a row into `bytes`; one that is not there is empty.
    pub fn read(&self, number: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.clear();
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        match (start.checked_sub(self.written), &self.file) {
            (None, Some(file)) => {
                bytes.resize((end - start) as usize, 0);
                read_at(file, bytes, start)
            }
            (at, _) => {
                let at = at.unwrap_or(0) as usize;
                bytes.extend_from_slice(self.held.get(at..at + (end - start) as usize).unwrap_or_default());
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_back_whether_or_not_they_were_written_out() {
        for most in [0, 2, 3, 100] {
            let mut parts = Parts::new(3, most);
            parts.add(0, &[1, 2]).unwrap();
            parts.add(2, &[u64::MAX]).unwrap();
            parts.add(0, &[3]).unwrap();
            parts.add(2, &[4]).unwrap();
            let read = |part| parts.read(part).unwrap();
            assert_eq!((read(0), read(1), read(2)), (vec![1, 2, 3], vec![], vec![u64::MAX, 4]), "{most}");
        }
    }

    #[test]
    fn rows_are_read_back_whether_or_not_they_were_written_out() {
        for most in [0, 3, 100] {
            let mut rows = Rows::new(most);
            let all: [&[u8]; 5] = [b"ab", b"", b"cde", b"f", b""];
            all.iter().for_each(|row| rows.push(row).unwrap());
            let mut bytes = vec![9];
            for (number, row) in all.iter().enumerate() {
                rows.read(number, &mut bytes).unwrap();
                assert_eq!(bytes, *row, "{most} {number}");
            }
            rows.read(5, &mut bytes).unwrap();
            assert!(bytes.is_empty());
        }
    }
}
