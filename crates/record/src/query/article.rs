//! One article with everything that is known of it.

use super::rows::{ArticleRow, Loader, Slice, StatementRow, slice};
use super::said::Inferred;
use super::speakers::InputRow;
use super::versions::GoneRow;
use crate::{Error, Record, Result, text::StoredText};
use onrecord_text::{OffsetMap, Unit};
use serde::Serialize;

/// An article as `show` tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleView {
    /// The article.
    pub article: ArticleRow,
    /// Of an undated one: when it was written, where that can be inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<Written>,
    /// Its newest version's text, whole.
    pub text: String,
    /// The ranges of it that are the article.
    pub body: Vec<Slice>,
    /// The ranges that are not.
    pub chrome: Vec<ChromeRow>,
    /// Its statements, in order.
    pub statements: Vec<StatementRow>,
    /// Statements that somebody rejected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<StatementRow>,
    /// Articles that it took text from.
    pub sources: Vec<Relation>,
    /// Articles that took text from it.
    pub copies: Vec<Relation>,
    /// Passages that stand in other articles too, in the order of this article's text.
    pub shared: Vec<SharedPassage>,
    /// Those other articles.
    pub shares_with: Vec<ArticleRow>,
    /// Its texts as captured.
    pub versions: Vec<VersionRow>,
    /// Captures of its address that found no article any more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GoneRow>,
    /// The inputs that gave it.
    pub inputs: Vec<InputRow>,
}

/// Between which days an undated article was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Written {
    /// On this day or later.
    pub first: String,
    /// On this day or earlier.
    pub last: String,
    /// What tells.
    pub inferred: Inferred,
}

/// A range that is not the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChromeRow {
    /// What it is.
    pub kind: String,
    /// The rule that says so.
    pub rule: String,
    /// Where.
    #[serde(flatten)]
    pub slice: Slice,
}

/// An article that another took text from, seen from either side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Relation {
    /// The other article.
    pub article: ArticleRow,
    /// rewrite, partly, mostly or whole. A rewrite tells the same in the same order with few words in common; it
    /// is an origin of its own.
    pub degree: String,
    /// False if nothing tells who took from whom.
    pub directed: bool,
    /// What tells; of a rewrite also how much is in common: `utterances=5`, `in-order=94%` …
    pub evidence: Vec<String>,
    /// Of a rewrite: the utterances that both tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub utterances: Vec<String>,
    /// Words of the copy that stand in the source, 0 to 1.
    pub contained: f64,
}

/// A passage of this article that stands in another one too.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedPassage {
    /// Where it stands here.
    pub here: Slice,
    /// Where it stands there.
    pub there: Slice,
    /// The other article's id.
    pub article: String,
    /// reporting or quotation.
    pub kind: String,
}

/// A text as captured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionRow {
    /// SHA-256 of the text.
    pub id: String,
    /// Length in code points.
    pub length: u64,
    /// When it was captured, as the input declares.
    pub captured: Option<String>,
}

impl Record {
    /// An article with everything that is known of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the record has no such article.
    pub fn article(&self, id: &str) -> Result<ArticleView> {
        let mut loader = Loader::new(self);
        let article =
            loader.article(id)?.ok_or_else(|| Error::NotFound(format!("no article has the id {id}")))?;
        let text = loader.text(&article.version)?;
        let mut stored = StoredText::new(text.to_string());
        stored.load_chrome(&self.db, id).map_err(self.fail())?;
        let map = OffsetMap::new(&text, Unit::CodePoint);
        let cut = |span| {
            let (start, end) = map.out(span);
            slice(&text, start, end, span)
        };
        let shared = self.shared_with(&mut loader, id, &text)?;
        let mut others: Vec<&str> = shared.iter().map(|s| s.article.as_str()).collect();
        others.sort_unstable();
        others.dedup();
        let shares_with = others
            .into_iter()
            .filter_map(|other| loader.article(other).transpose())
            .collect::<Result<_>>()?;
        let statements = self.ids("SELECT id FROM standing WHERE article = ?1 ORDER BY position", id)?;
        let rejected = self.ids(
            "SELECT s.id FROM statements s JOIN reviews r ON r.statement = s.id AND r.state = 'rejected'
             WHERE s.article = ?1 ORDER BY s.position",
            id,
        )?;
        let written = loader.inferred("first || ' ' || d.last", "dated_articles", "article", id)?;
        let written = written.and_then(|(days, inferred)| {
            let (first, last) = days.split_once(' ')?;
            Some(Written { first: first.to_owned(), last: last.to_owned(), inferred })
        });
        Ok(ArticleView {
            written,
            body: stored.body.iter().map(|s| cut(*s)).collect(),
            chrome: stored
                .chrome
                .iter()
                .map(|m| ChromeRow { kind: m.kind.as_str().into(), rule: m.rule.clone(), slice: cut(m.span) })
                .collect(),
            statements: loader.statements(&statements)?,
            rejected: loader.statements(&rejected)?,
            sources: self.relations(&mut loader, "copy", "source", id)?,
            copies: self.relations(&mut loader, "source", "copy", id)?,
            shared,
            shares_with,
            versions: self.versions(id)?,
            gone: self.gone(&article)?,
            inputs: self.inputs(false)?.into_iter().filter(|i| i.article.as_deref() == Some(id)).collect(),
            article,
            text: text.to_string(),
        })
    }

    fn relations(&self, loader: &mut Loader, this: &str, other: &str, id: &str) -> Result<Vec<Relation>> {
        let sql = format!(
            "SELECT {other}, degree, directed, evidence, contained FROM derivations WHERE {this} = ?1
             ORDER BY contained DESC, {other}"
        );
        let mut select = self.db.prepare_cached(&sql).map_err(self.fail())?;
        let rows = select
            .query_map([id], |r| {
                Ok((r.get::<_, String>(0)?, r.get(1)?, r.get(2)?, r.get::<_, String>(3)?, r.get(4)?))
            })
            .map_err(self.fail())?;
        let mut out = Vec::new();
        for row in rows {
            let (article, degree, directed, evidence, contained) = row.map_err(self.fail())?;
            let Some(article) = loader.article(&article)? else { continue };
            let evidence = evidence.split(',').filter(|e| !e.is_empty()).map(str::to_owned).collect();
            let degree: String = degree;
            let utterances = match degree.as_str() {
                "rewrite" => self.told_by_both(id, &article.id)?,
                _ => Vec::new(),
            };
            out.push(Relation { article, degree, directed, evidence, utterances, contained });
        }
        Ok(out)
    }

    /// The utterances that two articles tell, in the order of the first.
    fn told_by_both(&self, a: &str, b: &str) -> Result<Vec<String>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT t.utterance FROM standing s JOIN tellings t ON t.statement = s.id
                 WHERE s.article = ?1 AND EXISTS (SELECT 1 FROM tellings o JOIN standing p ON p.id = o.statement
                                                  WHERE o.utterance = t.utterance AND p.article = ?2)
                 GROUP BY t.utterance ORDER BY min(s.position)",
            )
            .map_err(self.fail())?;
        let rows = select.query_map([a, b], |r| r.get(0)).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    fn shared_with(&self, loader: &mut Loader, id: &str, text: &str) -> Result<Vec<SharedPassage>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT b, a_start, a_end, b_start, b_end, kind FROM passages WHERE a = ?1 UNION ALL
                 SELECT a, b_start, b_end, a_start, a_end, kind FROM passages WHERE b = ?1 ORDER BY 2, 3, 1, 4",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([id], |r| {
                let places: [u32; 4] = [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?];
                Ok((r.get::<_, String>(0)?, places, r.get::<_, String>(5)?))
            })
            .map_err(self.fail())?;
        let here = OffsetMap::new(text, Unit::CodePoint);
        let mut out = Vec::new();
        for row in rows {
            let (article, [start, end, other_start, other_end], kind) = row.map_err(self.fail())?;
            let Some(other) = loader.article(&article)? else { continue };
            let other = loader.text(&other.version)?;
            let there = OffsetMap::new(&other, Unit::CodePoint);
            if let (Some(a), Some(b)) = (here.back(start, end), there.back(other_start, other_end)) {
                out.push(SharedPassage {
                    here: slice(text, start, end, a),
                    there: slice(&other, other_start, other_end, b),
                    article,
                    kind,
                });
            }
        }
        Ok(out)
    }

    pub(super) fn versions(&self, id: &str) -> Result<Vec<VersionRow>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT v.id, v.length, max(json_extract(i.meta, '$.meta.captured')) AS captured FROM inputs i
                   JOIN versions v ON v.id = i.version
                 WHERE i.article = ?1 GROUP BY v.id ORDER BY captured IS NULL DESC, captured, v.id",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([id], |r| Ok(VersionRow { id: r.get(0)?, length: r.get(1)?, captured: r.get(2)? }))
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}
