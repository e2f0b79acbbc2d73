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
    /// Empties the table and takes rows for it, of so many columns.
    pub fn new(db: &'c Connection, table: &'static str, columns: usize) -> rusqlite::Result<Staged<'c>> {
        let places = vec!["?"; columns].join(", ");
        db.execute_batch(&format!(
            "DELETE FROM {table}; CREATE TEMP TABLE staged_{table} AS SELECT * FROM {table} WHERE 0"
        ))?;
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
        without(db, &indices(db, table)?, || {
            db.execute_batch(&format!(
                "INSERT OR {or} INTO {table} SELECT * FROM temp.staged_{table} ORDER BY {key}, rowid"
            ))
        })?;
        db.execute_batch(&format!("DROP TABLE temp.staged_{table}"))
    }
}

/// An index of a table.
pub(super) struct Index {
    pub name: String,
    sql: String,
}

/// The indices of a table that were made for it.
pub(super) fn indices(db: &Connection, table: &str) -> rusqlite::Result<Vec<Index>> {
    let mut select = db.prepare(
        "SELECT name, sql FROM main.sqlite_schema
           WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY name",
    )?;
    let rows = select.query_map([table], |row| Ok(Index { name: row.get(0)?, sql: row.get(1)? }))?;
    rows.collect()
}

/// Does `work` while these indices are away; they are made anew from all rows then.
pub(super) fn without(
    db: &Connection,
    indices: &[Index],
    work: impl FnOnce() -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    indices.iter().try_for_each(|index| db.execute_batch(&format!("DROP INDEX {}", index.name)))?;
    work()?;
    indices.iter().try_for_each(|index| db.execute_batch(&index.sql))
}
