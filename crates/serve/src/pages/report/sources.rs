//! The articles that a sheet quotes from.

use crate::pages::parts::{date, day, outlet, title, web_address};
use crate::pages::words::count;
use maud::{Markup, html};
use onrecord_record::query::{ArticleRow, StatementRow};
use std::collections::BTreeMap;

/// A table of the articles, by date, with how many statements of the sheet each has.
pub(super) fn sources(statements: &[&StatementRow]) -> Markup {
    let mut articles: BTreeMap<&str, (&ArticleRow, u64)> = BTreeMap::new();
    for row in statements {
        articles.entry(&row.article.id).or_insert((&row.article, 0)).1 += 1;
    }
    let of: BTreeMap<&str, &ArticleRow> = articles.iter().map(|(id, (a, _))| (*id, *a)).collect();
    let mut rows: Vec<(&ArticleRow, u64)> = articles.into_values().collect();
    rows.sort_by_key(|(a, _)| (a.published.is_none(), &a.published, &a.id));
    html! {
        section.sources aria-labelledby="sources" {
            h2 #sources { "Sources" }
            p.soft { (count(rows.len() as u64, "article")) " quoted on this sheet." }
            table {
                thead {
                    tr {
                        th scope="col" { "Published" }
                        th scope="col" { "Article" }
                        th scope="col" { "Goes back to" }
                        th.n scope="col" { "Statements" }
                    }
                }
                tbody {
                    @for (article, n) in rows {
                        tr {
                            td { (date(article.published.as_deref().map(day))) }
                            th scope="row" {
                                (outlet(article.outlet.as_deref())) ", "
                                cite lang=[article.language.as_deref()] dir="auto" { (title(article)) }
                                @if let Some(link) = web_address(article.url.as_deref()) {
                                    br; a.long href=(link) rel="noreferrer" { (link) }
                                }
                                br; span.soft { "text sha256 " } code.long { (article.version) }
                            }
                            td { (origin(article, of.get(article.origin.as_str()).copied())) }
                            td.n { (n) }
                        }
                    }
                }
            }
        }
    }
}

/// The text that an article takes its own from.
fn origin(article: &ArticleRow, root: Option<&ArticleRow>) -> Markup {
    html! {
        @if article.origin == article.id { span.soft { "its own text" } }
        @else if let Some(root) = root { (outlet(root.outlet.as_deref())) ", " cite dir="auto" { (title(root)) } }
        @else { span.soft { "an article that this sheet does not quote, " (article.origin) } }
    }
}
