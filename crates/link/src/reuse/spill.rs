//! Numbers that memory is not to hold, in an unnamed file that goes when the program does.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

/// Numbers by part, written out in several goes.
#[derive(Default)]
pub(super) struct Spill {
    file: Mutex<Option<File>>,
    /// Bytes written.
    end: u64,
    /// Of each go: the part, where it begins in the file, and how many numbers it has.
    extents: Vec<(usize, u64, usize)>,
}

impl Spill {
    /// Writes all parts to the end of the file and empties them.
    pub(super) fn write(&mut self, parts: &mut [Vec<u64>]) -> io::Result<()> {
        let file = self.file.get_mut().map_err(|_| io::Error::other("another thread failed"))?;
        let file = match file {
            Some(file) => file,
            None => file.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.end))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        for (part, numbers) in parts.iter_mut().enumerate().filter(|(_, numbers)| !numbers.is_empty()) {
            self.extents.push((part, self.end, numbers.len()));
            numbers.iter().try_for_each(|number| out.write_all(&number.to_le_bytes()))?;
            self.end += numbers.len() as u64 * 8;
            numbers.clear();
        }
        out.flush()
    }

    /// Adds what was written of a part to `numbers`.
    pub(super) fn read(&self, part: usize, numbers: &mut Vec<u64>) -> io::Result<()> {
        let mut bytes = Vec::new();
        for &(_, start, count) in self.extents.iter().filter(|extent| extent.0 == part) {
            bytes.resize(count * 8, 0);
            {
                let mut file = self.file.lock().map_err(|_| io::Error::other("another thread failed"))?;
                let Some(file) = file.as_mut() else { continue };
                file.seek(SeekFrom::Start(start))?;
                file.read_exact(&mut bytes)?;
            }
            let (words, _) = bytes.as_chunks::<8>();
            numbers.extend(words.iter().map(|word| u64::from_le_bytes(*word)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_in_several_goes_is_read_back_by_part() {
        let mut spill = Spill::default();
        spill.write(&mut [vec![1, 2], vec![], vec![u64::MAX]]).unwrap();
        spill.write(&mut [vec![3], vec![], vec![4]]).unwrap();
        let part = |part| {
            let mut numbers = vec![9];
            spill.read(part, &mut numbers).unwrap();
            numbers
        };
        assert_eq!((part(0), part(1), part(2)), (vec![9, 1, 2, 3], vec![9], vec![9, u64::MAX, 4]));
    }
}
