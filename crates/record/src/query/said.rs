//! When statements were said, and what a date is inferred from.

use super::rows::{Loader, Slice, StatementRow};
use crate::Result;
use onrecord_text::{OffsetMap, Unit};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

/// When something was said. Its article tells it, or another one does, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaidRow {
    /// The date, if it could be worked out.
    pub date: Option<String>,
    /// What it was resolved against: absolute, published …; of an inferred one the rule: dateline, caption,
    /// dated-weekday, reprint, telling.
    pub how: Option<String>,
    /// The article's own expression, if it has one.
    pub expression: Option<Slice>,
    /// What the date is inferred from, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// Words that tell a date that is not the article's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inferred {
    /// dateline, caption, dated-weekday (the text itself says when it was written), reprint (the article that
    /// the words were taken from has that day), telling (another telling of the utterance has it).
    pub rule: String,
    /// The article in which the words stand.
    pub article: String,
    /// Its outlet, if known.
    pub outlet: Option<String>,
    /// Its publication date, if known.
    pub published: Option<String>,
    /// The version that the offsets are about.
    pub version: String,
    /// The telling that gave the day, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub slice: Slice,
}

impl Inferred {
    /// The rule in words that go behind "inferred".
    pub fn because(&self) -> &'static str {
        match self.rule.as_str() {
            "dateline" => "by the dateline",
            "caption" => "by the date of a picture",
            "dated-weekday" => "by the same weekday with its date",
            "reprint" => "by the text that the words were taken from",
            "telling" => "by another telling",
            _ => "by another date",
        }
    }
}

impl Loader<'_> {
    /// When a statement was said, by its own article and by inference.
    pub(super) fn said(
        &mut self,
        statement: &StatementRow,
        date: Option<String>,
        expression: Option<Slice>,
    ) -> Result<Option<SaidRow>> {
        let fail = self.record.fail();
        let inferred = self.inferred("said", "dated_statements", "statement", &statement.id)?;
        if let Some((day, inferred)) = inferred {
            let (date, how) = (Some(day), Some(inferred.rule.clone()));
            return Ok(Some(SaidRow { date, how, expression, inferred: Some(inferred) }));
        }
        let Some(slice) = &expression else { return Ok(None) };
        let how = self
            .record
            .db
            .prepare_cached("SELECT anchor FROM timexes WHERE article = ?1 AND start_ = ?2")
            .and_then(|mut s| s.query_row((&statement.article.id, slice.start), |r| r.get(0)).optional())
            .map_err(&fail)?;
        Ok(Some(SaidRow { date, how, expression, inferred: None }))
    }

    /// What a view of inferred days has of one thing: the value and its evidence.
    pub(super) fn inferred(
        &mut self,
        value: &str,
        view: &str,
        key: &str,
        id: &str,
    ) -> Result<Option<(String, Inferred)>> {
        let fail = self.record.fail();
        let sql = format!(
            "SELECT d.{value}, d.rule, d.from_article, d.from_start, d.from_end, d.from_statement, a.outlet,
                    a.published, a.version
             FROM {view} d JOIN articles a ON a.id = d.from_article WHERE d.{key} = ?1"
        );
        let found = self
            .record
            .db
            .prepare_cached(&sql)
            .and_then(|mut select| {
                let inferred = |r: &Row| {
                    let slice = Slice { start: r.get(3)?, end: r.get(4)?, text: String::new() };
                    let (rule, article, statement) = (r.get(1)?, r.get(2)?, r.get(5)?);
                    let (outlet, published, version) = (r.get(6)?, r.get(7)?, r.get(8)?);
                    Ok((r.get(0)?, Inferred { rule, article, outlet, published, version, statement, slice }))
                };
                select.query_row([id], inferred).optional()
            })
            .map_err(&fail)?;
        let Some((day, mut inferred)) = found else { return Ok(None) };
        let text = self.text(&inferred.version)?;
        let words = &mut inferred.slice;
        let span = OffsetMap::new(&text, Unit::CodePoint).back(words.start, words.end);
        words.text = span.map(|span| span.of(&text).to_owned()).unwrap_or_default();
        Ok(Some((day, inferred)))
    }
}
