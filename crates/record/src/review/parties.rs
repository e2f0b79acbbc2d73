//! Decisions about who is who.

use super::apply::{Entry, Trouble, keep};
use super::utterances;
use crate::build::folded;
use onrecord_annotate::PartyKind;
use onrecord_text::Id;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

type Done = Result<(), Trouble>;

/// `from` becomes part of `into`.
pub(super) fn merge(tx: &Connection, entry: &Entry, into: &str, from: &str) -> Done {
    if into == from {
        return Err(Trouble::look(format!("{into} and {from} are one party already")));
    }
    for mention in mentions(tx, from)? {
        give(tx, entry, &mention, into)?;
    }
    let forms: BTreeSet<String> = forms(tx, into)?.into_iter().chain(forms(tx, from)?).collect();
    set_forms(tx, into, &forms)?;
    // What only the one is known to be elsewhere, the whole is.
    tx.prepare_cached(
        "UPDATE parties SET (ids, known) = (SELECT ids, known FROM parties WHERE id = ?2)
         WHERE id = ?1 AND known IS NULL",
    )?
    .execute((into, from))?;
    keep(tx, "parties", from)?;
    tx.prepare_cached("DELETE FROM parties WHERE id = ?1")?.execute([from])?;
    for utterance in utterances_of(tx, from)? {
        utterances::refresh(tx, &utterance)?;
    }
    Ok(entry.about(tx, into)?)
}

/// These mentions of the party are somebody else.
pub(super) fn split(tx: &Connection, entry: &Entry, party: &str, taken: &[String]) -> Done {
    let all = mentions(tx, party)?;
    if let Some(other) = taken.iter().find(|m| !all.contains(m)) {
        return Err(Trouble::look(format!("the mention {other} is not of the party {party}")));
    }
    let rest: Vec<&String> = all.iter().filter(|m| !taken.contains(m)).collect();
    if rest.is_empty() {
        return Err(Trouble::look(format!("these are all mentions of {party}: nothing would be left of it")));
    }
    let own = Id::new('p', &["split", &entry.id]);
    keep(tx, "parties", own.as_str())?;
    tx.prepare_cached("INSERT INTO parties SELECT ?2, kind, name, '', '', NULL FROM parties WHERE id = ?1")?
        .execute((party, own.as_str()))?;
    for mention in taken {
        give(tx, entry, mention, own.as_str())?;
    }
    for id in [party, own.as_str()] {
        keep(tx, "parties", id)?;
        let forms = printed_forms(tx, id)?;
        set_forms(tx, id, &forms)?;
        // The fullest name that its own mentions print, unless it is known to have another.
        tx.prepare_cached(
            "UPDATE parties SET (name, kind) = (SELECT name, kind FROM mentions WHERE party = ?1
               ORDER BY kind IN ('person', 'organisation', 'place') DESC, length(name) DESC, name, id LIMIT 1)
             WHERE id = ?1 AND known IS NULL",
        )?
        .execute([id])?;
        entry.about(tx, id)?;
    }
    for utterance in utterances_of(tx, party)? {
        utterances::refresh(tx, &utterance)?;
    }
    Ok(())
}

/// The party goes by this name; its printed names still find it.
pub(super) fn rename(tx: &Connection, entry: &Entry, party: &str, name: &str) -> Done {
    let name = name.trim();
    if folded(name).is_empty() {
        return Err(Trouble::look("a party needs a name with a letter in it"));
    }
    keep(tx, "parties", party)?;
    tx.prepare_cached("UPDATE parties SET name = ?2 WHERE id = ?1")?.execute((party, name))?;
    let mut forms = forms(tx, party)?;
    forms.insert(folded(name));
    set_forms(tx, party, &forms)?;
    Ok(entry.about(tx, party)?)
}

/// The party of this name that reviewers speak of; made with the first decision that names it.
pub(super) fn named(tx: &Connection, entry: &Entry, name: &str, kind: &str) -> Result<String, Trouble> {
    let (name, key) = (name.trim(), folded(name));
    if PartyKind::parse(kind).is_none() {
        return Err(Trouble::look(format!(
            "“{kind}” is no kind of party; there are person, organisation, place, group, unnamed and author"
        )));
    }
    if key.is_empty() {
        return Err(Trouble::look("a speaker needs a name with a letter in it"));
    }
    let id = Id::new('p', &["reviewer", kind, &key]);
    keep(tx, "parties", id.as_str())?;
    tx.prepare_cached("INSERT OR IGNORE INTO parties VALUES (?1, ?2, ?3, ?4, '', NULL)")?.execute((
        id.as_str(),
        kind,
        name,
        &key,
    ))?;
    entry.about(tx, id.as_str())?;
    Ok(id.as_str().to_owned())
}

/// A mention of the party in the article: the first that it prints, else one made without printed words.
pub(super) fn mention_of(
    tx: &Connection,
    entry: &Entry,
    article: &str,
    party: &str,
) -> Result<String, Trouble> {
    let printed: Option<String> = tx
        .prepare_cached(
            "SELECT id FROM mentions WHERE article = ?1 AND party = ?2
             ORDER BY start_ IS NULL, start_, id LIMIT 1",
        )?
        .query_row((article, party), |r| r.get(0))
        .optional()?;
    if let Some(printed) = printed {
        return Ok(printed);
    }
    let id = Id::new('m', &["reviewer", article, party]);
    keep(tx, "mentions", id.as_str())?;
    tx.prepare_cached(
        "INSERT INTO mentions (id, article, kind, start_, end_, name, party, evidence)
         SELECT ?1, ?2, kind, NULL, NULL, name, id, ?4 FROM parties WHERE id = ?3",
    )?
    .execute((id.as_str(), article, party, entry.by()))?;
    Ok(id.as_str().to_owned())
}

/// The mention whose name or other form stands exactly here; else one made here, with a party of its own.
pub(super) fn mention_at(
    tx: &Connection,
    entry: &Entry,
    article: &str,
    version: &str,
    (start, end): (u32, u32),
    kind: &str,
) -> Result<String, Trouble> {
    let name: Option<String> = tx
        .prepare_cached(
            "SELECT substr(text, ?2 + 1, ?3 - ?2) FROM versions WHERE id = ?1 AND ?2 < ?3 AND ?3 <= length",
        )?
        .query_row((version, start, end), |r| r.get(0))
        .optional()?;
    let Some(name) = name else {
        return Err(Trouble::look(format!("{start}-{end} is no piece of the text")));
    };
    let known: Option<String> = tx
        .prepare_cached(
            "SELECT id FROM mentions WHERE article = ?1 AND start_ = ?2 AND end_ = ?3 UNION ALL
             SELECT m.id FROM mentions m JOIN forms f ON f.mention = m.id
               WHERE m.article = ?1 AND f.form = 'also' AND f.start_ = ?2 AND f.end_ = ?3 ORDER BY 1 LIMIT 1",
        )?
        .query_row((article, start, end), |r| r.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let party = named(tx, entry, &name, kind)?;
    let id = Id::new('m', &["reviewer", article, version, &format!("{start}-{end}")]);
    keep(tx, "mentions", id.as_str())?;
    tx.prepare_cached(
        "INSERT INTO mentions (id, article, kind, start_, end_, name, party, evidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((id.as_str(), article, kind, start, end, &name, party, entry.by()))?;
    Ok(id.as_str().to_owned())
}

fn mentions(tx: &Connection, party: &str) -> rusqlite::Result<Vec<String>> {
    strings(tx, "SELECT id FROM mentions WHERE party = ?1 ORDER BY id", party)
}

/// The mention is of this party.
fn give(tx: &Connection, entry: &Entry, mention: &str, party: &str) -> rusqlite::Result<()> {
    keep(tx, "mentions", mention)?;
    tx.prepare_cached("UPDATE mentions SET party = ?2, evidence = ?3 WHERE id = ?1")?
        .execute((mention, party, entry.by()))
        .map(|_| ())
}

/// Utterances of this speaker, to be brought in line.
fn utterances_of(tx: &Connection, party: &str) -> rusqlite::Result<Vec<String>> {
    strings(tx, "SELECT id FROM utterances WHERE speaker = ?1 ORDER BY id", party)
}

/// The names, folded, by which the party is found.
fn forms(tx: &Connection, party: &str) -> rusqlite::Result<BTreeSet<String>> {
    let folded = strings(tx, "SELECT folded FROM parties WHERE id = ?1", party)?;
    Ok(folded.iter().flat_map(|f| f.split('|')).map(str::to_owned).collect())
}

/// The names that the party's mentions print, folded.
fn printed_forms(tx: &Connection, party: &str) -> rusqlite::Result<BTreeSet<String>> {
    let printed = strings(
        tx,
        "SELECT name FROM mentions WHERE party = ?1 UNION
         SELECT substr(v.text, f.start_ + 1, f.end_ - f.start_) FROM forms f JOIN mentions m ON m.id = f.mention
           JOIN articles a ON a.id = m.article JOIN versions v ON v.id = a.version
         WHERE m.party = ?1 AND f.form = 'also'",
        party,
    )?;
    Ok(printed.iter().map(|name| folded(name)).collect())
}

fn set_forms(tx: &Connection, party: &str, forms: &BTreeSet<String>) -> rusqlite::Result<()> {
    let folded: Vec<&str> = forms.iter().map(String::as_str).collect();
    keep(tx, "parties", party)?;
    tx.prepare_cached("UPDATE parties SET folded = ?2 WHERE id = ?1")?
        .execute((party, folded.join("|")))
        .map(|_| ())
}

fn strings(tx: &Connection, sql: &str, value: &str) -> rusqlite::Result<Vec<String>> {
    let mut select = tx.prepare_cached(sql)?;
    let rows = select.query_map([value], |r| r.get(0))?;
    rows.collect()
}
