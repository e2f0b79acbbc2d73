//! What only all articles together show: parties, reuse, origins, utterances, stories. Worked out anew when
//! anything under it changed, from what was computed; what persons decided comes on top afterwards.
//!
//! All of it is worked out beside the record, from its state at one moment; others read it and decide meanwhile.
//! Texts and statements lie in an unnamed file while this goes on, what is found in temporary tables. In the end
//! the rows that differ replace those of the record in one transaction.

mod beside;
mod load;
mod mentions;
mod packed;
mod parties;
mod pile;
mod reuse;
mod stage;
mod stories;
mod utterances;

use super::{BuildReport, LINKED, Progress, Step, changes, dates, rewrites};
use crate::review::replay;
use crate::{Error, Record, Result};
use onrecord_text::{Span, words};
use rusqlite::{Connection, TransactionBehavior};
use std::io;

/// Names the linker. When it changes, everything is linked again.
const LINKER: &str = concat!("link ", env!("CARGO_PKG_VERSION"), " k");
/// KiB of the temporary tables that lie in memory.
const TEMPORARY: u32 = 64 << 10;

impl Record {
    /// Brings the tables that span articles up to date.
    pub(super) fn link(&mut self, progress: &dyn Progress, report: &mut BuildReport) -> Result<()> {
        if self.meta(LINKED)?.as_deref() == Some(LINKER) {
            return Ok(());
        }
        // Each page that is read is looked for in the journal first, which costs more than all else in a long one.
        self.pragma("wal_checkpoint(PASSIVE)")?;
        // Rows are sorted before they are stored, which memory may not hold.
        self.pragma("temp_store = FILE")?;
        self.pragma(&format!("temp.cache_size = -{TEMPORARY}"))?;
        let linked = self.link_beside(progress);
        // Drops the temporary tables, however far this went.
        self.pragma("temp_store = MEMORY")?;
        linked?;
        report.linked = true;
        Ok(())
    }

    fn link_beside(&mut self, progress: &dyn Progress) -> Result<()> {
        let fail = self.fail();
        let failed = |failure| match failure {
            Failure::Store(e) => fail(e),
            Failure::Scratch(source) => Error::Scratch { source },
        };
        let moment = self.db.transaction().map_err(&fail)?;
        let seen = changes(&moment).map_err(&fail)?;
        find(&moment, progress).map_err(failed)?;
        moment.commit().map_err(&fail)?;
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&fail)?;
        // Another build stored something meanwhile: once more, and now it waits.
        if changes(&tx).map_err(&fail)? != seen {
            find(&tx, progress).map_err(failed)?;
        }
        store(&tx, progress).map_err(&fail)?;
        tx.commit().map_err(&fail)
    }
}

/// Finds everything anew, from what the record holds at one moment.
fn find(db: &Connection, progress: &dyn Progress) -> std::result::Result<(), Failure> {
    beside::lay_out(db)?;
    let (articles, mentions) = load::load(db, progress)?;
    let speakers = during(progress, Step::Parties, None, || parties::link(db, &articles, &mentions))?;
    drop(mentions);
    reuse::link(db, &articles, progress)?;
    utterances::link(db, &articles, &speakers, progress)?;
    during(progress, Step::Stories, None, || stories::link(db, &articles))?;
    // These two read what is linked by now; nothing is linked by them.
    during(progress, Step::Days, None, || dates::infer(db))?;
    during(progress, Step::Rewrites, None, || rewrites::infer(db))?;
    Ok(())
}

/// Stores what was found, with what was decided on top.
fn store(tx: &Connection, progress: &dyn Progress) -> rusqlite::Result<()> {
    during(progress, Step::Store, Some(beside::TABLES.len() as u64), || {
        beside::store(tx, &|| progress.advance(1))?;
        replay(tx)?;
        tx.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [LINKED, LINKER]).map(|_| ())
    })
}

/// Does `work` as a step of so many units.
fn during<T, E>(
    progress: &dyn Progress,
    step: Step,
    total: Option<u64>,
    work: impl FnOnce() -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    progress.begin(step, total);
    let done = work()?;
    progress.end();
    Ok(done)
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
