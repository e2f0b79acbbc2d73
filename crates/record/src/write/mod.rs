//! Rows of tables as bytes: CSV and JSON Lines.

mod csv;
mod jsonl;

pub use csv::Csv;
pub use jsonl::Jsonl;

use crate::Cell;
use std::io;

/// Takes a table's rows one by one.
pub trait RowWriter {
    /// Writes a row: a cell a column, in the table's order.
    ///
    /// # Errors
    /// What is written to refuses.
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What is written to refuses.
    fn end(self: Box<Self>) -> io::Result<()>;
}
