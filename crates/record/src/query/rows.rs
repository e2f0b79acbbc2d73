//! Statements and articles as they are answered.

use super::said::SaidRow;
use crate::{Error, Record, Result};
use onrecord_text::{OffsetMap, Span, Unit};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use std::collections::HashMap;
use std::rc::Rc;

/// A piece of a stored text: `text[start..end]` in code points is exactly `text` here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slice {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// An article in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// Outlet, if known.
    pub outlet: Option<String>,
    /// Title, if known.
    pub title: Option<String>,
    /// Author line, if known.
    pub byline: Option<String>,
    /// Address, if known.
    pub url: Option<String>,
    /// Publication date as exactly as it is known.
    pub published: Option<String>,
    /// Where that date stood.
    pub published_found_in: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The SHA-256 of its newest version's text.
    pub version: String,
    /// The article whose text it goes back to; its own id if it is an origin.
    pub origin: String,
    /// The event that it is about.
    pub story: Option<String>,
    /// The running matter that this event belongs to.
    pub thread: Option<String>,
}

/// A party in one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartyRow {
    /// Its id across articles.
    pub id: String,
    /// The fullest name that any article prints; of an unnamed party the description.
    pub name: String,
    /// person, organisation, place, group, unnamed or author.
    #[serde(rename = "type")]
    pub kind: String,
}

/// A statement with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementRow {
    /// Its id.
    pub id: String,
    /// direct, mixed or indirect.
    pub kind: String,
    /// The speaker, if known.
    pub speaker: Option<PartyRow>,
    /// The rule that found the speaker.
    pub speaker_rule: Option<String>,
    /// Why the speaker is not known.
    pub speaker_unknown: Option<String>,
    /// Who it is said to.
    pub addressee: Option<PartyRow>,
    /// When, where the text tells.
    pub said: Option<SaidRow>,
    /// Who says it, as printed.
    pub source: Vec<Slice>,
    /// What marks it as said.
    pub cue: Vec<Slice>,
    /// What is said.
    pub content: Vec<Slice>,
    /// The mentions that lead from the source to the speaker's name.
    pub via: Vec<Slice>,
    /// The statement that tells this one.
    pub inside: Option<String>,
    /// The utterance that it tells.
    pub utterance: Option<String>,
    /// How many statements tell that utterance.
    pub tellings: u32,
    /// The rule or model that found it.
    pub rule: String,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// What persons decided about it; nothing if nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// The article that it stands in.
    pub article: ArticleRow,
}

/// What persons decided about a statement.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Review {
    /// accepted, rejected or corrected, by the last decision that says so; nothing where decisions are only about
    /// what it tells, or remarks.
    pub state: Option<String>,
    /// Who made the last decision.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub reason: Option<String>,
    /// Ids of all standing decisions about it, the last one last.
    pub decisions: Vec<String>,
    /// What was computed, where a person corrected it.
    pub computed: Option<Computed>,
}

/// What was computed of a statement that a person corrected.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Computed {
    /// The speaker.
    pub speaker: Option<PartyRow>,
    /// The rule that found the speaker.
    pub speaker_rule: Option<String>,
    /// Why the speaker was not known.
    pub speaker_unknown: Option<String>,
    /// Who says it, as printed.
    pub source: Vec<Slice>,
    /// What marks it as said.
    pub cue: Vec<Slice>,
    /// What is said.
    pub content: Vec<Slice>,
}

impl StatementRow {
    /// The content's pieces with ` … ` between them, for a line of display.
    pub fn content_text(&self) -> String {
        joined(&self.content)
    }

    /// True if somebody accepted, rejected or corrected it.
    pub fn is_reviewed(&self) -> bool {
        self.review.as_ref().is_some_and(|r| r.state.is_some())
    }

    /// The source's pieces likewise.
    pub fn source_text(&self) -> String {
        joined(&self.source)
    }
}

fn joined(slices: &[Slice]) -> String {
    slices.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" … ")
}

impl Record {
    /// A statement with everything that is known of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the record has no such statement.
    pub fn statement(&self, id: &str) -> Result<StatementRow> {
        let none = || Error::NotFound(format!("no statement has the id {id}"));
        Loader::new(self).statement(id)?.ok_or_else(none)
    }
}

/// The columns of [`ArticleRow`] for a query in which `a` is `articles`.
pub(super) const ARTICLE_COLUMNS: &str = "a.id, a.outlet, a.title, a.byline, a.url, a.published,
    a.published_found_in, a.language, a.version,
    coalesce((SELECT origin FROM origins WHERE article = a.id), a.id),
    (SELECT story FROM stories WHERE article = a.id), (SELECT thread FROM stories WHERE article = a.id)";

/// Reads [`ARTICLE_COLUMNS`] from the given column on.
pub(super) fn article_row(row: &Row, at: usize) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: row.get(at)?,
        outlet: row.get(at + 1)?,
        title: row.get(at + 2)?,
        byline: row.get(at + 3)?,
        url: row.get(at + 4)?,
        published: row.get(at + 5)?,
        published_found_in: row.get(at + 6)?,
        language: row.get(at + 7)?,
        version: row.get(at + 8)?,
        origin: row.get(at + 9)?,
        story: row.get(at + 10)?,
        thread: row.get(at + 11)?,
    })
}

/// Loads rows, keeping the texts that it cuts slices from.
pub(crate) struct Loader<'r> {
    pub(super) record: &'r Record,
    texts: HashMap<String, Rc<str>>,
}

impl<'r> Loader<'r> {
    pub fn new(record: &'r Record) -> Loader<'r> {
        Loader { record, texts: HashMap::new() }
    }

    /// The text of a version.
    pub fn text(&mut self, version: &str) -> Result<Rc<str>> {
        if let Some(text) = self.texts.get(version) {
            return Ok(text.clone());
        }
        // A page of results is cut from few articles; a long run through the record must not keep them all.
        if self.texts.len() >= 64 {
            self.texts.clear();
        }
        let text: String = self
            .record
            .db
            .prepare_cached("SELECT text FROM versions WHERE id = ?1")
            .and_then(|mut s| s.query_row([version], |r| r.get(0)))
            .map_err(self.record.fail())?;
        let text: Rc<str> = text.into();
        self.texts.insert(version.to_owned(), text.clone());
        Ok(text)
    }

    /// One article.
    pub fn article(&mut self, id: &str) -> Result<Option<ArticleRow>> {
        let sql = format!("SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.id = ?1");
        self.record
            .db
            .prepare_cached(&sql)
            .and_then(|mut s| s.query_row([id], |r| article_row(r, 0)).optional())
            .map_err(self.record.fail())
    }

    /// One statement.
    pub fn statement(&mut self, id: &str) -> Result<Option<StatementRow>> {
        let fail = self.record.fail();
        let sql = format!(
            "SELECT s.id, s.kind, s.speaker_rule, s.speaker_unknown, s.rule, s.inside, s.said, s.said_start,
                    s.said_end, s.version, s.speaker, s.addressee, t.utterance, s.confidence,
                    (SELECT count(*) FROM tellings o WHERE o.utterance = t.utterance), {ARTICLE_COLUMNS}
             FROM statements s JOIN articles a ON a.id = s.article
             LEFT JOIN tellings t ON t.statement = s.id WHERE s.id = ?1"
        );
        let mut select = self.record.db.prepare_cached(&sql).map_err(&fail)?;
        let mut rows = select.query([id]).map_err(&fail)?;
        let Some(row) = rows.next().map_err(&fail)? else { return Ok(None) };
        let load = || -> rusqlite::Result<_> {
            let said: (Option<String>, Option<u32>, Option<u32>) = (row.get(6)?, row.get(7)?, row.get(8)?);
            let version: String = row.get(9)?;
            let speaker: Option<String> = row.get(10)?;
            let addressee: Option<String> = row.get(11)?;
            let statement = StatementRow {
                id: row.get(0)?,
                kind: row.get(1)?,
                speaker: None,
                speaker_rule: row.get(2)?,
                speaker_unknown: row.get(3)?,
                addressee: None,
                said: None,
                source: Vec::new(),
                cue: Vec::new(),
                content: Vec::new(),
                via: Vec::new(),
                inside: row.get(5)?,
                utterance: row.get(12)?,
                tellings: row.get(14)?,
                rule: row.get(4)?,
                confidence: row.get(13)?,
                review: None,
                article: article_row(row, 15)?,
            };
            Ok((statement, said, version, speaker, addressee))
        };
        let (mut statement, said, version, speaker, addressee) = load().map_err(&fail)?;
        statement.speaker = self.party_of_mention(speaker.as_deref())?;
        statement.addressee = self.party_of_mention(addressee.as_deref())?;
        let text = self.text(&version)?;
        let map = OffsetMap::new(&text, Unit::CodePoint);
        let cut = |start: u32, end: u32| Some(slice(&text, start, end, map.back(start, end)?));
        let (date, start, end) = said;
        let expression = start.zip(end).and_then(|(start, end)| cut(start, end));
        statement.said = self.said(&statement, date, expression)?;
        for (role, start, end) in self.pieces("spans", id)? {
            let list = match role.as_str() {
                "source" => &mut statement.source,
                "cue" => &mut statement.cue,
                "via" => &mut statement.via,
                _ => &mut statement.content,
            };
            list.extend(cut(start, end));
        }
        statement.review = self.review(&statement, &map)?;
        Ok(Some(statement))
    }

    /// These statements, in this order.
    pub fn statements(&mut self, ids: &[String]) -> Result<Vec<StatementRow>> {
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            out.extend(self.statement(id)?);
        }
        Ok(out)
    }

    /// The roles and offsets of a statement's pieces in a table of spans.
    fn pieces(&self, table: &str, id: &str) -> Result<Vec<(String, u32, u32)>> {
        let sql = format!("SELECT role, start_, end_ FROM {table} WHERE statement = ?1 ORDER BY role, piece");
        let mut select = self.record.db.prepare_cached(&sql).map_err(self.record.fail())?;
        let rows =
            select.query_map([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).map_err(self.record.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.record.fail())
    }

    /// What persons decided about a statement.
    fn review(&self, statement: &StatementRow, map: &OffsetMap) -> Result<Option<Review>> {
        let (db, fail) = (&self.record.db, self.record.fail());
        let mut select = db
            .prepare_cached(
                "SELECT d.id, d.reviewer, d.at, d.reason, d.kind IN ('spans', 'speaker') FROM decided t
                   JOIN decisions d ON d.n = t.decision WHERE t.target = ?1 ORDER BY d.n",
            )
            .map_err(&fail)?;
        let mut rows = select.query([&statement.id]).map_err(&fail)?;
        let (mut review, mut corrected): (Option<Review>, bool) = (None, false);
        while let Some(row) = rows.next().map_err(&fail)? {
            let mut read = || -> rusqlite::Result<()> {
                let mut decisions = review.take().map(|r| r.decisions).unwrap_or_default();
                decisions.push(row.get(0)?);
                let (by, at, reason) = (row.get(1)?, row.get(2)?, row.get(3)?);
                review = Some(Review { state: None, by, at, reason, decisions, computed: None });
                corrected |= row.get::<_, bool>(4)?;
                Ok(())
            };
            read().map_err(&fail)?;
        }
        let Some(mut review) = review else { return Ok(None) };
        review.state = db
            .prepare_cached("SELECT state FROM reviews WHERE statement = ?1")
            .and_then(|mut s| s.query_row([&statement.id], |r| r.get(0)).optional())
            .map_err(&fail)?;
        if corrected {
            review.computed = Some(self.computed(&statement.id, map)?);
        }
        Ok(Some(review))
    }

    /// What was computed of a statement.
    fn computed(&self, id: &str, map: &OffsetMap) -> Result<Computed> {
        let (speaker, speaker_rule, speaker_unknown): (Option<String>, _, _) = self
            .record
            .db
            .prepare_cached(
                "SELECT speaker, speaker_rule, speaker_unknown FROM computed_statements WHERE id = ?1",
            )
            .and_then(|mut s| s.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))))
            .map_err(self.record.fail())?;
        let mut computed = Computed {
            speaker: self.party_of_mention(speaker.as_deref())?,
            speaker_rule,
            speaker_unknown,
            source: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
        };
        for (role, start, end) in self.pieces("computed_spans", id)? {
            let list = match role.as_str() {
                "source" => &mut computed.source,
                "cue" => &mut computed.cue,
                "content" => &mut computed.content,
                _ => continue,
            };
            list.extend(map.back(start, end).map(|span| slice(map.text(), start, end, span)));
        }
        Ok(computed)
    }

    /// The party that a mention is, across articles.
    fn party_of_mention(&self, mention: Option<&str>) -> Result<Option<PartyRow>> {
        let Some(mention) = mention else { return Ok(None) };
        self.record
            .db
            .prepare_cached(
                "SELECT coalesce(p.id, m.id), coalesce(p.name, m.name), coalesce(p.kind, m.kind)
                 FROM mentions m LEFT JOIN parties p ON p.id = m.party WHERE m.id = ?1",
            )
            .and_then(|mut s| s.query_row([mention], |r| party_row(r, 0)).optional())
            .map_err(self.record.fail())
    }

    /// A party by its id.
    pub fn party(&self, id: &str) -> Result<Option<PartyRow>> {
        self.record
            .db
            .prepare_cached("SELECT id, name, kind FROM parties WHERE id = ?1")
            .and_then(|mut s| s.query_row([id], |r| party_row(r, 0)).optional())
            .map_err(self.record.fail())
    }
}

pub(super) fn party_row(row: &Row, at: usize) -> rusqlite::Result<PartyRow> {
    Ok(PartyRow { id: row.get(at)?, name: row.get(at + 1)?, kind: row.get(at + 2)? })
}

/// A slice by its offsets in code points and in bytes.
pub(super) fn slice(text: &str, start: u32, end: u32, span: Span) -> Slice {
    Slice { start, end, text: span.of(text).to_owned() }
}
