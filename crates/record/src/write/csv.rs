//! CSV as RFC 4180 has it, safe to open in a spreadsheet.

use super::RowWriter;
use crate::{Cell, Table};
use std::io::{self, Write};

/// Writes CSV.
pub struct Csv<'w> {
    out: csv::Writer<&'w mut (dyn Write + Send)>,
}

impl<'w> Csv<'w> {
    /// Begins with the names of the columns; `bom`: behind a byte order mark, which Excel wants.
    ///
    /// # Errors
    /// What is written to refuses.
    pub fn new(table: &Table, bom: bool, out: &'w mut (dyn Write + Send)) -> io::Result<Csv<'w>> {
        if bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut out = csv::Writer::from_writer(out);
        out.write_record(table.columns.iter().map(|c| c.name))?;
        Ok(Csv { out })
    }
}

impl RowWriter for Csv<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Missing => self.out.write_field("")?,
                Cell::String(s) => self.out.write_field(harmless(s).as_ref())?,
                Cell::Integer(i) => self.out.write_field(i.to_string())?,
                Cell::Number(n) => self.out.write_field(n.to_string())?,
                Cell::Boolean(b) => self.out.write_field(b.to_string())?,
            }
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe in front makes it text again.
fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    match text.trim_start_matches([' ', '\u{feff}']).chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{text}").into()
        }
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            assert_eq!(harmless(bad), format!("'{bad}"));
        }
        assert_eq!(harmless("“-1”"), "“-1”");
    }
}
