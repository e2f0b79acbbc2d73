//! An article's texts over time: which there are, how two of them differ word by word, and what became of the
//! statements.

use super::article::VersionRow;
use super::rows::{ArticleRow, Loader, Slice, slice};
use super::utterance::{Difference, differences_between};
use crate::build::own_marks;
use crate::{Error, Record, Result};
use onrecord_annotate::{Input, Statement, annotate};
use onrecord_clean::{Mark, body, canonical_url};
use onrecord_link::align::align;
use onrecord_read::Declared;
use onrecord_text::{OffsetMap, Span, Unit, join, words};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, VecDeque};

/// An article's texts over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionsView {
    /// The article.
    pub article: ArticleRow,
    /// Its texts, oldest capture first.
    pub versions: Vec<VersionRow>,
    /// Captures of its address that found no article any more.
    pub gone: Vec<GoneRow>,
    /// How two of the texts differ; `None` if there is but one.
    pub change: Option<Change>,
}

/// A capture that found no article where there was one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoneRow {
    /// The input.
    pub locator: String,
    /// When it was captured, as it declares.
    pub captured: Option<String>,
    /// Why it gave no article.
    pub reason: String,
    /// What was found.
    pub detail: String,
}

/// How a text became another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// The older text: SHA-256.
    pub older: String,
    /// The newer one.
    pub newer: String,
    /// The article's words, without chrome, in order: `base` is the older text, `this` the newer.
    pub diff: Vec<Difference>,
    /// What became of the statements: those of the newer text in order, then those that only the older has.
    pub statements: Vec<Carried>,
}

/// A statement of either text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Carried {
    /// What became of it.
    pub fate: Fate,
    /// What was said, in the older text.
    pub older: Vec<Slice>,
    /// What is said, in the newer text.
    pub newer: Vec<Slice>,
}

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The same words of the same source, wherever they stand now.
    Carried,
    /// Other words in its place.
    Changed,
    /// Only in the older text.
    Gone,
    /// Only in the newer text.
    New,
}

/// Statements that share fewer of their words than this are two, not one that changed.
const ALIKE: f64 = 0.5;
/// A statement that changed is looked for among so many: an article of thousands is no reason to compare all.
const NEAR: usize = 200;

impl Record {
    /// An article's texts, and how the newest differs from `since` (the first letters of a version's hash;
    /// `None`: from the one captured before it).
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such article, or it has no such version.
    pub fn versions_of(&self, id: &str, since: Option<&str>) -> Result<VersionsView> {
        let mut loader = Loader::new(self);
        let article =
            loader.article(id)?.ok_or_else(|| Error::NotFound(format!("no article has the id {id}")))?;
        let versions = self.versions(id)?;
        let others: Vec<&VersionRow> = versions.iter().filter(|v| v.id != article.version).collect();
        let older = match since {
            None => others.last().map(|v| v.id.clone()),
            Some(start) => Some(
                others.iter().find(|v| v.id.starts_with(start)).map(|v| v.id.clone()).ok_or_else(|| {
                    Error::NotFound(format!(
                        "the article has no other version whose hash begins with {start}"
                    ))
                })?,
            ),
        };
        let change = match older {
            Some(older) => Some(self.change(&mut loader, &article, older)?),
            None => None,
        };
        Ok(VersionsView { gone: self.gone(&article)?, article, versions, change })
    }

    fn change(&self, loader: &mut Loader, article: &ArticleRow, older: String) -> Result<Change> {
        let side = |loader: &mut Loader, version: &str| -> Result<Side> {
            let text = loader.text(version)?.to_string();
            let marks = own_marks(&self.db, &article.id, version).map_err(self.fail())?;
            Ok(Side::new(text, &marks, article))
        };
        let (a, b) = (side(loader, &older)?, side(loader, &article.version)?);
        let alignment = align(&a.text, &a.body, &b.text, &b.body);
        Ok(Change {
            diff: differences_between(&a.text, &b.text, &alignment),
            statements: fates(&a, &b),
            older,
            newer: article.version.clone(),
        })
    }

    /// Captures of the article's address that were set aside, and say that it was not there.
    pub(super) fn gone(&self, article: &ArticleRow) -> Result<Vec<GoneRow>> {
        let Some(url) = &article.url else { return Ok(Vec::new()) };
        let mut select = self
            .db
            .prepare_cached(
                "SELECT locator, declared, reason, detail FROM inputs
                 WHERE article IS NULL AND reason IN ('gone', 'error-page') ORDER BY locator, sha256",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([], |r| Ok((r.get(0)?, r.get::<_, String>(1)?, r.get(2)?, r.get(3)?)))
            .map_err(self.fail())?;
        let mut gone = Vec::new();
        for row in rows {
            let (locator, declared, reason, detail) = row.map_err(self.fail())?;
            // What was assumed may stand behind what was declared.
            let declared = serde_json::Deserializer::from_str(&declared).into_iter::<Declared>().next();
            let Some(Ok(declared)) = declared else { continue };
            if declared.url.as_deref().and_then(canonical_url).as_ref() == Some(url) {
                let captured = declared.captured.map(|w| w.to_string());
                gone.push(GoneRow { locator, captured, reason, detail });
            }
        }
        gone.sort_by(|a, b| (&a.captured, &a.locator).cmp(&(&b.captured, &b.locator)));
        Ok(gone)
    }
}

/// One of the two texts.
struct Side {
    text: String,
    body: Vec<Span>,
    statements: Vec<Statement>,
}

impl Side {
    fn new(text: String, marks: &[Mark], article: &ArticleRow) -> Side {
        let body = body(&text, marks);
        let annotation = annotate(&Input {
            text: &text,
            body: &body,
            published: article.published.as_deref().and_then(|p| p.parse().ok()),
            byline: article.byline.as_deref(),
        });
        Side { statements: annotation.statements, text, body }
    }

    fn said(&self, statement: &Statement) -> Vec<Slice> {
        let map = OffsetMap::new(&self.text, Unit::CodePoint);
        let one = |s: &Span| {
            let (start, end) = map.out(*s);
            slice(&self.text, start, end, *s)
        };
        statement.content.iter().map(one).collect()
    }

    /// Source and content as they stand: what makes two statements the same.
    fn key(&self, statement: &Statement) -> (String, String) {
        (join(&self.text, &statement.source, " "), join(&self.text, &statement.content, " "))
    }

    fn words(&self, statement: &Statement) -> BTreeSet<String> {
        statement.content.iter().flat_map(|s| words(&self.text, *s)).map(|w| w.folded).collect()
    }
}

/// What became of each statement. Equal words first, in order; of the rest the most alike.
fn fates(a: &Side, b: &Side) -> Vec<Carried> {
    let mut by_key: HashMap<(String, String), VecDeque<usize>> = HashMap::new();
    for (i, statement) in a.statements.iter().enumerate() {
        by_key.entry(a.key(statement)).or_default().push_back(i);
    }
    let mut before: Vec<Option<usize>> =
        b.statements.iter().map(|s| by_key.get_mut(&b.key(s)).and_then(VecDeque::pop_front)).collect();
    let same: Vec<bool> = before.iter().map(Option::is_some).collect();
    let mut free: Vec<(usize, BTreeSet<String>)> =
        by_key.into_values().flatten().map(|i| (i, a.words(&a.statements[i]))).collect();
    free.sort_by_key(|(i, _)| *i);
    for (j, statement) in b.statements.iter().enumerate().filter(|(j, _)| !same[*j]) {
        let words = b.words(statement);
        let likeness = |other: &BTreeSet<String>| {
            words.intersection(other).count() as f64 / words.union(other).count().max(1) as f64
        };
        let near = free.iter().take(NEAR).enumerate().map(|(at, (_, other))| (likeness(other), Reverse(at)));
        if let Some((score, Reverse(at))) = near.max_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)))
            && score >= ALIKE
        {
            before[j] = Some(free.remove(at).0);
        }
    }
    let mut out = Vec::new();
    for (j, statement) in b.statements.iter().enumerate() {
        let fate = match (before[j], same[j]) {
            (Some(_), true) => Fate::Carried,
            (Some(_), false) => Fate::Changed,
            (None, _) => Fate::New,
        };
        let older = before[j].map(|i| a.said(&a.statements[i])).unwrap_or_default();
        out.push(Carried { fate, older, newer: b.said(statement) });
    }
    out.extend(free.iter().map(|(i, _)| Carried {
        fate: Fate::Gone,
        older: a.said(&a.statements[*i]),
        newer: Vec::new(),
    }));
    out
}
