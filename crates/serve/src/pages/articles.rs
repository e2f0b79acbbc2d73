//! The articles by date, those that go back to one text together.

use super::error::Answer;
use super::parts::{article_href, date, day, direction, outlet, page_of, pager, title};
use super::shell::{Page, Screen};
use super::words::{self, count};
use crate::Shared;
use axum::extract::{Query, State};
use maud::{Markup, html};
use onrecord_record::query::ArticleRow;
use serde::Deserialize;
use std::collections::HashMap;

const PER_PAGE: usize = 60;

#[derive(Deserialize)]
pub(super) struct Asked {
    outlet: Option<String>,
    undated: Option<String>,
    page: Option<String>,
}

/// The address of one outlet's articles; of those without a known outlet, if there is no name.
pub(super) fn outlet_href(name: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::from("/articles?"));
    query.append_pair("outlet", name.unwrap_or(""));
    query.finish()
}

pub(super) async fn page(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Answer {
    let all = shared.ask(|record| record.articles()).await?;
    let wanted: Vec<&ArticleRow> = all
        .iter()
        .filter(|a| asked.outlet.as_ref().is_none_or(|o| a.outlet.as_deref().unwrap_or("") == o))
        .filter(|a| asked.undated.is_none() || a.published.is_none())
        .collect();
    let copies = copies(&all);
    let by_id: HashMap<&str, &ArticleRow> = all.iter().map(|a| (a.id.as_str(), a)).collect();
    let (page, pages) = page_of(asked.page.and_then(|p| p.parse().ok()), wanted.len(), PER_PAGE);
    let shown = wanted.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    let heading = match (&asked.outlet, &asked.undated) {
        (Some(outlet), _) if outlet.is_empty() => "Articles of no known outlet".to_owned(),
        (Some(outlet), _) => format!("Articles of {outlet}"),
        (None, Some(_)) => "Undated articles".to_owned(),
        (None, None) => "Articles".to_owned(),
    };
    let narrowed = asked.outlet.is_some() || asked.undated.is_some();
    let main = html! {
        h1 dir="auto" { (heading) }
        p.soft {
            (count(wanted.len() as u64, "article")) @if !narrowed { ", by date of publication" } "."
            @if narrowed { " " a href="/articles" { "All articles" } }
        }
        ol.plain.articles {
            @for article in shown { (row(article, &by_id, copies.get(article.id.as_str()).copied())) }
        }
        (pager(page, pages, |n| address(&asked.outlet, asked.undated.is_some(), n)))
    };
    Ok(Page::new(&shared, Screen::Articles, heading, main).up("/").render())
}

fn address(outlet: &Option<String>, undated: bool, page: usize) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::from("/articles?"));
    if let Some(outlet) = outlet {
        query.append_pair("outlet", outlet);
    }
    if undated {
        query.append_pair("undated", "1");
    }
    query.append_pair("page", &page.to_string());
    query.finish()
}

/// How many other articles go back to each origin.
fn copies(all: &[ArticleRow]) -> HashMap<&str, u64> {
    let mut copies: HashMap<&str, u64> = HashMap::new();
    for article in all.iter().filter(|a| a.origin != a.id) {
        *copies.entry(&article.origin).or_default() += 1;
    }
    copies
}

fn row(article: &ArticleRow, by_id: &HashMap<&str, &ArticleRow>, copies: Option<u64>) -> Markup {
    let language = article.language.as_deref();
    html! {
        li data-item id=(article.id) {
            p.eyebrow { (outlet(article.outlet.as_deref())) " · " (date(article.published.as_deref().map(day))) }
            h2 { a href=(article_href(&article.id)) lang=[language] dir=(direction(language)) { (title(article)) } }
            p.soft {
                @match by_id.get(article.origin.as_str()).filter(|o| o.id != article.id) {
                    Some(origin) => {
                        "goes back to the text of "
                        a href=(article_href(&origin.id)) { (outlet(origin.outlet.as_deref())) }
                    },
                    None => {
                        @match copies {
                            Some(n) => { "a text of its own; " (count(n, "article")) " here "
                                @if n == 1 { "goes" } @else { "go" } " back to it" },
                            None => "a text of its own",
                        }
                    },
                }
                @if let Some(place) = &article.published_found_in { " · date " (words::found_in(place)) }
            }
        }
    }
}
