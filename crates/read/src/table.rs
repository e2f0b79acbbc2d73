//! What a table's text is like: which byte parts its cells, and how its lines end. Spreadsheets write both as the
//! country has it that they are set to.

use crate::decode::text_of;
use std::io::{self, BufRead, Read};

/// Bytes that part cells, the usual one first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The first line is looked for in so many bytes.
const LOOKED_AT: usize = 1 << 16;

/// The byte that parts the cells of a table that starts like this: what its line `sep=;` names, else the one that
/// its header has most of outside of quotation marks. `named`: what the file's name says, which goes before a byte
/// that is no more frequent.
pub(crate) fn delimiter(start: &[u8], named: u8) -> u8 {
    let text = text_of(&start[..start.len().min(LOOKED_AT)]);
    let header = text.trim_start().split(['\n', '\r']).next().unwrap_or_default();
    if let Some(&[byte]) = header.strip_prefix("sep=").map(str::as_bytes)
        && DELIMITERS.contains(&byte)
    {
        return byte;
    }
    let count = |delimiter: u8| {
        let mut quoted = false;
        let outside = header.bytes().filter(|&b| {
            quoted ^= b == b'"';
            b == delimiter && !quoted
        });
        outside.count()
    };
    let mut best = named;
    for delimiter in DELIMITERS {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
}

/// Whether a record is the line by which a spreadsheet is told what parts the cells.
pub(crate) fn is_separator_line(record: &[u8]) -> bool {
    matches!(record.trim_ascii(), [b's', b'e', b'p', b'=', byte] if DELIMITERS.contains(byte))
        || record == b"sep=\t"
}

/// Whether lines end with a carriage return alone, as on old Macintoshes and where Excel is asked for that.
pub(crate) fn has_old_line_ends(start: &[u8]) -> bool {
    start.contains(&b'\r') && !start.contains(&b'\n')
}

/// A stream in which every carriage return is a line end.
pub(crate) struct LineEnds<R>(pub R);

impl<R: BufRead> Read for LineEnds<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(out)?;
        out[..n].iter_mut().filter(|b| **b == b'\r').for_each(|b| *b = b'\n');
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_what_parts_the_cells() {
        for (header, want) in [
            ("title,text,date\n1;2;3;4;5", b','),
            ("Titel;Text;Datum\r\n", b';'),
            ("\u{feff}Titel;\"Text, ganz, und, gar\"\n", b';'),
            ("title\ttext\tdate", b'\t'),
            ("title|text\n", b'|'),
            ("sep=;\ntext,a,b,c\n", b';'),
            ("text\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(header.as_bytes(), b','), want, "{header}");
        }
        assert_eq!(delimiter(b"a;b\tc\n", b'\t'), b'\t');
    }
}
