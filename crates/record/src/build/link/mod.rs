//! What only all articles together show: parties, reuse, origins, utterances, stories. Worked out anew when
//! anything under it changed, and replaced in one transaction. It is worked out from what was computed; what
//! persons decided comes on top afterwards.
//!
//! Texts and statements lie in an unnamed file while this goes on, and what is found is stored as it is found.

mod load;
mod mentions;
mod packed;
mod parties;
mod pile;
mod reuse;
mod stage;
mod stories;
mod utterances;

use super::{BuildReport, LINKED, Progress, Step, dates, rewrites};
use crate::review::{replay, revert};
use crate::{Error, Record, Result};
use onrecord_text::{Span, words};
use rusqlite::Connection;
use std::io;

/// Names the linker. When it changes, everything is linked again.
const LINKER: &str = concat!("link ", env!("CARGO_PKG_VERSION"), " g");

impl Record {
    /// Brings the tables that span articles up to date.
    pub(super) fn link(&mut self, progress: &dyn Progress, report: &mut BuildReport) -> Result<()> {
        if self.meta(LINKED)?.as_deref() == Some(LINKER) {
            return Ok(());
        }
        let fail = self.fail();
        progress.begin(Step::Link, None);
        // Rows are sorted before they are stored, which memory may not hold.
        self.pragma("temp_store = FILE")?;
        let tx =
            self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(&fail)?;
        let linked = link(&tx).map_err(|failure| match failure {
            Failure::Store(e) => fail(e),
            Failure::Scratch(source) => Error::Scratch { source },
        });
        linked?;
        tx.commit().map_err(&fail)?;
        self.pragma("temp_store = MEMORY")?;
        report.linked = true;
        progress.end();
        Ok(())
    }
}

/// Links everything anew.
fn link(tx: &Connection) -> std::result::Result<(), Failure> {
    revert(tx)?;
    let (articles, mentions) = load::load(tx)?;
    let speakers = parties::link(tx, &articles, &mentions)?;
    drop(mentions);
    reuse::link(tx, &articles)?;
    utterances::link(tx, &articles, &speakers)?;
    stories::link(tx, &articles)?;
    // These two read what is linked by now; nothing is linked by them.
    dates::infer(tx)?;
    rewrites::infer(tx)?;
    replay(tx)?;
    tx.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [LINKED, LINKER])?;
    Ok(())
}

/// What can go wrong on the way.
enum Failure {
    /// In the record.
    Store(rusqlite::Error),
    /// In the folder for temporary files.
    Scratch(io::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(e: rusqlite::Error) -> Failure {
        Failure::Store(e)
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Failure {
        match e.downcast::<rusqlite::Error>() {
            Ok(e) => Failure::Store(e),
            Err(e) => Failure::Scratch(e),
        }
    }
}

/// The words of a name, folded, one space apart.
pub(crate) fn folded(name: &str) -> String {
    words(name, Span::new(0, name.len())).map(|w| w.folded).collect::<Vec<_>>().join(" ")
}
