//! JSON Lines: the exact values, absent ones as null.

use super::RowWriter;
use crate::{Cell, Table};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

/// Writes an object a line.
pub struct Jsonl<'w> {
    table: &'w Table,
    out: &'w mut (dyn Write + Send),
}

impl<'w> Jsonl<'w> {
    /// Objects with the columns of this table.
    pub fn new(table: &'w Table, out: &'w mut (dyn Write + Send)) -> Jsonl<'w> {
        Jsonl { table, out }
    }
}

impl RowWriter for Jsonl<'_> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &Object { table: self.table, cells })?;
        self.out.write_all(b"\n")
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

/// A row as an object, its keys in the table's order.
struct Object<'r> {
    table: &'r Table,
    cells: &'r [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.table.columns.iter().zip(self.cells) {
            match cell {
                Cell::Missing => map.serialize_entry(column.name, &())?,
                Cell::String(v) => map.serialize_entry(column.name, v)?,
                Cell::Integer(v) => map.serialize_entry(column.name, v)?,
                Cell::Number(v) => map.serialize_entry(column.name, v)?,
                Cell::Boolean(v) => map.serialize_entry(column.name, v)?,
            }
        }
        map.end()
    }
}
