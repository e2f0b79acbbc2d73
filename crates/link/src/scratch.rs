//! Bytes that memory is not to hold: an unnamed file in the system's folder for such, which goes when the
//! program does.

use std::fs::File;
use std::io::{self, BufWriter, Write};

/// Takes bytes in, one piece after the other.
#[derive(Debug)]
pub struct Scratch {
    out: BufWriter<File>,
    end: u64,
}

impl Scratch {
    /// An empty one.
    pub fn new() -> io::Result<Scratch> {
        Ok(Scratch { out: BufWriter::with_capacity(1 << 20, tempfile::tempfile()?), end: 0 })
    }

    /// Adds `bytes`; tells where they begin.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<u64> {
        self.out.write_all(bytes)?;
        let start = self.end;
        self.end += bytes.len() as u64;
        Ok(start)
    }

    /// The file with all that was added, to be read with [`read_at`].
    pub fn file(self) -> io::Result<File> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// Fills `bytes` with what a file has from byte `start` on, wherever others read it at the same time.
#[cfg(unix)]
pub fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

/// Fills `bytes` with what a file has from byte `start` on, wherever others read it at the same time.
#[cfg(windows)]
pub fn read_at(file: &File, mut bytes: &mut [u8], mut start: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, start)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => {
                bytes = &mut bytes[n..];
                start += n as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_read_back_from_where_it_began() {
        let mut scratch = Scratch::new().unwrap();
        let starts = [&b"one"[..], b"", b"three"].map(|bytes| scratch.add(bytes).unwrap());
        assert_eq!(starts, [0, 3, 3]);
        let file = scratch.file().unwrap();
        let mut bytes = [0; 5];
        read_at(&file, &mut bytes, starts[2]).unwrap();
        assert_eq!(&bytes, b"three");
        assert!(read_at(&file, &mut bytes, 4).is_err());
    }
}
