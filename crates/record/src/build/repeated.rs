//! The chrome of every article: what cleaning marked in its input, and the lines that its outlet repeats.

use super::{CHROME, LINKED, Progress, Step, merge, stale};
use crate::build::ingest::CLEANER;
use crate::{Record, Result};
use onrecord_clean::{Mark, repeated::Repeated};
use onrecord_text::{OffsetMap, Unit};
use rusqlite::{Connection, Params, Transaction, TransactionBehavior};

/// Articles that are read, and brought up to date in one transaction, at a time.
const BATCH: usize = 256;

/// What the marks of an article are made from.
struct Work {
    /// The article's row number.
    n: i64,
    id: String,
    outlet: Option<String>,
    text: String,
    own: Vec<Mark>,
}

impl Record {
    /// Learns which lines each outlet repeats and marks them, in articles stored earlier too. An article whose
    /// chrome changes is marked as not yet annotated. Only outlets of which an article came or changed are looked
    /// at, one at a time; an article of no outlet has no more than its own chrome.
    pub(super) fn mark_repeated(&mut self, progress: &dyn Progress) -> Result<()> {
        let fail = self.fail();
        if self.meta(CHROME)?.as_deref() != Some(CLEANER) {
            let tx = self.db.transaction().map_err(&fail)?;
            tx.execute("INSERT OR IGNORE INTO unmarked SELECT coalesce(outlet, ''), id FROM articles", [])
                .map_err(&fail)?;
            tx.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [CHROME, CLEANER]).map_err(&fail)?;
            tx.commit().map_err(&fail)?;
        }
        let outlets = self
            .strings("SELECT DISTINCT outlet FROM unmarked WHERE outlet <> '' ORDER BY outlet", [])
            .map_err(&fail)?;
        let bare = self
            .strings("SELECT article FROM unmarked WHERE outlet = '' ORDER BY article", [])
            .map_err(&fail)?;
        let theirs = self.number(
            "SELECT count(*) FROM articles WHERE outlet IN (SELECT outlet FROM unmarked WHERE outlet <> '')",
        )?;
        // An outlet's articles are gone over twice: once to count the lines, once to mark them.
        progress.begin(Step::Chrome, Some(bare.len() as u64 + 2 * theirs as u64));
        self.mark_bare(&bare, progress).map_err(&fail)?;
        for outlet in outlets {
            let repeated = self.learn(&outlet, progress).map_err(&fail)?;
            self.mark(&outlet, &repeated, progress).map_err(&fail)?;
        }
        progress.end();
        Ok(())
    }

    /// The lines of an outlet's articles.
    fn learn(&self, outlet: &str, progress: &dyn Progress) -> rusqlite::Result<Repeated> {
        let mut repeated = Repeated::default();
        let mut last = 0;
        loop {
            let batch = Work::of_outlet(&self.db, outlet, last)?;
            let Some(end) = batch.last() else { return Ok(repeated) };
            last = end.n;
            batch.iter().for_each(|work| repeated.add(outlet, &work.text, &work.own));
            progress.advance(batch.len() as u64);
        }
    }

    /// Marks the articles of an outlet; when all are stored, nothing of the outlet is left to mark.
    fn mark(&mut self, outlet: &str, repeated: &Repeated, progress: &dyn Progress) -> rusqlite::Result<()> {
        let mut last = 0;
        loop {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let batch = Work::of_outlet(&tx, outlet, last)?;
            let Some(end) = batch.last() else {
                tx.execute("DELETE FROM unmarked WHERE outlet = ?1", [outlet])?;
                return tx.commit();
            };
            last = end.n;
            let count = batch.len() as u64;
            batch.into_iter().try_for_each(|work| work.mark(&tx, repeated))?;
            tx.commit()?;
            progress.advance(count);
        }
    }

    /// Marks articles of no outlet.
    fn mark_bare(&mut self, articles: &[String], progress: &dyn Progress) -> rusqlite::Result<()> {
        let nothing = Repeated::default();
        for batch in articles.chunks(BATCH) {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for id in batch {
                Work::load(&tx, "a.id = ?1", [id])?
                    .into_iter()
                    .try_for_each(|work| work.mark(&tx, &nothing))?;
            }
            tx.commit()?;
            progress.advance(batch.len() as u64);
        }
        self.db.execute("DELETE FROM unmarked WHERE outlet = ''", []).map(|_| ())
    }

    fn strings(&self, sql: &str, params: impl rusqlite::Params) -> rusqlite::Result<Vec<String>> {
        self.db.prepare(sql)?.query_map(params, |r| r.get(0))?.collect()
    }
}

impl Work {
    /// The articles of an outlet behind a row number, [`BATCH`] at most: in the order in which they lie in the
    /// file, and their texts and inputs most likely too.
    fn of_outlet(db: &Connection, outlet: &str, after: i64) -> rusqlite::Result<Vec<Work>> {
        Work::load(db, &format!("a.outlet = ?1 AND a.n > ?2 ORDER BY a.n LIMIT {BATCH}"), (outlet, after))
    }

    fn load(db: &Connection, which: &str, params: impl Params) -> rusqlite::Result<Vec<Work>> {
        let mut select = db.prepare_cached(&format!(
            "SELECT a.n, a.id, a.outlet, v.text, ({}) FROM articles a JOIN versions v ON v.id = a.version WHERE {which}",
            merge::OWN
        ))?;
        let work = |r: &rusqlite::Row| {
            let own = merge::marks(r.get(4)?);
            Ok(Work { n: r.get(0)?, id: r.get(1)?, outlet: r.get(2)?, text: r.get(3)?, own })
        };
        select.query_map(params, work)?.collect()
    }

    /// Stores the article's marks if they are not what is stored already.
    fn mark(self, tx: &Transaction, repeated: &Repeated) -> rusqlite::Result<()> {
        let mut marks = self.own;
        if let Some(outlet) = &self.outlet {
            marks.extend(repeated.marks(outlet, &self.text, &marks));
            marks.sort();
        }
        let map = OffsetMap::new(&self.text, Unit::CodePoint);
        let new: Vec<Row> = marks
            .iter()
            .map(|m| {
                let (start, end) = map.out(m.span);
                (start, end, m.kind.as_str().to_owned(), m.rule.clone())
            })
            .collect();
        if new == stored(tx, &self.id)? {
            return Ok(());
        }
        tx.prepare_cached("DELETE FROM chrome WHERE article = ?1")?.execute([&self.id])?;
        let mut insert = tx.prepare_cached("INSERT OR REPLACE INTO chrome VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (start, end, kind, rule) in &new {
            insert.execute((&self.id, start, end, kind, rule))?;
        }
        tx.prepare_cached("UPDATE articles SET annotated = NULL WHERE id = ?1")?.execute([&self.id])?;
        stale(tx, &[LINKED])
    }
}

/// A row of `chrome`: start, end, kind, rule.
type Row = (u32, u32, String, String);

fn stored(tx: &Connection, article: &str) -> rusqlite::Result<Vec<Row>> {
    tx.prepare_cached("SELECT start_, end_, kind, rule FROM chrome WHERE article = ?1 ORDER BY start_")?
        .query_map([article], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?
        .collect()
}
