//! Decisions about which statements tell the same utterance.

use super::apply::{Entry, Trouble, keep};
use super::statements;
use onrecord_text::Id;
use rusqlite::{Connection, OptionalExtension};

type Done = Result<(), Trouble>;

/// The utterance that a statement tells.
pub(super) fn of(tx: &Connection, statement: &str) -> rusqlite::Result<Option<String>> {
    tx.prepare_cached("SELECT utterance FROM tellings WHERE statement = ?1")?
        .query_row([statement], |r| r.get(0))
        .optional()
}

/// The same, for statements that a decision can be about.
fn told_by(tx: &Connection, statement: &str) -> Result<String, Trouble> {
    if statements::state(tx, statement)?.as_deref() == Some("rejected") {
        return Err(Trouble::look(format!("{statement} is rejected: it tells no utterance")));
    }
    of(tx, statement)?.ok_or_else(|| {
        Trouble::look(format!("{statement} tells no utterance yet; let a build link the record"))
    })
}

/// All tellings of `other`'s utterance join that of `statement`.
pub(super) fn same(tx: &Connection, entry: &Entry, statement: &str, other: &str) -> Done {
    let (to, from) = (told_by(tx, statement)?, told_by(tx, other)?);
    if to == from {
        return Err(Trouble::look(format!("{statement} and {other} tell the same utterance already")));
    }
    for telling in tellings(tx, &from)? {
        put(tx, entry, &telling, &to)?;
    }
    refresh(tx, &from)?;
    refresh(tx, &to)?;
    for target in [statement, other, &to] {
        entry.about(tx, target)?;
    }
    Ok(())
}

/// `statement` leaves the utterance that it shares with `other`.
pub(super) fn different(tx: &Connection, entry: &Entry, statement: &str, other: &str) -> Done {
    let (from, shared) = (told_by(tx, statement)?, told_by(tx, other)?);
    if statement == other || from != shared {
        return Err(Trouble::look(format!("{statement} and {other} do not tell the same utterance")));
    }
    let alone = Id::new('u', &["alone", statement]);
    put(tx, entry, statement, alone.as_str())?;
    refresh(tx, &from)?;
    refresh(tx, alone.as_str())?;
    for target in [statement, other, &from] {
        entry.about(tx, target)?;
    }
    Ok(())
}

/// A statement that was rejected tells again what it told.
pub(super) fn put_back(tx: &Connection, entry: &Entry, statement: &str, utterance: &str) -> Done {
    put(tx, entry, statement, utterance)?;
    refresh(tx, utterance)
}

/// The statement tells this utterance, which is made if there is none.
fn put(tx: &Connection, entry: &Entry, statement: &str, utterance: &str) -> Done {
    keep(tx, "tellings", statement)?;
    keep(tx, "utterances", utterance)?;
    tx.prepare_cached("INSERT OR IGNORE INTO utterances (id, speaker, leader) VALUES (?1, NULL, ?2)")?
        .execute((utterance, statement))?;
    tx.prepare_cached(
        "INSERT OR REPLACE INTO tellings (statement, utterance, likeness, reason) VALUES (?1, ?2, 1.0, ?3)",
    )?
    .execute((statement, utterance, entry.by()))?;
    Ok(())
}

fn tellings(tx: &Connection, utterance: &str) -> rusqlite::Result<Vec<String>> {
    let mut select =
        tx.prepare_cached("SELECT statement FROM tellings WHERE utterance = ?1 ORDER BY statement")?;
    let rows = select.query_map([utterance], |r| r.get(0))?;
    rows.collect()
}

/// Brings an utterance in line with its tellings: it goes with the last of them; its leader is the present one
/// while that tells it, else the longest; its speaker is the present one while a telling has it, else the named
/// party that most tellings have, else whoever most have.
pub(super) fn refresh(tx: &Connection, utterance: &str) -> Done {
    keep(tx, "utterances", utterance)?;
    if tellings(tx, utterance)?.is_empty() {
        tx.prepare_cached("DELETE FROM utterances WHERE id = ?1")?.execute([utterance])?;
        return Ok(());
    }
    tx.prepare_cached(
        "UPDATE utterances SET leader =
           (SELECT t.statement FROM tellings t WHERE t.utterance = ?1
            ORDER BY t.statement = leader DESC,
              (SELECT sum(end_ - start_) FROM spans WHERE statement = t.statement AND role = 'content') DESC,
              t.statement LIMIT 1)
         WHERE id = ?1",
    )?
    .execute([utterance])?;
    let speaker: Option<String> = tx
        .prepare_cached(
            "SELECT m.party FROM tellings t JOIN statements s ON s.id = t.statement
               JOIN mentions m ON m.id = s.speaker JOIN utterances u ON u.id = t.utterance
               LEFT JOIN parties p ON p.id = m.party
             WHERE t.utterance = ?1 AND m.party IS NOT NULL GROUP BY m.party
             ORDER BY m.party IS u.speaker DESC, p.kind IN ('person', 'organisation', 'place') DESC,
               count(*) DESC, m.party LIMIT 1",
        )?
        .query_row([utterance], |r| r.get(0))
        .optional()?;
    tx.prepare_cached("UPDATE utterances SET speaker = ?2 WHERE id = ?1")?.execute((utterance, speaker))?;
    Ok(())
}
