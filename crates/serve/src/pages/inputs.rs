//! What was read, and what was set aside and why.

use super::error::Answer;
use super::parts::{article_href, page_of, pager};
use super::shell::{Page, Screen};
use super::words::{self, count};
use crate::Shared;
use axum::extract::{Query, State};
use maud::html;
use serde::Deserialize;

const PER_PAGE: usize = 100;

#[derive(Deserialize)]
pub(super) struct Asked {
    aside: Option<String>,
    page: Option<String>,
}

pub(super) async fn page(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Answer {
    let aside = asked.aside.is_some();
    let rows = shared.ask(move |record| record.inputs(aside)).await?;
    let (page, pages) = page_of(asked.page.and_then(|p| p.parse().ok()), rows.len(), PER_PAGE);
    let shown = rows.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    let main = html! {
        h1 { @if aside { "Inputs set aside" } @else { "Inputs" } }
        p.soft {
            (count(rows.len() as u64, "input"))
            @if aside {
                ". They hold no article that could be read. " a href="/inputs" { "All inputs" }
            } @else {
                ", each as it was read. " a href="/inputs?aside=1" { "Only those set aside" }
            }
        }
        @if rows.is_empty() { p { "Nothing was set aside: every input gave an article." } }
        ul.inputs {
            @for row in shown {
                li data-item {
                    p.locator { (row.locator) }
                    @match (&row.article, &row.reason) {
                        (Some(article), _) => p.soft {
                            a href=(article_href(article)) { "Its article" }
                            @if let Some(encoding) = &row.encoding { " · read as " (encoding) }
                            @if row.replaced > 0 {
                                " · " (count(row.replaced, "place")) " could not be decoded"
                            }
                        },
                        (None, reason) => {
                            p { strong { (reason.as_deref().map(words::set_aside).unwrap_or_default()) } }
                            @if let Some(detail) = &row.detail { p.soft { (detail) } }
                        },
                    }
                }
            }
        }
        (pager(page, pages, |n| format!("/inputs?{}page={n}", if aside { "aside=1&" } else { "" })))
    };
    Ok(Page::new(&shared, Screen::Other, "Inputs", main).up("/").render())
}
