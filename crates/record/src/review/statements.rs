//! Decisions about one statement.

use super::SpeakerChoice;
use super::apply::{Entry, Trouble, keep};
use super::{parties, utterances};
use rusqlite::{Connection, OptionalExtension};

type Done = Result<(), Trouble>;

/// The roles of a statement's spans, in the order in which [`spans`] takes them.
const ROLES: [&str; 3] = ["source", "cue", "content"];

pub(super) fn accept(tx: &Connection, entry: &Entry, id: &str) -> Done {
    set_state(tx, entry, id, "accepted")
}

/// A rejected statement tells no utterance.
pub(super) fn reject(tx: &Connection, entry: &Entry, id: &str) -> Done {
    let utterance = utterances::of(tx, id)?;
    entry.about(tx, id)?;
    if utterance.is_none() && state(tx, id)?.as_deref() == Some("rejected") {
        // Rejected before: what it told then is still what it would tell.
        tx.prepare_cached("UPDATE reviews SET decision = ?2 WHERE statement = ?1")?.execute((id, entry.n))?;
        return Ok(());
    }
    tx.prepare_cached("INSERT OR REPLACE INTO reviews VALUES (?1, 'rejected', ?2, ?3)")?
        .execute((id, entry.n, &utterance))?;
    if let Some(utterance) = utterance {
        keep(tx, "tellings", id)?;
        tx.prepare_cached("DELETE FROM tellings WHERE statement = ?1")?.execute([id])?;
        utterances::refresh(tx, &utterance)?;
    }
    Ok(())
}

/// The statement's words are these; a role that is not given stays.
pub(super) fn spans(tx: &Connection, entry: &Entry, id: &str, roles: [&Option<Vec<(u32, u32)>>; 3]) -> Done {
    let length: u32 = tx
        .prepare_cached(
            "SELECT v.length FROM statements s JOIN versions v ON v.id = s.version WHERE s.id = ?1",
        )?
        .query_row([id], |r| r.get(0))?;
    for (role, pieces) in ROLES.iter().zip(roles) {
        let Some(pieces) = pieces else { continue };
        check(role, pieces, length)?;
    }
    keep(tx, "spans", id)?;
    for (role, pieces) in ROLES.iter().zip(roles) {
        let Some(pieces) = pieces else { continue };
        tx.prepare_cached("DELETE FROM spans WHERE statement = ?1 AND role = ?2")?.execute((id, role))?;
        let mut insert = tx.prepare_cached("INSERT INTO spans VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (piece, (start, end)) in pieces.iter().enumerate() {
            insert.execute((id, role, piece as i64, start, end))?;
        }
    }
    index_text(tx, id)?;
    set_state(tx, entry, id, "corrected")
}

/// Pieces must be slices of the text, in order and apart.
fn check(role: &str, pieces: &[(u32, u32)], length: u32) -> Done {
    if role == "content" && pieces.is_empty() {
        return Err(Trouble::look("a statement needs content; to say that it is none, reject it"));
    }
    let mut at = 0;
    for &(start, end) in pieces {
        if start >= end || end > length || start < at {
            return Err(Trouble::look(format!(
                "{role} {start}-{end} is no piece of the text: pieces come in order, apart, each with its end \
                 behind its start, and the text has {length} code points"
            )));
        }
        at = end;
    }
    Ok(())
}

/// Somebody else is the speaker.
pub(super) fn speaker(tx: &Connection, entry: &Entry, id: &str, choice: &SpeakerChoice) -> Done {
    let (article, version): (String, String) = tx
        .prepare_cached("SELECT article, version FROM statements WHERE id = ?1")?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mention = match choice {
        SpeakerChoice::Unknown => None,
        SpeakerChoice::Party(party) => {
            let party = entry.anchors.party(tx, party)?;
            Some(parties::mention_of(tx, entry, &article, &party)?)
        }
        SpeakerChoice::Printed { start, end, kind } => {
            Some(parties::mention_at(tx, entry, &article, &version, (*start, *end), kind)?)
        }
        SpeakerChoice::Label { name, kind } => {
            let party = parties::named(tx, entry, name, kind)?;
            Some(parties::mention_of(tx, entry, &article, &party)?)
        }
    };
    keep(tx, "statements", id)?;
    keep(tx, "spans", id)?;
    let by = entry.by();
    let (rule, unknown) = if mention.is_some() { (Some(&by), None) } else { (None, Some(&by)) };
    tx.prepare_cached(
        "UPDATE statements SET speaker = ?2, speaker_rule = ?3, speaker_unknown = ?4 WHERE id = ?1",
    )?
    .execute((id, mention, rule, unknown))?;
    // What led from the source to another name is no evidence for this one.
    tx.prepare_cached("DELETE FROM spans WHERE statement = ?1 AND role = 'via'")?.execute([id])?;
    set_state(tx, entry, id, "corrected")?;
    match utterances::of(tx, id)? {
        Some(utterance) => utterances::refresh(tx, &utterance),
        None => Ok(()),
    }
}

/// Where the statement stands in review; one that was rejected counts again.
fn set_state(tx: &Connection, entry: &Entry, id: &str, state: &str) -> Done {
    entry.about(tx, id)?;
    let told: Option<String> = tx
        .prepare_cached("SELECT utterance FROM reviews WHERE statement = ?1 AND state = 'rejected'")?
        .query_row([id], |r| r.get(0))
        .optional()?
        .flatten();
    tx.prepare_cached("INSERT OR REPLACE INTO reviews VALUES (?1, ?2, ?3, NULL)")?
        .execute((id, state, entry.n))?;
    match told {
        Some(utterance) => utterances::put_back(tx, entry, id, &utterance),
        None => Ok(()),
    }
}

/// accepted, rejected, corrected, or nothing.
pub(super) fn state(tx: &Connection, id: &str) -> rusqlite::Result<Option<String>> {
    tx.prepare_cached("SELECT state FROM reviews WHERE statement = ?1")?
        .query_row([id], |r| r.get(0))
        .optional()
}

/// Brings the full-text index in line with the statement's spans.
pub(super) fn index_text(tx: &Connection, id: &str) -> rusqlite::Result<()> {
    let row: Option<(i64, Option<String>, Option<String>)> = tx
        .prepare_cached(
            "SELECT s.n,
               (SELECT group_concat(substr(v.text, start_ + 1, end_ - start_), ' ' ORDER BY piece) FROM spans
                  WHERE statement = s.id AND role = 'content'),
               (SELECT group_concat(substr(v.text, start_ + 1, end_ - start_), ' ' ORDER BY piece) FROM spans
                  WHERE statement = s.id AND role = 'source')
             FROM statements s JOIN versions v ON v.id = s.version WHERE s.id = ?1",
        )?
        .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .optional()?;
    let Some((n, content, source)) = row else { return Ok(()) };
    tx.prepare_cached("DELETE FROM statement_text WHERE rowid = ?1")?.execute([n])?;
    tx.prepare_cached("INSERT INTO statement_text (rowid, content, source) VALUES (?1, ?2, ?3)")?
        .execute((n, content.unwrap_or_default(), source.unwrap_or_default()))
        .map(|_| ())
}
