//! Lists over the whole record: who took from whom, the stories, a stored text.

use super::rows::{ArticleRow, Loader};
use crate::{Error, Record, Result};
use rusqlite::OptionalExtension;
use serde::Serialize;

/// An article took text from another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DerivationRow {
    /// The article that took.
    pub copy: ArticleRow,
    /// The article that it took from.
    pub source: ArticleRow,
    /// partly, mostly or whole.
    pub degree: String,
    /// False if nothing tells who took from whom.
    pub directed: bool,
    /// What tells.
    pub evidence: Vec<String>,
    /// Words of the copy that stand in the source, 0 to 1.
    pub contained: f64,
}

/// The articles about one event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoryRow {
    /// Its id.
    pub id: String,
    /// The running matter that it belongs to: stories with one id here are one thread.
    pub thread: String,
    /// Its articles, by publication date, unknown last.
    pub articles: Vec<ArticleRow>,
    /// Texts that those go back to.
    pub origins: u64,
    /// Statements that stand in them.
    pub statements: u64,
}

/// A text as captured, whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VersionText {
    /// SHA-256 of the text in UTF-8.
    pub id: String,
    /// Length in code points.
    pub length: u64,
    /// The text.
    pub text: String,
    /// Ids of the articles that an input gave this text to.
    pub articles: Vec<String>,
}

impl Record {
    /// Who took from whom, by the copy and then the source.
    pub fn derivations(&self) -> Result<Vec<DerivationRow>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT copy, source, degree, directed, evidence, contained FROM derivations
                 ORDER BY copy, source",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([], |r| {
                let ids: [String; 2] = [r.get(0)?, r.get(1)?];
                Ok((ids, r.get(2)?, r.get(3)?, r.get::<_, String>(4)?, r.get(5)?))
            })
            .map_err(self.fail())?;
        let mut loader = Loader::new(self);
        let mut out = Vec::new();
        for row in rows {
            let ([copy, source], degree, directed, evidence, contained) = row.map_err(self.fail())?;
            if let (Some(copy), Some(source)) = (loader.article(&copy)?, loader.article(&source)?) {
                let evidence = evidence.split(',').filter(|e| !e.is_empty()).map(str::to_owned).collect();
                out.push(DerivationRow { copy, source, degree, directed, evidence, contained });
            }
        }
        Ok(out)
    }

    /// The stories, those of the most articles first, then by id.
    pub fn stories(&self) -> Result<Vec<StoryRow>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT story, article, thread, (SELECT count(*) FROM standing s WHERE s.article = t.article)
                 FROM stories t JOIN articles a ON a.id = t.article
                 ORDER BY story, a.published IS NULL, a.published, a.id",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([], |r| {
                let ids: [String; 3] = [r.get(0)?, r.get(1)?, r.get(2)?];
                Ok((ids, r.get::<_, u64>(3)?))
            })
            .map_err(self.fail())?;
        let mut loader = Loader::new(self);
        let mut out: Vec<StoryRow> = Vec::new();
        for row in rows {
            let ([id, article, thread], statements) = row.map_err(self.fail())?;
            let Some(article) = loader.article(&article)? else { continue };
            if out.last().is_none_or(|s| s.id != id) {
                out.push(StoryRow { id, thread, articles: Vec::new(), origins: 0, statements: 0 });
            }
            if let Some(story) = out.last_mut() {
                story.articles.push(article);
                story.statements += statements;
            }
        }
        for story in &mut out {
            let mut origins: Vec<&str> = story.articles.iter().map(|a| a.origin.as_str()).collect();
            origins.sort_unstable();
            origins.dedup();
            story.origins = origins.len() as u64;
        }
        out.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.id.cmp(&b.id)));
        Ok(out)
    }

    /// A stored text by the SHA-256 of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the record holds no such text.
    pub fn version(&self, id: &str) -> Result<VersionText> {
        let found = self
            .db
            .prepare_cached("SELECT length, text FROM versions WHERE id = ?1")
            .and_then(|mut s| s.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))).optional())
            .map_err(self.fail())?;
        let Some((length, text)) = found else {
            return Err(Error::NotFound(format!("no stored text has the hash {id}")));
        };
        let articles = self.ids(
            "SELECT DISTINCT article FROM inputs WHERE version = ?1 AND article IS NOT NULL ORDER BY article",
            id,
        )?;
        Ok(VersionText { id: id.to_owned(), length, text, articles })
    }
}
