//! A draft's quotations against the record: there to the letter, altered, said by another, or not found.

use super::rows::{Loader, StatementRow};
use super::utterance::{Difference, Op, differences_between};
use crate::build::folded;
use crate::{Record, Result};
use onrecord_link::align::align;
use onrecord_text::{OffsetMap, Span, Unit, Word, words};
use serde::Serialize;

/// A quotation of a draft.
#[derive(Clone, Debug)]
pub struct Quotation<'a> {
    /// The draft's text.
    pub text: &'a str,
    /// The quoted words, with or without their marks.
    pub span: Span,
    /// Whom the draft gives them to, if it says so by name.
    pub speaker: Option<&'a str>,
}

/// What the record has of a quotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verdict {
    /// In short.
    pub outcome: Outcome,
    /// The statements that show it, the best first.
    pub statements: Vec<StatementRow>,
    /// For an altered one: the best statement's words (`base`) against the draft's (`this`).
    pub diff: Vec<Difference>,
}

/// How a quotation stands to the record. It tells what the texts held say, not what was really said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A statement has these words in this order, and nothing speaks against the speaker.
    Exact,
    /// A statement has these words, but the record gives it to somebody else.
    SaidByAnother,
    /// The closest statement has other words.
    Altered,
    /// The words stand in an article, but not as somebody's statement.
    NotAttributed,
    /// No text of the record has them or anything close.
    NotFound,
}

/// Statements that are looked at for each quotation.
const CANDIDATES: usize = 60;
/// Words of the quotation that a statement must have to count as an altered form of it.
const CLOSE: f64 = 0.6;

impl Record {
    /// Looks a quotation up.
    pub fn verify(&self, quotation: &Quotation) -> Result<Verdict> {
        let wanted: Vec<Word> = words(quotation.text, quotation.span).collect();
        let mut loader = Loader::new(self);
        let (mut exact, mut others, mut close) = (Vec::new(), Vec::new(), Vec::new());
        for id in self.like(&wanted)? {
            let Some(row) = loader.statement(&id)? else { continue };
            let text = loader.text(&row.article.version)?;
            let map = OffsetMap::new(&text, Unit::CodePoint);
            let content: Vec<Span> = row.content.iter().filter_map(|s| map.back(s.start, s.end)).collect();
            if holds(&text, &content, &wanted) {
                let list = if self.may_be(&row, quotation.speaker) { &mut exact } else { &mut others };
                list.push(row);
                continue;
            }
            let alignment = align(&text, &content, quotation.text, &[quotation.span]);
            let diff = differences_between(&text, quotation.text, &alignment);
            let kept: usize =
                diff.iter().filter(|d| d.op == Op::Equal).flat_map(|d| &d.this).map(count).sum();
            let share = kept as f64 / wanted.len().max(1) as f64;
            if share >= CLOSE {
                close.push((share, row, diff));
            }
        }
        if !exact.is_empty() {
            return Ok(Verdict { outcome: Outcome::Exact, statements: exact, diff: Vec::new() });
        }
        if !others.is_empty() {
            return Ok(Verdict { outcome: Outcome::SaidByAnother, statements: others, diff: Vec::new() });
        }
        // The closest first; among equals the one with the least to cut, then by id.
        close.sort_by(|a, b| {
            let key = |d: &[Difference]| d.iter().filter(|d| d.op != Op::Equal).count();
            b.0.total_cmp(&a.0).then(key(&a.2).cmp(&key(&b.2))).then(a.1.id.cmp(&b.1.id))
        });
        if let Some((_, row, diff)) = close.into_iter().next() {
            return Ok(Verdict { outcome: Outcome::Altered, statements: vec![row], diff });
        }
        let outcome = if self.in_any_text(&wanted)? { Outcome::NotAttributed } else { Outcome::NotFound };
        Ok(Verdict { outcome, statements: Vec::new(), diff: Vec::new() })
    }

    /// Statements that share words with these, the most telling ones first.
    fn like(&self, wanted: &[Word]) -> Result<Vec<String>> {
        let mut terms: Vec<&str> = wanted.iter().map(|w| w.folded.as_str()).collect();
        terms.sort_unstable();
        terms.dedup();
        // Long words are rare words; a handful of them finds whatever shares most of the quotation.
        terms.sort_by_key(|t| std::cmp::Reverse(t.len()));
        terms.truncate(24);
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let query = terms.iter().map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(" OR ");
        let mut select = self
            .db
            .prepare_cached(
                "SELECT s.id FROM statement_text f JOIN standing s ON s.n = f.rowid
                 WHERE statement_text MATCH ?1 ORDER BY f.rank, s.id LIMIT ?2",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map((format!("content : ({query})"), CANDIDATES as i64), |r| r.get(0))
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    /// False only if both the draft and the record name a speaker and the names differ.
    fn may_be(&self, row: &StatementRow, speaker: Option<&str>) -> bool {
        let (Some(party), Some(speaker)) = (&row.speaker, speaker) else { return true };
        if !matches!(party.kind.as_str(), "person" | "organisation" | "place") {
            return true;
        }
        self.parties_called(speaker).map_or_else(
            |_| {
                let (name, speaker) = (folded(&party.name), folded(speaker));
                name.split(' ').any(|w| speaker.split(' ').any(|s| s == w))
            },
            |ids| ids.contains(&party.id),
        )
    }

    /// True if any stored text has these words in this order.
    fn in_any_text(&self, wanted: &[Word]) -> Result<bool> {
        let Some(rarest) = wanted.iter().max_by_key(|w| w.folded.len()) else { return Ok(false) };
        let mut select = self
            .db
            .prepare_cached("SELECT text FROM versions WHERE instr(lower(text), ?1) > 0 ORDER BY id")
            .map_err(self.fail())?;
        let mut rows = select.query([&rarest.folded]).map_err(self.fail())?;
        while let Some(row) = rows.next().map_err(self.fail())? {
            let text: String = row.get(0).map_err(self.fail())?;
            if holds(&text, &[Span::new(0, text.len())], wanted) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// True if these words stand in the spans one after another.
fn holds(text: &str, spans: &[Span], wanted: &[Word]) -> bool {
    let held: Vec<String> = spans.iter().flat_map(|s| words(text, *s)).map(|w| w.folded).collect();
    !wanted.is_empty()
        && held.windows(wanted.len()).any(|w| w.iter().zip(wanted).all(|(a, b)| *a == b.folded))
}

fn count(slice: &super::Slice) -> usize {
    words(&slice.text, Span::new(0, slice.text.len())).count()
}
