//! The log on top of what was computed: decisions change rows in place, and the rows as computed are kept beside
//! them. Applying the whole log to the computed rows gives the same as applying each decision when it was made,
//! because both go in the order of the log.

use super::anchor::Anchors;
use super::{Decision, parties, statements, utterances};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// The tables that decisions change, and the column that names a row, or the rows of a statement.
const TABLES: [(&str, &str); 6] = [
    ("statements", "id"),
    ("spans", "statement"),
    ("mentions", "id"),
    ("parties", "id"),
    ("utterances", "id"),
    ("tellings", "statement"),
];

/// Why a decision was not applied.
pub(super) enum Trouble {
    /// The store failed.
    Store(rusqlite::Error),
    /// A person has to look at it; in words that say why.
    Look(String),
}

impl Trouble {
    pub fn look(why: impl Into<String>) -> Trouble {
        Trouble::Look(why.into())
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(e: rusqlite::Error) -> Trouble {
        Trouble::Store(e)
    }
}

/// A decision of the log on its way into the tables.
pub(super) struct Entry {
    pub n: i64,
    pub id: String,
    pub reviewer: String,
    pub decision: Decision,
    pub anchors: Anchors,
}

impl Entry {
    /// How rows say that they are a person's word.
    pub fn by(&self) -> String {
        format!("decided by {}", self.reviewer)
    }

    /// Notes that this decision is about a thing with this present id.
    pub fn about(&self, tx: &Connection, target: &str) -> rusqlite::Result<()> {
        tx.prepare_cached("INSERT OR IGNORE INTO decided VALUES (?1, ?2)")?
            .execute((target, self.n))
            .map(|_| ())
    }
}

/// Keeps the row as computed before it is changed, deleted or made. A second time it does nothing.
pub(super) fn keep(tx: &Connection, table: &str, id: &str) -> rusqlite::Result<()> {
    let Some((table, key)) = TABLES.iter().find(|t| t.0 == table) else { return Ok(()) };
    let new = tx.prepare_cached("INSERT OR IGNORE INTO changed VALUES (?1, ?2)")?.execute((table, id))?;
    if new > 0 {
        tx.prepare_cached(&format!("INSERT INTO kept_{table} SELECT * FROM {table} WHERE {key} = ?1"))?
            .execute([id])?;
    }
    Ok(())
}

/// Puts every row back as it was computed.
pub(crate) fn revert(tx: &Connection) -> rusqlite::Result<()> {
    let texts = changed_texts(tx)?;
    for (table, key) in TABLES {
        tx.execute(
            &format!("DELETE FROM {table} WHERE {key} IN (SELECT id FROM changed WHERE what = '{table}')"),
            [],
        )?;
        tx.execute(&format!("INSERT INTO {table} SELECT * FROM kept_{table}"), [])?;
        tx.execute(&format!("DELETE FROM kept_{table}"), [])?;
    }
    for table in ["changed", "decision_states", "decided", "reviews"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    texts.iter().try_for_each(|statement| statements::index_text(tx, statement))
}

fn changed_texts(tx: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = tx.prepare_cached("SELECT id FROM changed WHERE what = 'spans' ORDER BY id")?;
    let rows = select.query_map([], |r| r.get(0))?;
    rows.collect()
}

/// Applies the log to the computed rows, anew.
pub(crate) fn replay(tx: &Connection) -> rusqlite::Result<()> {
    revert(tx)?;
    let entries = entries(tx, 0)?;
    let undone = undone(&entries);
    for entry in &entries {
        if undone.contains(&entry.n) {
            set_state(tx, entry.n, "undone", None)?;
        } else {
            apply(tx, entry)?;
        }
    }
    Ok(())
}

/// Applies the last entry of the log. Gives what speaks against it, if anything does.
pub(super) fn append(tx: &Connection, n: i64) -> rusqlite::Result<Option<String>> {
    let Some(entry) = entries(tx, n)?.pop() else { return Ok(None) };
    let Decision::Undo { decision } = &entry.decision else { return apply(tx, &entry) };
    let mut before = entries(tx, 0)?;
    before.retain(|e| e.n < n);
    match before.iter().find(|e| e.id == *decision) {
        None => Ok(Some(format!("no decision has the id {decision}; `onrecord review log` lists them"))),
        Some(e) if undone(&before).contains(&e.n) => Ok(Some(format!("{decision} is undone already"))),
        Some(_) => replay(tx).map(|()| None),
    }
}

/// Applies one decision, whole or not at all. Gives what speaks against it, if anything does.
fn apply(tx: &Connection, entry: &Entry) -> rusqlite::Result<Option<String>> {
    tx.execute_batch("SAVEPOINT decision")?;
    let why = match apply_to_rows(tx, entry) {
        Ok(()) => None,
        Err(Trouble::Store(e)) => return Err(e),
        Err(Trouble::Look(why)) => {
            tx.execute_batch("ROLLBACK TO decision")?;
            Some(why)
        }
    };
    tx.execute_batch("RELEASE decision")?;
    set_state(tx, entry.n, if why.is_none() { "stands" } else { "look-again" }, why.as_deref())?;
    Ok(why)
}

fn apply_to_rows(tx: &Connection, entry: &Entry) -> Result<(), Trouble> {
    let statement = |id: &str| entry.anchors.statement(tx, id);
    let party = |id: &str| entry.anchors.party(tx, id);
    match &entry.decision {
        Decision::Accept { statement: id } => statements::accept(tx, entry, &statement(id)?),
        Decision::Reject { statement: id } => statements::reject(tx, entry, &statement(id)?),
        Decision::Spans { statement: id, source, cue, content } => {
            statements::spans(tx, entry, &statement(id)?, [source, cue, content])
        }
        Decision::Speaker { statement: id, speaker } => {
            statements::speaker(tx, entry, &statement(id)?, speaker)
        }
        Decision::Same { statement: id, other } => {
            utterances::same(tx, entry, &statement(id)?, &statement(other)?)
        }
        Decision::Different { statement: id, other } => {
            utterances::different(tx, entry, &statement(id)?, &statement(other)?)
        }
        Decision::Merge { into, party: from } => parties::merge(tx, entry, &party(into)?, &party(from)?),
        Decision::Split { party: id, mentions } => {
            let mentions: Vec<String> =
                mentions.iter().map(|m| entry.anchors.mention(tx, m)).collect::<Result<_, _>>()?;
            parties::split(tx, entry, &party(id)?, &mentions)
        }
        Decision::Rename { party: id, name } => parties::rename(tx, entry, &party(id)?, name),
        Decision::Note { about } => {
            let about = match about.get(..2) {
                Some("s-") => statement(about)?,
                Some("p-") => party(about)?,
                _ => about.clone(),
            };
            Ok(entry.about(tx, &about)?)
        }
        Decision::Undo { .. } => Ok(()),
    }
}

fn set_state(tx: &Connection, n: i64, state: &str, why: Option<&str>) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO decision_states VALUES (?1, ?2, ?3)")?
        .execute((n, state, why))
        .map(|_| ())
}

/// The log from this number on, in order.
fn entries(tx: &Connection, from: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut select = tx
        .prepare_cached("SELECT n, id, reviewer, payload, anchors FROM decisions WHERE n >= ?1 ORDER BY n")?;
    let mut rows = select.query([from])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let payload: String = row.get(3)?;
        // A kind that only a later release knows is left to that release.
        let Ok(decision) = serde_json::from_str(&payload) else { continue };
        let anchors: String = row.get(4)?;
        out.push(Entry {
            n: row.get(0)?,
            id: row.get(1)?,
            reviewer: row.get(2)?,
            decision,
            anchors: Anchors::parse(&anchors),
        });
    }
    Ok(out)
}

/// Which entries no longer count: those that an entry undoes which counts itself. From the last to the first,
/// as an entry can only undo an earlier one.
fn undone(entries: &[Entry]) -> HashSet<i64> {
    let by_id: HashMap<&str, i64> = entries.iter().map(|e| (e.id.as_str(), e.n)).collect();
    let mut undone = HashSet::new();
    for entry in entries.iter().rev() {
        if let Decision::Undo { decision } = &entry.decision
            && !undone.contains(&entry.n)
            && let Some(&n) = by_id.get(decision.as_str())
        {
            undone.insert(n);
        }
    }
    undone
}
