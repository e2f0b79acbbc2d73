//! One article: its text with the statements marked in place, and beside each paragraph who speaks in it.

mod blocks;
mod marks;
mod notes;
mod versions;

pub(super) use versions::page as version;

use super::error::Answer;
use super::parts::{
    article_href, date, direction, inferred, origin, outlet, pager, statement_href, title, utterance_href,
    web_address,
};
use super::shell::{Page, Screen};
use super::words::{self, count};
use crate::Shared;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use blocks::{Block, blocks, pages};
use maud::{Markup, html};
use notes::Notes;
use onrecord_record::query::{ArticleRow, ArticleView, Filter, Relation, StatementRow};
use onrecord_record::{Record, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// So many other tellings are shown beside a statement; a link leads to all.
const OTHERS: usize = 3;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// A page of a long text.
    page: Option<String>,
    /// A place to show: a statement's id, or a code point.
    at: Option<String>,
}

/// Other tellings of an utterance, the first few.
type Others = BTreeMap<String, Vec<StatementRow>>;

/// An article cut into pages, with what stands beside the page that is shown.
struct Reading {
    view: ArticleView,
    blocks: Vec<Block>,
    page: usize,
    pages: usize,
    /// The place asked for, in code points.
    place: Option<u32>,
    others: Others,
}

pub(super) async fn page(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let reading = shared.ask(move |record| read(record, &id, &asked)).await?;
    let name = title(&reading.view.article);
    let main = html! {
        article.reader {
            (head(&reading.view))
            (legend(&reading.view))
            (text(&reading))
            (pager(reading.page, reading.pages, |n| {
                format!("{}?page={n}", article_href(&reading.view.article.id))
            }))
            (provenance(&reading.view))
        }
    };
    Ok(Page::new(&shared, Screen::Articles, name, main).up("/articles").render())
}

impl Reading {
    fn is_at(&self, block: &Block) -> bool {
        self.place.is_some_and(|at| (block.start..block.end).contains(&at))
    }
}

/// Leads to a statement in its article.
pub(super) async fn statement(State(shared): State<Shared>, Path(id): Path<String>) -> Answer<Redirect> {
    let row = shared.ask(move |record| record.statement(&id)).await?;
    Ok(Redirect::to(&statement_href(&row)))
}

fn read(record: &Record, id: &str, asked: &Asked) -> Result<Reading> {
    let view = record.article(id)?;
    let all = blocks(&view);
    let pages = pages(&view, &all);
    let place = asked.at.as_deref().and_then(|at| match at.parse::<u32>() {
        Ok(offset) => Some(offset),
        Err(_) => view.statements.iter().find(|s| s.id == at).and_then(|s| Some(s.content.first()?.start)),
    });
    let asked_page = asked.page.as_deref().and_then(|p| p.parse::<usize>().ok());
    let page = match (asked_page, place) {
        (Some(page), _) => page.clamp(1, pages.len()),
        (None, Some(at)) => 1 + pages.iter().rposition(|p| all[p.start].start <= at).unwrap_or(0),
        (None, None) => 1,
    };
    let blocks = all[pages[page - 1].clone()].to_vec();
    let mut others = Others::new();
    for row in blocks::statements(&view, &blocks).filter(|(_, s)| s.tellings > 1) {
        let Some(utterance) = &row.1.utterance else { continue };
        if others.contains_key(utterance) {
            continue;
        }
        let filter =
            Filter { utterance: Some(utterance.clone()), limit: Some(OTHERS + 1), ..Filter::default() };
        others.insert(utterance.clone(), record.statements(&filter)?.rows);
    }
    Ok(Reading { view, blocks, page, pages: pages.len(), place, others })
}

fn head(view: &ArticleView) -> Markup {
    let a = &view.article;
    html! {
        header.article-head {
            p.eyebrow { (outlet(a.outlet.as_deref())) " · " (date(a.published.as_deref())) }
            h1 lang=[a.language.as_deref()] dir=(direction(a.language.as_deref())) { (title(a)) }
            p.soft {
                @if let Some(byline) = &a.byline { span dir="auto" { (byline) } " · " }
                @if let Some(written) = &view.written {
                    "written " (date(Some(&written.first)))
                    @if written.last != written.first { " to " (date(Some(&written.last))) }
                    ", inferred " (inferred(&written.inferred)) " · "
                }
                @if let Some(place) = &a.published_found_in { "date " (words::found_in(place)) " · " }
                (count(view.statements.len() as u64, "statement"))
                @if let Some(url) = web_address(a.url.as_deref()) {
                    " · " a.web href=(url) rel="noreferrer noopener external" { (url) }
                } @else if let Some(url) = &a.url {
                    " · " span.locator { (url) }
                }
            }
            (relations(view))
        }
    }
}

/// Which texts this one comes from or went into.
fn relations(view: &ArticleView) -> Markup {
    let mut shown: Vec<&str> = Vec::new();
    let one = |relation: &Relation, what: &str| {
        let what = match (relation.directed, relation.degree.as_str(), what) {
            (true, "rewrite", "Takes text from") => "Tells in other words what is told by",
            (true, "rewrite", _) => "Is told in other words by",
            (false, "rewrite", _) => "Tells the same in the same order as",
            (false, ..) => "Shares its text with",
            (true, _, what) => what,
        };
        html! {
            li {
                (what) " " (origin(&relation.article, &article_href(&relation.article.id)))
                span.soft {
                    " – " (relation.degree) ", "
                    (format!("{:.0} % of the copy", 100.0 * relation.contained)) "; "
                    @for (n, utterance) in relation.utterances.iter().enumerate() {
                        @if n == 0 { "both tell " } @else { ", " }
                        a href=(utterance_href(utterance, None)) { (n + 1) }
                        @if n + 1 == relation.utterances.len() { "; " }
                    }
                    (words::derivation_evidence(&relation.evidence, relation.directed))
                }
            }
        }
    };
    shown.extend(view.sources.iter().chain(&view.copies).map(|r| r.article.id.as_str()));
    let loose: Vec<&ArticleRow> =
        view.shares_with.iter().filter(|a| !shown.contains(&a.id.as_str())).collect();
    html! {
        @if !shown.is_empty() || !loose.is_empty() {
            ul.relations {
                @for relation in &view.sources { (one(relation, "Takes text from")) }
                @for relation in view.copies.iter().take(8) { (one(relation, "Its text was taken by")) }
                @if view.copies.len() > 8 { li.soft { "and by " (view.copies.len() - 8) " more" } }
                @for other in loose.iter().take(8) {
                    li { "Has words in common with " (origin(other, &article_href(&other.id))) }
                }
            }
        }
    }
}

/// What the marks mean, and the switch that shows what is not the article.
fn legend(view: &ArticleView) -> Markup {
    let folded: u32 = view.chrome.iter().map(|c| c.slice.end - c.slice.start).sum();
    html! {
        div.legend {
            p {
                span.c.direct { "quoted" } " " span.c.mixed { "partly quoted" } " "
                span.c.indirect { "reported" } " " span.src { "who says it" } " "
                span.cue { "what marks it as said" } " "
                span.pass { "also in another article" }
            }
            @if folded > 0 {
                label.switch {
                    input #show-chrome type="checkbox";
                    " Show what is not the article (" (words::number(folded.into())) " characters)"
                }
            }
        }
    }
}

fn text(reading: &Reading) -> Markup {
    let view = &reading.view;
    let language = view.article.language.as_deref();
    let marker = marks::Marker::new(view, &reading.blocks);
    let notes = Notes { view, others: &reading.others };
    html! {
        div.text {
            @if view.body.is_empty() {
                p.notice { "Nothing in this text was taken for the article. Show what is not the article to read it." }
            }
            @for (i, block) in reading.blocks.iter().enumerate() {
                @if block.chrome {
                    @if i == 0 || !reading.blocks[i - 1].chrome {
                        div.folded aria-hidden="true" { "· · ·" }
                    }
                    p.chrome dir=(direction(language)) lang=[language] { (marker.block(block)) }
                } @else {
                    div.row id=[reading.is_at(block).then_some("at")] {
                        p.para id=(format!("c{}", block.start)) dir=(direction(language)) lang=[language] {
                            (marker.block(block))
                        }
                        (notes.beside(block))
                    }
                }
            }
            @if view.statements.is_empty() { p.notice { "No statement was found in this article." } }
        }
    }
}

/// Where the text comes from, to the byte.
fn provenance(view: &ArticleView) -> Markup {
    html! {
        section.provenance aria-labelledby="provenance" {
            h2 #provenance { "Where this text comes from" }
            ul {
                @for version in view.versions.iter().rev() {
                    li {
                        @if version.id == view.article.version { "This text: " } @else {
                            a href=(format!("{}/versions/{}", article_href(&view.article.id), version.id)) { "An earlier text" } ": "
                        }
                        code { "sha256:" (version.id) } ", " (count(version.length, "code point"))
                        @if let Some(captured) = &version.captured { ", captured " (date(Some(captured))) }
                    }
                }
                @for input in &view.inputs { li { "Read from " span.locator { (input.locator) } } }
                li { "Article " code { (view.article.id) } }
            }
        }
    }
}
