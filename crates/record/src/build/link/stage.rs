//! Rows that come in any order and are put into their table in the order of its key. In a table of millions
//! of rows each row put in anywhere would rewrite a page; in order, a page is written once.

use rusqlite::{Connection, Params, Statement};

/// What happens to a row whose key was there before.
#[derive(Clone, Copy)]
pub(super) enum Again {
    /// It is left out.
    Ignored,
    /// It is put in the place of the earlier one.
    Taken,
}

/// Rows for one table.
pub(super) struct Staged<'c> {
    db: &'c Connection,
    table: &'static str,
    insert: Statement<'c>,
}

impl<'c> Staged<'c> {
    /// Takes rows for a temporary table, of so many columns.
    pub fn new(db: &'c Connection, table: &'static str, columns: usize) -> rusqlite::Result<Staged<'c>> {
        let places = vec!["?"; columns].join(", ");
        db.execute_batch(&format!("CREATE TEMP TABLE staged_{table} AS SELECT * FROM temp.{table} WHERE 0"))?;
        let insert = db.prepare(&format!("INSERT INTO temp.staged_{table} VALUES ({places})"))?;
        Ok(Staged { db, table, insert })
    }

    /// Takes a row.
    pub fn push(&mut self, row: impl Params) -> rusqlite::Result<()> {
        self.insert.execute(row).map(|_| ())
    }

    /// Puts them into the table, by `key`.
    pub fn store(self, key: &str, again: Again) -> rusqlite::Result<()> {
        let Staged { db, table, insert } = self;
        drop(insert);
        let or = match again {
            Again::Ignored => "IGNORE",
            Again::Taken => "REPLACE",
        };
        db.execute_batch(&format!(
            "INSERT OR {or} INTO temp.{table} SELECT * FROM temp.staged_{table} ORDER BY {key}, rowid;
             DROP TABLE temp.staged_{table}"
        ))
    }
}
