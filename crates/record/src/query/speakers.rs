//! Who speaks, and which inputs there were.

use super::rows::{ARTICLE_COLUMNS, ArticleRow, PartyRow, article_row, party_row};
use crate::{Error, Record, Result};
use serde::Serialize;

/// A party with what the record holds of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SpeakerRow {
    /// Who.
    #[serde(flatten)]
    pub party: PartyRow,
    /// Its statements.
    pub statements: u64,
    /// The utterances that those tell.
    pub utterances: u64,
    /// The articles that they stand in.
    pub articles: u64,
    /// The outlets of those.
    pub outlets: u64,
    /// All printed forms of the name, and the names that it is known by, folded.
    pub names: Vec<String>,
    /// What it is elsewhere, as the known parties' file says: `scheme:id`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// The row of that file that says who it is: `parties.csv, line 3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
}

/// A mention of a party: how one article knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentionRow {
    /// Its id, for splitting a party.
    pub id: String,
    /// The fullest name that the article prints, or what a reviewer calls somebody whom it doesn't name.
    pub name: String,
    /// person, organisation, place, group, unnamed or author.
    #[serde(rename = "type")]
    pub kind: String,
    /// First code point of that name in the article's version; nothing where it prints none.
    pub start: Option<u32>,
    /// One past the last.
    pub end: Option<u32>,
    /// The rule that says that it is this party, or who decided it.
    pub evidence: Option<String>,
    /// Where the rule went by a known party: its row, `parties.csv, line 3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// Statements of this article that it is the speaker of.
    pub statements: u64,
    /// The article.
    pub article: ArticleRow,
}

/// An input as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InputRow {
    /// Path as given, with `#LINE` behind it for a row of a file.
    pub locator: String,
    /// SHA-256 of its bytes; empty where they could not be read.
    pub sha256: String,
    /// The encoding it was decoded from.
    pub encoding: Option<String>,
    /// Places that could not be decoded.
    pub replaced: u64,
    /// The article that it gave.
    pub article: Option<String>,
    /// The version that it gave.
    pub version: Option<String>,
    /// Why it was set aside.
    pub reason: Option<String>,
    /// What was found, where, and the mend.
    pub detail: Option<String>,
    /// True of a feed's summary of the article.
    pub teaser: bool,
}

impl Record {
    /// Parties that say something, most utterances first.
    pub fn speakers(&self) -> Result<Vec<SpeakerRow>> {
        self.speakers_of(None)
    }

    /// One of them, by its id.
    ///
    /// # Errors
    /// [`Error::NotFound`] if no such party says anything.
    pub fn speaker(&self, id: &str) -> Result<SpeakerRow> {
        let none = || Error::NotFound(format!("no party that says anything has the id {id}"));
        self.speakers_of(Some(id))?.pop().ok_or_else(none)
    }

    fn speakers_of(&self, id: Option<&str>) -> Result<Vec<SpeakerRow>> {
        let only = if id.is_some() { "WHERE m.party = ?1" } else { "" };
        let mut select = self
            .db
            .prepare_cached(&format!(
                "SELECT p.id, p.name, p.kind, count(*), count(DISTINCT t.utterance), count(DISTINCT s.article),
                        count(DISTINCT a.outlet), p.folded, p.ids,
                        (SELECT f.name || ', line ' || p.known FROM known_file f)
                 FROM standing s JOIN mentions m ON m.id = s.speaker JOIN parties p ON p.id = m.party
                 JOIN articles a ON a.id = s.article LEFT JOIN tellings t ON t.statement = s.id
                 {only} GROUP BY p.id ORDER BY 5 DESC, 4 DESC, p.name, p.id"
            ))
            .map_err(self.fail())?;
        let rows = select
            .query_map(rusqlite::params_from_iter(id), |r| {
                let (names, ids): (String, String) = (r.get(7)?, r.get(8)?);
                Ok(SpeakerRow {
                    party: party_row(r, 0)?,
                    statements: r.get(3)?,
                    utterances: r.get(4)?,
                    articles: r.get(5)?,
                    outlets: r.get(6)?,
                    names: names.split('|').map(str::to_owned).collect(),
                    ids: ids.split_whitespace().map(str::to_owned).collect(),
                    known: r.get(9)?,
                })
            })
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    /// The mentions of a party, by date of their articles, unknown last.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the record has no such party.
    pub fn mentions(&self, party: &str) -> Result<Vec<MentionRow>> {
        let sql = format!(
            "SELECT m.id, m.name, m.kind, m.start_, m.end_, m.evidence,
                    (SELECT count(*) FROM standing s WHERE s.speaker = m.id),
                    (SELECT f.name || ', line ' || p.known FROM known_file f JOIN parties p
                     WHERE p.id = m.party AND m.evidence LIKE 'known-%'), {ARTICLE_COLUMNS}
             FROM mentions m JOIN articles a ON a.id = m.article WHERE m.party = ?1
             ORDER BY a.published IS NULL, a.published, a.id, m.start_, m.id"
        );
        let mut select = self.db.prepare_cached(&sql).map_err(self.fail())?;
        let rows = select
            .query_map([party], |r| {
                Ok(MentionRow {
                    id: r.get(0)?,
                    name: r.get(1)?,
                    kind: r.get(2)?,
                    start: r.get(3)?,
                    end: r.get(4)?,
                    evidence: r.get(5)?,
                    statements: r.get(6)?,
                    known: r.get(7)?,
                    article: article_row(r, 8)?,
                })
            })
            .map_err(self.fail())?;
        let rows: Vec<MentionRow> = rows.collect::<rusqlite::Result<_>>().map_err(self.fail())?;
        if rows.is_empty() && self.ids("SELECT id FROM parties WHERE id = ?1", party)?.is_empty() {
            return Err(Error::NotFound(format!(
                "no party has the id {party}; `onrecord speakers` lists them"
            )));
        }
        Ok(rows)
    }

    /// The inputs, by locator; only those that were set aside if so asked.
    pub fn inputs(&self, only_set_aside: bool) -> Result<Vec<InputRow>> {
        let mut select = self
            .db
            .prepare(
                "SELECT locator, sha256, encoding, replaced, article, version, reason, detail,
                        coalesce(json_extract(meta, '$.teaser'), 0) FROM inputs
                 WHERE NOT ?1 OR reason IS NOT NULL ORDER BY locator, sha256",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([only_set_aside], |r| {
                Ok(InputRow {
                    locator: r.get(0)?,
                    sha256: r.get(1)?,
                    encoding: r.get(2)?,
                    replaced: r.get(3)?,
                    article: r.get(4)?,
                    version: r.get(5)?,
                    reason: r.get(6)?,
                    detail: r.get(7)?,
                    teaser: r.get(8)?,
                })
            })
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}
