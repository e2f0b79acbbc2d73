//! Parties that somebody knows beforehand, as a file gives them: names, identifiers, offices with their dates. The
//! record keeps the file, so that a build without it goes on using it.

mod read;
mod row;

pub use read::{BadRow, KnownRow, read};

use crate::build::{LINKED, stale};
use crate::{Record, Result};
use onrecord_text::Digest;
use rusqlite::{Connection, OptionalExtension};

/// What a build does about known parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KnownParties {
    /// It goes on with the file that the record has, if it has one.
    #[default]
    Keep,
    /// It uses none, and the record forgets the one that it has.
    Drop,
    /// It uses this one from now on.
    File(KnownFile),
}

/// A file of known parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// What it is called, without its folder.
    pub name: String,
    /// What it holds: CSV or JSON Lines.
    pub content: String,
}

impl Record {
    /// Takes over another file of known parties, or forgets the one that there is.
    pub(crate) fn set_known(&mut self, known: &KnownParties) -> Result<()> {
        let fail = self.fail();
        let tx =
            self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(&fail)?;
        set(&tx, known).map_err(&fail)?;
        tx.commit().map_err(&fail)
    }
}

fn set(tx: &Connection, known: &KnownParties) -> rusqlite::Result<()> {
    let file = match known {
        KnownParties::Keep => return Ok(()),
        KnownParties::Drop => None,
        KnownParties::File(file) => Some(file),
    };
    if stored(tx)?.as_ref() == file {
        return Ok(());
    }
    tx.execute("DELETE FROM known_file", [])?;
    if let Some(KnownFile { name, content }) = file {
        let sha256 = Digest::of(content.as_bytes()).to_string();
        tx.execute("INSERT INTO known_file VALUES (?1, ?2, ?3)", (sha256, name, content))?;
    }
    stale(tx, &[LINKED])
}

/// The file that the record keeps.
fn stored(db: &Connection) -> rusqlite::Result<Option<KnownFile>> {
    db.query_row("SELECT name, content FROM known_file", [], |r| {
        Ok(KnownFile { name: r.get(0)?, content: r.get(1)? })
    })
    .optional()
}

/// The known parties of the file that the record keeps.
pub(crate) fn rows(db: &Connection) -> rusqlite::Result<Vec<KnownRow>> {
    Ok(stored(db)?.map_or(Vec::new(), |file| read(&file.content).0))
}
