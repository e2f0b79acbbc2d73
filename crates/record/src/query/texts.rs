//! Words in whole articles, statement or not.

use super::filter::{Filter, Order, Words};
use super::rows::{ARTICLE_COLUMNS, ArticleRow, Loader, Slice, article_row, slice};
use crate::{Error, Record, Result, text::StoredText};
use onrecord_text::{OffsetMap, Span, Unit, words};
use serde::Serialize;
use std::collections::BTreeSet;

/// Articles that hold some words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextHits {
    /// How many articles match in all.
    pub total: usize,
    /// The rows asked for.
    pub rows: Vec<TextHit>,
    /// The words that were looked for, folded, for highlighting; a trailing `*` means any ending.
    pub terms: Vec<String>,
}

/// An article with the places that show why it was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextHit {
    /// The article.
    pub article: ArticleRow,
    /// Up to three stretches of its body that hold most of the words, in text order.
    pub snippets: Vec<Slice>,
}

/// Snippets of an article at most.
const SNIPPETS: usize = 3;
/// Words before the first and behind the last hit of a snippet.
const AROUND: usize = 8;
/// A snippet's hits lie within so many words.
const WINDOW: usize = 24;
/// A text is looked through for so many hits at most: enough to find a good snippet in the longest.
const HITS: usize = 4096;

impl Record {
    /// The articles whose body holds the words, best match first, or by date. Of the filter's conditions only
    /// `words`, `outlet`, `from`, `to` and `article` are about articles.
    ///
    /// # Errors
    /// [`Error::Query`] if there are no words, if a condition is about statements, or if `after` (an article's
    /// id here) is not in the list any more.
    pub fn search_articles(&self, filter: &Filter) -> Result<TextHits> {
        let words = Words::parse(filter.words.as_deref().unwrap_or_default())?;
        if !filter.is_about_articles() {
            return Err(Error::Query(
                "a search in whole articles knows words, outlet, dates and the article; leave the rest out"
                    .into(),
            ));
        }
        let rank = if filter.order == Order::Relevance { "f.rank, " } else { "" };
        let sql = format!(
            "SELECT {ARTICLE_COLUMNS} FROM article_text f JOIN articles a ON a.n = f.rowid
             WHERE article_text MATCH ?1 ORDER BY {rank}a.published IS NULL, a.published, a.id"
        );
        let mut select = self.db.prepare_cached(&sql).map_err(self.fail())?;
        let found = select.query_map([&words.fts], |r| article_row(r, 0)).map_err(self.fail())?;
        let exact = match &filter.outlet {
            Some(outlet) => {
                !self.ids("SELECT id FROM articles WHERE outlet = ?1 LIMIT 1", outlet)?.is_empty()
            }
            None => false,
        };
        let mut articles = Vec::new();
        for article in found {
            let article = article.map_err(self.fail())?;
            let named = !exact || article.outlet == filter.outlet;
            if named && filter.covers(&article) {
                articles.push(article);
            }
        }
        let total = articles.len();
        let from = match &filter.after {
            None => 0,
            Some(after) => {
                1 + articles.iter().position(|a| a.id == *after).ok_or_else(|| {
                    Error::Query(format!("{after} is not in this list any more; begin it again"))
                })?
            }
        };
        let page = articles.into_iter().skip(from + filter.offset).take(filter.limit.unwrap_or(usize::MAX));
        let mut loader = Loader::new(self);
        let rows = page
            .map(|article| {
                let text = loader.text(&article.version)?;
                let mut stored = StoredText::new(text.to_string());
                stored.load_chrome(&self.db, &article.id).map_err(self.fail())?;
                let snippets = snippets(&stored.text, &stored.body, &words.terms);
                Ok(TextHit { article, snippets })
            })
            .collect::<Result<_>>()?;
        Ok(TextHits { total, rows, terms: words.terms })
    }
}

/// True if a folded word is what a term asks for. The index parts words at apostrophes: "minister" is found in
/// "minister’s".
fn is_hit(folded: &str, term: &str) -> bool {
    match term.strip_suffix('*') {
        Some(start) => folded.starts_with(start),
        None => folded == term || folded.strip_suffix('s') == Some(term),
    }
}

/// Stretches of the body that hold most different terms; among equals the first ones.
fn snippets(text: &str, body: &[Span], terms: &[String]) -> Vec<Slice> {
    let map = OffsetMap::new(text, Unit::CodePoint);
    let mut found: Vec<(usize, Span)> = Vec::new();
    for &part in body {
        let spans: Vec<(Span, Option<usize>)> =
            words(text, part).map(|w| (w.span, terms.iter().position(|t| is_hit(&w.folded, t)))).collect();
        let hits: Vec<usize> = (0..spans.len()).filter(|&i| spans[i].1.is_some()).take(HITS).collect();
        for (at, &first) in hits.iter().enumerate() {
            let near = hits[at..].iter().take_while(|&&h| h - first < WINDOW);
            let (mut terms, mut last) = (BTreeSet::new(), first);
            for &hit in near {
                terms.extend(spans[hit].1);
                last = hit;
            }
            let start = spans[first.saturating_sub(AROUND)].0.start;
            let end = spans[(last + AROUND).min(spans.len() - 1)].0.end;
            found.push((terms.len(), Span { start, end }));
        }
    }
    found.sort_by_key(|(terms, span)| (std::cmp::Reverse(*terms), *span));
    let mut chosen: Vec<Span> = Vec::new();
    for (_, span) in found {
        if chosen.len() < SNIPPETS && !chosen.iter().any(|c| c.overlaps(span)) {
            chosen.push(span);
        }
    }
    chosen.sort_unstable();
    chosen
        .into_iter()
        .map(|span| {
            let (start, end) = map.out(span);
            slice(text, start, end, span)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_slices_around_the_words() {
        let text = "Ærø’s ferry left. ".repeat(40)
            + "The new ferry to Ærø was late, the captain said. "
            + &"x ".repeat(60);
        let whole = [Span::new(0, text.len())];
        let terms = ["captain".to_owned(), "late".to_owned(), "ferry".to_owned()];
        let found = snippets(&text, &whole, &terms);
        let points: Vec<char> = text.chars().collect();
        assert_eq!(found.len(), 3);
        for s in &found {
            assert_eq!(points[s.start as usize..s.end as usize].iter().collect::<String>(), s.text);
        }
        assert!(found.iter().any(|s| s.text.contains("late, the captain")), "{found:?}");
        assert!(snippets("", &[], &terms).is_empty());
        assert!(snippets(&text, &whole, &["nowhere".into()]).is_empty());
    }
}
