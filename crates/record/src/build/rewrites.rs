//! Articles that tell what another tells in other words: derivations of the lowest degree. Worked out from
//! utterances. Nothing else follows from them: no origin, no taken statement.

use super::dates::load;
use onrecord_link::origin::direction;
use onrecord_link::rewrite::{self, Rewrite, Told};
use onrecord_link::{Article, align};
use onrecord_text::{Id, OffsetMap, Span, Unit, merge};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// An utterance that more articles of one story tell says nothing about any two of them.
const MOST_ARTICLES: usize = 30;

/// Adds the rewrites to the derivations. The tables of statements and tellings must show what was computed.
pub(super) fn infer(tx: &Connection) -> rusqlite::Result<()> {
    for ((a, b), utterances) in pairs(tx)? {
        if utterances < rewrite::UTTERANCES || related(tx, &a, &b)? {
            continue;
        }
        let (one, other) = (Side::load(tx, &a)?, Side::load(tx, &b)?);
        if let Some(found) = rewrite::rewrite(&one.story(&one.told()), &other.story(&other.told())) {
            store(tx, [&one, &other], &found)?;
        }
    }
    Ok(())
}

/// Pairs of articles of one story, the smaller id first, and how many utterances both tell.
fn pairs(tx: &Connection) -> rusqlite::Result<BTreeMap<(String, String), usize>> {
    let mut select = tx.prepare(
        "SELECT DISTINCT t.utterance, y.story, s.article FROM tellings t JOIN statements s ON s.id = t.statement
           JOIN stories y ON y.article = s.article
         ORDER BY t.utterance, y.story, s.article",
    )?;
    let mut pairs = BTreeMap::new();
    let mut group: Vec<String> = Vec::new();
    let mut of = (String::new(), String::new());
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let key = (row.get(0)?, row.get(1)?);
        if key != of {
            count(&std::mem::take(&mut group), &mut pairs);
            of = key;
        }
        group.push(row.get(2)?);
    }
    count(&group, &mut pairs);
    Ok(pairs)
}

fn count(articles: &[String], pairs: &mut BTreeMap<(String, String), usize>) {
    if articles.len() > MOST_ARTICLES {
        return;
    }
    for (i, a) in articles.iter().enumerate() {
        for b in &articles[i + 1..] {
            *pairs.entry((a.clone(), b.clone())).or_default() += 1;
        }
    }
}

/// True of two articles of which one took the other's words, or both go back to one text.
fn related(tx: &Connection, a: &str, b: &str) -> rusqlite::Result<bool> {
    tx.prepare_cached(
        "SELECT 1 FROM derivations WHERE (copy = ?1 AND source = ?2) OR (copy = ?2 AND source = ?1) UNION ALL
         SELECT 1 FROM origins x JOIN origins y ON y.origin = x.origin WHERE x.article = ?1 AND y.article = ?2",
    )?
    .exists([a, b])
}

/// An article with what it tells.
struct Side {
    id: String,
    outlet: Option<String>,
    published: Option<String>,
    text: String,
    body: Vec<Span>,
    quoted: Vec<Span>,
    /// The utterance of each statement, where its content begins, and whether it quotes nothing.
    statements: Vec<(String, u32, bool)>,
}

impl Side {
    fn load(tx: &Connection, id: &str) -> rusqlite::Result<Side> {
        let stored = load(tx, id)?;
        let map = OffsetMap::new(&stored.text, Unit::CodePoint);
        let (mut quoted, mut statements) = (Vec::new(), Vec::new());
        let mut select = tx.prepare_cached(
            "SELECT s.id, t.utterance FROM statements s JOIN tellings t ON t.statement = s.id
             WHERE s.article = ?1 ORDER BY s.position",
        )?;
        let mut pieces = tx.prepare_cached(
            "SELECT start_, end_ FROM spans WHERE statement = ?1 AND role = 'content' ORDER BY piece",
        )?;
        let mut rows = select.query([id])?;
        while let Some(row) = rows.next()? {
            let (statement, utterance): (String, String) = (row.get(0)?, row.get(1)?);
            let mut content: Vec<Span> = Vec::new();
            let mut spans = pieces.query([&statement])?;
            while let Some(span) = spans.next()? {
                content.extend(map.back(span.get(0)?, span.get(1)?));
            }
            let words = align::quoted(&stored.text, &content);
            let at = content.first().map_or(0, |s| s.start);
            statements.push((utterance, at, words.is_empty()));
            quoted.extend(words);
        }
        let (outlet, published) = tx
            .prepare_cached("SELECT outlet, published FROM articles WHERE id = ?1")?
            .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let quoted = merge(quoted);
        Ok(Side {
            id: id.to_owned(),
            outlet,
            published,
            body: stored.body,
            text: stored.text,
            quoted,
            statements,
        })
    }

    fn told(&self) -> Vec<Told<'_>> {
        let told = self.statements.iter();
        told.map(|(utterance, at, reported)| Told { utterance, at: *at, reported: *reported }).collect()
    }

    fn story<'a>(&'a self, told: &'a [Told<'a>]) -> rewrite::Story<'a> {
        rewrite::Story { text: &self.text, body: &self.body, quoted: &self.quoted, told }
    }

    fn article(&self) -> Article<'_> {
        Article {
            id: Id::stored(self.id.as_str()),
            text: &self.text,
            body: self.body.clone(),
            outlet: self.outlet.as_deref(),
            published: self.published.as_deref().and_then(|p| p.parse().ok()),
            title: None,
            quoted: self.quoted.clone(),
            names: Vec::new(),
        }
    }
}

fn store(tx: &Connection, sides: [&Side; 2], found: &Rewrite) -> rusqlite::Result<()> {
    // What few words they share, if any.
    let shared: Option<[f64; 2]> = tx
        .prepare_cached("SELECT contained_a, contained_b FROM shared WHERE a = ?1 AND b = ?2")?
        .query_row([&sides[0].id, &sides[1].id], |r| Ok([r.get(0)?, r.get(1)?]))
        .optional()?;
    let contained = shared.unwrap_or_default();
    let pile = [sides[0].article(), sides[1].article()];
    let Ok(way) = direction(&pile[..], (0, contained[0]), (1, contained[1])) else { return Ok(()) };
    let mut evidence: Vec<String> = way.evidence.iter().map(|&e| e.to_owned()).collect();
    let per_cent = (100.0 * found.in_order).floor();
    evidence.extend([
        format!("utterances={}", found.utterances),
        format!("reported={}", found.reported),
        format!("names={}", found.names),
        format!("numbers={}", found.numbers),
        format!("in-order={per_cent}%"),
    ]);
    tx.prepare_cached("INSERT INTO derivations VALUES (?1, ?2, 'rewrite', ?3, ?4, ?5)")?
        .execute((
            &sides[way.copy].id,
            &sides[way.source].id,
            way.directed,
            evidence.join(","),
            contained[way.copy],
        ))
        .map(|_| ())
}
